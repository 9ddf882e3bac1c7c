// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "http/principal.h"
#include "storage/repositories/session_repository.h"

namespace kaomon::auth {

// Somebody who claims to be known, with what it takes to judge that; proven when his key verifies.
struct Caller {
    http::Principal principal;
    Bytes keyPublic;
    std::string accountState;               // of people
    std::optional<std::string> deviceState; // of PCs
    std::optional<storage::SessionTimes> times;
    TimePoint strongAuthAt; // of people: the last proof of the password
};

} // namespace kaomon::auth
