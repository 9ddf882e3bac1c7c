// SPDX-License-Identifier: GPL-3.0-or-later
#include <ctime>
#include <memory>
#include <string>

#include <windows.h>
// after windows.h, which it needs
#include <lm.h>

#include "agent/os_accounts_windows.h"
#include "agent/os_password_age.h"

namespace kaomon::agent {

namespace {

constexpr long kSecondsOfADay = 24L * 60 * 60;

struct NetFreed {
    void operator()(void* memory) const { ::NetApiBufferFree(memory); }
};

std::unique_ptr<void, NetFreed> infoOf(const std::wstring& name, DWORD level) {
    LPBYTE info = nullptr;
    return std::unique_ptr<void, NetFreed>(
        ::NetUserGetInfo(nullptr, name.c_str(), level, &info) == NERR_Success ? info : nullptr);
}

// Of the rules that hold on this PC.
void addRules(ShadowFacts& facts) {
    LPBYTE memory = nullptr;
    if (::NetUserModalsGet(nullptr, 0, &memory) != NERR_Success) {
        return;
    }
    const std::unique_ptr<void, NetFreed> rules(memory);
    const auto* modals = reinterpret_cast<const USER_MODALS_INFO_0*>(memory);
    facts.minimum = static_cast<long>(modals->usrmod0_min_passwd_age) / kSecondsOfADay;
    if (modals->usrmod0_max_passwd_age != TIMEQ_FOREVER) {
        facts.maximum = static_cast<long>(modals->usrmod0_max_passwd_age / kSecondsOfADay);
    }
}

} // namespace

// An account of a domain is the domain controller's, which would have to be asked and waited for.
std::optional<ShadowFacts> readShadow(const std::string& account) {
    const WindowsAccount parts = windowsAccountOf(account);
    if (!parts.domain.empty()) {
        return std::nullopt;
    }
    const auto memory = infoOf(parts.name, 3);
    if (!memory) {
        return std::nullopt;
    }
    const auto* user = static_cast<const USER_INFO_3*>(memory.get());
    const auto today = static_cast<long>(std::time(nullptr) / kSecondsOfADay);
    ShadowFacts facts;
    facts.hasPassword = (user->usri3_flags & UF_PASSWD_NOTREQD) == 0 || user->usri3_password_age != 0;
    facts.lastChange = user->usri3_password_expired != 0
                           ? 0
                           : today - static_cast<long>(user->usri3_password_age) / kSecondsOfADay;
    addRules(facts);
    if ((user->usri3_flags & UF_DONT_EXPIRE_PASSWD) != 0) {
        facts.maximum = -1;
    }
    return facts;
}

} // namespace kaomon::agent
