// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace kaomon::domain {

struct FaceCooldownRule {
    int missesBeforePause = 5;      // setting face_cooldown_misses
    std::chrono::seconds pause{30}; // setting face_cooldown_s
    int missesBeforeOff = 50;       // fixed: SP 800-63B's overall limit
};

enum class FaceMiss { NoMatch, Spoof };

// How often a face was refused for one person on one PC. From the 5th miss on, each further try waits 30 s;
// at 50 misses in all the face is off until another factor or an online reset. A spoof counts double. Misses
// never lock the account: anyone may sit down at a PC. A value without a clock of its own; the agent stores
// encode() with a MAC. Not thread-safe.
class FaceCooldown {
public:
    // ErrorCode::FaceDisabled or FaceCooldown when no try is allowed now. A clock that was set back never
    // makes the wait longer than one pause.
    [[nodiscard]] Status check(TimePoint now, const FaceCooldownRule& rule);
    void recordMiss(FaceMiss miss, TimePoint now, const FaceCooldownRule& rule);
    // A match clears the misses that lead to a pause; the total stays until reset().
    void recordMatch();
    // A password, an emergency code or the server's reset: everything starts again.
    void reset();

    [[nodiscard]] int recentMisses() const { return m_recentMisses; }
    [[nodiscard]] int totalMisses() const { return m_totalMisses; }
    // The earliest next try; at or before now when there is no wait.
    [[nodiscard]] TimePoint blockedUntil() const { return m_blockedUntil; }

    // One line of text; decode gives ErrorCode::StorageCorrupt for anything else.
    [[nodiscard]] std::string encode() const;
    [[nodiscard]] static Result<FaceCooldown> decode(std::string_view text);

private:
    int m_recentMisses = 0;
    int m_totalMisses = 0;
    TimePoint m_blockedUntil;
};

// Wrong passwords for one account from one kind of place (known PC or stranger, counted apart): from the 5th
// on a wait that grows by 30 s with each, up to 15 minutes. Same value and storage rules as FaceCooldown.
class PasswordLockout {
public:
    static constexpr int kFreeTries = 5; // the fifth wrong password is the first that costs a wait
    static constexpr std::chrono::seconds kStep{30};
    static constexpr std::chrono::seconds kLongestWait{900};

    // ErrorCode::UserLocked while the wait lasts.
    [[nodiscard]] Status check(TimePoint now);
    void recordFailure(TimePoint now);
    void recordSuccess();

    [[nodiscard]] int failures() const { return m_failures; }
    [[nodiscard]] TimePoint blockedUntil() const { return m_blockedUntil; }

    // The wait after this many failures in a row; zero below five.
    [[nodiscard]] static std::chrono::seconds delayAfter(int failures);

    [[nodiscard]] std::string encode() const;
    [[nodiscard]] static Result<PasswordLockout> decode(std::string_view text);

private:
    int m_failures = 0;
    TimePoint m_blockedUntil;
};

} // namespace kaomon::domain
