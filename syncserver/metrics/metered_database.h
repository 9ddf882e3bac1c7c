// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "metrics/exposition.h"
#include "storage/database.h"

namespace kaomon::metrics {

// A database that counts: jobs that wait or run, how long they took from being handed over to their answer,
// and how they failed. Everything else is the real one's. Thread-safe.
class MeteredDatabase final : public storage::Database {
public:
    explicit MeteredDatabase(std::unique_ptr<storage::Database> real)
        : m_real(std::move(real)) {}

    void submit(storage::Access access, TenantId tenant, Job job, Done done) override;
    void stop() override { m_real->stop(); }
    [[nodiscard]] storage::Dialect dialect() const override { return m_real->dialect(); }
    [[nodiscard]] const storage::CallerGeneration& callers() const override { return m_real->callers(); }

    void describe(Exposition& text) const;

private:
    struct Figures {
        long long waiting = 0;
        long long running = 0;
        Histogram waits;
        Histogram times;
        std::map<std::string_view, long long> failures; // of the database, not refusals of a job
    };

    [[nodiscard]] Figures& of(storage::Access access) {
        return access == storage::Access::Write ? m_writes : m_reads;
    }

    mutable std::mutex m_mutex; // of the figures
    Figures m_reads;
    Figures m_writes;
    std::unique_ptr<storage::Database> m_real; // ends first: its last answers are counted
};

} // namespace kaomon::metrics
