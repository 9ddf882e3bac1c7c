// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/os_password_rules.h"

#include <windows.h>
// after windows.h, which it needs
#include <lm.h>

namespace kaomon::agent {

PasswordStack readPasswordStack(const std::filesystem::path&) {
    PasswordStack stack;
    stack.isThere = true;
    LPBYTE memory = nullptr;
    if (::NetUserModalsGet(nullptr, 0, &memory) != NERR_Success) {
        return stack;
    }
    const auto* modals = reinterpret_cast<const USER_MODALS_INFO_0*>(memory);
    if (modals->usrmod0_min_passwd_len > 0) {
        stack.rules.push_back({"length", static_cast<int>(modals->usrmod0_min_passwd_len)});
    }
    if (modals->usrmod0_password_hist_len > 0) {
        stack.rules.push_back({"history", static_cast<int>(modals->usrmod0_password_hist_len)});
    }
    ::NetApiBufferFree(memory);
    return stack;
}

} // namespace kaomon::agent
