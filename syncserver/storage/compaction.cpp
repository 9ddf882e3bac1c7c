// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/compaction.h"

#include <filesystem>

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "base/log.h"
#include "storage/sqlite_lock.h"

namespace kaomon::storage {
namespace {

constexpr std::string_view kSqlite = "sqlite://";

// Some pragmas answer with a row, which has to be read.
void runPragma(soci::session& session, const char* text) {
    soci::statement pragma(session);
    pragma.alloc();
    pragma.prepare(text, soci::details::st_one_time_query);
    pragma.define_and_bind();
    pragma.execute(true);
}

// Copies that the migrator made hold what was erased since.
Status removeOldCopies(const std::filesystem::path& file) {
    const std::string prefix = file.filename().string() + ".before-";
    std::error_code error;
    std::vector<std::filesystem::path> copies;
    for (const auto& entry : std::filesystem::directory_iterator(file.parent_path(), error)) {
        if (entry.path().filename().string().starts_with(prefix)) {
            copies.push_back(entry.path());
        }
    }
    for (const auto& copy : copies) {
        if (!error) {
            std::filesystem::remove(copy, error);
        }
    }
    return error ? Status(fail(ErrorCode::StorageFailed, "an old copy of the database cannot be removed"))
                 : Status();
}

Status compactSqlite(const std::string& path) {
    soci::session session(*soci::factory_sqlite3(), "dbname=\"" + path + "\"");
    waitForLock(session);
    runPragma(session, "PRAGMA secure_delete=ON");
    session << "VACUUM";
    int isBusy = 1;
    session << "PRAGMA wal_checkpoint(TRUNCATE)", soci::into(isBusy);
    if (isBusy != 0) {
        return fail(ErrorCode::Unavailable, "a reader keeps the write-ahead log");
    }
    return removeOldCopies(path);
}

Status compactPostgresql(const std::string& url, const std::vector<std::string>& tables) {
    soci::session session(*soci::factory_postgresql(), url);
    session << "SET statement_timeout = 0";
    for (const std::string& table : tables) {
        int isOwner = 0;
        session << "SELECT CAST(pg_has_role(relowner, 'USAGE') AS INTEGER) FROM pg_class WHERE oid = "
                   "to_regclass(:t)",
            soci::use(table, "t"), soci::into(isOwner);
        if (isOwner != 0) {
            session << "VACUUM " + table;
        } else {
            log::warning("storage.not_compacted", {{"table", table}, {"reason", "the role does not own it"}});
        }
    }
    return {};
}

} // namespace

Status compactDatabase(const std::string& url, const std::vector<std::string>& tables) {
    try {
        return url.starts_with(kSqlite) ? compactSqlite(url.substr(kSqlite.size()))
                                        : compactPostgresql(url, tables);
    } catch (const soci::soci_error&) {
        return fail(ErrorCode::Unavailable, "the database could not be rewritten now");
    }
}

} // namespace kaomon::storage
