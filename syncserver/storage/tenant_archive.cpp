// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/tenant_archive.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <boost/json.hpp>

#include "base/base64.h"
#include "crypto/secret_key.h"
#include "storage/bulk.h"
#include "storage/migration.h"
#include "storage/repositories/event_repository.h"
#include "storage/table_catalog.h"

namespace kaomon::storage {
namespace {

namespace json = boost::json;

constexpr int kFormat = 1;
constexpr int kRowsPerPage = 500;

// The hash of all lines so far: each step over the hash before and the next line.
class LineHash {
public:
    void add(std::string_view line) { m_hash = toBase64Url(crypto::hash(m_hash + "\n" + std::string(line))); }
    [[nodiscard]] const std::string& text() const { return m_hash; }

private:
    std::string m_hash;
};

Error notAnArchive(const char* why) {
    return Error(ErrorCode::StorageCorrupt, std::string("not a whole archive of a tenant: ") + why);
}

// A column's value as the JSON of the database gives it.
Cell cellOfJson(const TableColumn& column, const json::value* value) {
    Cell cell{column.kind, true, {}, 0};
    if (value == nullptr || value->is_null()) {
        return cell;
    }
    boost::system::error_code error;
    cell.isNull = false;
    if (column.kind == Cell::Kind::Number) {
        cell.number = value->to_number<std::int64_t>(error);
    } else if (const json::string* text = value->if_string()) {
        cell.text.assign(text->data(), text->size());
    } else {
        error = make_error_code(boost::system::errc::invalid_argument);
    }
    if (error) {
        throw StorageFault(StorageFault::Kind::Corrupt, "type of a column");
    }
    return cell;
}

// Reads one table of a tenant page by page, ordered by its key.
class TableReader {
public:
    TableReader(UnitOfWork& unit, const TableShape& table)
        : m_unit(unit)
        , m_table(table) {
        for (const TableColumn& column : table.columns) {
            if (column.isKey) {
                m_keys.push_back(column);
            }
        }
    }

    // The next rows as JSON objects; none at the end.
    [[nodiscard]] std::vector<std::string> next() {
        Query query(m_unit, sql());
        query.bind("tenant", m_unit.tenant());
        for (std::size_t i = 0; i < m_last.size(); ++i) {
            query.bind('k' + std::to_string(i), m_last[i]);
        }
        std::vector<std::string> rows;
        for (auto& [row] : query.all<std::string>()) {
            rows.push_back(std::move(row));
        }
        if (!rows.empty()) {
            const json::value last = json::parse(rows.back());
            m_last.clear();
            for (const TableColumn& key : m_keys) {
                m_last.push_back(cellOfJson(key, last.as_object().if_contains(key.name)));
            }
        }
        return rows;
    }

private:
    [[nodiscard]] std::string sql() const {
        std::string keys;
        std::string values;
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            keys += (i == 0 ? "" : ", ") + m_keys[i].name;
            values += (i == 0 ? ":k" : ", :k") + std::to_string(i);
        }
        std::string text = "SELECT " + object() + " FROM " + m_table.name + " x WHERE tenant_id = :tenant";
        if (!m_last.empty()) {
            text += " AND (" + keys + ") > (" + values + ")";
        }
        return text + " ORDER BY " + keys + " LIMIT " + std::to_string(kRowsPerPage);
    }

    [[nodiscard]] std::string object() const {
        if (m_unit.dialect() == Dialect::Postgresql) {
            return "CAST(row_to_json(x) AS TEXT)";
        }
        std::string text = "json_object(";
        for (std::size_t i = 0; i < m_table.columns.size(); ++i) {
            const std::string& name = m_table.columns[i].name;
            text += (i == 0 ? "'" : ", '") + name + "', " + name;
        }
        return text + ")";
    }

    UnitOfWork& m_unit;
    const TableShape& m_table;
    std::vector<TableColumn> m_keys;
    std::vector<Cell> m_last;
};

class Exporter {
public:
    Exporter(UnitOfWork& unit, std::ostream& out)
        : m_unit(unit)
        , m_out(out) {}

