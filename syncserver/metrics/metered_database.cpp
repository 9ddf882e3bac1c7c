// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metered_database.h"

namespace kaomon::metrics {
namespace {

bool isOfTheDatabase(ErrorCode code) {
    return code == ErrorCode::Unavailable || code == ErrorCode::DiskFull ||
           code == ErrorCode::StorageFailed || code == ErrorCode::StorageCorrupt;
}

} // namespace

void MeteredDatabase::submit(storage::Access access, TenantId tenant, Job job, Done done) {
    const auto begun = std::chrono::steady_clock::now();
    {
        const std::lock_guard lock(m_mutex);
        ++of(access).waiting;
    }
    // a job may run more than once, and not at all
    auto isRunning = std::make_shared<bool>(false);
    auto watched = [this, access, begun, isRunning, job = std::move(job)](storage::UnitOfWork& unit) {
        if (!*isRunning) {
            const std::lock_guard lock(m_mutex);
            Figures& figures = of(access);
            *isRunning = true;
            --figures.waiting;
            ++figures.running;
            figures.waits.add(std::chrono::steady_clock::now() - begun);
        }
        return job(unit);
    };
    m_real->submit(access, std::move(tenant), std::move(watched),
                   [this, access, begun, isRunning, done = std::move(done)](Status status) {
                       {
                           const std::lock_guard lock(m_mutex);
                           Figures& figures = of(access);
                           --(*isRunning ? figures.running : figures.waiting);
                           figures.times.add(std::chrono::steady_clock::now() - begun);
                           if (!status && isOfTheDatabase(status.error().code)) {
                               ++figures.failures[wireName(status.error().code)];
                           }
                       }
                       done(std::move(status));
                   });
}

void MeteredDatabase::describe(Exposition& text) const {
    const std::lock_guard lock(m_mutex);
    const auto kinds = {std::pair{"read", &m_reads}, std::pair{"write", &m_writes}};
    text.begin("kaomon_db_jobs", "gauge", "Database jobs that wait or run.");
    for (const auto& [kind, figures] : kinds) {
        text.line("kaomon_db_jobs", static_cast<double>(figures->waiting + figures->running),
                  {{"access", kind}});
    }
    text.begin("kaomon_db_pool_waiting", "gauge", "Database jobs that wait for a session of the pool.");
    for (const auto& [kind, figures] : kinds) {
        text.line("kaomon_db_pool_waiting", static_cast<double>(figures->waiting), {{"access", kind}});
    }
    text.begin("kaomon_db_pool_busy", "gauge", "Sessions of the pool that run a job.");
    for (const auto& [kind, figures] : kinds) {
        text.line("kaomon_db_pool_busy", static_cast<double>(figures->running), {{"access", kind}});
    }
    text.begin("kaomon_db_pool_wait_seconds", "histogram",
               "How long a job waited for a session of the pool.");
    for (const auto& [kind, figures] : kinds) {
        text.lines("kaomon_db_pool_wait_seconds", figures->waits, {{"access", kind}});
    }
    text.begin("kaomon_db_job_seconds", "histogram", "Time of a database job, waiting included.");
    for (const auto& [kind, figures] : kinds) {
        text.lines("kaomon_db_job_seconds", figures->times, {{"access", kind}});
    }
    text.begin("kaomon_db_failures_total", "counter", "Database jobs that failed, by code.");
    for (const auto& [kind, figures] : kinds) {
        for (const auto& [code, count] : figures->failures) {
            text.line("kaomon_db_failures_total", static_cast<double>(count),
                      {{"access", kind}, {"code", code}});
        }
    }
}

} // namespace kaomon::metrics
