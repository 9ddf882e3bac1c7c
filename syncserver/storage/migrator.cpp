// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/migrator.h"

#include <chrono>
#include <filesystem>
#include <map>

#include <soci/soci.h>

#include "base/clock.h"
#include "base/log.h"
#include "crypto/secret_key.h"
#include "storage/query.h"

namespace kaomon::storage {
namespace {

constexpr std::string_view kCreateTable = "CREATE TABLE";
constexpr const char* kLock = "SELECT pg_advisory_lock(7530196)";
constexpr const char* kUnlock = "SELECT pg_advisory_unlock(7530196)";

std::string hex(const Bytes& bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const auto byte : bytes) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 15U];
    }
    return text;
}

} // namespace

std::vector<std::string> Migration::statements(Dialect dialect) const {
    std::vector<std::string> list;
    for (const std::string_view statement : common) {
        list.emplace_back(statement);
        if (dialect == Dialect::Sqlite && statement.starts_with(kCreateTable)) {
            list.back() += " WITHOUT ROWID";
        }
    }
    const auto& own = dialect == Dialect::Postgresql ? postgresql : sqlite;
    list.insert(list.end(), own.begin(), own.end());
    return list;
}

std::string Migration::checksum(Dialect dialect) const {
    std::string all;
    for (const auto& statement : statements(dialect)) {
        all += statement;
        all += ';';
    }
    return hex(crypto::hash(std::string_view(all)));
}

Status Migrator::migrate(const std::string& sqlitePath) {
    const bool isLocked = m_dialect == Dialect::Postgresql;
    try {
        if (isLocked && isUpToDate()) {
            return {}; // a role that may not change the schema need not
        }
        if (isLocked) {
            m_session << "SET statement_timeout = 0";
            m_session << kLock;
        }
        m_session << "CREATE TABLE IF NOT EXISTS schema_migration (version BIGINT NOT NULL PRIMARY KEY, "
                     "name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";
        long long newest = 0;
        Status status = verifyApplied(newest);
        if (status) {
            status = applyMissing(newest, sqlitePath);
        }
        if (isLocked) {
            m_session << kUnlock;
        }
        return status;
    } catch (const soci::soci_error&) {
        rethrowAsFault();
    }
}

Status Migrator::check() {
    try {
        long long newest = 0;
        if (const Status status = verifyApplied(newest); !status) {
            return status;
        }
        if (newest != allMigrations().back().version) {
            return fail(ErrorCode::Unavailable,
                        "the database schema is older than this program; run kaomonctl migrate");
        }
        return {};
    } catch (const soci::soci_error&) {
        rethrowAsFault();
    }
}

bool Migrator::isUpToDate() {
    long long tables = 0;
    m_session
        << "SELECT COUNT(*) FROM pg_class WHERE relname = 'schema_migration' AND pg_table_is_visible(oid)",
        soci::into(tables);
    long long newest = 0;
    return tables > 0 && verifyApplied(newest) && newest == allMigrations().back().version;
}

long long Migrator::version() {
    long long newest = 0;
    return verifyApplied(newest) ? newest : -1;
}

Status Migrator::verifyApplied(long long& newest) {
    UnitOfWork work(m_session, m_dialect, {});
    std::map<long long, std::string> known;
    for (const Migration& migration : allMigrations()) {
        known.emplace(migration.version, migration.checksum(m_dialect));
    }
    const auto rows = Query(work, "SELECT version, checksum FROM schema_migration ORDER BY version")
                          .all<long long, std::string>();
    for (const auto& [version, checksum] : rows) {
        const auto step = known.find(version);
        if (step == known.end()) {
            return fail(ErrorCode::StorageTooNew,
                        "the database has schema version " + std::to_string(version));
        }
        if (step->second != checksum) {
            return fail(ErrorCode::StorageCorrupt, "schema step " + std::to_string(version) + " is not ours");
        }
        newest = version;
    }
    return {};
}

Status Migrator::applyMissing(long long newest, const std::string& sqlitePath) {
    const long long target = allMigrations().back().version;
    if (newest > 0 && newest < target && !sqlitePath.empty()) {
        const std::string copy =
            sqlitePath + ".before-" + std::to_string(target) + "-from-" + std::to_string(newest);
        if (const Status status = copyInto(copy); !status) {
            return status;
        }
    }
    for (const Migration& migration : allMigrations()) {
        if (migration.version > newest) {
            apply(migration);
        }
    }
    return {};
}

// Whole or not at all. Its name says from which version it is: an upgrade that died half-way and is begun
// again leaves the first copy, the state that somebody may want back, alone.
Status Migrator::copyInto(const std::string& copy) {
    const std::string unfinished = copy + ".part";
    std::error_code error;
    std::filesystem::remove(unfinished, error);
    UnitOfWork work(m_session, m_dialect, {});
    Query(work, "VACUUM INTO :copy").bind("copy", unfinished).run();
    std::filesystem::rename(unfinished, copy, error);
    return error
               ? Status(fail(ErrorCode::StorageFailed, "the copy of the database cannot be put in its place"))
               : Status();
}

void Migrator::apply(const Migration& migration) {
    m_session << (m_dialect == Dialect::Sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
    try {
        for (const auto& statement : migration.statements(m_dialect)) {
            m_session << statement;
        }
        UnitOfWork work(m_session, m_dialect, {});
        Query(work, "INSERT INTO schema_migration (version, name, checksum, applied_at) "
                    "VALUES (:version, :name, :checksum, :applied_at)")
            .bind("version", migration.version)
            .bind("name", migration.name)
            .bind("checksum", migration.checksum(m_dialect))
            .bind("applied_at", SystemClock().now())
            .run();
        m_session << "COMMIT";
    } catch (...) {
        m_session << "ROLLBACK";
        throw;
    }
    log::info("storage.migrated", {{"version", migration.version}, {"name", migration.name}});
}

} // namespace kaomon::storage
