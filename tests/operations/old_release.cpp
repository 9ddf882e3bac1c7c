// SPDX-License-Identifier: GPL-3.0-or-later
#include "old_release.h"

#include <set>

#include <boost/json.hpp>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <QFile>

#include "storage/bulk.h"
#include "storage/database.h"
#include "storage/query.h"

namespace kaomon::test {
namespace {

namespace json = boost::json;
using storage::Access;
using storage::Cell;
using storage::Dialect;
using storage::Query;
using storage::UnitOfWork;

std::string textOf(const json::value& value) {
    return std::string(value.as_string().data(), value.as_string().size());
}

Cell cellOf(const json::value& value) {
    if (value.is_null()) {
        return {Cell::Kind::Text, true, {}, 0};
    }
    return value.is_string() ? Cell{Cell::Kind::Text, false, textOf(value), 0}
                             : Cell{Cell::Kind::Number, false, {}, value.to_number<long long>()};
}

// As the database's own text of a row.
std::string lineOf(const json::array& row) {
    std::string line;
    for (const auto& value : row) {
        const Cell cell = cellOf(value);
        line +=
            cell.isNull ? "\\N" : (cell.kind == Cell::Kind::Text ? cell.text : std::to_string(cell.number));
        line += '\x1f';
    }
    return line;
}

void insertRows(UnitOfWork& unit, const json::object& table) {
    const std::string name = textOf(table.at("name"));
    std::string columns;
    std::string places;
    for (const auto& column : table.at("columns").as_array()) {
        columns += (columns.empty() ? "" : ", ") + textOf(column);
        places += (places.empty() ? ":" : ", :") + textOf(column);
    }
    Query(unit, "DELETE FROM " + name).run(); // what the steps themselves put in
    for (const auto& row : table.at("rows").as_array()) {
        Query query(unit, "INSERT INTO " + name + " (" + columns + ") VALUES (" + places + ")");
        for (std::size_t i = 0; i < row.as_array().size(); ++i) {
            query.bind(textOf(table.at("columns").as_array()[i]), cellOf(row.as_array()[i]));
        }
        if (name == "event_log" && unit.dialect() == Dialect::Postgresql) { // as the release did it
            (void)Query(unit, "SELECT event_log_month(:at)")
                .bind("at", row.as_array()[1].to_number<long long>())
                .first<std::string>();
        }
        query.run();
    }
}

// Every row of a table, each as lineOf() tells it.
Result<std::multiset<std::string>> linesOf(storage::Database& database, const TenantId& tenant,
                                           const json::object& table) {
    std::string line;
    for (const auto& column : table.at("columns").as_array()) {
        line += (line.empty() ? "COALESCE(CAST(" : " || COALESCE(CAST(") + textOf(column) +
                " AS TEXT), '\\N') || :between";
    }
    return database.runBlocking(Access::Read, tenant, [&](UnitOfWork& unit) {
        std::multiset<std::string> lines;
        for (auto& [text] : Query(unit, "SELECT " + line + " FROM " + textOf(table.at("name")))
                                .bind("between", std::string(1, '\x1f'))
                                .all<std::string>()) {
            lines.insert(std::move(text));
        }
        return Result<std::multiset<std::string>>(std::move(lines));
    });
}

} // namespace

std::optional<OldRelease> OldRelease::read(const QString& path) {
    QFile file(path);
    boost::system::error_code error;
    const auto read =
        file.open(QIODevice::ReadOnly) ? json::parse(file.readAll().toStdString(), error) : json::value();
    return error || !read.is_object()
               ? std::nullopt
               : std::optional(OldRelease{read.at("about").as_object(), read.as_object()});
}

std::string OldRelease::value(const char* name) const {
    return textOf(about.at(name));
}

long long OldRelease::version() const {
    return about.at("version").as_int64();
}

TenantId OldRelease::tenant() const {
    return TenantId::parse(value("tenant")).value();
}

std::unique_ptr<soci::session> sessionOn(const Backend& backend) {
    return backend.name() == "sqlite"
               ? std::make_unique<soci::session>(*soci::factory_sqlite3(),
                                                 "dbname=\"" + backend.url().substr(9) + "\"")
               : std::make_unique<soci::session>(*soci::factory_postgresql(), backend.url());
}

void OldRelease::makeOn(const Backend& backend) const {
    const auto session = sessionOn(backend);
    const bool isSqlite = backend.name() == "sqlite";
    for (const auto& statement : all.at(backend.name()).as_array()) {
        *session << textOf(statement);
    }
    *session << "BEGIN";
    if (!isSqlite) {
        *session << "SET LOCAL kaomon.tenant = '" + value("tenant") + "'";
    }
    {
        UnitOfWork unit(*session, isSqlite ? Dialect::Sqlite : Dialect::Postgresql, tenant());
        for (const auto& table : all.at("tables").as_array()) {
            insertRows(unit, table.as_object());
        }
    }
    *session << "COMMIT";
}

QString OldRelease::firstMissingRow(const Backend& backend) const {
    const auto database = storage::Database::open({.url = backend.url(), .readers = 2, .isMigrating = true});
    if (!database) {
        return QString::fromStdString(database.error().detail);
    }
    for (const auto& entry : all.at("tables").as_array()) {
        const json::object& table = entry.as_object();
        auto found = linesOf(**database, tenant(), table);
        if (!found) {
            return QString::fromStdString(found.error().detail);
        }
        for (const auto& row : table.at("rows").as_array()) {
            const auto same = found->find(lineOf(row.as_array()));
            if (same == found->end()) {
                return QString::fromStdString(textOf(table.at("name")) + ": " + json::serialize(row));
            }
            found->erase(same);
        }
    }
    return {};
}

long long schemaVersionOf(const Backend& backend) {
    long long version = 0;
    *sessionOn(backend) << "SELECT MAX(version) FROM schema_migration", soci::into(version);
    return version;
}

} // namespace kaomon::test
