// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>
#include <utility>

#include <QTest>

#include "audit/chain_statement.h"
#include "audit/log_check.h"
#include "jobs/jobs_test_classes.h"
#include "jobs/operation_log.h"
#include "storage/query.h"
#include "storage/repositories/alert_repository.h"
#include "storage/repositories/operation_repository.h"

namespace kaomon::test {
namespace {

using storage::OperationRepository;
using storage::UnitOfWork;

// Checkpoints of the operation log, the removal of what is older than log_days_admin, and what happens when
// the log does not hold.
class OperationLogTest : public QObject {
    Q_OBJECT

public:
    explicit OperationLogTest(const Backend& backend)
        : m_fixture(backend) {}

private Q_SLOTS:
    void init();
    void signsWhatWasAdded();
    void signsNothingOverABrokenLog();
    void signsTheOthersBesideABrokenLog();
    void removesOldEntriesBehindAnAnchor();
    void adoptsActsFromBeforeTheLog();
    void findsFaultsAcrossPages_data();
    void findsFaultsAcrossPages();

private:
    void add(int count);
    void addAtOnce(int count);
    [[nodiscard]] Result<std::optional<wire::OperationCheckpoint>> sign() {
        return jobs::makeCheckpoint(m_fixture.database(), m_tenant, m_key, {file()}, m_fixture.clock.now());
    }
    [[nodiscard]] std::filesystem::path file() const {
        return m_fixture.ledgerFile().parent_path() / "operation-checkpoints.jsonl";
    }
    [[nodiscard]] audit::LogReport check();
    [[nodiscard]] long long count();
    [[nodiscard]] long long lastSigned();
    void run(const char* sql);
    // The sixth entry, behind the server's back. All tests share one database, and the job goes over all of
    // its tenants: what is broken is mended again.
    void falsify() { replaceInSixth("createUser", "deleteUser"); }
    void mend() { replaceInSixth("deleteUser", "createUser"); }
    void replaceInSixth(const char* what, const char* by);