    Result<ArchiveFigures> run(TimePoint now) {
        if (m_unit.dialect() == Dialect::Postgresql) {
            Query(m_unit, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").run(); // one snapshot
        }
        if (!Query(m_unit, "SELECT tenant_id FROM tenant WHERE tenant_id = :tenant")
                 .bind("tenant", m_unit.tenant())
                 .first<std::string>()) {
            return fail(ErrorCode::NotFound, "no such tenant");
        }
        write(json::object{{"kaomon_tenant", kFormat},
                           {"schema", allMigrations().back().version},
                           {"tenant", m_unit.tenant().text()},
                           {"made_at", toRfc3339(now)}});
        ArchiveFigures figures{m_unit.tenant(), 0, 0};
        for (const TableShape& table : tenantTables(m_unit)) {
            const long long rows = writeTable(table);
            figures.rows += rows;
            figures.tables += rows > 0 ? 1 : 0;
        }
        write(json::object{{"rows", figures.rows}, {"hash", m_hash.text()}});
        if (!m_out.flush()) {
            return fail(ErrorCode::StorageFailed, "the archive cannot be written");
        }
        return figures;
    }

private:
    long long writeTable(const TableShape& table) {
        TableReader reader(m_unit, table);
        long long count = 0;
        for (auto rows = reader.next(); !rows.empty(); rows = reader.next()) {
            for (const std::string& row : rows) {
                write(json::object{{"table", table.name}, {"row", json::parse(row)}});
                ++count;
            }
        }
        return count;
    }

    void write(const json::object& line) {
        const std::string text = json::serialize(line);
        m_hash.add(text);
        m_out << text << '\n';
    }

    UnitOfWork& m_unit;
    std::ostream& m_out;
    LineHash m_hash;
};

std::optional<json::object> objectOf(const std::string& line) {
    boost::system::error_code error;
    json::value value = json::parse(line, error);
    return !error && value.is_object() ? std::optional(std::move(value.get_object())) : std::nullopt;
}

std::string textAt(const json::object& object, const char* key) {
    const json::value* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

long long numberAt(const json::object& object, const char* key) {
    const json::value* value = object.if_contains(key);
    return value != nullptr && value->is_int64() ? value->get_int64() : -1;
}

// The head of an archive whose lines are whole and as they were written.
Result<TenantId> checkArchive(std::istream& in) {
    std::string line;
    const auto head = std::getline(in, line) ? objectOf(line) : std::nullopt;
    if (!head || numberAt(*head, "kaomon_tenant") != kFormat) {
        return propagate(notAnArchive("no head"));
    }
    if (numberAt(*head, "schema") != allMigrations().back().version) {
        return fail(ErrorCode::StorageTooNew, "the archive is of another version of the server");
    }
    const auto tenant = TenantId::parse(textAt(*head, "tenant"));
    if (!tenant) {
        return propagate(notAnArchive("no tenant"));
    }
    LineHash hash;
    hash.add(line);
    long long rows = 0;
    while (std::getline(in, line)) {
        const auto object = objectOf(line);
        if (!object) {
            return propagate(notAnArchive("a line is no JSON"));
        }
        if (object->contains("hash")) {
            const bool isWhole = textAt(*object, "hash") == hash.text() &&
                                 numberAt(*object, "rows") == rows && !std::getline(in, line);
            return isWhole ? Result<TenantId>(*tenant) : propagate(notAnArchive("lines were changed"));
        }
        hash.add(line);
        ++rows;
    }
    return propagate(notAnArchive("it is cut"));
}

class Importer {
public:
    explicit Importer(UnitOfWork& unit)
        : m_unit(unit) {
        for (TableShape& table : tenantTables(unit)) {
            std::string name = table.name;
            m_tables.emplace(std::move(name), std::move(table));
        }
    }

    Result<ArchiveFigures> run(std::istream& in) {
        if (Query(m_unit, "SELECT tenant_id FROM tenant WHERE tenant_id = :tenant")
                .bind("tenant", m_unit.tenant())
                .first<std::string>()) {
            return fail(ErrorCode::Conflict, "the tenant is there already");
        }
        std::string line;
        std::getline(in, line);
        while (std::getline(in, line)) {
            const json::object object = objectOf(line).value_or(json::object());
            if (object.contains("hash")) {
                break;
            }
            if (Status added = add(object); !added) {
                return propagate(added.error());
            }
        }
        flush();
        return ArchiveFigures{m_unit.tenant(), m_tablesWritten, m_rowsWritten};
    }

private:
    Status add(const json::object& line) {
        const auto table = m_tables.find(textAt(line, "table"));
        const json::value* row = line.if_contains("row");
        if (table == m_tables.end() || row == nullptr || !row->is_object()) {
            return propagate(notAnArchive("a row of no table"));
        }
        const json::object& values = row->get_object();
        if (textAt(values, "tenant_id") != m_unit.tenant().text() ||
            values.size() != table->second.columns.size()) {
            return propagate(notAnArchive("a row of another tenant or table"));
        }
        if (m_current != &table->second) {
            flush();
            m_current = &table->second;
            ++m_tablesWritten;
        }
        std::vector<Cell> cells;
        for (const TableColumn& column : m_current->columns) {
            if (column.name != "tenant_id") {
                cells.push_back(cellOfJson(column, values.if_contains(column.name)));
            }
        }
        m_rows.push_back(std::move(cells));
        if (m_rows.size() >= kRowsPerPage) {
            flush();
        }
        return {};
    }

    void flush() {
        if (m_rows.empty()) {
            return;
        }
        if (m_current->name == "event_log") {
            openMonths();
        }
        std::string into = "INSERT INTO " + m_current->name + " (tenant_id";
        for (const TableColumn& column : m_current->columns) {
            into += column.name != "tenant_id" ? ", " + column.name : "";
        }
        insertRows(
            m_unit, into + ") VALUES ", ":tenant",
            [this](Query& query) { query.bind("tenant", m_unit.tenant()); }, m_rows);
        m_rowsWritten += static_cast<long long>(m_rows.size());
        m_rows.clear();
    }

    // The tables that the rows of events go to by their time.
    void openMonths() {
        std::size_t at = 0; // its place among the cells, which are without the tenant
        for (const TableColumn& column : m_current->columns) {
            if (column.name == "at") {
                break;
            }
            at += column.name != "tenant_id" ? 1 : 0;
        }
        std::set<long long> days;
        for (const auto& row : m_rows) {
            const TimePoint time = fromEpochMicros(row.at(at).number);
            if (days.insert(std::chrono::floor<std::chrono::days>(time).time_since_epoch().count()).second) {
                EventRepository(m_unit).openMonth(time);
            }
        }
    }

    UnitOfWork& m_unit;
    std::map<std::string, TableShape> m_tables;
    const TableShape* m_current = nullptr;
    std::vector<std::vector<Cell>> m_rows;
    long long m_tablesWritten = 0;
    long long m_rowsWritten = 0;
};

} // namespace

Result<ArchiveFigures> exportTenant(Database& database, const TenantId& tenant, TimePoint now,
                                    std::ostream& out) {
    const auto start = out.tellp();
    return database.runBlocking(Access::Read, tenant, [&](UnitOfWork& unit) {
        out.seekp(start); // a job may run again
        return Exporter(unit, out).run(now);
    });
}

Result<ArchiveFigures> importTenant(Database& database, std::istream& in) {
    const auto tenant = checkArchive(in);
    if (!tenant) {
        return propagate(tenant.error());
    }
    return database.runBlocking(Access::Write, *tenant, [&](UnitOfWork& unit) {
        in.clear();
        in.seekg(0);
        return Importer(unit).run(in);
    });
}

} // namespace kaomon::storage
