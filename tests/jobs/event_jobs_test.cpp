// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include <QTemporaryDir>
#include <QTest>

#include "auth/tenant_settings.h"
#include "jobs/alert_job.h"
#include "jobs/delivery_job.h"
#include "jobs/event_retention.h"
#include "jobs/event_texts.h"
#include "jobs/jobs_test_classes.h"
#include "storage/query.h"
#include "storage/repositories/alert_rule_repository.h"
#include "storage/repositories/event_list.h"
#include "storage/repositories/event_repository.h"
#include "storage/repositories/outbox_repository.h"
#include "storage/repositories/webhook_repository.h"

namespace kaomon::test {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;
using storage::UnitOfWork;

// How old events get, and when several of them are an alert.
class EventJobsTest : public QObject {
    Q_OBJECT

public:
    explicit EventJobsTest(const Backend& backend)
        : m_fixture(backend) {}

private Q_SLOTS:
    void agesByKind();
    void emptyMonthsGo();
    void keepsEverythingByADoubtfulClock();
    void killedBetweenBatches();
    void alertWindow_data();
    void alertWindow();
    void alertsOncePerWindow();
    void aFloodHidesNothing();
    void textsComeLater();
    void resumedWhileSending();

private:
    [[nodiscard]] wire::Event event(const char* kind, const char* severity, TimePoint at) {
        wire::Event made;
        made.id = EventId::generate();
        made.seq = ++m_seq;
        made.at = at;
        made.kind = kind;
        made.code = "CODE";
        made.result = "ng";
        made.severity = severity;
        return made;
    }
    void store(const TenantId& tenant, const std::vector<wire::Event>& events, TimePoint receivedAt) {
        const auto stored = m_fixture.write(tenant, [&](UnitOfWork& unit) -> Result<wire::BatchReply> {
            return storage::EventRepository(unit).store(m_device, events, receivedAt);
        });
        QVERIFY(stored && stored->stored == static_cast<int>(events.size()));
    }
    [[nodiscard]] std::vector<std::string> kinds(const TenantId& tenant) {
        std::vector<std::string> found;
        const auto rows =
            m_fixture.read(tenant, [](UnitOfWork& unit) -> Result<std::vector<storage::EventRow>> {
                return storage::EventList(unit).list(
                    {}, {.order = storage::EventOrder::OldestFirst, .behind = {}, .limit = 5000});
            });
        for (const auto& row : *rows) {
            found.push_back(row.event.event.kind + "/" + row.event.event.severity);
        }
        return found;
    }
    [[nodiscard]] std::vector<wire::EventAlert> alerts(const TenantId& tenant) {
        return *m_fixture.read(tenant, [](UnitOfWork& unit) -> Result<std::vector<wire::EventAlert>> {
            return storage::AlertRuleRepository(unit).list(0, 100);
        });
    }
    // Another test of the same database may have left a later reading: the first look doubts this clock then.
    void trustClock(LifeFixture::Node& node) {
        QVERIFY(node.time.look(m_fixture.database()));
        QVERIFY(node.time.look(m_fixture.database()));
        QVERIFY(node.time.isTrusted());
    }
    // The host asks first whether there is news, and starts the job once in its period.
    [[nodiscard]] Status runAlerts(LifeFixture::Node& node) {
        m_fixture.clock.advance(seconds(3));
        return node.host.runDue();
    }
    void addRule(const TenantId& tenant, int count, int inMinutes) {
        QVERIFY(m_fixture.write(tenant, [&](UnitOfWork& unit) -> Status {
            wire::AlertRule rule;
            rule.id = AlertRuleId::generate();
            rule.name = "rule";
            rule.wanted.kinds = {"mind"}; // not what the setting counts
            rule.count = count;
            rule.minutes = inMinutes;
            rule.per = "device";
            rule.rev = 1;
            rule.createdBy = UserId::generate();
            storage::AlertRuleRepository(unit).put(rule);
            return {};
        }));
    }

