// SPDX-License-Identifier: GPL-3.0-or-later
// SYSTEM, and the administrator that every Windows has (RID 500). Members of the group of administrators are
// people like others here: Windows asks them again before they act as such.
#include "agent/superusers.h"

#include <filesystem>
#include <fstream>
#include <memory>

#include <windows.h>
// after windows.h, which they need
#include <aclapi.h>
#include <sddl.h>

#include "agent/os_accounts_windows.h"
#include "base/log.h"
#include "localipc/wide_text.h"

namespace kaomon::agent {

namespace {

constexpr ACCESS_MASK kChanging =
    FILE_WRITE_DATA | FILE_APPEND_DATA | DELETE | WRITE_DAC | WRITE_OWNER | GENERIC_WRITE | GENERIC_ALL;

struct Freed {
    void operator()(void* memory) const { ::LocalFree(memory); }
};

bool isSuperuser(const std::string& account) {
    const auto sid = sidOfName(account);
    if (!sid) {
        return ::GetLastError() != ERROR_NONE_MAPPED; // cannot be told: the careful answer
    }
    return *sid == "S-1-5-18" || (sid->starts_with("S-1-5-21-") && sid->ends_with("-500"));
}

bool isOfTheSystem(PSID sid) {
    return ::IsWellKnownSid(sid, WinLocalSystemSid) != 0 ||
           ::IsWellKnownSid(sid, WinBuiltinAdministratorsSid) != 0;
}

// Whether only SYSTEM and administrators own and write it.
bool isTheirs(const std::wstring& path) {
    PSID owner = nullptr;
    PACL list = nullptr;
    PSECURITY_DESCRIPTOR found = nullptr;
    std::wstring name = path;
    if (::GetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT,
                                OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, &owner, nullptr,
                                &list, nullptr, &found) != ERROR_SUCCESS) {
        return false;
    }
    const std::unique_ptr<void, Freed> descriptor(found);
    if (list == nullptr || owner == nullptr || !isOfTheSystem(owner)) {
        return false;
    }
    for (DWORD i = 0; i < list->AceCount; ++i) {
        void* entry = nullptr;
        if (::GetAce(list, i, &entry) == 0) {
            return false;
        }
        auto* allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
        if (allowed->Header.AceType == ACCESS_ALLOWED_ACE_TYPE && (allowed->Mask & kChanging) != 0 &&
            !isOfTheSystem(&allowed->SidStart)) {
            return false;
        }
    }
    return true;
}

bool isListed(const std::string& account, const std::string& filePath) {
    const std::wstring path = localipc::toWide(filePath);
    const DWORD facts = ::GetFileAttributesW(path.c_str());
    if (facts == INVALID_FILE_ATTRIBUTES || (facts & FILE_ATTRIBUTE_DIRECTORY) != 0) {
        return false;
    }
    if (!isTheirs(path)) {
        log::warning("agent.superusers_ignored", {{"reason", "the file may be written by others"}});
        return false;
    }
    const auto wanted = sidOfName(account);
    std::ifstream file{std::filesystem::path(path)};
    for (std::string line; std::getline(file, line);) {
        line.erase(line.find_last_not_of(" \t\r") + 1);
        if (!line.empty() && !line.starts_with('#') && wanted && sidOfName(line) == wanted) {
            return true;
        }
    }
    return false;
}

} // namespace

Status checkSuperuser(const std::string& account, const std::string& filePath) {
    if (isSuperuser(account) && !isListed(account, filePath)) {
        return fail(ErrorCode::SuperuserDenied, "a face may not become this administrator here");
    }
    return {};
}

} // namespace kaomon::agent
