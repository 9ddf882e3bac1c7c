// SPDX-License-Identifier: GPL-3.0-or-later
//
// The schema before the newest one is migrated while a node of that schema goes on reading and writing, on
// the database named by KAOMON_TEST_BACKEND. What runs in place of the older program are this program's
// repositories on the older schema: older releases do not exist yet.
#include <atomic>
#include <thread>

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <QCoreApplication>
#include <QScopeGuard>
#include <QTest>

#include "storage/database.h"
#include "storage/migration.h"
#include "storage/query.h"
#include "storage/repositories/change_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/tenant_repository.h"
#include "support/server/server_process.h"

using namespace kaomon;
using namespace kaomon::storage;

namespace {

const TimePoint kNow = fromEpochMicros(1'790'000'000'000'000);

class UpgradeTest : public QObject {
    Q_OBJECT

public:
    explicit UpgradeTest(const test::Backend& backend)
        : m_url(backend.url())
        , m_dialect(backend.name() == "sqlite" ? Dialect::Sqlite : Dialect::Postgresql) {}

private slots:
    void makesTheOlderSchema();
    void migratesUnderTraffic();
    void nothingWasLost();
    void theOlderProgramRefusesTheNewerSchemaAtItsStart();
    void stepsOnlyExpand_data();
    void stepsOnlyExpand();

private:
    [[nodiscard]] std::unique_ptr<soci::session> session() const;
    void begin(soci::session& session) const;
    // One change, as a request makes it; the revision.
    [[nodiscard]] long long change(soci::session& session, const std::string& id) const;

    const std::string m_url;
    const Dialect m_dialect;
    const TenantId m_tenant = TenantId::generate();
    std::atomic<long long> m_written = 0;
};

std::unique_ptr<soci::session> UpgradeTest::session() const {
    if (m_dialect == Dialect::Postgresql) {
        return std::make_unique<soci::session>(*soci::factory_postgresql(), m_url);
    }
    auto made = std::make_unique<soci::session>(*soci::factory_sqlite3(),
                                                "dbname=\"" + m_url.substr(9) + "\" timeout=10");
    std::string mode;
    *made << "PRAGMA journal_mode=WAL", soci::into(mode);
    return made;
}

void UpgradeTest::begin(soci::session& session) const {
    if (m_dialect == Dialect::Sqlite) {
        session << "BEGIN IMMEDIATE";
    } else {
        session << "BEGIN; SET LOCAL kaomon.tenant = '" + m_tenant.text() + "'";
    }
}

long long UpgradeTest::change(soci::session& session, const std::string& id) const {
    begin(session);
    long long rev = 0;
    {
        UnitOfWork unit(session, m_dialect, m_tenant);
        rev = recordChange(unit, "user", id, ChangeOp::Upsert, "", kNow);
    }
    session << "COMMIT";
    return rev;
}

void UpgradeTest::makesTheOlderSchema() {
    const auto older = session();
    const auto& steps = allMigrations();
    QVERIFY(steps.size() >= 2);
    *older
        << "CREATE TABLE schema_migration (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum "
           "TEXT NOT NULL, applied_at BIGINT NOT NULL)";
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        for (const auto& statement : steps[i].statements(m_dialect)) {
            *older << statement;
        }
        UnitOfWork unit(*older, m_dialect, m_tenant);
        Query(unit,
              "INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (:version, :name, "
              ":checksum, 1)")
            .bind("version", steps[i].version)
            .bind("name", std::string(steps[i].name))
            .bind("checksum", steps[i].checksum(m_dialect))
            .run();
    }
    begin(*older);
    {
        UnitOfWork unit(*older, m_dialect, m_tenant);
        TenantRepository(unit, kNow).add({m_tenant, "Upgrade", "active", false, kNow}, 1);
    }
    *older << "COMMIT";
}

void UpgradeTest::migratesUnderTraffic() {
    std::atomic<bool> ends = false;
    std::atomic<int> failures = 0;
    std::vector<std::jthread> traffic;
    const auto end = qScopeGuard([&ends] { ends = true; });   // before the threads are joined
    const int writers = m_dialect == Dialect::Sqlite ? 1 : 3; // one node alone writes to a file
    for (int i = 0; i < writers; ++i) {
        traffic.emplace_back([&, i] {
            const auto older = session();
            for (int n = 0; !ends; ++n) {
                try {
                    (void)change(*older, "t" + std::to_string(i) + "-" + std::to_string(n));
                    ++m_written;
                } catch (const std::exception& error) {
                    qWarning("%s", error.what());
                    ++failures;
                    return;
                }
            }
        });
    }
    QVERIFY(QTest::qWaitFor([&] { return m_written >= 20 || failures > 0; }, 20'000));
    const auto newer = Database::open({.url = m_url, .readers = 2, .isMigrating = true});
    QVERIFY2(newer, newer ? "" : newer.error().detail.c_str());
    const long long after = m_written;
    QVERIFY(QTest::qWaitFor([&] { return m_written >= after + 20 || failures > 0; }, 20'000));
    ends = true;
    traffic.clear();
    QCOMPARE(failures.load(), 0);
}

void UpgradeTest::nothingWasLost() {
    const auto newer = Database::open({.url = m_url, .readers = 2, .isMigrating = false});
    QVERIFY2(newer, newer ? "" : newer.error().detail.c_str());
    const auto read = (*newer)->runBlocking(Access::Read, m_tenant, [&](UnitOfWork& unit) -> Result<bool> {
        ChangeRepository changes(unit);
        const auto rows = changes.list("", 0, changes.currentRev(), 1'000'000);
        return static_cast<long long>(rows.size()) == m_written && changes.currentRev() == m_written;
    });
    QVERIFY(read);
    QVERIFY(*read);
}

void UpgradeTest::theOlderProgramRefusesTheNewerSchemaAtItsStart() {
    const auto future = session();
    *future << "INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (9999, 'later', "
               "'x', 1)";
    const auto refused = Database::open({.url = m_url, .readers = 1, .isMigrating = true});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::StorageTooNew);
    *future << "DELETE FROM schema_migration WHERE version = 9999";
}

void UpgradeTest::stepsOnlyExpand_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < allMigrations().size(); ++i) {
        QTest::addRow("step %d", allMigrations()[i].version) << static_cast<int>(i);
    }
}

// What a node of the version before would fall over: a step takes nothing away that it uses. Steps up to 14
// came before the first release.
void UpgradeTest::stepsOnlyExpand() {
    QFETCH(int, index);
    const Migration& step = allMigrations()[static_cast<std::size_t>(index)];
    if (step.version <= 14) {
        return;
    }
    for (const std::string& statement : step.statements(Dialect::Postgresql)) {
        const QString text = QString::fromStdString(statement).toUpper();
        for (const char* taking : {"DROP TABLE", "DROP COLUMN", " RENAME ", "SET NOT NULL"}) {
            QVERIFY2(!text.contains(QLatin1String(taking)), statement.c_str());
        }
        const bool isColumn = text.startsWith(u"ALTER TABLE") && text.contains(u" ADD COLUMN ");
        QVERIFY2(!isColumn || !text.contains(u"NOT NULL") || text.contains(u"DEFAULT"), statement.c_str());
    }
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const test::Backend backend;
    UpgradeTest test(backend);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_upgrade.moc"
