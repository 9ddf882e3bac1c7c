// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "storage/repositories/session_repository.h"

namespace kaomon::auth {

// How long a session lives: the access token for 10 minutes after its last use, the session for 15 minutes
// without use and 8 hours in all.
inline constexpr std::chrono::minutes kAccessLifetime{10};
inline constexpr std::chrono::minutes kIdleLimit{15};
inline constexpr std::chrono::hours kSessionLimit{8};

// How long a proof of the password counts for acts that need one.
inline constexpr std::chrono::minutes kStrongAuthLifetime{5};

// Whether a proof made at `strongAuthAt` still counts. One from the future (a clock set back) does not.
[[nodiscard]] bool isFreshAuth(TimePoint strongAuthAt, TimePoint now);
// Times of a session used now that ends at `endsAt`.
[[nodiscard]] storage::SessionTimes timesAt(TimePoint now, TimePoint endsAt);
// Whether so much of the access time is gone that a use should be written down.
[[nodiscard]] bool needsExtension(const storage::SessionTimes& times, TimePoint now);

} // namespace kaomon::auth
