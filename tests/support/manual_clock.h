// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <mutex>

#include "base/clock.h"

namespace kaomon::testing {

// Time that moves only when a test says so. Starts at 2026-01-01T00:00:00Z. Thread-safe.
class ManualClock final : public Clock {
public:
    ManualClock() = default;
    explicit ManualClock(TimePoint start)
        : m_now(start) {}

    [[nodiscard]] TimePoint now() const override {
        const std::lock_guard lock(m_mutex);
        return m_now;
    }
    [[nodiscard]] std::chrono::steady_clock::time_point steadyNow() const override {
        const std::lock_guard lock(m_mutex);
        return m_steady;
    }

    // Both clocks go on together.
    void advance(std::chrono::microseconds by) {
        const std::lock_guard lock(m_mutex);
        m_now += by;
        m_steady += by;
    }
    // Somebody sets the wall clock; the steady one does not notice.
    void setWallClock(TimePoint now) {
        const std::lock_guard lock(m_mutex);
        m_now = now;
    }

private:
    mutable std::mutex m_mutex;
    TimePoint m_now = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
    std::chrono::steady_clock::time_point m_steady{};
};

} // namespace kaomon::testing
