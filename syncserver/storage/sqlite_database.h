// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <thread>
#include <vector>

#include "storage/database.h"
#include "storage/job_queue.h"

namespace kaomon::storage {

// The embedded database: one writer thread that commits up to 64 queued jobs together (a savepoint each,
// answered after the COMMIT that made them durable), and a few reader threads with a session each. WAL,
// synchronous=FULL.
class SqliteDatabase final : public Database {
public:
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const DatabaseOptions& options);
    ~SqliteDatabase() override;

    void submit(Access access, TenantId tenant, Job job, Done done) override;
    void stop() override;
    [[nodiscard]] const CallerGeneration& callers() const override { return m_callers; }
    [[nodiscard]] Dialect dialect() const override { return Dialect::Sqlite; }

private:
    SqliteDatabase() = default;

    void writeLoop(soci::session& session);
    void readLoop(soci::session& session);

    std::vector<std::unique_ptr<soci::session>> m_sessions; // the writer's first; outlive the threads
    CallerGeneration m_callers;
    JobQueue m_writes{4096};
    JobQueue m_reads{4096};
    std::vector<std::jthread> m_threads;
};

} // namespace kaomon::storage
