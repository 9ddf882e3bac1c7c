// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "agent/uid.h"
#include "domain/os_account.h"

namespace kaomon::agent {

// DOMAIN\name and name@domain are accounts of a domain; anything else is one of this PC, on Windows also what
// stands behind its own name.
[[nodiscard]] domain::OsAccount accountOf(const std::string& osUser, const std::string& device);

// The name of an account of this PC or its directory; nullopt when the system knows none. May ask a name
// service.
[[nodiscard]] std::optional<std::string> nameOfUid(uid_t uid);

// The other way round.
[[nodiscard]] std::optional<uid_t> uidOfName(const std::string& name);

// The account that this process runs as.
[[nodiscard]] uid_t ownUid();

// Whether accounts of this PC have this word in front of their name.
[[nodiscard]] bool isNameOfThisPc(const std::string& domain);

} // namespace kaomon::agent
