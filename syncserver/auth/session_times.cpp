// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/session_times.h"

#include <algorithm>

namespace kaomon::auth {
namespace {

constexpr std::chrono::minutes kUnwritten{1};
constexpr std::chrono::minutes kClockDifference{2}; // between nodes

} // namespace

storage::SessionTimes timesAt(TimePoint now, TimePoint endsAt) {
    return {std::min<TimePoint>(now + kAccessLifetime, endsAt), std::min<TimePoint>(now + kIdleLimit, endsAt),
            endsAt};
}

bool isAlive(const storage::SessionTimes& times, TimePoint now) {
    return now < times.accessUntil && now < times.endsAt &&
           times.accessUntil <= now + kAccessLifetime + kClockDifference;
}

bool needsExtension(const storage::SessionTimes& times, TimePoint now) {
    return times.accessUntil < std::min<TimePoint>(now + kAccessLifetime - kUnwritten, times.endsAt);
}

} // namespace kaomon::auth
