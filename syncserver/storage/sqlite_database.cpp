// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite_database.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/stat.h>

#include "base/log.h"
#include "storage/job_runner.h"
#include "storage/migrator.h"
#include "storage/sqlite_lock.h"
#include "storage/sqlite_statements.h"

namespace kaomon::storage {
namespace {

constexpr std::size_t kJobsPerCommit = 32;     // measured: docs/evaluation.md
constexpr std::size_t kMostJobsPerCommit = 64; // when many wait

// Set before anything else on every session, then read back: SOCI's connection string ignores some of them
// silently.
struct Pragma {
    const char* set;
    const char* get;
    long long expected;
};
constexpr auto kPragmas = std::to_array<Pragma>({
    {"PRAGMA synchronous=FULL", "PRAGMA synchronous", 2},
    {"PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", 1},
    {"PRAGMA secure_delete=ON", "PRAGMA secure_delete", 1},
    {"PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", 0},
});

std::unique_ptr<soci::session> openSession(const std::string& path) {
    auto session = std::make_unique<soci::session>(*soci::factory_sqlite3(), "dbname=\"" + path + "\"");
    waitForLock(*session);
    std::string mode;
    *session << "PRAGMA journal_mode=WAL", soci::into(mode);
    bool isAsWished = mode == "wal";
    for (const Pragma& pragma : kPragmas) {
        // some pragmas answer with a row when set, some do not
        soci::statement set(*session);
        set.alloc();
        set.prepare(pragma.set, soci::details::st_one_time_query);
        set.define_and_bind();
        set.execute(true);
        long long value = -1;
        *session << pragma.get, soci::into(value);
        isAsWished = isAsWished && value == pragma.expected;
    }
    if (!isAsWished) {
        throw StorageFault(StorageFault::Kind::Other, "a pragma did not take effect");
    }
    return session;
}

Status commitBatch(soci::session& session) {
    try {
        session << "COMMIT";
        return {};
    } catch (const soci::soci_error&) {
        try {
            rethrowAsFault();
        } catch (const StorageFault& fault) {
            log::error("storage.commit_failed", {{"what", fault.what()}});
            return propagate(fault.toError());
        }
    }
}

void rollbackQuietly(soci::session& session) noexcept {
    try {
        session << "ROLLBACK";
    } catch (const std::exception&) {
        log::debug("storage.rollback_after_rollback"); // SQLite had already rolled back by itself
    }
}

// A job inside its savepoint; throws when the whole transaction is lost. True when it changed callers.
bool runInSavepoint(soci::session& session, SqliteStatements& statements, QueuedJob& job, Status& status) {
    UnitOfWork work(session, Dialect::Sqlite, job.tenant);
    statements.run("SAVEPOINT job");
    JobOutcome outcome = runJob(job.job, work);
    status = std::move(outcome.status);
    if (!status) {
        statements.run("ROLLBACK TO job");
    }
    statements.run("RELEASE job");
    return work.changesCallers();
}

} // namespace

Result<std::unique_ptr<Database>> SqliteDatabase::open(const DatabaseOptions& options) {
    const std::string path = options.url.substr(std::string_view("sqlite://").size());
    if (!path.starts_with('/') || path.find('"') != std::string::npos) {
        return fail(ErrorCode::ValidationFailed, "sqlite:// needs an absolute path");
    }
    const mode_t before = umask(0077);
    try {
        std::unique_ptr<SqliteDatabase> database(new SqliteDatabase);
        database->m_sessions.push_back(openSession(path));
        umask(before);
        Migrator migrator(*database->m_sessions.front(), Dialect::Sqlite);
        if (const Status migrated = options.isMigrating ? migrator.migrate(path) : migrator.check();
            !migrated) {
            return propagate(migrated.error());
        }
        const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
        const int readers = options.readers > 0 ? options.readers : std::clamp(cores, 2, 16);
        for (int i = 0; i < readers; ++i) {
            database->m_sessions.push_back(openSession(path));
        }
        SqliteDatabase* self = database.get();
        database->m_threads.emplace_back([self] { self->writeLoop(*self->m_sessions.front()); });
        for (std::size_t i = 1; i < database->m_sessions.size(); ++i) {
            database->m_threads.emplace_back([self, i] { self->readLoop(*self->m_sessions[i]); });
        }
        return std::unique_ptr<Database>(std::move(database));
    } catch (const StorageFault& fault) {
        umask(before);
        return propagate(fault.toError());
    } catch (const soci::soci_error&) {
        umask(before);
        return fail(ErrorCode::StorageFailed, "the database file cannot be opened");
    }
}

SqliteDatabase::~SqliteDatabase() {
    stop();
}

void SqliteDatabase::submit(Access access, TenantId tenant, Job job, Done done) {
    JobQueue& queue = access == Access::Write ? m_writes : m_reads;
    queue.push({std::move(tenant), access, std::move(job), std::move(done), {}});
}

void SqliteDatabase::stop() {
    m_writes.close();
    m_reads.close();
    m_threads.clear(); // joins
}

void SqliteDatabase::writeLoop(soci::session& session) {
    SqliteStatements statements(session);
    const auto next = [this] { return m_writes.pop(kJobsPerCommit, kMostJobsPerCommit); };
    for (auto jobs = next(); !jobs.empty(); jobs = next()) {
        std::vector<Status> answers(jobs.size());
        std::vector<bool> changesCallers(jobs.size());
        Status committed;
        try {
            session << "BEGIN IMMEDIATE";
            for (std::size_t i = 0; i < jobs.size(); ++i) {
                changesCallers[i] = runInSavepoint(session, statements, jobs[i], answers[i]);
            }
            committed = commitBatch(session);
        } catch (const soci::soci_error&) {
            // the transaction itself broke (disk full, I/O error): nothing of this batch is stored
            try {
                rethrowAsFault();
            } catch (const StorageFault& fault) {
                log::error("storage.batch_failed", {{"what", fault.what()}});
                committed = propagate(fault.toError());
            }
        }
        if (!committed) {
            rollbackQuietly(session);
        }
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            if (changesCallers[i]) {
                m_callers.next(jobs[i].tenant);
            }
        }
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            jobs[i].answer(committed ? std::move(answers[i]) : committed);
        }
    }
}

void SqliteDatabase::readLoop(soci::session& session) {
    SqliteStatements statements(session);
    for (auto jobs = m_reads.pop(1); !jobs.empty(); jobs = m_reads.pop(1)) {
        Status answer;
        try {
            UnitOfWork work(session, Dialect::Sqlite, jobs.front().tenant);
            statements.run("BEGIN");
            answer = runJob(jobs.front().job, work).status;
            statements.run("ROLLBACK"); // a reader changes nothing, whatever the job did
        } catch (const soci::soci_error&) {
            rollbackQuietly(session);
            answer = fail(ErrorCode::StorageFailed, "a read transaction failed");
        }
        jobs.front().answer(std::move(answer));
    }
}

} // namespace kaomon::storage
