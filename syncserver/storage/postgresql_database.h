// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "storage/database.h"
#include "storage/job_queue.h"

namespace kaomon::storage {

// PostgreSQL: a pool of threads with a session each, READ COMMITTED, row-level security by the transaction's
// tenant. Serialisation failures, deadlocks and lock time-outs run the job again (three times at most); a
// lost connection is replaced with a growing pause and the job run again unless its COMMIT had been sent.
class PostgresqlDatabase final : public Database {
public:
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const DatabaseOptions& options);
    ~PostgresqlDatabase() override;

    void submit(Access access, TenantId tenant, Job job, Done done) override;
    void stop() override;
    [[nodiscard]] const CallerGeneration& callers() const override { return m_callers; }
    [[nodiscard]] Dialect dialect() const override { return Dialect::Postgresql; }

private:
    using SessionPointer = std::unique_ptr<soci::session>;

    explicit PostgresqlDatabase(std::string url)
        : m_url(std::move(url)) {}

    void loop();
    [[nodiscard]] Status runWithRetries(SessionPointer& session, const QueuedJob& job);

    const std::string m_url;
    CallerGeneration m_callers;
    JobQueue m_jobs{4096};
    std::vector<std::jthread> m_threads;
};

} // namespace kaomon::storage
