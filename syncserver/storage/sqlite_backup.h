// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "base/result.h"

namespace kaomon::storage {

// Copies a SQLite database that may be in use into a new file by SQLite's own backup: one state of it,
// complete, checked and on the disk when this returns. Writers go on meanwhile. Blocks the caller.
// ErrorCode::NotFound, Conflict (the new file is there), DiskFull, StorageFailed, StorageCorrupt (the copy
// does not pass integrity_check).
[[nodiscard]] Status backUpSqlite(const std::filesystem::path& from, const std::filesystem::path& to);

// ErrorCode::Conflict when some process has the database open.
[[nodiscard]] Status checkSqliteUnused(const std::filesystem::path& file);

// What was written to a file or folder is on the disk when this returns. ErrorCode::StorageFailed.
[[nodiscard]] Status flushToDisk(const std::filesystem::path& path);

} // namespace kaomon::storage
