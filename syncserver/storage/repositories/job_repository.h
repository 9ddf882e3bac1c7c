// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// The right to do one job, with a number that grows each time the right changes hands. Whoever lost it is
// found out by the number, even when its clock stood still meanwhile.
struct Lease {
    std::string name;
    std::string owner;
    long long fence = 0;
};

struct JobRow {
    TimePoint nextAt;
    std::optional<TimePoint> startedAt;
    std::optional<TimePoint> finishedAt;
    std::string failure; // wire name of the last run's error; empty when it went well
};

// Jobs that run in the background, and who may run them. Global tables: works in a unit of any tenant, so
// that a batch of a tenant's rows and the check of the lease are one transaction. Throws StorageFault.
class JobRepository {
public:
    explicit JobRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // The lease when nobody has it, its time is over, or `owner` has it already (with a new fence).
    [[nodiscard]] std::optional<Lease> take(const std::string& name, const std::string& owner, TimePoint now,
                                            std::chrono::microseconds lasts);
    // Locks the lease's row until COMMIT and prolongs it. ErrorCode::Cancelled when another owner took it.
    [[nodiscard]] Status hold(const Lease& lease, TimePoint now, std::chrono::microseconds lasts);
    void release(const Lease& lease);

    [[nodiscard]] std::optional<JobRow> find(const std::string& name);
    // A job that was never heard of is due at once; so is one whose next time is further off than `period`,
    // because the clock was set back since.
    [[nodiscard]] bool isDue(const std::string& name, TimePoint now, std::chrono::microseconds period);
    void noteStart(const std::string& name, TimePoint now);
    void noteEnd(const std::string& name, TimePoint now, TimePoint nextAt, const Status& outcome);

private:
    UnitOfWork& m_unit;
};

// The clock of the database's machine, which all nodes share. SQLite: this machine's, to the millisecond.
[[nodiscard]] TimePoint databaseTime(UnitOfWork& unit);

} // namespace kaomon::storage
