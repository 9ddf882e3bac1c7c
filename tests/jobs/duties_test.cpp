// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <thread>

#include <QTest>

#include "duties/incident_book.h"
#include "duties/maintenance_book.h"
#include "duties/notice_book.h"
#include "duties/release_book.h"
#include "jobs/duties_job.h"
#include "jobs/jobs_test_classes.h"
#include "storage/repositories/change_repository.h"
#include "storage/repositories/outbox_repository.h"

namespace kaomon::test {
namespace {

using domain::IncidentStep;
using duties::Act;
using duties::OperatorSettings;
using std::chrono::hours;
using std::chrono::minutes;
using storage::UnitOfWork;

// What the operator says once and every tenant hears once: maintenance, emergencies, releases, notices, under
// a clock that jumps and with nodes that die.
class DutiesTest : public QObject {
    Q_OBJECT

public:
    explicit DutiesTest(const Backend& backend)
        : m_fixture(backend) {}

private Q_SLOTS:
    void init();
    void everyTenantHearsOnce();
    void killedHalfWay();
    void newTenantHearsNothingOld();
    void noticesReachPcs();
    void maintenanceFromPlanToEnd();
    void lateMaintenanceNeedsAReason();
    void clockJumpsOverAWindow_data();
    void clockJumpsOverAWindow();
    void cancelledIsNotEnded();
    void twoNodesTellTheEndOnce();
    void emergencyIsToldByItself();
    void emergencyAfterTheFact();
    void releaseMails();
    void releaseNeedsItsKey();
    void operatorSettings_data();
    void operatorSettings();

private:
    struct Node {
        Node(LifeFixture& fixture, const std::string& name, jobs::FaultPoint fault = {})
            : time(fixture.clock, false)
            , host(fixture.database(), fixture.clock, time,
                   {.node = name,
                    .leaseTime = [&fixture](UnitOfWork&) { return fixture.clock.now(); },
                    .faultPoint = std::move(fault)}) {
            host.add(jobs::serviceDutiesJob());
            host.add(jobs::broadcastJob());
        }
        jobs::TimeAuthority time;
        jobs::JobHost host;
    };

    template<class F>
    auto act(F work) {
        return m_fixture.write(TenantId(), [&](UnitOfWork& unit) {
            const auto settings = OperatorSettings::load(unit).value();
            return work(Act{unit, "test", m_fixture.clock.now()}, settings);
        });
    }
    void run(Node& node, std::chrono::microseconds later = minutes(1)) {
        m_fixture.clock.advance(later);
        for (int i = 0; i < 2; ++i) { // the second look carries what the first one said
            const Status done = node.host.runDue();
            QVERIFY2(done, done ? "" : done.error().detail.c_str());
            m_fixture.clock.advance(std::chrono::seconds(11));
        }
    }
    // Names of the mails that wait for a tenant, without what is behind the colon.
    [[nodiscard]] std::vector<std::string> mailsOf(const TenantId& tenant) {
        const auto rows =
            m_fixture.read(tenant, [](UnitOfWork& unit) -> Result<std::vector<storage::OutboxRow>> {
                return storage::OutboxRepository(unit).unsent(1000);
            });
        std::vector<std::string> names;
        for (const auto& row : *rows) {
            names.push_back(row.kind.substr(0, row.kind.find(':')));
        }
        return names;
    }
    [[nodiscard]] Result<std::string> plan(hours in, hours lasts, const std::string& lateReason = {}) {
        const TimePoint from = m_fixture.clock.now() + in;
        return act([&](const Act& one, const OperatorSettings& settings) {
            return duties::MaintenanceBook(one, settings)
                .plan({from, from + lasts, "maintenance", lateReason, {"作業をします。", "Work."}});
        });
    }
    [[nodiscard]] Status step(const std::string& id, IncidentStep what, const duties::Texts& text = {}) {
        return act([&](const Act& one, const OperatorSettings& settings) {
            return duties::IncidentBook(one, settings).take(id, what, text);
        });
    }
    [[nodiscard]] Status addRelease(const std::string& version, hours in, const crypto::SigningKey& signer) {
        const duties::ReleaseManifest manifest{version, "kaomon.msi", "windows-x64", 5, std::string(64, 'a')};
        return act([&](const Act& one, const OperatorSettings& settings) {
            return duties::ReleaseBook(one, settings)
                .add({version,
                      m_fixture.clock.now() + in,
                      {"新しい版です。", "New."},
                      {"Debian 12"},
                      "",
                      {manifest.sign(signer)}},
                     {m_key.publicKey()});
        });
    }

