// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/table_catalog.h"

#include <algorithm>

namespace kaomon::storage {
namespace {

std::vector<std::string> sqliteTables(UnitOfWork& unit) {
    std::vector<std::string> names;
    for (auto& [name] :
         Query(unit, "SELECT name FROM sqlite_master WHERE type = 'table' AND EXISTS (SELECT 1 "
                     "FROM pragma_table_info(sqlite_master.name) c WHERE c.name = 'tenant_id') "
                     "ORDER BY rowid")
             .all<std::string>()) {
        names.push_back(std::move(name));
    }
    return names;
}

std::vector<std::string> postgresqlTables(UnitOfWork& unit) {
    std::vector<std::string> names;
    for (auto& [name] : Query(unit, "SELECT CAST(c.relname AS TEXT) FROM pg_class c JOIN pg_namespace n ON "
                                    "n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid WHERE "
                                    "c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = "
                                    "current_schema() AND a.attname = 'tenant_id' AND "
                                    "NOT a.attisdropped ORDER BY c.oid")
                            .all<std::string>()) {
        names.push_back(std::move(name));
    }
    return names;
}

Cell::Kind kindOf(std::string type) {
    for (char& c : type) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return type.find("int") != std::string::npos ? Cell::Kind::Number : Cell::Kind::Text;
}

constexpr std::string_view kSqliteColumns =
    "SELECT name, type, CASE WHEN pk > 0 THEN 1 ELSE 0 END FROM pragma_table_info(:table) ORDER BY cid";
constexpr std::string_view kPostgresqlColumns =
    "SELECT CAST(a.attname AS TEXT), CAST(format_type(a.atttypid, a.atttypmod) AS TEXT), CASE WHEN EXISTS "
    "(SELECT 1 FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = "
    "ANY(i.indkey)) THEN 1 ELSE 0 END FROM pg_attribute a WHERE a.attrelid = CAST(:table AS regclass) AND "
    "a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

} // namespace

std::vector<TableShape> tenantTables(UnitOfWork& unit) {
    const bool isSqlite = unit.dialect() == Dialect::Sqlite;
    std::vector<TableShape> tables;
    for (const std::string& name : isSqlite ? sqliteTables(unit) : postgresqlTables(unit)) {
        TableShape table{name, {}};
        for (auto& [column, type, isKey] : Query(unit, isSqlite ? kSqliteColumns : kPostgresqlColumns)
                                               .bind("table", name)
                                               .all<std::string, std::string, int>()) {
            table.columns.push_back({column, kindOf(type), isKey != 0});
        }
        // the two databases may list columns that came later in different places
        std::ranges::sort(table.columns, {}, &TableColumn::name);
        tables.push_back(std::move(table));
    }
    return tables;
}

} // namespace kaomon::storage
