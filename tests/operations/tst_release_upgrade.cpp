// SPDX-License-Identifier: GPL-3.0-or-later
//
// Databases as older releases left them (releases/schema-N.json, made by make_release_fixture) are brought to
// the newest schema, and everything in them is read back: row by row, and through the API of this program, on
// the database named by KAOMON_TEST_BACKEND.
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTest>
#include <boost/json.hpp>
#include <set>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "storage/bulk.h"
#include "storage/database.h"
#include "storage/migration.h"
#include "storage/query.h"
#include "storage/table_catalog.h"
#include "support/server/server_process.h"
#include "support/server/tenant_kit.h"
#include "wire/events.h"
#include "wire/operations.h"

using namespace kaomon;
using namespace kaomon::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;
using storage::Access;
using storage::Cell;
using storage::Dialect;
using storage::Query;
using storage::UnitOfWork;

namespace {

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

struct Release {
    json::object about;
    json::object all;

    [[nodiscard]] std::string value(const char* name) const { return textOf(about.at(name)); }
    [[nodiscard]] long long version() const { return about.at("version").as_int64(); }
    [[nodiscard]] TenantId tenant() const { return TenantId::parse(value("tenant")).value(); }
};

std::optional<Release> readRelease(const QString& path) {
    QFile file(path);
    boost::system::error_code error;
    const auto read =
        file.open(QIODevice::ReadOnly) ? json::parse(file.readAll().toStdString(), error) : json::value();
    return error || !read.is_object()
               ? std::nullopt
               : std::optional(Release{read.at("about").as_object(), read.as_object()});
}

class ReleaseUpgradeTest : public QObject {
    Q_OBJECT

private slots:
    void comesToTheNewestSchema_data();
    void comesToTheNewestSchema();

private:
    void makeOld(const Release& release, const Backend& backend) const;
    void readBack(const Release& release, const Backend& backend) const;
    void hasTheSameTables(const Backend& backend) const;
    void serves(const Release& release, const Backend& backend) const;
};

std::unique_ptr<soci::session> sessionOn(const Backend& backend) {
    return backend.name() == "sqlite"
               ? std::make_unique<soci::session>(*soci::factory_sqlite3(),
                                                 "dbname=\"" + backend.url().substr(9) + "\"")
               : std::make_unique<soci::session>(*soci::factory_postgresql(), backend.url());
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

void ReleaseUpgradeTest::makeOld(const Release& release, const Backend& backend) const {
    const auto session = sessionOn(backend);
    const bool isSqlite = backend.name() == "sqlite";
    for (const auto& statement : release.all.at(backend.name()).as_array()) {
        *session << textOf(statement);
    }
    *session << "BEGIN";
    if (!isSqlite) {
        *session << "SET LOCAL kaomon.tenant = '" + release.value("tenant") + "'";
    }
    {
        UnitOfWork unit(*session, isSqlite ? Dialect::Sqlite : Dialect::Postgresql, release.tenant());
        for (const auto& table : release.all.at("tables").as_array()) {
            insertRows(unit, table.as_object());
        }
    }
    *session << "COMMIT";
}

// Steps only add: what was there is there with the values that it had.
void ReleaseUpgradeTest::readBack(const Release& release, const Backend& backend) const {
    const auto database = storage::Database::open({.url = backend.url(), .readers = 2, .isMigrating = true});
    QVERIFY2(database, database ? "" : database.error().detail.c_str());
    const auto version = (*database)->runBlocking(Access::Read, TenantId(), [](UnitOfWork& unit) {
        return Result<long long>(
            std::get<0>(*Query(unit, "SELECT MAX(version) FROM schema_migration").first<long long>()));
    });
    QVERIFY(version);
    QCOMPARE(*version, static_cast<long long>(storage::allMigrations().back().version));
    for (const auto& entry : release.all.at("tables").as_array()) {
        const json::object& table = entry.as_object();
        std::string line;
        for (const auto& column : table.at("columns").as_array()) {
            line += (line.empty() ? "COALESCE(CAST(" : " || COALESCE(CAST(") + textOf(column) +
                    " AS TEXT), '\\N') || :between";
        }
        auto found = (*database)->runBlocking(Access::Read, release.tenant(), [&](UnitOfWork& unit) {
            std::multiset<std::string> lines;
            for (auto& [text] : Query(unit, "SELECT " + line + " FROM " + textOf(table.at("name")))
                                    .bind("between", std::string(1, '\x1f'))
                                    .all<std::string>()) {
                lines.insert(std::move(text));
            }
            return Result<std::multiset<std::string>>(std::move(lines));
        });
        QVERIFY2(found, found ? "" : found.error().detail.c_str());
        for (const auto& row : table.at("rows").as_array()) {
            const auto same = found->find(lineOf(row.as_array()));
            QVERIFY2(same != found->end(), (textOf(table.at("name")) + ": " + json::serialize(row)).c_str());
            found->erase(same);
        }
    }
}

std::vector<storage::TableShape> tablesOf(const Backend& backend) {
    const auto database = storage::Database::open({.url = backend.url(), .readers = 1, .isMigrating = true});
    auto tables = database ? (*database)->runBlocking(Access::Read, TenantId(),
                                                      [](UnitOfWork& unit) {
                                                          return Result<std::vector<storage::TableShape>>(
                                                              storage::tenantTables(unit));
                                                      })
                           : propagate(database.error());
    if (!tables) {
        return {};
    }
    std::ranges::sort(*tables, {}, &storage::TableShape::name);
    return std::move(*tables);
}

// As in a database that this program made from nothing.
void ReleaseUpgradeTest::hasTheSameTables(const Backend& backend) const {
    const Backend fresh;
    const auto migrated = tablesOf(backend);
    const auto made = tablesOf(fresh);
    QVERIFY(!made.empty());
    QCOMPARE(migrated.size(), made.size());
    for (std::size_t i = 0; i < made.size(); ++i) {
        QCOMPARE(migrated[i].name, made[i].name);
        QCOMPARE(migrated[i].columns.size(), made[i].columns.size());
        for (std::size_t column = 0; column < made[i].columns.size(); ++column) {
            const auto& now = migrated[i].columns[column];
            const auto& then = made[i].columns[column];
            QVERIFY2(now.name == then.name && now.kind == then.kind && now.isKey == then.isKey,
                     (made[i].name + "." + then.name).c_str());
        }
    }
}

// With the key of the server that wrote it, at the time when it was written.
void ReleaseUpgradeTest::serves(const Release& release, const Backend& backend) const {
    const auto key = fromBase64Url(release.value("server_key")).value();
    QVERIFY(QDir().mkpath(backend.folder() + u"/data"_s));
    QFile file(backend.folder() + u"/data/server.key"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(reinterpret_cast<const char*>(key.data()), static_cast<qint64>(key.size())),
             static_cast<qint64>(key.size()));
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner));
    TestTime::get().shiftWallClock(std::chrono::duration_cast<std::chrono::microseconds>(
        fromRfc3339(release.value("made_at")).value() + std::chrono::minutes(10) - wallNow()));
    ServerProcess server(backend);
    QVERIFY(server.start());
    TestClient client(server.port(), "");
    TenantKit kit(client, {});
    kit.tenant = release.tenant();
    kit.owner.login = release.value("owner");
    kit.owner.password.auth = fromBase64Url(release.value("owner_auth")).value();
    QVERIFY2(kit.signIn(kit.console, kit.owner), kit.lastReply.body.c_str());
    const auto member =
        bodyOf<wire::User>(client.send({"GET", "/v1/users/" + release.value("member")}, &kit.console));
    QVERIFY(member);
    QCOMPARE(member->login, std::string("hanako"));
    QCOMPARE(member->faceState, std::string("enrolled"));
    const auto events = bodyOf<wire::EventPage>(client.send({"GET", "/v1/events?q=hanako"}, &kit.console));
    QVERIFY(events);
    QCOMPARE(events->items.size(), std::size_t(5));
    QVERIFY(bodyOf<wire::OperationPage>(client.send({"GET", "/v1/operations?kind=&limit=5"}, &kit.console)));
    const auto user = kit.newUser("after", "member");
    QCOMPARE(client.send({"POST", "/v1/users", wire::encode(user)}, &kit.console).status, 201);
    const QString tenant = QString::fromStdString(release.value("tenant"));
    const auto verified = server.control({u"audit"_s, u"verify"_s, u"--tenant"_s, tenant});
    QCOMPARE(verified.contains("findings") ? verified.at("findings") : std::string("none read"),
             std::string("0"));
    QCOMPARE(server.stop(), 0);
}

void ReleaseUpgradeTest::comesToTheNewestSchema_data() {
    QTest::addColumn<QString>("path");
    const QDir folder(qEnvironmentVariable("KAOMON_SOURCE_DIR") + u"/tests/operations/releases"_s);
    for (const QString& name : folder.entryList({u"schema-*.json"_s}, QDir::Files, QDir::Name)) {
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }
    QVERIFY(folder.exists(u"schema-16.json"_s));
}

void ReleaseUpgradeTest::comesToTheNewestSchema() {
    QFETCH(QString, path);
    const auto release = readRelease(path);
    QVERIFY(release);
    QVERIFY(release->version() <= storage::allMigrations().back().version);
    const Backend backend;
    makeOld(*release, backend);
    readBack(*release, backend);
    hasTheSameTables(backend);
    if (!QTest::currentTestFailed()) {
        serves(*release, backend);
    }
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    ReleaseUpgradeTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_release_upgrade.moc"
