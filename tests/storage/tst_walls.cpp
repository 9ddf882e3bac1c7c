// SPDX-License-Identifier: GPL-3.0-or-later
//
// That tenants do not reach each other's rows even where a statement forgets its tenant, on the database
// named by KAOMON_TEST_BACKEND; and the tables that belong to no tenant alone.
#include <set>

#include <QCoreApplication>
#include <QTest>

#include "storage/database.h"
#include "storage/query.h"
#include "storage/repositories/ip_rule_repository.h"
#include "storage/repositories/ledger_repository.h"
#include "storage/repositories/tenant_repository.h"
#include "storage/repositories/user_repository.h"
#include "support/server/server_process.h"

using namespace kaomon;
using namespace kaomon::storage;

namespace {

const TimePoint kNow = fromEpochMicros(1'790'000'000'000'000);

// Directories that are searched before a tenant is known, and what belongs to the operator: his log, the
// calendar and the counters of events that his jobs go through, and what must outlive a tenant.
const std::set<std::string> kGlobalTables{"tenant",         "locator",      "operator_audit",
                                          "tenant_life",    "shred_ledger", "deletion_certificate",
                                          "licence_serial", "event_counter"};

class WallsTest : public QObject {
    Q_OBJECT

public:
    explicit WallsTest(const std::string& url)
        : m_url(url) {}

private slots:
    void initTestCase();
    void ipRulesAreReplaced();
    void operatorsLeaveALine();
    void everyTenantTableHasItsWall();
    void wallHoldsAlone_data();
    void wallHoldsAlone();

private:
    [[nodiscard]] std::vector<std::string> tenantTables();
    template<class F>
    auto write(F work) {
        return m_database->runBlocking(Access::Write, m_tenant, std::move(work));
    }
    template<class F>
    auto read(F work) {
        return m_database->runBlocking(Access::Read, m_tenant, std::move(work));
    }

    std::string m_url;
    std::unique_ptr<Database> m_database;
    TenantId m_tenant = TenantId::generate();
};

void WallsTest::initTestCase() {
    auto database = Database::open({.url = m_url, .readers = 3, .isMigrating = true});
    QVERIFY2(database, database ? "" : database.error().detail.c_str());
    m_database = std::move(*database);
    QVERIFY(write([&](UnitOfWork& unit) -> Status {
        TenantRepository(unit, kNow).add({m_tenant, "Test", "active", false, kNow}, 1);
        wire::NewUser user;
        user.id = UserId::generate();
        user.login = "taro";
        user.displayName = "Taro";
        user.role = "member";
        UserRepository(unit, kNow).add(user, "taro", std::nullopt);
        return {};
    }));
}

void WallsTest::ipRulesAreReplaced() {
    const auto put = [&](long long rev, long long stored) {
        return *write([&](UnitOfWork& unit) -> Result<bool> {
            IpRuleListRow row;
            row.rules = {{"10.0.0.0/8", "console", "allow", "r" + std::to_string(rev), std::nullopt}};
            row.changedAt = kNow;
            row.changedBy = "somebody";
            row.rev = rev;
            return IpRuleRepository(unit).put(row, stored);
        });
    };
    const auto changes = [&] {
        return *read([](UnitOfWork& unit) -> Result<long long> { return IpRuleRepository(unit).changes(); });
    };
    const long long before = changes();
    QVERIFY(put(1, 0));
    QVERIFY(!put(1, 0)); // somebody was faster
    QVERIFY(put(2, 1));
    QVERIFY(!put(2, 1));
    QCOMPARE(changes(), before + 2);
    const auto label = read([](UnitOfWork& unit) -> Result<std::string> {
        return IpRuleRepository(unit).find()->rules.front().label;
    });
    QCOMPARE(*label, "r2");
}

void WallsTest::operatorsLeaveALine() {
    QVERIFY(write([&](UnitOfWork& unit) -> Status {
        LedgerRepository(unit).audit("uid:0", "ADDRESSES_CLEARED", m_tenant.text(), "3 rules removed", kNow);
        return {};
    }));
    const auto acts = read([&](UnitOfWork& unit) -> Result<std::vector<OperatorEntry>> {
        return LedgerRepository(unit).auditOf(m_tenant.text());
    });
    QCOMPARE(acts->size(), 1U);
    QCOMPARE(acts->front().action, std::string("ADDRESSES_CLEARED"));
}

// Tables with a tenant in each row, but for those that every tenant's work has to reach.
std::vector<std::string> WallsTest::tenantTables() {
    const auto names = read([](UnitOfWork& unit) -> Result<std::vector<std::string>> {
        std::vector<std::string> tables;
        const std::string_view sql =
            unit.dialect() == Dialect::Postgresql
                ? "SELECT CAST(table_name AS TEXT) FROM information_schema.columns WHERE column_name = "
                  "'tenant_id' AND table_schema = current_schema() ORDER BY 1"
                : "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = "
                  "'tenant_id' "
                  "WHERE m.type = 'table' ORDER BY 1";
        for (auto& [name] : Query(unit, sql).all<std::string>()) {
            if (!kGlobalTables.contains(name)) {
                tables.push_back(std::move(name));
            }
        }
        return tables;
    });
    return names.value_or(std::vector<std::string>());
}

void WallsTest::everyTenantTableHasItsWall() {
    const auto tables = tenantTables();
    QVERIFY(tables.size() >= 15);
    if (m_database->dialect() != Dialect::Postgresql) {
        return; // SQLite has no walls; there the API's own checks stand alone
    }
    for (const std::string& table : tables) {
        const auto walls = read([&](UnitOfWork& unit) -> Result<long long> {
            const auto row =
                Query(unit, "SELECT count(*) FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
                            "WHERE c.relname = :name AND c.relrowsecurity AND c.relforcerowsecurity")
                    .bind("name", table)
                    .first<long long>();
            return std::get<0>(*row);
        });
        QVERIFY2(walls && *walls >= 1, table.c_str());
    }
}

void WallsTest::wallHoldsAlone_data() {
    QTest::addColumn<QString>("table");
    for (const std::string& table : tenantTables()) {
        QTest::newRow(table.c_str()) << QString::fromStdString(table);
    }
}

// A statement that forgets its tenant: on PostgreSQL it reaches the rows of its own unit and no others. On
// SQLite it reaches all, which shows that the statement is the planted fault and the wall what stops it.
void WallsTest::wallHoldsAlone() {
    QFETCH(QString, table);
    const std::string name = table.toStdString();
    const auto count = [&](const TenantId& tenant) {
        return m_database->runBlocking(Access::Read, tenant, [&](UnitOfWork& unit) -> Result<long long> {
            return std::get<0>(*Query(unit, "SELECT count(*) FROM " + name).first<long long>());
        });
    };
    const auto stranger = TenantId::generate();
    const bool hasWalls = m_database->dialect() == Dialect::Postgresql;
    QCOMPARE(*count(stranger), hasWalls ? 0 : *count(m_tenant));
    const auto change = m_database->runBlocking(Access::Write, stranger, [&](UnitOfWork& unit) {
        return Result<long long>(Query(unit, "UPDATE " + name + " SET tenant_id = tenant_id").run());
    });
    QVERIFY(change.has_value());
    QVERIFY(*change == 0 || !hasWalls);
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const kaomon::test::Backend backend;
    WallsTest test(backend.url());
    return QTest::qExec(&test, argc, argv);
}

#include "tst_walls.moc"
