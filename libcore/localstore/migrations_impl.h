// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "localstore/database_impl.h"

namespace kaomon::localstore {

// Brings the schema to the newest number, one transaction for each step; PRAGMA user_version and the table
// schema_migration say where it is. Errors: StorageTooNew (written by a newer program; nothing is touched),
// and those of Database.
[[nodiscard]] Status migrate(Database& database);

} // namespace kaomon::localstore
