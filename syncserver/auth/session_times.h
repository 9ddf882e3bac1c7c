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

// Times of a session used now that ends at `endsAt`.
[[nodiscard]] storage::SessionTimes timesAt(TimePoint now, TimePoint endsAt);
// Whether a session's access token may be used now. One that lives longer than any can was made before the
// clock was set back, and does not count until the clock is right again.
[[nodiscard]] bool isAlive(const storage::SessionTimes& times, TimePoint now);
// Whether so much of the access time is gone that a use should be written down.
[[nodiscard]] bool needsExtension(const storage::SessionTimes& times, TimePoint now);

} // namespace kaomon::auth
