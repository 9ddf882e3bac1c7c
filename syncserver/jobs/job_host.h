// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "jobs/time_authority.h"
#include "storage/database.h"
#include "storage/repositories/job_repository.h"

namespace kaomon::jobs {

// Tests stop a job here, as a power cut would: the function throws. Not used in the shipped server.
using FaultPoint = std::function<void(std::string_view point)>;

struct JobHostOptions {
    std::string node; // unique among the nodes that share the database
    std::chrono::microseconds leaseFor = std::chrono::seconds(60);
    std::chrono::milliseconds poll = std::chrono::milliseconds(500);
    // Time of leases; by default storage::databaseTime(), which all nodes share.
    std::function<TimePoint(storage::UnitOfWork&)> leaseTime = storage::databaseTime;
    FaultPoint faultPoint = {};
};

// What a running job works with. A job may be killed between any two batches and be started again, here or on
// another node: each batch must find out for itself what is left to do. Lives as long as the run; one thread.
class JobContext {
public:
    JobContext(storage::Database& database, const Clock& clock, const TimeAuthority& time,
               const JobHostOptions& options, storage::Lease lease, const std::function<bool()>& isStopping);

    // Runs `work(UnitOfWork&)` in one write transaction, which ends without effect when another node has
    // taken over the job. ErrorCode::Cancelled then, and when the server is stopping.
    template<class F>
    [[nodiscard]] std::invoke_result_t<F, storage::UnitOfWork&> batch(const TenantId& tenant, F work) {
        using Answer = std::invoke_result_t<F, storage::UnitOfWork&>;
        return m_database.runBlocking(storage::Access::Write, tenant,
                                      [&](storage::UnitOfWork& unit) -> Answer {
                                          if (Status held = hold(unit); !held) {
                                              return propagate(held.error());
                                          }
                                          return work(unit);
                                      });
    }
    template<class F>
    [[nodiscard]] std::invoke_result_t<F, storage::UnitOfWork&> read(const TenantId& tenant, F work) {
        return m_database.runBlocking(storage::Access::Read, tenant, std::move(work));
    }

    // Marks a place where the job may be killed.
    void reached(std::string_view point) const {
        if (m_options.faultPoint) {
            m_options.faultPoint(point);
        }
    }
    [[nodiscard]] TimePoint now() const { return m_clock.now(); }
    // False while the clock of this node is in doubt: nothing that cannot be undone may be done.
    [[nodiscard]] bool isTimeTrusted() const { return m_time.isTrusted(); }
    [[nodiscard]] bool isStopping() const { return m_isStopping(); }

private:
    [[nodiscard]] Status hold(storage::UnitOfWork& unit) const;

    storage::Database& m_database;
    const Clock& m_clock;
    const TimeAuthority& m_time;
    const JobHostOptions& m_options;
    storage::Lease m_lease;
    std::function<bool()> m_isStopping;
};

struct BackgroundJob {
    std::string name;
    std::chrono::seconds period; // from the end of one run to the start of the next, over all nodes
    std::function<Status(JobContext&)> run;
    // Asked before the job takes its lease, when it is due: without work it stays due and nothing is written.
    std::function<Result<bool>(storage::Database&)> isNeeded = {};
};

// Runs background jobs on one thread of each node. A job is due by the database's `job` row, so that it runs
// once per period however many nodes there are, and its fenced lease keeps two nodes from doing it at once.
// Failures are logged, kept in the row, and tried again after the period. Made, started and stopped from one
// thread; what it is given outlives it.
class JobHost {
public:
    JobHost(storage::Database& database, const Clock& clock, TimeAuthority& time, JobHostOptions options);
    ~JobHost();
    JobHost(const JobHost&) = delete;
    JobHost& operator=(const JobHost&) = delete;

    // Before start().
    void add(BackgroundJob job);
    void start();
    // Waits for the batch at hand. Idempotent.
    void stop();

    // One look at every job, on the caller's thread; the first failure. Used by the thread and by tests.
    [[nodiscard]] Status runDue();
    // The same for one job, due or not. ErrorCode::NotFound, Conflict (another node is at it).
    [[nodiscard]] Status runNow(const std::string& name);

private:
    void loop();
    [[nodiscard]] Status runIfDue(const BackgroundJob& job);
    [[nodiscard]] Status runWith(const BackgroundJob& job, const storage::Lease& lease);
    [[nodiscard]] bool isStopping();

    storage::Database& m_database;
    const Clock& m_clock;
    TimeAuthority& m_time;
    JobHostOptions m_options;
    std::vector<BackgroundJob> m_jobs;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isStopping = false;
    std::thread m_thread;
};

} // namespace kaomon::jobs
