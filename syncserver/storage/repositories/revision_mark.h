// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "storage/unit_of_work.h"

namespace kaomon::storage {

// How many of the newest revisions of a tenant have their mark still. A PC that is further behind fetches
// everything anew, which costs it no more.
inline constexpr long long kMarkedRevisions = 50'000;

// Takes `count` revisions of the unit's tenant and gives the last of them. The update locks the tenant's row
// until COMMIT on PostgreSQL; on SQLite the write transaction itself does. The revisions get a mark that is
// drawn by chance: a database that was put back to an older state counts the same numbers again, but never
// with the same marks. Throws StorageFault.
[[nodiscard]] long long takeRevisions(UnitOfWork& unit, long long count);

// The mark of a revision; empty for 0, for one that is too old, and for one from before there were marks.
[[nodiscard]] std::string markOfRevision(UnitOfWork& unit, long long rev);

} // namespace kaomon::storage
