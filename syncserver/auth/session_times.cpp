// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/session_times.h"

#include <algorithm>

namespace kaomon::auth {
namespace {

constexpr std::chrono::minutes kUnwritten{1};

} // namespace

storage::SessionTimes timesAt(TimePoint now, TimePoint endsAt, std::chrono::minutes idle) {
    return {std::min<TimePoint>(now + std::min(kAccessLifetime, idle), endsAt),
            std::min<TimePoint>(now + idle, endsAt), endsAt};
}

bool isFreshAuth(TimePoint strongAuthAt, TimePoint now) {
    return strongAuthAt <= now && now - strongAuthAt <= kStrongAuthLifetime;
}

bool needsExtension(const storage::SessionTimes& times, TimePoint now) {
    return times.accessUntil < std::min<TimePoint>(now + kAccessLifetime - kUnwritten, times.endsAt);
}

} // namespace kaomon::auth
