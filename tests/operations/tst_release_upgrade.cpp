// SPDX-License-Identifier: GPL-3.0-or-later
//
// Databases as older releases left them (releases/schema-N.json, made by make_release_fixture) are brought to
// the newest schema, and everything in them is read back: row by row, and through the API of this program, on
// the database named by KAOMON_TEST_BACKEND.
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTest>

#include "old_release.h"
#include "storage/database.h"
#include "storage/migration.h"
#include "storage/table_catalog.h"
#include "support/server/tenant_kit.h"
#include "wire/events.h"
#include "wire/operations.h"

using namespace kaomon;
using namespace kaomon::test;
using namespace Qt::StringLiterals;
using storage::Access;
using storage::UnitOfWork;

namespace {

class ReleaseUpgradeTest : public QObject {
    Q_OBJECT

private slots:
    void comesToTheNewestSchema_data();
    void comesToTheNewestSchema();

private:
    void hasTheSameTables(const Backend& backend) const;
    void serves(const OldRelease& release, const Backend& backend) const;
};

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
void ReleaseUpgradeTest::serves(const OldRelease& release, const Backend& backend) const {
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
    const auto release = OldRelease::read(path);
    QVERIFY(release);
    QVERIFY(release->version() <= storage::allMigrations().back().version);
    const Backend backend;
    release->makeOn(backend);
    const QString missing = release->firstMissingRow(backend); // steps only add
    QVERIFY2(missing.isEmpty(), qPrintable(missing));
    QCOMPARE(schemaVersionOf(backend), static_cast<long long>(storage::allMigrations().back().version));
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
