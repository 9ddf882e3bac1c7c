// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <sys/types.h>

#include "domain/os_account.h"

namespace kaomon::agent {

// DOMAIN\name and name@domain are accounts of a domain; anything else is one of this PC. Pure.
[[nodiscard]] domain::OsAccount accountOf(const std::string& osUser, const std::string& device);

// The name of an account of this PC or its directory; nullopt when the system knows none. May ask a name
// service.
[[nodiscard]] std::optional<std::string> nameOfUid(uid_t uid);

// The other way round.
[[nodiscard]] std::optional<uid_t> uidOfName(const std::string& name);

} // namespace kaomon::agent
