// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/os_accounts_windows.h"

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include <windows.h>
// after windows.h, which it needs
#include <sddl.h>

#include "agent/os_accounts.h"
#include "base/log.h"
#include "localipc/peer_identity.h"
#include "localipc/wide_text.h"

namespace kaomon::agent {

namespace {

using localipc::toUtf8;
using localipc::toWide;

constexpr const wchar_t* kNumbers = L"SOFTWARE\\Kaomon\\Accounts";
constexpr const char* kSystem = "S-1-5-18";
constexpr uid_t kFirst = 1000;
constexpr DWORD kLongestSidText = 184;

struct Freed {
    void operator()(void* memory) const { ::LocalFree(memory); }
};
using Sid = std::unique_ptr<void, Freed>;

Sid sidFrom(const std::string& text) {
    PSID sid = nullptr;
    return Sid(::ConvertStringSidToSidW(toWide(text).c_str(), &sid) != 0 ? sid : nullptr);
}

// What is known of the numbers; read from the registry once.
class Numbers {
public:
    Numbers() {
        HKEY key = nullptr;
        if (::RegOpenKeyExW(HKEY_LOCAL_MACHINE, kNumbers, 0, KEY_READ, &key) != ERROR_SUCCESS) {
            return;
        }
        for (DWORD i = 0;; ++i) {
            std::array<wchar_t, kLongestSidText + 1> name{};
            auto length = static_cast<DWORD>(name.size());
            DWORD number = 0, type = 0, size = sizeof number;
            const LSTATUS read = ::RegEnumValueW(key, i, name.data(), &length, nullptr, &type,
                                                 reinterpret_cast<BYTE*>(&number), &size);
            if (read == ERROR_MORE_DATA) {
                continue; // none of ours
            }
            if (read != ERROR_SUCCESS) {
                break;
            }
            if (type == REG_DWORD && number >= kFirst) {
                add(toUtf8(std::wstring_view(name.data(), length)), number);
            }
        }
        ::RegCloseKey(key);
    }

    uid_t of(const std::string& sid) {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_bySid.find(sid); known != m_bySid.end()) {
            return known->second;
        }
        const uid_t number = m_byNumber.empty() ? kFirst : m_byNumber.rbegin()->first + 1;
        add(sid, number);
        const DWORD kept = number;
        const LSTATUS written = ::RegSetKeyValueW(HKEY_LOCAL_MACHINE, kNumbers, toWide(sid).c_str(),
                                                  REG_DWORD, &kept, sizeof kept);
        if (written != ERROR_SUCCESS) {
            log::warning("agent.account_number", {{"error", written}});
        }
        return number;
    }
    std::optional<std::string> sid(uid_t number) {
        const std::lock_guard lock(m_mutex);
        const auto known = m_byNumber.find(number);
        return known == m_byNumber.end() ? std::nullopt : std::optional(known->second);
    }

private:
    void add(const std::string& sid, uid_t number) {
        if (m_byNumber.emplace(number, sid).second) { // two SIDs never share a number
            m_bySid[sid] = number;
        }
    }

    std::mutex m_mutex;
    std::map<std::string, uid_t> m_bySid;
    std::map<uid_t, std::string> m_byNumber;
};

Numbers& numbers() {
    static Numbers all;
    return all;
}

} // namespace

uid_t uidOfSid(const std::string& sid) {
    return sid == kSystem ? 0 : numbers().of(sid);
}

std::optional<std::string> sidOfUid(uid_t uid) {
    return uid == 0 ? std::optional<std::string>(kSystem) : numbers().sid(uid);
}

std::optional<std::string> sidOfName(const std::string& name) {
    std::array<BYTE, SECURITY_MAX_SID_SIZE> sid{};
    std::array<wchar_t, 256> domain{};
    auto sidSize = static_cast<DWORD>(sid.size()), domainSize = static_cast<DWORD>(domain.size());
    SID_NAME_USE use{};
    LPWSTR text = nullptr;
    if (name.empty() ||
        ::LookupAccountNameW(nullptr, toWide(name).c_str(), sid.data(), &sidSize, domain.data(), &domainSize,
                             &use) == 0 ||
        (use != SidTypeUser && use != SidTypeWellKnownGroup) ||
        ::ConvertSidToStringSidW(sid.data(), &text) == 0) {
        return std::nullopt;
    }
    std::string found = toUtf8(text);
    ::LocalFree(text);
    // SYSTEM is a well-known group to Windows, and the only one that counts as an account here.
    return use == SidTypeUser || found == kSystem ? std::optional(std::move(found)) : std::nullopt;
}

std::optional<std::string> nameOfSid(const std::string& text) {
    const Sid sid = sidFrom(text);
    std::array<wchar_t, 256> name{}, domain{};
    auto nameSize = static_cast<DWORD>(name.size()), domainSize = static_cast<DWORD>(domain.size());
    SID_NAME_USE use{};
    if (!sid || ::LookupAccountSidW(nullptr, sid.get(), name.data(), &nameSize, domain.data(), &domainSize,
                                    &use) == 0) {
        return std::nullopt;
    }
    return toUtf8(domain.data()) + '\\' + toUtf8(name.data());
}

std::optional<std::string> nameOfUid(uid_t uid) {
    const auto sid = sidOfUid(uid);
    return sid ? nameOfSid(*sid) : std::nullopt;
}

std::optional<uid_t> uidOfName(const std::string& name) {
    const auto sid = sidOfName(name);
    return sid ? std::optional(uidOfSid(*sid)) : std::nullopt;
}

uid_t ownUid() {
    static const uid_t own = [] {
        const auto identity = localipc::ownIdentity();
        return identity ? uidOfSid(identity->userSid) : 0;
    }();
    return own;
}

bool isNameOfThisPc(const std::string& domain) {
    std::array<wchar_t, MAX_COMPUTERNAME_LENGTH + 1> own{};
    auto length = static_cast<DWORD>(own.size());
    return domain == "." || (::GetComputerNameW(own.data(), &length) != 0 &&
                             ::lstrcmpiW(own.data(), toWide(domain).c_str()) == 0);
}

WindowsAccount windowsAccountOf(const std::string& name) {
    const auto slash = name.find('\\');
    const std::string domain = slash == std::string::npos ? std::string() : name.substr(0, slash);
    return {domain.empty() || isNameOfThisPc(domain) ? std::wstring() : toWide(domain),
            toWide(slash == std::string::npos ? name : name.substr(slash + 1))};
}

} // namespace kaomon::agent
