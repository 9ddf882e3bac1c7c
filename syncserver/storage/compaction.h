// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace kaomon::storage {

// After rows were erased for good: rewrites what still holds them (SQLite: the file, its log, the copies made
// before migrations; PostgreSQL: `tables` that this
// role owns; the others are left to autovacuum, with a warning in the log). Works on a session of its own and
// blocks the caller for as long as that takes; writers wait meanwhile. ErrorCode::Unavailable when others
// were in the way: try again later; StorageFailed.
[[nodiscard]] Status compactDatabase(const std::string& url, const std::vector<std::string>& tables);

} // namespace kaomon::storage