    LifeFixture m_fixture;
    TenantId m_tenant;
    crypto::SigningKey m_key = crypto::SigningKey::generate();
};

void OperationLogTest::init() {
    m_fixture.clock.setWallClock(fromRfc3339("2027-01-10T00:00:00Z").value());
    m_tenant = m_fixture.addTenant(0);
    std::filesystem::remove(file());
}

void OperationLogTest::add(int count) {
    const Status done = m_fixture.write(m_tenant, [&](UnitOfWork& unit) -> Status {
        for (int i = 0; i < count; ++i) {
            wire::Operation entry;
            entry.at = m_fixture.clock.now();
            entry.action = "createUser";
            entry.outcome = "ok";
            OperationRepository(unit).append({entry});
        }
        return {};
    });
    QVERIFY2(done, done ? "" : done.error().detail.c_str());
}

void OperationLogTest::addAtOnce(int count) {
    QVERIFY(m_fixture.write(m_tenant, [&](UnitOfWork& unit) -> Status {
        wire::Operation entry;
        entry.at = m_fixture.clock.now();
        entry.action = "createUser";
        entry.outcome = "ok";
        OperationRepository(unit).append(std::vector(static_cast<std::size_t>(count), entry));
        return {};
    }));
}

audit::LogReport OperationLogTest::check() {
    std::ifstream in(file());
    const auto shipped = audit::readCheckpoints(in);
    const auto read = [&](const std::function<Status(UnitOfWork&)>& job) {
        return m_fixture.database().runBlocking(storage::Access::Read, m_tenant, job);
    };
    return audit::checkStoredLog(read, m_tenant, m_key.publicKey(), *shipped).value();
}

long long OperationLogTest::count() {
    return m_fixture
        .read(m_tenant,
              [&](UnitOfWork& unit) -> Result<long long> {
                  return std::get<0>(
                      *storage::Query(unit, "SELECT COUNT(*) FROM operation_log WHERE tenant_id = :tenant")
                           .bind("tenant", unit.tenant())
                           .first<long long>());
              })
        .value();
}

long long OperationLogTest::lastSigned() {
    return m_fixture
        .read(m_tenant,
              [](UnitOfWork& unit) -> Result<long long> {
                  const auto signedOnes = OperationRepository(unit).checkpoints(audit::kCheckpoint, 1);
                  return signedOnes.empty() ? 0 : signedOnes.front().seq;
              })
        .value();
}

void OperationLogTest::replaceInSixth(const char* what, const char* by) {
    QVERIFY(m_fixture.write(m_tenant, [&](UnitOfWork& unit) -> Status {
        const long long rows =
            storage::Query(unit, "UPDATE operation_log SET rec = REPLACE(rec, :what, :by) WHERE tenant_id = "
                                 ":tenant AND seq = 6 AND rec LIKE '%' || :what || '%'")
                .bind("what", std::string(what))
                .bind("by", std::string(by))
                .bind("tenant", unit.tenant())
                .run();
        return rows == 1 ? Status() : fail(ErrorCode::NotFound, "sixth entry");
    }));
}

void OperationLogTest::run(const char* sql) {
    QVERIFY(m_fixture.write(m_tenant, [&](UnitOfWork& unit) -> Status {
        storage::Query(unit, sql).bind("tenant", unit.tenant()).run();
        return {};
    }));
}

void OperationLogTest::signsWhatWasAdded() {
    QVERIFY(sign() && !*sign()); // nothing there yet
    add(5);
    const auto first = sign();
    QVERIFY(first && *first);
    QCOMPARE((*first)->seq, 5LL);
    QVERIFY(audit::checkStatement(**first, m_key.publicKey()));
    QVERIFY(sign() && !*sign()); // nothing new
    add(3);
    QCOMPARE((*sign().value()).seq, 8LL);
    const auto report = check();
    QVERIFY(report.findings.empty());
    QCOMPARE(report.entries, 8LL);
    run("DELETE FROM operation_checkpoint WHERE tenant_id = :tenant");
    run("DELETE FROM operation_log WHERE tenant_id = :tenant AND seq > 6");
    run("UPDATE tenant_seq SET audit_seq = 6, audit_head = (SELECT h FROM operation_log WHERE tenant_id = "
        ":tenant AND seq = 6) WHERE tenant_id = :tenant");
    QVERIFY(!check().findings.empty()); // the file knows better than the database
}

void OperationLogTest::signsNothingOverABrokenLog() {
    add(4);
    QVERIFY(sign());
    add(4);
    falsify();
    const auto made = sign();
    QVERIFY(!made && made.error().code == ErrorCode::StorageCorrupt);
    const auto alerts =
        m_fixture.read(m_tenant, [](UnitOfWork& unit) -> Result<std::vector<storage::AlertRow>> {
            return storage::AlertRepository(unit).list(10);
        });
    QVERIFY(alerts && !alerts->empty());
    QCOMPARE(alerts->front().code, std::string("operation_log_broken"));
    mend();
    QCOMPARE((*sign().value()).seq, 8LL); // the same entries as they were written
}

void OperationLogTest::signsTheOthersBesideABrokenLog() {
    TenantId broken = m_tenant;
    TenantId whole = m_fixture.addTenant(0);
    if (whole.text() < broken.text()) {
        std::swap(whole, broken); // the job goes by their ids: the broken log comes first
    }
    m_tenant = broken;
    add(8);
    falsify();
    m_tenant = whole;
    add(3);
    auth::TenantSettings settings;
    jobs::TimeAuthority time(m_fixture.clock, false);
    jobs::JobHost host(m_fixture.database(), m_fixture.clock, time, {.node = "node"});
    host.add(jobs::operationLogJob(m_fixture.database(), m_key, settings, {file()}));
    const Status signedAll = host.runNow(jobs::kOperationLogJob);
    QVERIFY(!signedAll && signedAll.error().code == ErrorCode::StorageCorrupt);
    QCOMPARE(lastSigned(), 3LL);
    m_tenant = broken;
    QCOMPARE(lastSigned(), 0LL);
    mend();
    QVERIFY(host.runNow(jobs::kOperationLogJob));
    QCOMPARE(lastSigned(), 8LL);
}

void OperationLogTest::removesOldEntriesBehindAnAnchor() {
    using std::chrono::days;
    auth::TenantSettings settings;
    jobs::TimeAuthority time(m_fixture.clock, false);
    jobs::JobHost host(m_fixture.database(), m_fixture.clock, time, {.node = "node"});
    host.add(jobs::operationLogJob(m_fixture.database(), m_key, settings, {file()}));
    // another test of the same database may have left a later reading: the first look doubts this clock then
    QVERIFY(time.look(m_fixture.database()) && time.look(m_fixture.database()) && time.isTrusted());
    add(20);
    QVERIFY(host.runNow(jobs::kOperationLogJob));
    QCOMPARE(count(), 20LL);
    m_fixture.clock.advance(days(1000));
    add(5);
    m_fixture.clock.setWallClock(m_fixture.clock.now() + days(200)); // 1 095 days are over
    QVERIFY(time.look(m_fixture.database()) && !time.isTrusted());
    QVERIFY(host.runNow(jobs::kOperationLogJob));
    QCOMPARE(count(), 25LL); // by a clock that has jumped nothing goes
    QVERIFY(time.look(m_fixture.database()) && time.isTrusted());
    QVERIFY(host.runNow(jobs::kOperationLogJob));
    QCOMPARE(count(), 5LL);
    const auto report = check();
    QVERIFY2(report.findings.empty(), report.findings.empty() ? "" : toText(report.findings.front()).c_str());
    QCOMPARE(report.entries, 5LL);
    QCOMPARE(report.last, 25LL);
    run("DELETE FROM operation_checkpoint WHERE tenant_id = :tenant AND kind = 'anchor'");
    std::filesystem::remove(file());
    QVERIFY(!check().findings.empty()); // without its anchor the beginning is missing
}

void OperationLogTest::adoptsActsFromBeforeTheLog() {
    run("INSERT INTO account_act (tenant_id, id, at, kind, actor, user_id, device_id, reason, detail) VALUES "
        "(:tenant, 'a', 1000000, 'unlocked', 'someone', '0193a000-0000-7000-8000-000000000001', NULL, "
        "'asked', '')");
    add(1);
    QCOMPARE(count(), 2LL);
    QVERIFY(check().findings.empty());
    add(1);
    QCOMPARE(count(), 3LL); // once
}

void OperationLogTest::findsFaultsAcrossPages_data() {
    QTest::addColumn<QStringList>("changes");
    QTest::addColumn<QStringList>("findings"); // kind and number, in their order
    const auto row = [](const char* name, const QStringList& changes, const QStringList& findings) {
        QTest::newRow(name) << changes << findings;
    };
    const QString of = QStringLiteral(" WHERE tenant_id = :tenant");
    const QString rows = QStringLiteral("UPDATE operation_log SET ");
    const QString counter = QStringLiteral("UPDATE tenant_seq SET audit_seq = 9000000000000000000") + of;
    row("nothing", {}, {});
    row("the first of a page",
        {rows + QStringLiteral("rec = REPLACE(rec, 'createUser', 'deleteUser')") + of +
         QStringLiteral(" AND seq = 2001")},
        {QStringLiteral("changed at 2001"), QStringLiteral("columns at 2001")});
    row("columns of the last of a page",
        {rows + QStringLiteral("object_id = 'x'") + of + QStringLiteral(" AND seq = 2000")},
        {QStringLiteral("columns at 2000")});
    row("no hash at the end of a page",
        {rows + QStringLiteral("h = '!'") + of + QStringLiteral(" AND seq = 2000")},
        {QStringLiteral("changed at 2000")});
    row("no hash within a page", {rows + QStringLiteral("h = '!'") + of + QStringLiteral(" AND seq = 900")},
        {QStringLiteral("changed at 900")});
    row("more than a page is gone",
        {QStringLiteral("DELETE FROM operation_log") + of + QStringLiteral(" AND seq > 1500 AND seq < 4050")},
        {QStringLiteral("missing at 1501"), QStringLiteral("changed at 4050")});
    row("the counter is ahead", {counter}, {QStringLiteral("missing at 4101")});
    row("one from far away",
        {counter,
         rows + QStringLiteral("seq = 8999999999999999999") + of + QStringLiteral(" AND seq = 4099")},
        {QStringLiteral("missing at 4099"), QStringLiteral("changed at 4100"),
         QStringLiteral("missing at 4101"), QStringLiteral("changed at 8999999999999999999"),
         QStringLiteral("moved at 8999999999999999999"), QStringLiteral("missing at 9000000000000000000")});
}

// Pages are read and examined side by side: what is found does not depend on where they begin.
void OperationLogTest::findsFaultsAcrossPages() {
    QFETCH(QStringList, changes);
    QFETCH(QStringList, findings);
    addAtOnce(4100);
    for (const QString& change : changes) {
        run(change.toUtf8().constData());
    }
    const auto report = check();
    QStringList found;
    for (const auto& finding : report.findings) {
        found.append(QString::fromStdString(toText(finding)).section(QLatin1Char(':'), 0, 0));
    }
    QCOMPARE(found, findings);
    run("DELETE FROM operation_log WHERE tenant_id = :tenant"); // the job goes over all tenants
    run("UPDATE tenant_seq SET audit_seq = 0, audit_head = '' WHERE tenant_id = :tenant");
}

} // namespace

std::unique_ptr<QObject> makeOperationLogTest(const Backend& backend) {
    return std::make_unique<OperationLogTest>(backend);
}

} // namespace kaomon::test

#include "operation_log_test.moc"
