// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "auth/server_key.h"
#include "base/clock.h"
#include "base/result.h"
#include "storage/unit_of_work.h"

namespace kaomon::features {

// A thousand failed sign-ins of one tenant within an hour are an attack: the administrators are told, and
// until the hour is over strangers get two tries a minute from each address. PCs of the tenant go on as
// before. The counters hold on every node.

// For sign-ins that no PC of the tenant signed, in a write job of the tenant; counts the try.
// ErrorCode::RateLimited, after which the job must be committed all the same.
[[nodiscard]] Status checkFlood(storage::UnitOfWork& unit, const auth::ServerKey& key,
                                const std::string& peer, TimePoint now);

// After each failed sign-in, in a write job of the tenant.
void noteFailedSignIn(storage::UnitOfWork& unit, TimePoint now);

} // namespace kaomon::features
