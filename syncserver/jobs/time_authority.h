// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

#include "base/clock.h"
#include "base/result.h"
#include "storage/database.h"

namespace kaomon::jobs {

// Whether the clock of this node can be believed enough to erase by it (security.md T25). Looks are taken
// every second or so; each compares the wall clock with the steady one, with the latest reading of any node,
// and on PostgreSQL with the clock of the database's machine. More than five minutes apart is an alarm: it is
// logged, written to the operator's audit log, and every reading made so far for a step of an end of licence
// is forgotten, so that erasing waits for two new ones an hour apart. Used by the one thread of the job host,
// or by one test.
class TimeAuthority {
public:
    static constexpr std::chrono::minutes kLargestJump{5};

    // `comparesDatabase` is false when `clock` is not the machine's own.
    TimeAuthority(const Clock& clock, bool comparesDatabase);

    // Errors are those of the database.
    [[nodiscard]] Status look(storage::Database& database);
    [[nodiscard]] bool isTrusted() const { return m_isTrusted; }
    [[nodiscard]] int alarms() const { return m_alarms; }

private:
    [[nodiscard]] bool hasJumped(TimePoint wall, std::chrono::steady_clock::time_point steady) const;
    [[nodiscard]] Status note(storage::UnitOfWork& unit, TimePoint wall, bool hasJumped);
    void raise(storage::UnitOfWork& unit, const char* reason, TimePoint wall);

    const Clock& m_clock;
    bool m_comparesDatabase;
    std::optional<TimePoint> m_lastWall;
    std::chrono::steady_clock::time_point m_lastSteady;
    std::optional<TimePoint> m_lastWritten;
    bool m_isTrusted = false; // until the first look
    bool m_wasApart = false;  // an alarm that lasts is raised once
    int m_alarms = 0;
};

} // namespace kaomon::jobs
