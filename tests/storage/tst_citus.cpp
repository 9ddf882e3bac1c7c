// SPDX-License-Identifier: GPL-3.0-or-later
//
// That the tables could be spread over a Citus cluster by tenant: tenant_id leads every primary key, unique
// constraint and foreign key of every tenant's table, as the database's own catalogue says.
#include <set>

#include <QCoreApplication>
#include <QTest>

#include "storage/database.h"
#include "storage/query.h"
#include "support/server/server_process.h"

using namespace kaomon;
using namespace kaomon::storage;

namespace {

// Searched before a tenant is known, or kept by the operator across tenants: reference tables there, which
// citus.sql knows by their primary key.
const std::set<std::string> kNobodys{"tenant", "locator", "operator_audit", "shred_ledger"};

struct Key {
    std::string table;
    std::string name;
    std::string kind; // p, u or f
    std::string firstColumn;
};

constexpr std::string_view kPostgresqlKeys =
    "SELECT CAST(c.relname AS TEXT), CAST(k.conname AS TEXT), CAST(k.contype AS TEXT), CAST(a.attname AS "
    "TEXT) "
    "FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = "
    "c.relnamespace "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1] WHERE n.nspname = current_schema() "
    "AND k.contype IN ('p', 'u', 'f') UNION ALL SELECT CAST(c.relname AS TEXT), CAST(i.indexrelid AS TEXT), "
    "'u', "
    "CAST(a.attname AS TEXT) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON "
    "n.oid = "
    "c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] WHERE n.nspname = "
    "current_schema() AND i.indisunique";
constexpr std::string_view kSqliteKeys =
    "SELECT m.name, 'key', 'p', c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.pk = 1 "
    "WHERE "
    "m.type = 'table' UNION ALL SELECT m.name, i.name, 'u', c.name FROM sqlite_master m JOIN "
    "pragma_index_list(m.name) i ON i.\"unique\" = 1 JOIN pragma_index_info(i.name) c ON c.seqno = 0 WHERE "
    "m.type "
    "= 'table' UNION ALL SELECT m.name, CAST(f.id AS TEXT), 'f', f.\"from\" FROM sqlite_master m JOIN "
    "pragma_foreign_key_list(m.name) f ON f.seq = 0 WHERE m.type = 'table'";

class CitusTest : public QObject {
    Q_OBJECT

public:
    explicit CitusTest(const std::string& url)
        : m_url(url) {}

private slots:
    void initTestCase();
    void tenantLeadsEveryKey();
    void everyTenantTableHasAKey();

private:
    std::string m_url;
    std::vector<Key> m_keys;
    std::set<std::string> m_tables; // of tenants
};

void CitusTest::initTestCase() {
    auto database = Database::open({.url = m_url, .readers = 1, .isMigrating = true});
    QVERIFY2(database, database ? "" : database.error().detail.c_str());
    const bool isPostgresql = (*database)->dialect() == Dialect::Postgresql;
    const auto read = (*database)->runBlocking(Access::Read, TenantId(), [&](UnitOfWork& unit) -> Status {
        const std::string_view tables =
            isPostgresql
                ? "SELECT CAST(table_name AS TEXT) FROM information_schema.columns WHERE column_name = "
                  "'tenant_id' AND table_schema = current_schema()"
                : "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = "
                  "'tenant_id' WHERE m.type = 'table'";
        for (auto& [name] : Query(unit, tables).all<std::string>()) {
            if (!kNobodys.contains(name)) {
                m_tables.insert(std::move(name));
            }
        }
        for (auto& [table, name, kind, column] :
             Query(unit, isPostgresql ? kPostgresqlKeys : kSqliteKeys)
                 .all<std::string, std::string, std::string, std::string>()) {
            m_keys.push_back({std::move(table), std::move(name), std::move(kind), std::move(column)});
        }
        return {};
    });
    QVERIFY(read);
    QVERIFY(m_tables.size() >= 15);
    QVERIFY(m_keys.size() >= m_tables.size());
}

void CitusTest::tenantLeadsEveryKey() {
    int checked = 0;
    for (const Key& key : m_keys) {
        if (m_tables.contains(key.table)) {
            QVERIFY2(
                key.firstColumn == "tenant_id",
                (key.table + ": " + key.kind + " " + key.name + " begins with " + key.firstColumn).c_str());
            ++checked;
        }
    }
    QVERIFY(checked >= 20);
}

void CitusTest::everyTenantTableHasAKey() {
    for (const std::string& table : m_tables) {
        const bool hasKey = std::ranges::any_of(
            m_keys, [&](const Key& key) { return key.table == table && key.kind == "p"; });
        QVERIFY2(hasKey, table.c_str());
    }
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const kaomon::test::Backend backend;
    CitusTest test(backend.url());
    return QTest::qExec(&test, argc, argv);
}

#include "tst_citus.moc"
