// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.h"
#include "storage/migration.h"

namespace kaomon::storage {

// Brings a database to the newest schema and refuses one that this program does not know. Uses the session of
// its caller before any other thread does. Throws StorageFault when the database fails.
class Migrator {
public:
    Migrator(soci::session& session, Dialect dialect)
        : m_session(session)
        , m_dialect(dialect) {}

    // Each missing step in a transaction of its own; on PostgreSQL under an advisory lock, so that nodes may
    // start together; on SQLite after a copy of an existing file to "<path>.before-<new>-from-<old version>".
    // ErrorCode::StorageTooNew, StorageCorrupt (a released step has another checksum), StorageFailed.
    [[nodiscard]] Status migrate(const std::string& sqlitePath);
    // ErrorCode::StorageTooNew, StorageCorrupt; Unavailable when steps are missing.
    [[nodiscard]] Status check();
    // The newest applied step; 0 for an empty database.
    [[nodiscard]] long long version();

private:
    // PostgreSQL only.
    [[nodiscard]] bool isUpToDate();
    [[nodiscard]] Status verifyApplied(long long& newest);
    [[nodiscard]] Status applyMissing(long long newest, const std::string& sqlitePath);
    [[nodiscard]] Status copyInto(const std::string& copy);
    void apply(const Migration& migration);

    soci::session& m_session;
    Dialect m_dialect;
};

} // namespace kaomon::storage
