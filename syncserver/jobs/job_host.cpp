// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job_host.h"

#include <algorithm>

#include "base/log.h"

namespace kaomon::jobs {

using storage::Access;
using storage::JobRepository;
using storage::Lease;
using storage::UnitOfWork;

JobContext::JobContext(storage::Database& database, const Clock& clock, const TimeAuthority& time,
                       const JobHostOptions& options, Lease lease, const std::function<bool()>& isStopping)
    : m_database(database)
    , m_clock(clock)
    , m_time(time)
    , m_options(options)
    , m_lease(std::move(lease))
    , m_isStopping(isStopping) {}

Status JobContext::hold(UnitOfWork& unit) const {
    if (m_isStopping()) {
        return fail(ErrorCode::Cancelled, "the server is stopping");
    }
    return JobRepository(unit).hold(m_lease, m_options.leaseTime(unit), m_options.leaseFor);
}

JobHost::JobHost(storage::Database& database, const Clock& clock, TimeAuthority& time, JobHostOptions options)
    : m_database(database)
    , m_clock(clock)
    , m_time(time)
    , m_options(std::move(options)) {}

JobHost::~JobHost() {
    stop();
}

void JobHost::add(BackgroundJob job) {
    m_jobs.push_back(std::move(job));
}

void JobHost::start() {
    m_thread = std::thread([this] { loop(); });
}

void JobHost::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

bool JobHost::isStopping() {
    const std::lock_guard lock(m_mutex);
    return m_isStopping;
}

void JobHost::loop() {
    while (!isStopping()) {
        (void)runDue(); // logged there
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, m_options.poll, [this] { return m_isStopping; });
    }
}

Status JobHost::runDue() {
    Status first = m_time.look(m_database);
    if (!first) {
        return first; // no database: nothing to be done now
    }
    for (const BackgroundJob& job : m_jobs) {
        if (isStopping()) {
            break;
        }
        if (Status done = runIfDue(job); !done && first) {
            first = std::move(done);
        }
    }
    return first;
}

Status JobHost::runIfDue(const BackgroundJob& job) {
    const auto isDue =
        m_database.runBlocking(Access::Read, TenantId(), [&](UnitOfWork& unit) -> Result<bool> {
            return JobRepository(unit).isDue(job.name, m_clock.now(), job.period);
        });
    if (!isDue) {
        log::warning("job.unreadable", {{"job", job.name}, {"code", wireName(isDue.error().code)}});
        return propagate(isDue.error());
    }
    if (!*isDue) {
        return {};
    }
    if (job.isNeeded) {
        const auto isNeeded = job.isNeeded(m_database);
        if (!isNeeded || !*isNeeded) {
            return isNeeded ? Status() : propagate(isNeeded.error());
        }
    }
    const auto lease = m_database.runBlocking(
        Access::Write, TenantId(), [&](UnitOfWork& unit) -> Result<std::optional<Lease>> {
            JobRepository jobs(unit);
            if (!jobs.isDue(job.name, m_clock.now(), job.period)) {
                return std::optional<Lease>(); // another node was faster
            }
            return jobs.take(job.name, m_options.node, m_options.leaseTime(unit), m_options.leaseFor);
        });
    if (!lease) {
        return propagate(lease.error());
    }
    return *lease ? runWith(job, **lease) : Status();
}

Status JobHost::runNow(const std::string& name) {
    const auto job = std::ranges::find(m_jobs, name, &BackgroundJob::name);
    if (job == m_jobs.end()) {
        return fail(ErrorCode::NotFound, "no such job");
    }
    const auto lease =
        m_database.runBlocking(Access::Write, TenantId(), [&](UnitOfWork& unit) -> Result<Lease> {
            auto taken =
                JobRepository(unit).take(name, m_options.node, m_options.leaseTime(unit), m_options.leaseFor);
            if (!taken) {
                return fail(ErrorCode::Conflict, "another node does this job now");
            }
            return std::move(*taken);
        });
    return lease ? runWith(*job, *lease) : propagate(lease.error());
}

Status JobHost::runWith(const BackgroundJob& job, const Lease& lease) {
    JobContext context(m_database, m_clock, m_time, m_options, lease, [this] { return isStopping(); });
    const TimePoint started = m_clock.now();
    Status outcome = context.batch(TenantId(), [&](UnitOfWork& unit) -> Status {
        JobRepository(unit).noteStart(job.name, started);
        return {};
    });
    if (outcome) {
        outcome = job.run(context);
    }
    if (!outcome) {
        log::warning("job.failed", {{"job", job.name},
                                    {"code", wireName(outcome.error().code)},
                                    {"detail", outcome.error().detail}});
    }
    // whoever lost the lease leaves the row to its new owner
    const Status noted = m_database.runBlocking(Access::Write, TenantId(), [&](UnitOfWork& unit) -> Status {
        JobRepository jobs(unit);
        if (const Status held = jobs.hold(lease, m_options.leaseTime(unit), m_options.leaseFor); !held) {
            return held;
        }
        const TimePoint now = m_clock.now();
        jobs.noteEnd(job.name, now, now + job.period, outcome);
        jobs.release(lease);
        return {};
    });
    return outcome ? noted : outcome;
}

} // namespace kaomon::jobs
