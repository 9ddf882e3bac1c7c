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
        ++of(access).open;
    }
    m_real->submit(access, std::move(tenant), std::move(job),
                   [this, access, begun, done = std::move(done)](Status status) {
                       {
                           const std::lock_guard lock(m_mutex);
                           Figures& figures = of(access);
                           --figures.open;
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
        text.line("kaomon_db_jobs", static_cast<double>(figures->open), {{"access", kind}});
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
