// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

#include "base/clock.h"

namespace kaomon::test {

// Time as this test process and the servers that it starts agree on: that of the machine plus what the test
// added. It lives in eight-byte cells of a small file that both sides map, so that a server sees a jump with
// its next look at the clock. The shipped server knows nothing of it; kaomon-test-syncserver does.
// Thread-safe.
class TestTime {
public:
    // Of this process; makes the file at first use.
    static TestTime& get();
    ~TestTime();
    TestTime(const TestTime&) = delete;
    TestTime& operator=(const TestTime&) = delete;

    // Time passes: the wall clock and the steady clock go on together. Sessions end, codes expire; callers
    // have to sign in again.
    void advance(std::chrono::microseconds by);
    // Somebody sets the wall clock, forth or back; the steady clock does not notice.
    void shiftWallClock(std::chrono::microseconds by);

    [[nodiscard]] TimePoint now() const;
    // For the environment variable kTestTimeVariable of a server.
    [[nodiscard]] const std::string& file() const { return m_file; }

private:
    friend class FollowingClock;
    struct Cells;
    TestTime();

    std::string m_file;
    Cells* m_cells;
};

inline constexpr const char* kTestTimeVariable = "KAOMON_TEST_TIME";

// The clock of a server under test. Reads the file of TestTime; ends the program when that is missing.
class FollowingClock final : public Clock {
public:
    explicit FollowingClock(const std::string& file);
    ~FollowingClock() override;
    FollowingClock(const FollowingClock&) = delete;
    FollowingClock& operator=(const FollowingClock&) = delete;

    [[nodiscard]] TimePoint now() const override;
    [[nodiscard]] std::chrono::steady_clock::time_point steadyNow() const override;

private:
    const TestTime::Cells* m_cells;
};

// TestTime::get().now()
[[nodiscard]] TimePoint wallNow();

} // namespace kaomon::test
