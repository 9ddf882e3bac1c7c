// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "agent/uid.h"

namespace kaomon::agent {

// The number that stands for a SID ("S-1-5-18" is 0), given out once and kept in the registry, under
// HKLM\SOFTWARE\Kaomon\Accounts, which only administrators may write. Where it cannot be written there the
// number holds until this process ends. Any thread.
[[nodiscard]] uid_t uidOfSid(const std::string& sid);
[[nodiscard]] std::optional<std::string> sidOfUid(uid_t uid);

// The SID of an account, a person's and not a group's, and its name as DOMAIN\name. May ask a domain
// controller.
[[nodiscard]] std::optional<std::string> sidOfName(const std::string& name);
[[nodiscard]] std::optional<std::string> nameOfSid(const std::string& sid);

// The two parts of a name that nameOfUid() gave. Without a domain for an account of this PC, so that Windows
// looks nowhere else.
struct WindowsAccount {
    std::wstring domain;
    std::wstring name;
};
[[nodiscard]] WindowsAccount windowsAccountOf(const std::string& name);

} // namespace kaomon::agent
