// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QTest>

#include "jobs/jobs_test_classes.h"
#include "storage/query.h"

namespace kaomon::test {
namespace {

using storage::Query;
using storage::UnitOfWork;

constexpr int kEntries = 200;

// A16 for the operators' log: somebody with the database changes what is written there.
class AuditTest : public QObject {
    Q_OBJECT

public:
    explicit AuditTest(const Backend& backend)
        : m_fixture(backend)
        , m_url(backend.url()) {}

private Q_SLOTS:
    void initTestCase();
    void tampering_data();
    void tampering();
    void untouched();

private:
    // Whoever changes the log has the rights of its owner: the servers' role may not
    // (packaging/linux/postgresql).
    [[nodiscard]] static std::string ownerOf(std::string url) {
        constexpr std::string_view kServers = "kaomon_app@";
        const auto at = url.find(kServers);
        return at == std::string::npos ? url : url.replace(at, kServers.size(), "kaomon_migrate@");
    }

    // Changes the log, looks whether that is noticed, and takes it back.
    [[nodiscard]] bool isNoticed(const std::function<void(UnitOfWork&)>& change) {
        bool isFound = false;
        const Status taken =
            m_intruder->runBlocking(storage::Access::Write, TenantId(), [&](UnitOfWork& unit) -> Status {
                change(unit);
                isFound = storage::LedgerRepository(unit).brokenAudit().has_value();
                return fail(ErrorCode::Cancelled, "only tried");
            });
        return isFound || taken.error().code == ErrorCode::StorageCorrupt; // a hash that is none
    }

    LifeFixture m_fixture;
    std::string m_url;
    std::unique_ptr<storage::Database> m_intruder;
    long long m_first = 0;
};

void AuditTest::initTestCase() {
    QVERIFY(m_fixture.write(TenantId(), [&](UnitOfWork& unit) -> Status {
        storage::LedgerRepository ledger(unit);
        m_first = static_cast<long long>(ledger.auditOf("").size()) + 1;
        for (int i = 0; i < kEntries; ++i) {
            ledger.audit("uid:0", "ACT_" + std::to_string(i % 7), makeUuid(), "entry " + std::to_string(i),
                         m_fixture.clock.now());
        }
        return {};
    }));
    auto intruder = storage::Database::open({.url = ownerOf(m_url), .readers = 1, .isMigrating = false});
    QVERIFY(intruder);
    m_intruder = std::move(*intruder);
}

void AuditTest::tampering_data() {
    QTest::addColumn<QString>("how");
    for (const char* how :
         {"actor", "action", "tenant_id", "detail", "at", "hash", "deleted", "exchanged", "inserted"}) {
        QTest::newRow(how) << QString::fromLatin1(how);
    }
}

void AuditTest::tampering() {
    QFETCH(QString, how);
    std::mt19937 random(20261129);
    for (int i = 0; i < 40; ++i) {
        const long long seq = m_first + static_cast<long long>(random() % (kEntries - 1));
        const auto run = [seq](UnitOfWork& unit, const std::string& sql) {
            Query(unit, sql).bind("seq", seq).run();
        };
        const bool found = isNoticed([&](UnitOfWork& unit) {
            if (how == QLatin1String("deleted")) {
                run(unit, "DELETE FROM operator_audit WHERE seq = :seq");
            } else if (how == QLatin1String("exchanged")) {
                run(unit, "UPDATE operator_audit SET seq = -1 WHERE seq = :seq");
                run(unit, "UPDATE operator_audit SET seq = :seq WHERE seq = :seq + 1");
                run(unit, "UPDATE operator_audit SET seq = :seq + 1 WHERE seq = -1");
            } else if (how == QLatin1String("inserted")) {
                run(unit, "INSERT INTO operator_audit (seq, at, actor, action, tenant_id, detail, hash) "
                          "SELECT 1000000, at, actor, action, tenant_id, detail, hash FROM operator_audit "
                          "WHERE seq = :seq");
            } else if (how == QLatin1String("at")) {
                run(unit, "UPDATE operator_audit SET at = at + 1 WHERE seq = :seq");
            } else {
                const std::string column = how.toStdString();
                run(unit, "UPDATE operator_audit SET " + column + " = (SELECT o." + column +
                              " FROM operator_audit o WHERE o.seq = :seq + 1) || 'x' WHERE seq = :seq");
            }
        });
        QVERIFY2(found, std::to_string(seq).c_str());
    }
}

// The last entries may be cut off without a trace in the table itself: whoever needs to know keeps a copy
// elsewhere. Nothing changed is never taken for tampering.
void AuditTest::untouched() {
    QVERIFY(!isNoticed([](UnitOfWork&) {}));
}

} // namespace

std::unique_ptr<QObject> makeAuditTest(const Backend& backend) {
    return std::make_unique<AuditTest>(backend);
}

} // namespace kaomon::test

#include "audit_test.moc"
