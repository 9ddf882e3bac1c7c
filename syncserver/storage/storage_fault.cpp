// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/storage_fault.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace kaomon::storage {
namespace {

StorageFault::Kind kindOfSqlite(int result) {
    switch (result & 0xff) {
    case SQLITE_CONSTRAINT:
        return StorageFault::Kind::Unique;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return StorageFault::Kind::Retry;
    case SQLITE_FULL:
        return StorageFault::Kind::Full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return StorageFault::Kind::Corrupt;
    default:
        return StorageFault::Kind::Other;
    }
}

StorageFault::Kind kindOfSqlState(const std::string& state) {
    if (state == "23505") {
        return StorageFault::Kind::Unique;
    }
    if (state.starts_with("23")) {
        return StorageFault::Kind::Constraint;
    }
    if (state == "40001" || state == "40P01" || state == "55P03") {
        return StorageFault::Kind::Retry;
    }
    if (state.starts_with("08") || state.starts_with("57P")) {
        return StorageFault::Kind::Lost;
    }
    if (state == "53100") {
        return StorageFault::Kind::Full;
    }
    return state.starts_with("XX") ? StorageFault::Kind::Corrupt : StorageFault::Kind::Other;
}

} // namespace

StorageFault::StorageFault(Kind kind, std::string driverCode)
    : m_kind(kind)
    , m_text("database error " + std::move(driverCode)) {}

Error StorageFault::toError() const {
    switch (m_kind) {
    case Kind::Unique:
    case Kind::Constraint:
        return Error(ErrorCode::Conflict, m_text);
    case Kind::Retry:
    case Kind::Lost:
        return Error(ErrorCode::Unavailable, m_text);
    case Kind::Full:
        return Error(ErrorCode::DiskFull, m_text);
    case Kind::Corrupt:
        return Error(ErrorCode::StorageCorrupt, m_text);
    case Kind::Other:
        break;
    }
    return Error(ErrorCode::StorageFailed, m_text);
}

void rethrowAsFault() {
    try {
        throw;
    } catch (const StorageFault&) {
        throw;
    } catch (const soci::postgresql_soci_error& error) {
        const std::string state = error.sqlstate();
        // libpq has no state to give when the connection itself broke
        const bool lost = error.get_error_category() == soci::soci_error::connection_error ||
                          state.find_first_not_of(' ') == std::string::npos;
        throw StorageFault(lost ? StorageFault::Kind::Lost : kindOfSqlState(state), "SQLSTATE " + state);
    } catch (const soci::sqlite3_soci_error& error) {
        throw StorageFault(kindOfSqlite(error.result()), "SQLite " + std::to_string(error.result()));
    } catch (const soci::soci_error& error) {
        const bool lost = error.get_error_category() == soci::soci_error::connection_error;
        throw StorageFault(lost ? StorageFault::Kind::Lost : StorageFault::Kind::Other, "SOCI");
    }
}

} // namespace kaomon::storage