    LifeFixture m_fixture;
    crypto::SigningKey m_key = crypto::SigningKey::generate();
    TenantId m_tenant;
};

void DutiesTest::init() {
    m_fixture.clock.advance(hours(24));
    m_tenant = m_fixture.addTenant(0);
}

void DutiesTest::everyTenantHearsOnce() {
    const TenantId other = m_fixture.addTenant(0);
    QVERIFY(plan(hours(24 * 20), hours(2)));
    Node node(m_fixture, "a");
    for (int i = 0; i < 3; ++i) {
        run(node);
    }
    QCOMPARE(mailsOf(m_tenant), std::vector<std::string>{"maintenance_planned"});
    QCOMPARE(mailsOf(other), std::vector<std::string>{"maintenance_planned"});
}

void DutiesTest::killedHalfWay() {
    const TenantId other = m_fixture.addTenant(0);
    QVERIFY(plan(hours(24 * 20), hours(2)));
    int reached = 0;
    Node killed(m_fixture, "a", [&](std::string_view point) {
        if (point == "broadcast" && ++reached == 2) {
            throw Killed();
        }
    });
    m_fixture.clock.advance(minutes(1));
    QVERIFY_THROWS_EXCEPTION(Killed, (void)killed.host.runDue());
    Node next(m_fixture, "b");
    run(next, minutes(2));
    QCOMPARE(mailsOf(m_tenant), std::vector<std::string>{"maintenance_planned"});
    QCOMPARE(mailsOf(other), std::vector<std::string>{"maintenance_planned"});
}

void DutiesTest::newTenantHearsNothingOld() {
    QVERIFY(plan(hours(24 * 20), hours(2)));
    m_fixture.clock.advance(hours(1));
    const TenantId later = m_fixture.addTenant(0);
    Node node(m_fixture, "a");
    run(node);
    QVERIFY(mailsOf(later).empty());
}

void DutiesTest::noticesReachPcs() {
    const auto id = act([&](const Act& one, const OperatorSettings&) {
        return duties::NoticeBook(one).publish({"technical",
                                                {"client", "console"},
                                                {"お知らせ", ""},
                                                {"https://example.jp/ をご覧ください。", ""},
                                                {one.now, {}, {}}},
                                               {});
    });
    QVERIFY(id);
    Node node(m_fixture, "a");
    run(node);
    const auto changes = [&] {
        return m_fixture
            .read(m_tenant,
                  [](UnitOfWork& unit) -> Result<std::vector<storage::ChangeRow>> {
                      return storage::ChangeRepository(unit).list("", 0, 1'000'000, 1000);
                  })
            .value();
    };
    const auto isNotice = [&](const storage::ChangeRow& row) {
        return row.kind == "notice" && row.id == *id;
    };
    const auto before = changes();
    const auto found = std::ranges::find_if(before, isNotice);
    QVERIFY(found != before.end());
    QVERIFY(mailsOf(m_tenant).empty()); // nobody asked for a mail
    QVERIFY(
        act([&](const Act& one, const OperatorSettings&) { return duties::NoticeBook(one).withdraw(*id); }));
    run(node);
    const auto after = changes();
    QVERIFY(std::ranges::find_if(after, isNotice)->rev > found->rev);
}

void DutiesTest::maintenanceFromPlanToEnd() {
    const auto id = plan(hours(24 * 15), hours(2));
    QVERIFY(id);
    Node node(m_fixture, "a");
    run(node);
    const TimePoint newEnd = m_fixture.clock.now() + hours(24 * 15 + 5);
    QVERIFY(act([&](const Act& one, const OperatorSettings& settings) {
        return duties::MaintenanceBook(one, settings).extend(*id, newEnd);
    }));
    run(node, hours(24 * 15 + 3)); // the first end, but not the new one
    QCOMPARE(mailsOf(m_tenant), (std::vector<std::string>{"maintenance_planned", "maintenance_changed"}));
    run(node, hours(3));
    run(node, hours(3));
    QCOMPARE(mailsOf(m_tenant),
             (std::vector<std::string>{"maintenance_planned", "maintenance_changed", "maintenance_ended"}));
    const Status over = act([&](const Act& one, const OperatorSettings& settings) {
        return duties::MaintenanceBook(one, settings).extend(*id, one.now + hours(1));
    });
    QCOMPARE(over.error().code, ErrorCode::Conflict);
}

void DutiesTest::lateMaintenanceNeedsAReason() {
    const auto refused = plan(hours(24), hours(2));
    QVERIFY(!refused && refused.error().field == "/late_reason");
    QVERIFY(!plan(hours(24), hours(2), "a\r\nBcc: x@example.test"));
    QVERIFY(plan(hours(24), hours(2), "a security fix"));
}

void DutiesTest::clockJumpsOverAWindow_data() {
    QTest::addColumn<QList<int>>("hoursFromNow"); // wall clock at each look; the window is from 360 to 362
    QTest::addColumn<int>("ends");
    QTest::newRow("over the whole of it") << QList<int>{1, 400} << 1;
    QTest::newRow("there and back") << QList<int>{400, 1, 361, 400} << 1;
    QTest::newRow("back into it after the end") << QList<int>{363, 361, 363} << 1;
    QTest::newRow("stays before") << QList<int>{359, 1, 359} << 0;
    QTest::newRow("exactly its end") << QList<int>{362} << 1;
}

void DutiesTest::clockJumpsOverAWindow() {
    QFETCH(QList<int>, hoursFromNow);
    QFETCH(int, ends);
    const TimePoint start = m_fixture.clock.now();
    QVERIFY(plan(hours(360), hours(2)));
    Node node(m_fixture, "a");
    for (const int hour : hoursFromNow) {
        m_fixture.clock.setWallClock(start + hours(hour));
        run(node, minutes(0));
        run(node, minutes(0));
    }
    const auto mails = mailsOf(m_tenant);
    QCOMPARE(std::ranges::count(mails, "maintenance_ended"), ends);
    QCOMPARE(std::ranges::count(mails, "maintenance_planned"), 1);
    m_fixture.clock.setWallClock(start + hours(1000));
    run(node);
}

void DutiesTest::cancelledIsNotEnded() {
    const auto id = plan(hours(24 * 15), hours(2));
    QVERIFY(act([&](const Act& one, const OperatorSettings& settings) {
        return duties::MaintenanceBook(one, settings).cancel(*id, "not needed");
    }));
    Node node(m_fixture, "a");
    run(node, hours(24 * 16));
    QCOMPARE(mailsOf(m_tenant), (std::vector<std::string>{"maintenance_cancelled", "maintenance_planned"}));
}

void DutiesTest::twoNodesTellTheEndOnce() {
    QVERIFY(plan(hours(24 * 15), hours(2)));
    m_fixture.clock.advance(hours(24 * 16));
    Node a(m_fixture, "a");
    Node b(m_fixture, "b");
    std::thread other([&] { (void)b.host.runDue(); });
    (void)a.host.runDue();
    other.join();
    run(a);
    run(b);
    QCOMPARE(std::ranges::count(mailsOf(m_tenant), "maintenance_ended"), 1);
}

void DutiesTest::emergencyIsToldByItself() {
    const auto id = act([&](const Act& one, const OperatorSettings& settings) {
        return duties::IncidentBook(one, settings)
            .open("provider_line", {"回線の障害です。", "A line is down."});
    });
    QVERIFY(id);
    Node node(m_fixture, "a");
    run(node, hours(5));
    QVERIFY(mailsOf(m_tenant).empty()); // not confirmed
    QVERIFY(step(*id, IncidentStep::Confirm));
    run(node, minutes(100));
    QVERIFY(mailsOf(m_tenant).empty());
    run(node, minutes(5)); // 15 minutes before the time is over
    QCOMPARE(mailsOf(m_tenant), std::vector<std::string>{"incident_announced"});
    const auto row = m_fixture.read(TenantId(), [&](UnitOfWork& unit) -> Result<storage::IncidentRow> {
        return storage::IncidentRepository(unit).find(*id).value();
    });
    QVERIFY(row->isAutomatic && !row->incident.isOverdue(minutes(120), m_fixture.clock.now()));
    QVERIFY(step(*id, IncidentStep::Update, {"調査中です。", ""}));
    QVERIFY(step(*id, IncidentStep::Resolve));
    QVERIFY(!step(*id, IncidentStep::Report)); // a report says something
    QVERIFY(step(*id, IncidentStep::Report, {"原因は断線でした。", ""}));
    run(node);
    QCOMPARE(mailsOf(m_tenant).size(), 4U);
}

void DutiesTest::emergencyAfterTheFact() {
    const auto id = act([&](const Act& one, const OperatorSettings& settings) {
        return duties::IncidentBook(one, settings).open("disaster", {"停電です。", ""});
    });
    QVERIFY(step(*id, IncidentStep::Confirm));
    m_fixture.clock.advance(minutes(20));
    QVERIFY(step(*id, IncidentStep::Resolve));
    Node node(m_fixture, "a");
    run(node, hours(23));
    QVERIFY(mailsOf(m_tenant).empty());
    run(node, hours(1));
    QCOMPARE(mailsOf(m_tenant), std::vector<std::string>{"incident_after_the_fact"});
}

void DutiesTest::releaseMails() {
    QVERIFY(addRelease("7.0.0", hours(24 * 30), m_key));
    Node node(m_fixture, "a");
    run(node, hours(24 * 15));
    QVERIFY(mailsOf(m_tenant).empty());
    run(node, hours(24 * 2));
    QCOMPARE(mailsOf(m_tenant), std::vector<std::string>{"release_planned"});
    run(node, hours(24 * 14));
    run(node, hours(24));
    QCOMPARE(mailsOf(m_tenant), (std::vector<std::string>{"release_planned", "release_published"}));
    QVERIFY(act([&](const Act& one, const OperatorSettings& settings) {
        return duties::ReleaseBook(one, settings).withdraw("7.0.0", "it does not start");
    }));
    run(node);
    QCOMPARE(mailsOf(m_tenant).size(), 3U);
    const Status again = addRelease("7.0.0", hours(24 * 30), m_key);
    QCOMPARE(again.error().code, ErrorCode::Conflict);
}

void DutiesTest::releaseNeedsItsKey() {
    const Status refused = addRelease("7.1.0", hours(24 * 30), crypto::SigningKey::generate());
    QCOMPARE(refused.error().code, ErrorCode::SignatureInvalid);
    QVERIFY(!addRelease("7.1.0", hours(24), m_key)); // late, and no reason
    QVERIFY(!addRelease("7.1", hours(24 * 30), m_key));
    QVERIFY(addRelease("7.1.0", hours(24 * 30), m_key)); // the refused one left nothing
    QVERIFY(act([&](const Act& one, const OperatorSettings& settings) {
        return duties::ReleaseBook(one, settings).withdraw("7.1.0", "a test");
    }));
    Node node(m_fixture, "a");
    run(node, hours(24 * 31));
    QVERIFY(mailsOf(m_tenant).empty()); // nobody had heard of it
}

void DutiesTest::operatorSettings_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("isGood");
    const auto row = [](const char* name, const char* value, bool isGood) {
        QTest::addRow("%s %s", name, value) << QByteArray(name) << QByteArray(value) << isGood;
    };
    row("time_zone", "Asia/Tokyo", true);
    row("time_zone", "Mars/Base", false);
    row("mail_lead_days", "14", true);
    row("mail_lead_days", "0", false);
    row("emergency_minutes", "120", true);
    row("emergency_minutes", "two hours", false);
    row("support.hours", "mon-fri 09:00-17:00", true);
    row("support.hours", "always", false);
    row("support.closed_days", "2027-12-29,2027-12-30", true);
    row("support.closed_days", "yesterday", false);
    row("support.holidays", "none", true);
    row("support.holidays", "mars", false);
    row("support.url", "https://example.jp/help", true);
    row("support.url", "http://example.jp/help", false);
    row("support.note", "a\r\nb", false);
    row("no_such_name", "1", false);
}

void DutiesTest::operatorSettings() {
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(bool, isGood);
    const auto put = [&](const std::string& text) {
        return m_fixture.write(TenantId(), [&](UnitOfWork& unit) -> Status {
            return duties::setOperatorSetting(unit, name.toStdString(), text, "test", m_fixture.clock.now());
        });
    };
    QCOMPARE(put(value.toStdString()).has_value(), isGood);
    QVERIFY(!isGood || put("")); // back to the default
}

} // namespace

std::unique_ptr<QObject> makeDutiesTest(const Backend& backend) {
    return std::make_unique<DutiesTest>(backend);
}

} // namespace kaomon::test

#include "duties_test.moc"