    LifeFixture m_fixture;
    DeviceId m_device = DeviceId::generate();
    long long m_seq = 0;
};

void EventJobsTest::agesByKind() {
    const TenantId tenant = m_fixture.addTenant(0);
    const TimePoint now = m_fixture.clock.now();
    auth::TenantSettings settings;
    LifeFixture::Node node(m_fixture, "retention");
    node.host.add(jobs::eventRetentionJob(settings));
    trustClock(node);
    const auto old = [&](const char* kind, const char* severity, int age) {
        return event(kind, severity, now - days(age));
    };
    // defaults: 365 and 30 days
    const auto arrived = now - days(300);
    store(tenant,
          {old("auth", "info", 366), old("auth", "info", 364), old("face", "warning", 366),
           old("device", "critical", 364), old("device", "info", 31)},
          arrived);
    store(tenant, {old("device", "info", 29), old("mind", "info", 31)}, now);
    store(tenant, {old("device", "info", 31)}, now);
    QVERIFY(node.host.runNow(jobs::kEventRetentionJob));
    const std::vector<std::string> left{"auth/info", "device/critical", "mind/info", "device/info"};
    QCOMPARE(kinds(tenant), left);
}

// On PostgreSQL each month is a table. One that is empty for the tenant who asks may hold what others have.
void EventJobsTest::emptyMonthsGo() {
    const TenantId tenant = m_fixture.addTenant(0);
    const TenantId other = m_fixture.addTenant(0);
    const TimePoint now = m_fixture.clock.now();
    const TimePoint past = now - days(800);
    store(other, {event("auth", "info", past)}, past);
    const auto drop = [&] {
        const auto dropped = m_fixture.write(tenant, [&](UnitOfWork& unit) -> Result<long long> {
            return storage::EventRepository(unit).dropMonths(now - days(700));
        });
        return dropped ? *dropped : -1;
    };
    QCOMPARE(drop(), 0LL);
    QCOMPARE(kinds(other).size(), 1U);
    auth::TenantSettings settings;
    LifeFixture::Node node(m_fixture, "months");
    node.host.add(jobs::eventRetentionJob(settings));
    trustClock(node);
    QVERIFY(node.host.runNow(jobs::kEventRetentionJob));
    QVERIFY(kinds(other).empty());
    const auto months = m_fixture.read(tenant, [&](UnitOfWork& unit) -> Result<long long> {
        if (unit.dialect() != storage::Dialect::Postgresql) {
            return 0;
        }
        const auto row =
            storage::Query(unit, "SELECT COUNT(*) FROM pg_inherits i JOIN pg_class c ON c.oid = "
                                 "i.inhrelid WHERE c.relname = 'event_log_' || "
                                 "to_char(to_timestamp(CAST(:at AS BIGINT) / 1000000) AT TIME ZONE 'UTC', "
                                 "'YYYYMM')")
                .bind("at", past)
                .first<long long>();
        return row ? std::get<0>(*row) : -1;
    });
    QVERIFY(months);
    QCOMPARE(*months, 0LL);
    // and it comes back when somebody needs it
    store(other, {event("auth", "info", past)}, past);
    QCOMPARE(kinds(other).size(), 1U);
}

void EventJobsTest::keepsEverythingByADoubtfulClock() {
    const TenantId tenant = m_fixture.addTenant(0);
    const TimePoint now = m_fixture.clock.now();
    store(tenant, {event("auth", "info", now - days(366))}, now - days(300));
    auth::TenantSettings settings;
    LifeFixture::Node node(m_fixture, "doubtful");
    node.host.add(jobs::eventRetentionJob(settings));
    trustClock(node);
    m_fixture.clock.setWallClock(now + days(1));
    QVERIFY(node.time.look(m_fixture.database()));
    QVERIFY(!node.time.isTrusted());
    QVERIFY(node.host.runNow(jobs::kEventRetentionJob));
    QCOMPARE(kinds(tenant).size(), 1U);
    m_fixture.clock.setWallClock(now);
    trustClock(node);
    QVERIFY(node.host.runNow(jobs::kEventRetentionJob));
    QVERIFY(kinds(tenant).empty());
}

void EventJobsTest::killedBetweenBatches() {
    const TenantId tenant = m_fixture.addTenant(0);
    const TimePoint now = m_fixture.clock.now();
    std::vector<wire::Event> events;
    for (int i = 0; i < 1200; ++i) {
        events.push_back(event("auth", "info", now - days(370)));
    }
    for (std::size_t i = 0; i < events.size(); i += 200) {
        store(tenant,
              {events.begin() + static_cast<std::ptrdiff_t>(i),
               events.begin() + static_cast<std::ptrdiff_t>(i + 200)},
              now - days(300));
    }
    auth::TenantSettings settings;
    {
        int batches = 0;
        LifeFixture::Node killed(m_fixture, "killed", [&](std::string_view point) {
            if (point == "event-retention/batch" && kinds(tenant).size() < 1200 && ++batches == 1) {
                throw Killed();
            }
        });
        killed.host.add(jobs::eventRetentionJob(settings));
        trustClock(killed);
        QVERIFY_THROWS_EXCEPTION(Killed, (void)killed.host.runNow(jobs::kEventRetentionJob));
    }
    QCOMPARE(kinds(tenant).size(), 700U);
    m_fixture.clock.advance(minutes(5)); // the dead node's lease ends
    LifeFixture::Node other(m_fixture, "other");
    other.host.add(jobs::eventRetentionJob(settings));
    trustClock(other);
    QVERIFY(other.host.runNow(jobs::kEventRetentionJob));
    QVERIFY(kinds(tenant).empty());
}

void EventJobsTest::alertWindow_data() {
    QTest::addColumn<int>("secondsApart");
    QTest::addColumn<int>("late");
    QTest::addColumn<int>("alerts");
    for (int late = 0; late < 3; ++late) {
        QTest::addRow("within, event %d last", late) << 59 << late << 1;
        QTest::addRow("just, event %d last", late) << 60 << late << 1;
        QTest::addRow("too far, event %d last", late) << 61 << late << 0;
    }
}

void EventJobsTest::alertWindow() {
    QFETCH(int, secondsApart);
    QFETCH(int, late);
    QFETCH(int, alerts);
    const TenantId tenant = m_fixture.addTenant(0);
    addRule(tenant, 3, 2);
    const TimePoint now = m_fixture.clock.now();
    LifeFixture::Node node(m_fixture, "alerts");
    node.host.add(jobs::alertJob());
    // in two batches and out of order: the window is about when it happened
    const auto nth = [&](int i) { return event("mind", "info", now + seconds(i % 3 * secondsApart)); };
    store(tenant, {nth(late + 2), nth(late + 1)}, now);
    QVERIFY(runAlerts(node));
    QCOMPARE(this->alerts(tenant).size(), 0U);
    store(tenant, {nth(late)}, now);
    QVERIFY(runAlerts(node));
    const auto raised = this->alerts(tenant);
    QCOMPARE(static_cast<int>(raised.size()), alerts);
    const auto mails =
        m_fixture.read(tenant, [](UnitOfWork& unit) -> Result<std::vector<storage::OutboxRow>> {
            return storage::OutboxRepository(unit).unsent(10);
        });
    QCOMPARE(static_cast<int>(mails->size()), alerts);
    if (alerts > 0) {
        QVERIFY(raised[0].count == 3 && raised[0].subject == m_device.text());
        QCOMPARE(mails->front().kind, std::string("event_alert"));
    }
}

void EventJobsTest::alertsOncePerWindow() {
    const TenantId tenant = m_fixture.addTenant(0);
    addRule(tenant, 2, 1);
    const TimePoint now = m_fixture.clock.now();
    LifeFixture::Node node(m_fixture, "quiet");
    node.host.add(jobs::alertJob());
    std::vector<wire::Event> events;
    for (int i = 0; i < 100; ++i) {
        events.push_back(event("mind", "info", now + seconds(i)));
    }
    store(tenant, events, now);
    QVERIFY(runAlerts(node));
    const auto raised = alerts(tenant);
    QCOMPARE(raised.size(), 2U); // at 1 s and, a minute of quiet later, at 62 s
    QCOMPARE(raised[1].lastAt, now + seconds(1));
    QCOMPARE(raised[0].lastAt, now + seconds(62));
    QVERIFY(runAlerts(node));
    QCOMPARE(alerts(tenant).size(), 2U);
}

// More events of one PC in a rule's time than are read at once: the newest count as well.
void EventJobsTest::aFloodHidesNothing() {
    const TenantId tenant = m_fixture.addTenant(0);
    constexpr int kCount = 6000;
    addRule(tenant, kCount, 10);
    const TimePoint now = m_fixture.clock.now();
    LifeFixture::Node node(m_fixture, "flood");
    node.host.add(jobs::alertJob());
    for (int batch = 0; batch < 4; ++batch) {
        std::vector<wire::Event> events;
        for (int i = 0; i < 1500; ++i) {
            events.push_back(event("mind", "info", now + std::chrono::milliseconds(1500 * batch + i)));
        }
        QVERIFY(alerts(tenant).empty());
        store(tenant, events, now);
        QVERIFY(runAlerts(node));
    }
    QCOMPARE(alerts(tenant).size(), 1U);
    QCOMPARE(alerts(tenant).front().count, static_cast<long long>(kCount));
}

// Events from before their texts were kept: found after the job, which goes on where it was killed.
void EventJobsTest::textsComeLater() {
    const TenantId tenant = m_fixture.addTenant(0);
    const TimePoint now = m_fixture.clock.now();
    std::vector<wire::Event> events;
    for (int i = 0; i < 2500; ++i) {
        events.push_back(event("auth", "info", now + std::chrono::milliseconds(i)));
        events.back().detail.cameraName = i % 2 == 0 ? "front door" : "back door";
    }
    store(tenant, events, now);
    QVERIFY(m_fixture.write(tenant, [](UnitOfWork& unit) -> Status {
        for (const char* sql : {"UPDATE event_log SET text_id = '' WHERE tenant_id = :tenant",
                                "DELETE FROM event_text WHERE tenant_id = :tenant"}) {
            storage::Query(unit, sql).bind("tenant", unit.tenant()).run();
        }
        return {};
    }));
    const auto found = [&](const char* term) {
        return m_fixture
            .read(tenant,
                  [&](UnitOfWork& unit) -> Result<std::size_t> {
                      storage::EventFilter filter;
                      filter.terms = {term};
                      return storage::EventList(unit)
                          .list(filter,
                                {.order = storage::EventOrder::OldestFirst, .behind = {}, .limit = 5000})
                          .size();
                  })
            .value();
    };
    QCOMPARE(found("front"), 0U);
    LifeFixture::Node killed(m_fixture, "killed", [&](std::string_view point) {
        if (point == "event-texts/page" && found("front") > 0U) { // in this tenant, and not at its end
            throw Killed();
        }
    });
    killed.host.add(jobs::eventTextsJob());
    QVERIFY_THROWS_EXCEPTION(Killed, (void)killed.host.runNow(jobs::kEventTextsJob));
    QVERIFY(found("front") > 0U && found("front") < 1250U);
    m_fixture.clock.advance(std::chrono::hours(1)); // its lease is over
    LifeFixture::Node node(m_fixture, "later");
    node.host.add(jobs::eventTextsJob());
    QVERIFY(node.host.runNow(jobs::kEventTextsJob));
    QCOMPARE(found("front"), 1250U);
    QCOMPARE(found("back"), 1250U);
}

// Somebody resumes a webhook from further back while a batch is under way: the end of the batch must not
// undo that, or what was asked for is never sent.
void EventJobsTest::resumedWhileSending() {
    const TenantId tenant = m_fixture.addTenant(0);
    const TimePoint now = m_fixture.clock.now();
    store(tenant, {event("auth", "info", now), event("auth", "info", now), event("auth", "info", now)}, now);
    storage::WebhookRow hook;
    hook.webhook.id = WebhookId::generate();
    hook.webhook.name = "siem";
    hook.webhook.url = "https://example.org/";
    hook.webhook.sends = "events";
    hook.webhook.wanted.kinds = {"mind"}; // nothing goes out, and the position follows
    hook.webhook.isEnabled = true;
    hook.webhook.createdBy = UserId::generate();
    hook.webhook.createdAt = now;
    hook.webhook.rev = 1;
    storage::PushRow row;
    row.target = hook.webhook.id.text();
    row.eventPosition = 1;
    row.nextAt = now;
    QVERIFY(m_fixture.write(tenant, [&](UnitOfWork& unit) -> Status {
        storage::WebhookRepository(unit).add(hook);
        storage::DeliveryRepository(unit).begin(row);
        return {};
    }));
    const auto position = [&] {
        return *m_fixture.read(tenant, [&](UnitOfWork& unit) -> Result<long long> {
            return storage::DeliveryRepository(unit).find(row.target)->eventPosition;
        });
    };
    int sent = 0;
    LifeFixture::Node node(m_fixture, "sender", [&](std::string_view point) {
        if (point == "event-delivery/sent" && ++sent == 1) {
            row.eventPosition = 0;
            QVERIFY(m_fixture.write(tenant, [&](UnitOfWork& unit) -> Status {
                storage::DeliveryRepository(unit).save(row);
                return {};
            }));
        }
    });
    const QTemporaryDir folder;
    const auto key = auth::ServerKey::open(std::filesystem::path(folder.path().toStdString()) / "server.key");
    QVERIFY(key);
    const delivery::DeliveryOptions options;
    node.host.add(jobs::deliveryJob(*key, options));
    m_fixture.clock.advance(seconds(2));
    QVERIFY(node.host.runDue());
    QCOMPARE(sent, 1);
    QCOMPARE(position(), 0LL);
    m_fixture.clock.advance(seconds(2));
    QVERIFY(node.host.runDue()); // at once, not only when everything is looked at again
    QCOMPARE(sent, 2);
    QCOMPARE(position(), 3LL);
}

} // namespace

std::unique_ptr<QObject> makeEventJobsTest(const Backend& backend) {
    return std::make_unique<EventJobsTest>(backend);
}

} // namespace kaomon::test

#include "event_jobs_test.moc"
