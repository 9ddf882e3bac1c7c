// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "storage/query.h"

namespace kaomon::storage {

struct TableColumn {
    std::string name;
    Cell::Kind kind = Cell::Kind::Text;
    bool isKey = false;
};

struct TableShape {
    std::string name;
    std::vector<TableColumn> columns;
};

// The tables that hold rows of tenants, as the database itself says, in the order in which they were made, so
// that a table comes after those it refers to. Used inside one job. Throws StorageFault.
[[nodiscard]] std::vector<TableShape> tenantTables(UnitOfWork& unit);

} // namespace kaomon::storage
