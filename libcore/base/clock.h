// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kaomon {

// Wall-clock time in UTC with the resolution of the database (epoch microseconds).
using TimePoint = std::chrono::sys_time<std::chrono::microseconds>;

// RFC 3339 in UTC with microseconds: "2026-11-24T03:04:05.123456Z".
[[nodiscard]] std::string toRfc3339(TimePoint time);

// Accepts "Z" or a numeric offset and 0-9 fractional digits; ErrorCode::ValidationFailed otherwise.
[[nodiscard]] Result<TimePoint> fromRfc3339(std::string_view text);

[[nodiscard]] inline long long toEpochMicros(TimePoint time) {
    return time.time_since_epoch().count();
}
[[nodiscard]] inline TimePoint fromEpochMicros(long long micros) {
    return TimePoint(std::chrono::microseconds(micros));
}

// The source of time, injected everywhere: tests move it by hand and never wait. Implementations are
// thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual TimePoint now() const = 0;
    // Never goes back; for durations and time-outs only.
    [[nodiscard]] virtual std::chrono::steady_clock::time_point steadyNow() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override;
    [[nodiscard]] std::chrono::steady_clock::time_point steadyNow() const override;
};

} // namespace kaomon
