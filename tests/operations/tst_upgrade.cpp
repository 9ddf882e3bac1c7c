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
#include "storage/repositories/key_repository.h"
#include "storage/repositories/policy_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/tenant_repository.h"
#include "storage/repositories/user_repository.h"
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
    void whatWasMadeAnewIsWhole();
    void kindsAreChecked_data();
    void kindsAreChecked();
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
    wire::NewUser m_user;
    const wire::PolicyDocument m_links{"account_links", "user:somebody", 3, {1, 2, 3}, 0};
    const wire::VaultKeyWrap m_wrap{"password", "", {4, 5, 6}};
    long long m_made = 0; // revisions that the older program had taken before the traffic
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
        m_user.id = UserId::generate();
        m_user.login = "upgraded";
        m_user.role = "member";
        UserRepository(unit, kNow).add(m_user, m_user.login, std::nullopt);
        KeyRepository(unit).putVaultKey(m_user.id, m_wrap, kNow);
        m_made = PolicyRepository(unit).put(m_links, kNow);
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
    QVERIFY(QTest::qWaitFor([&] { return m_written >= 20 || failures > 0; }, 60'000));
    const auto newer = Database::open({.url = m_url, .readers = 2, .isMigrating = true});
    QVERIFY2(newer, newer ? "" : newer.error().detail.c_str());
    const long long after = m_written;
    QVERIFY(QTest::qWaitFor([&] { return m_written >= after + 20 || failures > 0; }, 60'000));
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
        const long long all = m_made + m_written;
        return static_cast<long long>(rows.size()) == all && changes.currentRev() == all;
    });
    QVERIFY(read);
    QVERIFY(*read);
}

// Step 35 makes two tables anew on SQLite and changes their checks on PostgreSQL: rows, keys and references
// are those that were there, and so is the wall between tenants.
void UpgradeTest::whatWasMadeAnewIsWhole() {
    const auto newer = Database::open({.url = m_url, .readers = 2, .isMigrating = false});
    QVERIFY2(newer, newer ? "" : newer.error().detail.c_str());
    const auto rowsOf = [&](const TenantId& tenant) {
        return (*newer)->runBlocking(Access::Read, tenant, [&](UnitOfWork& unit) -> Result<bool> {
            const auto links = PolicyRepository(unit).find(m_links.kind, m_links.scope);
            const auto wraps = KeyRepository(unit).vaultKeys(m_user.id);
            return links && links->version == m_links.version && links->record == m_links.record &&
                   wraps.size() == 1 && wraps.front().kind == m_wrap.kind &&
                   wraps.front().sealed == m_wrap.sealed;
        });
    };
    QVERIFY(rowsOf(m_tenant).value_or(false));
    QVERIFY(!rowsOf(TenantId::generate()).value_or(true));
    if (m_dialect == Dialect::Postgresql) {
        const auto open = session();
        long long walls = 0;
        *open << "SELECT COUNT(*) FROM pg_policies WHERE policyname = 'tenant_wall' AND tablename IN "
                 "('user_key', 'policy_document')",
            soci::into(walls);
        QCOMPARE(walls, 2LL);
    }
    // One row of a key, and none of a person who is not there.
    const auto nobody = (*newer)->runBlocking(Access::Write, m_tenant, [&](UnitOfWork& unit) -> Result<bool> {
        KeyRepository(unit).putVaultKey(UserId::generate(), m_wrap, kNow);
        return true;
    });
    QVERIFY(!nobody && nobody.error().code == ErrorCode::Conflict);
    const auto again = (*newer)->runBlocking(Access::Write, m_tenant, [&](UnitOfWork& unit) -> Result<bool> {
        KeyRepository(unit).putVaultKey(m_user.id, m_wrap, kNow);
        return KeyRepository(unit).vaultKeys(m_user.id).size() == 1;
    });
    QVERIFY(again.value_or(false));
}

void UpgradeTest::kindsAreChecked_data() {
    QTest::addColumn<QString>("document");
    QTest::addColumn<QString>("wrap");
    QTest::addColumn<bool>("isKnown");
    for (const char* kind : {"policy", "account_links", "group_members", "app_template", "blind_entries"}) {
        QTest::newRow(kind) << QString::fromLatin1(kind) << QString() << true;
    }
    for (const char* kind : {"password", "device", "recovery", "blind"}) {
        QTest::newRow(kind) << QString() << QString::fromLatin1(kind) << true;
    }
    QTest::newRow("another document") << QStringLiteral("licence") << QString() << false;
    QTest::newRow("another wrap") << QString() << QStringLiteral("licence") << false;
}

void UpgradeTest::kindsAreChecked() {
    QFETCH(QString, document);
    QFETCH(QString, wrap);
    QFETCH(bool, isKnown);
    const auto newer = Database::open({.url = m_url, .readers = 1, .isMigrating = false});
    QVERIFY2(newer, newer ? "" : newer.error().detail.c_str());
    const auto stored = (*newer)->runBlocking(Access::Write, m_tenant, [&](UnitOfWork& unit) -> Result<bool> {
        if (document.isEmpty()) {
            KeyRepository(unit).putVaultKey(m_user.id, {wrap.toStdString(), "", {7}}, kNow);
        } else {
            PolicyRepository(unit).put({document.toStdString(), "app:one", 1, {7}, 0}, kNow);
        }
        return true;
    });
    QCOMPARE(stored.has_value(), isKnown);
    QVERIFY(isKnown || stored.error().code == ErrorCode::Conflict);
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
        if (text.startsWith(u"CREATE FUNCTION")) {
            continue; // what it takes away goes when a node of this version calls it, not by the step
        }
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
