// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/job_repository.h"

#include "storage/query.h"

namespace kaomon::storage {

std::optional<Lease> JobRepository::take(const std::string& name, const std::string& owner, TimePoint now,
                                         std::chrono::microseconds lasts) {
    const auto fence =
        Query(m_unit, "INSERT INTO job_lease (name, owner, fence, until) VALUES (:name, :owner, 1, :until) "
                      "ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, "
                      "fence = job_lease.fence + 1, until = excluded.until "
                      "WHERE job_lease.until <= :now OR job_lease.owner = excluded.owner RETURNING fence")
            .bind("name", name)
            .bind("owner", owner)
            .bind("until", now + lasts)
            .bind("now", now)
            .first<long long>();
    return fence ? std::optional(Lease{name, owner, std::get<0>(*fence)}) : std::nullopt;
}

Status JobRepository::hold(const Lease& lease, TimePoint now, std::chrono::microseconds lasts) {
    const bool isHeld = Query(m_unit, "UPDATE job_lease SET until = :until WHERE name = :name AND "
                                      "owner = :owner AND fence = :fence")
                            .bind("until", now + lasts)
                            .bind("name", lease.name)
                            .bind("owner", lease.owner)
                            .bind("fence", lease.fence)
                            .run() == 1;
    if (!isHeld) {
        return fail(ErrorCode::Cancelled, "another node took over " + lease.name);
    }
    return {};
}

void JobRepository::release(const Lease& lease) {
    Query(m_unit, "UPDATE job_lease SET until = 0 WHERE name = :name AND owner = :owner AND fence = :fence")
        .bind("name", lease.name)
        .bind("owner", lease.owner)
        .bind("fence", lease.fence)
        .run();
}

std::optional<JobRow> JobRepository::find(const std::string& name) {
    auto row = Query(m_unit, "SELECT next_at, started_at, finished_at, failure FROM job WHERE name = :name")
                   .bind("name", name)
                   .first<TimePoint, std::optional<TimePoint>, std::optional<TimePoint>, std::string>();
    if (!row) {
        return std::nullopt;
    }
    auto& [next, started, finished, failure] = *row;
    return JobRow{next, started, finished, std::move(failure)};
}

bool JobRepository::isDue(const std::string& name, TimePoint now, std::chrono::microseconds period) {
    const auto row = find(name);
    return !row || row->nextAt <= now || row->nextAt > now + period;
}

void JobRepository::noteStart(const std::string& name, TimePoint now) {
    Query(m_unit, "INSERT INTO job (name, next_at, started_at, failure) VALUES (:name, :now, :now, '') "
                  "ON CONFLICT (name) DO UPDATE SET started_at = excluded.started_at")
        .bind("name", name)
        .bind("now", now)
        .run();
}

void JobRepository::noteEnd(const std::string& name, TimePoint now, TimePoint nextAt, const Status& outcome) {
    Query(m_unit, "UPDATE job SET finished_at = :now, next_at = :next, failure = :failure "
                  "WHERE name = :name")
        .bind("now", now)
        .bind("next", nextAt)
        .bind("failure", outcome ? std::string() : std::string(wireName(outcome.error().code)))
        .bind("name", name)
        .run();
}

TimePoint databaseTime(UnitOfWork& unit) {
    const char* sql = unit.dialect() == Dialect::Postgresql
                          ? "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)"
                          : "SELECT CAST((julianday('now') - 2440587.5) * 86400000000.0 AS BIGINT)";
    const auto row = Query(unit, sql).first<long long>();
    return row ? fromEpochMicros(std::get<0>(*row)) : TimePoint();
}

} // namespace kaomon::storage
