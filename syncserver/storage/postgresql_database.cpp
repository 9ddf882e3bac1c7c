// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/postgresql_database.h"

#include <algorithm>
#include <chrono>

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include "base/log.h"
#include "storage/job_runner.h"
#include "storage/migrator.h"

namespace kaomon::storage {
namespace {

constexpr int kAttempts = 4;
constexpr std::chrono::milliseconds kFirstPause{5};
constexpr std::chrono::milliseconds kLongestPause{500};

std::unique_ptr<soci::session> openSession(const std::string& url) {
    auto session = std::make_unique<soci::session>(*soci::factory_postgresql(), url);
    *session << "SET statement_timeout = '5s'";
    *session << "SET lock_timeout = '2s'";
    *session << "SET idle_in_transaction_session_timeout = '10s'";
    *session << "SET synchronous_commit = on";
    *session << "SET default_transaction_isolation = 'read committed'";
    *session << "SET client_encoding = 'UTF8'";
    return session;
}

// BEGIN with the tenant that row-level security compares with. The id is a UUID by its type, so that the text
// is safe.
std::string beginText(const TenantId& tenant, Access access) {
    return std::string(access == Access::Read ? "BEGIN READ ONLY" : "BEGIN") +
           "; SET LOCAL kaomon.tenant = '" + tenant.text() + "'";
}

// Row-level security does not bind a superuser: the second wall between tenants is missing then.
void warnWithoutSecondWall(soci::session& session) {
    int isBypassing = 0;
    session << "SELECT COUNT(*) FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)",
        soci::into(isBypassing);
    if (isBypassing != 0) {
        log::warning("storage.row_security_bypassed", {{"advice", "connect as a role that is no superuser"}});
    }
}

struct Attempt {
    Status status;
    std::optional<StorageFault> fault;
    bool isCommitSent = false;
    bool changesCallers = false;
};

Attempt tryOnce(soci::session& session, const QueuedJob& job) {
    Attempt attempt;
    try {
        UnitOfWork work(session, Dialect::Postgresql, job.tenant);
        session << beginText(job.tenant, job.access);
        JobOutcome outcome = runJob(job.job, work);
        attempt.status = std::move(outcome.status);
        attempt.fault = std::move(outcome.fault);
        if (attempt.status) {
            attempt.isCommitSent = true;
            attempt.changesCallers = work.changesCallers();
            session << "COMMIT";
        } else if (!attempt.fault || attempt.fault->kind() != StorageFault::Kind::Lost) {
            session << "ROLLBACK";
        }
    } catch (const soci::soci_error&) {
        try {
            rethrowAsFault();
        } catch (const StorageFault& fault) {
            log::warning("storage.fault", {{"what", fault.what()}});
            attempt.status = propagate(fault.toError());
            attempt.fault = fault;
        }
    }
    return attempt;
}

} // namespace

Result<std::unique_ptr<Database>> PostgresqlDatabase::open(const DatabaseOptions& options) {
    try {
        std::unique_ptr<PostgresqlDatabase> database(new PostgresqlDatabase(options.url));
        auto session = openSession(options.url);
        Migrator migrator(*session, Dialect::Postgresql);
        if (const Status migrated = options.isMigrating ? migrator.migrate({}) : migrator.check();
            !migrated) {
            return propagate(migrated.error());
        }
        warnWithoutSecondWall(*session);
        const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
        const int count = options.readers > 0 ? options.readers : std::clamp(cores * 4, 8, 32);
        PostgresqlDatabase* self = database.get();
        for (int i = 0; i < count; ++i) {
            database->m_threads.emplace_back([self] { self->loop(); });
        }
        return std::unique_ptr<Database>(std::move(database));
    } catch (const StorageFault& fault) {
        return propagate(fault.toError());
    } catch (const soci::soci_error&) {
        return fail(ErrorCode::Unavailable, "the PostgreSQL server cannot be reached");
    }
}

PostgresqlDatabase::~PostgresqlDatabase() {
    stop();
}

void PostgresqlDatabase::submit(Access access, TenantId tenant, Job job, Done done) {
    m_jobs.push({std::move(tenant), access, std::move(job), std::move(done), {}});
}

void PostgresqlDatabase::stop() {
    m_jobs.close();
    m_threads.clear(); // joins
}

void PostgresqlDatabase::loop() {
    SessionPointer session;
    for (auto jobs = m_jobs.pop(1); !jobs.empty(); jobs = m_jobs.pop(1)) {
        jobs.front().answer(runWithRetries(session, jobs.front()));
    }
}

Status PostgresqlDatabase::runWithRetries(SessionPointer& session, const QueuedJob& job) {
    Status status = fail(ErrorCode::Unavailable, "the PostgreSQL server cannot be reached");
    auto pause = kFirstPause;
    for (int i = 0; i < kAttempts; ++i) {
        if (i > 0) {
            std::this_thread::sleep_for(pause);
            pause = std::min(pause * 4, kLongestPause);
        }
        try {
            if (!session) {
                session = openSession(m_url);
            }
        } catch (const soci::soci_error&) {
            log::warning("storage.connect_failed");
            continue;
        }
        Attempt attempt = tryOnce(*session, job);
        status = std::move(attempt.status);
        if (attempt.changesCallers) {
            m_callers.next(job.tenant);
        }
        if (!attempt.fault) {
            return status;
        }
        const auto kind = attempt.fault->kind();
        if (kind != StorageFault::Kind::Unique && kind != StorageFault::Kind::Retry) {
            session.reset(); // never trust a session after a fault of the connection or the server
        }
        const bool isSafeToRepeat =
            kind == StorageFault::Kind::Retry || (kind == StorageFault::Kind::Lost && !attempt.isCommitSent);
        if (!isSafeToRepeat) {
            return status;
        }
    }
    return status;
}

} // namespace kaomon::storage
