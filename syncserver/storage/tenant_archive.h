// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <istream>
#include <ostream>
#include <string>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "storage/database.h"

namespace kaomon::storage {

struct ArchiveFigures {
    TenantId tenant;
    long long tables = 0;
    long long rows = 0;
};

// Writes every row of a tenant as JSON lines: a head (format, version of the schema, tenant), one line a row
// with its table, and a foot with the number of rows and a hash over all lines before it. What is sealed
// stays sealed; what the server seals for itself needs the same server.key at the other place. One snapshot
// of the database. ErrorCode::NotFound (no such tenant), StorageFailed (the stream), those of Database.
[[nodiscard]] Result<ArchiveFigures> exportTenant(Database& database, const TenantId& tenant, TimePoint now,
                                                  std::ostream& out);

// Reads such lines into a database, of either kind, that does not have the tenant yet: all of them or none.
// ErrorCode::StorageCorrupt (not an archive, cut, changed), StorageTooNew (of another version of the schema),
// Conflict (the tenant is there), those of Database.
[[nodiscard]] Result<ArchiveFigures> importTenant(Database& database, std::istream& in);

} // namespace kaomon::storage
