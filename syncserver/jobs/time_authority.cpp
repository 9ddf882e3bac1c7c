// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/time_authority.h"

#include "base/log.h"
#include "storage/query.h"
#include "storage/repositories/job_repository.h"
#include "storage/repositories/ledger_repository.h"
#include "storage/repositories/tenant_life_repository.h"

namespace kaomon::jobs {
namespace {

using storage::Query;
using storage::UnitOfWork;

constexpr std::chrono::minutes kWrittenEvery{1};

std::optional<TimePoint> latestReading(UnitOfWork& unit) {
    const auto row = Query(unit, "SELECT last_reading FROM server_time WHERE id = 1").first<TimePoint>();
    return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

void writeReading(UnitOfWork& unit, TimePoint wall) {
    Query(unit, "INSERT INTO server_time (id, last_reading) VALUES (1, :wall) ON CONFLICT (id) DO UPDATE SET "
                "last_reading = excluded.last_reading")
        .bind("wall", wall)
        .run();
}

} // namespace

TimeAuthority::TimeAuthority(const Clock& clock, bool comparesDatabase)
    : m_clock(clock)
    , m_comparesDatabase(comparesDatabase) {}

bool TimeAuthority::hasJumped(TimePoint wall, std::chrono::steady_clock::time_point steady) const {
    if (!m_lastWall) {
        return false;
    }
    const auto byWall = wall - *m_lastWall;
    const auto bySteady = std::chrono::duration_cast<std::chrono::microseconds>(steady - m_lastSteady);
    return std::chrono::abs(byWall - bySteady) > kLargestJump;
}

Status TimeAuthority::look(storage::Database& database) {
    const TimePoint wall = m_clock.now();
    const auto steady = m_clock.steadyNow();
    const bool jumped = hasJumped(wall, steady);
    m_lastWall = wall;
    m_lastSteady = steady;
    const bool isRoutine = m_isTrusted && !jumped && m_lastWritten && wall - *m_lastWritten < kWrittenEvery;
    if (isRoutine) {
        return {};
    }
    const Status noted =
        database.runBlocking(storage::Access::Write, TenantId(),
                             [&](UnitOfWork& unit) -> Status { return note(unit, wall, jumped); });
    if (!noted) {
        if (m_isTrusted) {
            log::warning("time.unchecked", {{"code", wireName(noted.error().code)}});
        }
        m_isTrusted = false;
        return noted;
    }
    m_lastWritten = wall;
    return {};
}

Status TimeAuthority::note(UnitOfWork& unit, TimePoint wall, bool jumped) {
    const auto latest = latestReading(unit);
    const bool isBehind = latest && wall + kLargestJump < *latest;
    const bool isApart =
        m_comparesDatabase && std::chrono::abs(storage::databaseTime(unit) - wall) > kLargestJump;
    if (jumped || isBehind) {
        raise(unit, jumped ? "jumped" : "behind the latest reading", wall);
    } else if (isApart && !m_wasApart) {
        raise(unit, "apart from the database's clock", wall);
    }
    m_wasApart = isApart;
    // after a jump the next look decides; the readings for erasing begin again in any case
    m_isTrusted = !jumped && !isBehind && !isApart;
    if (!isApart) {
        writeReading(unit, wall);
    }
    return {};
}

void TimeAuthority::raise(UnitOfWork& unit, const char* reason, TimePoint wall) {
    ++m_alarms;
    log::error("time.alarm", {{"reason", reason}, {"wall", toRfc3339(wall)}});
    storage::LedgerRepository(unit).audit("server", "CLOCK_ALARM", "", reason, wall);
    storage::TenantLifeRepository(unit).forgetReadings();
}

} // namespace kaomon::jobs
