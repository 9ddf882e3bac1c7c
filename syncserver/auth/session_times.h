// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "storage/repositories/session_repository.h"

namespace kaomon::auth {

// How long an access token lives after its last use. How long a session lives without use and in all are the
// tenant's settings session_idle_min and session_max_h; a changed limit counts from a session's next use, the
// whole length for sessions that begin after the change.
inline constexpr std::chrono::minutes kAccessLifetime{10};

// How long a proof of the password counts for acts that need one.
inline constexpr std::chrono::minutes kStrongAuthLifetime{5};

// Whether a proof made at `strongAuthAt` still counts. One from the future (a clock set back) does not.
[[nodiscard]] bool isFreshAuth(TimePoint strongAuthAt, TimePoint now);
// Times of a session used now that ends at `endsAt`, and `idle` after its last use.
[[nodiscard]] storage::SessionTimes timesAt(TimePoint now, TimePoint endsAt, std::chrono::minutes idle);
// Whether a session's access token may be used now. One that lives longer than any can was made before the
// clock was set back, and does not count until the clock is right again.
[[nodiscard]] bool isAlive(const storage::SessionTimes& times, TimePoint now);
// Whether so much of the access time is gone that a use should be written down.
[[nodiscard]] bool needsExtension(const storage::SessionTimes& times, TimePoint now);

} // namespace kaomon::auth
