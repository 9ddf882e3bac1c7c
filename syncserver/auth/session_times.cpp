// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/session_times.h"

#include <algorithm>

namespace kaomon::auth {
namespace {

constexpr std::chrono::minutes kUnwritten{1};
constexpr std::chrono::minutes kClockDifference{2}; // between nodes

} // namespace

storage::SessionTimes timesAt(TimePoint now, TimePoint endsAt, std::chrono::minutes idle) {
    return {std::min<TimePoint>(now + std::min(kAccessLifetime, idle), endsAt),
            std::min<TimePoint>(now + idle, endsAt), endsAt};
}

bool isFreshAuth(TimePoint strongAuthAt, TimePoint now) {
    return strongAuthAt <= now && now - strongAuthAt <= kStrongAuthLifetime;
}

bool isAlive(const storage::SessionTimes& times, TimePoint now) {
    return now < times.accessUntil && now < times.endsAt &&
           times.accessUntil <= now + kAccessLifetime + kClockDifference;
}

bool needsExtension(const storage::SessionTimes& times, TimePoint now) {
    return times.accessUntil < std::min<TimePoint>(now + kAccessLifetime - kUnwritten, times.endsAt);
}

} // namespace kaomon::auth
