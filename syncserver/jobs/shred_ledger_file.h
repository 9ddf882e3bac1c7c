// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"
#include "storage/database.h"
#include "storage/repositories/ledger_repository.h"

namespace kaomon::jobs {

// The shred ledger outside of the database: a file of lines beside the server key, chained by hashes, that
// only grows. A database that was put back from a backup lacks what the file has; without the file, faces
// that were erased for ever would be back unnoticed. One thread.
class ShredLedgerFile {
public:
    // Makes the file at first use. A last line that was cut off by a crash is dropped.
    // ErrorCode::StorageFailed, StorageCorrupt (the chain is broken).
    [[nodiscard]] static Result<ShredLedgerFile> open(std::filesystem::path path);

    [[nodiscard]] const std::vector<storage::ShredEntry>& entries() const { return m_entries; }
    // On the disk when it returns. ErrorCode::ValidationFailed when the entry does not follow the last one,
    // StorageFailed, DiskFull.
    [[nodiscard]] Status append(const storage::ShredEntry& entry);

    // What the file has and the database has not. ErrorCode::StorageCorrupt when they tell different stories.
    [[nodiscard]] Result<std::vector<storage::ShredEntry>> missingFrom(storage::UnitOfWork& unit) const;
    // Writes what the database has and the file has not. Errors as append() and missingFrom().
    [[nodiscard]] Status follow(storage::UnitOfWork& unit);

private:
    explicit ShredLedgerFile(std::filesystem::path path)
        : m_path(std::move(path)) {}
    [[nodiscard]] Status read();

    std::filesystem::path m_path;
    std::vector<storage::ShredEntry> m_entries;
};

// ErrorCode::StorageRolledBack when `database` lacks entries of the file: it was put back from a backup, and
// `kaomonctl restore replay-ledger` has to run before the server may start. Otherwise the file is brought up
// to date. Errors of ShredLedgerFile and of the database.
[[nodiscard]] Status checkShredLedger(storage::Database& database, const std::filesystem::path& file);

} // namespace kaomon::jobs
