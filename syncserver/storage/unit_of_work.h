// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/id.h"
#include "storage/pending_acts.h"

namespace soci {
class session;
}

namespace kaomon::storage {

enum class Dialect { Sqlite, Postgresql };

// One session inside one transaction, handed to a job by Database and gone when the job returns: commit and
// rollback are Database's business. On PostgreSQL the row-level security of every table sees only `tenant`.
// Used by the one thread that runs the job; repositories are built on it.
class UnitOfWork {
public:
    UnitOfWork(soci::session& session, Dialect dialect, TenantId tenant)
        : m_session(session)
        , m_dialect(dialect)
        , m_tenant(std::move(tenant)) {}
    UnitOfWork(const UnitOfWork&) = delete;
    UnitOfWork& operator=(const UnitOfWork&) = delete;

    [[nodiscard]] soci::session& session() { return m_session; }
    [[nodiscard]] Dialect dialect() const { return m_dialect; }
    // Empty for work on the global tables only.
    [[nodiscard]] const TenantId& tenant() const { return m_tenant; }

    // Something changed that decides who may call: whatever is remembered of the tenant's callers goes when
    // this job is committed. Query notes it by itself.
    void noteCallersChanged() { m_changesCallers = true; }
    [[nodiscard]] bool changesCallers() const { return m_changesCallers; }

    // What the operation log will say of this job.
    [[nodiscard]] PendingActs& acts() { return m_acts; }

private:
    soci::session& m_session;
    Dialect m_dialect;
    TenantId m_tenant;
    bool m_changesCallers = false;
    PendingActs m_acts;
};

} // namespace kaomon::storage
