// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>

#include "jobs/jobs_test_classes.h"
#include "jobs/restore.h"
#include "jobs/shred_ledger_file.h"
#include "storage/query.h"

namespace kaomon::test {
namespace {

using storage::sumOf;
using storage::UnitOfWork;

constexpr const char* kLastDay = "2027-01-31";         // in Tokyo
constexpr const char* kPurge = "2027-01-31T15:00:00Z"; // 1 February 00:00

// An older copy of the database put back, and the file that notices it.
class RestoreTest : public QObject {
    Q_OBJECT

public:
    explicit RestoreTest(const Backend& backend)
        : m_fixture(backend) {}

private Q_SLOTS:
    void init();
    void olderBackup();
    void olderBackupWithoutTheFile();
    void tornLedgerFile();
    void brokenLedgerFile();

private:
    [[nodiscard]] bool exists(const TenantId& tenant) { return m_fixture.life(tenant).has_value(); }

    LifeFixture m_fixture;
};

void RestoreTest::init() {
    m_fixture.clock.setWallClock(fromRfc3339("2027-01-10T00:00:00Z").value());
}

// F13: a backup from before the erasing is put back. The server must not start; after the replay no face is
// back, every PC starts anew and every session is over.
void RestoreTest::olderBackup() {
    const TenantId faceless = m_fixture.addTenant(2);
    const TenantId erased = m_fixture.addTenant(2);
    const TenantId neighbour = m_fixture.addTenant(2);
    QVERIFY(m_fixture.install(faceless, "2027-02-10"));
    QVERIFY(m_fixture.install(erased, kLastDay));
    m_fixture.close();
    m_fixture.backUp();
    m_fixture.open();
    {
        LifeFixture::Node node(m_fixture, "node");
        QVERIFY(m_fixture.reach(node, kPurge));
        QVERIFY(m_fixture.reach(node, "2027-03-01T00:00:00Z"));
    }
    QVERIFY(!exists(erased) && sumOf(m_fixture.faces(faceless)) == 0);
    m_fixture.close();
    m_fixture.putBack();
    m_fixture.open();
    QCOMPARE(m_fixture.faces(erased).front().second, 2); // back from the dead, for now

    const Status check = jobs::checkShredLedger(m_fixture.database(), m_fixture.ledgerFile());
    QCOMPARE(check.error().code, ErrorCode::StorageRolledBack);
    const auto report =
        jobs::replayLedger(m_fixture.database(), m_fixture.clock, m_fixture.tools(), "restorer");
    QVERIFY2(report, report ? "" : report.error().detail.c_str());
    QVERIFY(report->erasedAgain >= 3);
    QVERIFY(jobs::checkShredLedger(m_fixture.database(), m_fixture.ledgerFile()));
    QVERIFY(!exists(erased));
    QCOMPARE(sumOf(m_fixture.everything(erased)), 0);
    QCOMPARE(sumOf(m_fixture.faces(faceless)), 0);
    QCOMPARE(m_fixture.faces(neighbour).front().second, 2);
    const auto epoch = m_fixture.read(neighbour, [&](UnitOfWork& unit) -> Result<long long> {
        return std::get<0>(*storage::Query(unit, "SELECT epoch FROM tenant WHERE tenant_id = :tenant")
                                .bind("tenant", neighbour)
                                .first<long long>());
    });
    QCOMPARE(epoch.value(), toEpochMicros(m_fixture.clock.now()));
    const auto again =
        jobs::replayLedger(m_fixture.database(), m_fixture.clock, m_fixture.tools(), "restorer");
    QVERIFY(again && again->erasedAgain == 0);
}

// Twin of the above with the fault planted: without the ledger beside the database nobody notices.
void RestoreTest::olderBackupWithoutTheFile() {
    const TenantId tenant = m_fixture.addTenant(1);
    QVERIFY(m_fixture.install(tenant, kLastDay));
    m_fixture.close();
    m_fixture.backUp();
    m_fixture.open();
    {
        LifeFixture::Node node(m_fixture, "node");
        QVERIFY(m_fixture.reach(node, kPurge));
    }
    QCOMPARE(m_fixture.faces(tenant).front().second, 0);
    m_fixture.close();
    m_fixture.putBack();
    m_fixture.open();
    std::filesystem::remove(m_fixture.ledgerFile());
    QVERIFY(jobs::checkShredLedger(m_fixture.database(), m_fixture.ledgerFile()));
    QCOMPARE(m_fixture.faces(tenant).front().second, 1);
}

void RestoreTest::tornLedgerFile() {
    const auto before = jobs::ShredLedgerFile::open(m_fixture.ledgerFile());
    QVERIFY(before);
    QFile file(QString::fromStdString(m_fixture.ledgerFile().string()));
    QVERIFY(file.open(QIODevice::Append));
    file.write("99 17 fac"); // the crash came here
    file.close();
    const auto after = jobs::ShredLedgerFile::open(m_fixture.ledgerFile());
    QVERIFY(after && after->entries().size() == before->entries().size());
    QVERIFY(jobs::ShredLedgerFile::open(m_fixture.ledgerFile()));
}

void RestoreTest::brokenLedgerFile() {
    const TenantId tenant = m_fixture.addTenant(0);
    QVERIFY(m_fixture.write(tenant, [&](UnitOfWork& unit) -> Status {
        (void)storage::LedgerRepository(unit).addShred("faces", tenant.text(), m_fixture.clock.now());
        return {};
    }));
    QVERIFY(jobs::checkShredLedger(m_fixture.database(), m_fixture.ledgerFile()));
    QFile file(QString::fromStdString(m_fixture.ledgerFile().string()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray text = file.readAll();
    const auto last = text.lastIndexOf(" faces ");
    QVERIFY(last > 0);
    text.replace(last, 7, " tenant ");
    file.resize(0);
    file.seek(0);
    file.write(text);
    file.close();
    const auto opened = jobs::ShredLedgerFile::open(m_fixture.ledgerFile());
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::StorageCorrupt);
}

} // namespace

std::unique_ptr<QObject> makeRestoreTest(const Backend& backend) {
    return std::make_unique<RestoreTest>(backend);
}

} // namespace kaomon::test

#include "restore_test.moc"
