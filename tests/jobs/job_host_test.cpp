// SPDX-License-Identifier: GPL-3.0-or-later
#include <future>

#include <QTest>

#include "jobs/delivery_job.h"
#include "jobs/jobs_test_classes.h"
#include "jobs/send_pool.h"
#include "storage/repositories/job_repository.h"

namespace kaomon::test {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using storage::JobRepository;
using storage::Lease;
using storage::UnitOfWork;

// Leases with fences, due times over several nodes, and the clock that may erase.
class JobHostTest : public QObject {
    Q_OBJECT

public:
    explicit JobHostTest(const Backend& backend)
        : m_fixture(backend) {}

private Q_SLOTS:
    void pausesGrow();
    void sendersDoNotWaitForEachOther();
    void leaseChangesHands();
    void lateBatchHasNoEffect();
    void runsOncePerPeriod();
    void failureIsTriedAgain();
    void killedJobGoesOnElsewhere();
    void clockJumps_data();
    void clockJumps();
    void clockOfTheDatabase();

private:
    [[nodiscard]] std::optional<Lease> take(const std::string& owner, TimePoint now) {
        return m_fixture
            .write(TenantId(),
                   [&](UnitOfWork& unit) -> Result<std::optional<Lease>> {
                       return JobRepository(unit).take("lease", owner, now, seconds(60));
                   })
            .value();
    }
    [[nodiscard]] Status hold(const Lease& lease, TimePoint now) {
        return m_fixture.write(TenantId(), [&](UnitOfWork& unit) -> Status {
            return JobRepository(unit).hold(lease, now, seconds(60));
        });
    }
    [[nodiscard]] jobs::JobHostOptions optionsOf(const std::string& node) {
        return {.node = node, .leaseTime = [this](UnitOfWork&) { return m_fixture.clock.now(); }};
    }

    LifeFixture m_fixture;
};

void JobHostTest::leaseChangesHands() {
    const TimePoint now = m_fixture.clock.now();
    const auto first = take("a", now);
    QVERIFY(first && first->fence == 1);
    QVERIFY(!take("b", now + seconds(59)));
    QVERIFY(hold(*first, now + seconds(30))); // prolonged to 90
    QVERIFY(!take("b", now + seconds(89)));
    const auto second = take("b", now + seconds(90));
    QVERIFY(second && second->fence == 2);
    QCOMPARE(hold(*first, now + seconds(91)).error().code, ErrorCode::Cancelled);
    const auto again = take("b", now + seconds(91)); // the same owner started anew: its old fence is void
    QVERIFY(again && again->fence == 3 && !hold(*second, now) && hold(*again, now));
}

// Twin of the fence: the same late write without asking for the lease does go through.
void JobHostTest::lateBatchHasNoEffect() {
    const TenantId tenant = m_fixture.addTenant(1);
    jobs::TimeAuthority time(m_fixture.clock, false);
    const auto options = optionsOf("slow");
    const auto lease = take("slow", m_fixture.clock.now() + minutes(10));
    QVERIFY(lease);
    jobs::JobContext slow(m_fixture.database(), m_fixture.clock, time, options, *lease, [] { return false; });
    m_fixture.clock.advance(minutes(20));
    QVERIFY(take("fast", m_fixture.clock.now()));
    const auto erase = [&](UnitOfWork& unit) -> Result<long long> {
        return storage::ErasureRepository(unit).removeTemplates(10, m_fixture.clock.now());
    };
    const auto late = slow.batch(tenant, erase);
    QVERIFY(!late && late.error().code == ErrorCode::Cancelled);
    QCOMPARE(m_fixture.faces(tenant).front().second, 1);
    QVERIFY(m_fixture.write(tenant, erase));
    QCOMPARE(m_fixture.faces(tenant).front().second, 0);
}

void JobHostTest::runsOncePerPeriod() {
    int runs = 0;
    const jobs::BackgroundJob job{"counted", seconds(100), [&](jobs::JobContext&) -> Status {
                                      ++runs;
                                      return {};
                                  }};
    jobs::TimeAuthority time(m_fixture.clock, false);
    jobs::JobHost one(m_fixture.database(), m_fixture.clock, time, optionsOf("one"));
    jobs::JobHost two(m_fixture.database(), m_fixture.clock, time, optionsOf("two"));
    one.add(job);
    two.add(job);
    for (int period = 1; period <= 3; ++period) {
        QVERIFY(one.runDue() && two.runDue() && one.runDue());
        QCOMPARE(runs, period);
        m_fixture.clock.advance(seconds(101));
    }
    QVERIFY(one.runNow("counted"));
    QCOMPARE(runs, 4);
    QCOMPARE(one.runNow("unheard of").error().code, ErrorCode::NotFound);
}

void JobHostTest::failureIsTriedAgain() {
    int runs = 0;
    jobs::TimeAuthority time(m_fixture.clock, false);
    jobs::JobHost host(m_fixture.database(), m_fixture.clock, time, optionsOf("one"));
    host.add({"failing", seconds(10), [&](jobs::JobContext&) -> Status {
                  return ++runs == 1 ? Status(fail(ErrorCode::DiskFull, "no room")) : Status();
              }});
    QCOMPARE(host.runDue().error().code, ErrorCode::DiskFull);
    const auto failed = m_fixture.read(TenantId(), [](UnitOfWork& unit) -> Result<std::string> {
        return JobRepository(unit).find("failing")->failure;
    });
    QCOMPARE(failed.value(), std::string("disk_full"));
    m_fixture.clock.advance(seconds(11));
    QVERIFY(host.runDue());
    QCOMPARE(runs, 2);
}

void JobHostTest::killedJobGoesOnElsewhere() {
    int runs = 0;
    const jobs::BackgroundJob job{"mortal", seconds(10), [&](jobs::JobContext&) -> Status {
                                      if (++runs == 1) {
                                          throw Killed();
                                      }
                                      return {};
                                  }};
    jobs::TimeAuthority time(m_fixture.clock, false);
    jobs::JobHost one(m_fixture.database(), m_fixture.clock, time, optionsOf("one"));
    jobs::JobHost two(m_fixture.database(), m_fixture.clock, time, optionsOf("two"));
    one.add(job);
    two.add(job);
    QVERIFY_THROWS_EXCEPTION(Killed, (void)one.runDue());
    QVERIFY(two.runDue());
    QCOMPARE(runs, 1); // the dead node's lease still runs
    m_fixture.clock.advance(seconds(61));
    QVERIFY(two.runDue());
    QCOMPARE(runs, 2);
}

void JobHostTest::clockJumps_data() {
    QTest::addColumn<int>("advance"); // minutes of both clocks
    QTest::addColumn<int>("set");     // minutes of the wall clock alone
    QTest::addColumn<bool>("isAlarm");
    QTest::newRow("time passes") << 600 << 0 << false;
    QTest::newRow("small correction") << 1 << 4 << false;
    QTest::newRow("small correction back") << 1 << -4 << false;
    QTest::newRow("set forward") << 1 << 6 << true;
    QTest::newRow("set a year forward") << 1 << 525'600 << true;
    QTest::newRow("set back") << 1 << -60 << true;
}

void JobHostTest::clockJumps() {
    QFETCH(int, advance);
    QFETCH(int, set);
    QFETCH(bool, isAlarm);
    testing::ManualClock& clock = m_fixture.clock;
    jobs::TimeAuthority time(clock, false);
    QVERIFY(time.look(m_fixture.database()));
    QVERIFY(time.look(m_fixture.database())); // a row before may have set the clock
    const int before = time.alarms();
    QVERIFY(time.isTrusted());
    clock.advance(minutes(advance));
    clock.setWallClock(clock.now() + minutes(set));
    QVERIFY(time.look(m_fixture.database()));
    QCOMPARE(time.alarms() - before, isAlarm ? 1 : 0);
    QCOMPARE(time.isTrusted(), !isAlarm);
    QVERIFY(time.look(m_fixture.database()));
    QVERIFY(time.isTrusted()); // the readings for erasing begin anew, see LicenceTest
    clock.setWallClock(clock.now() - minutes(set));
}

void JobHostTest::clockOfTheDatabase() {
    const auto now = m_fixture.read(
        TenantId(), [](UnitOfWork& unit) -> Result<TimePoint> { return storage::databaseTime(unit); });
    QVERIFY(std::chrono::abs(now.value() - SystemClock().now()) < minutes(1));
    jobs::TimeAuthority apart(m_fixture.clock, true); // a node whose clock is not that of the database
    QVERIFY(apart.look(m_fixture.database()));
    QVERIFY(!apart.isTrusted());
    QVERIFY(apart.look(m_fixture.database()));
    QVERIFY(!apart.isTrusted());
}

// The first is done only after the second was.
void JobHostTest::sendersDoNotWaitForEachOther() {
    const delivery::DeliveryOptions options;
    jobs::SendPool pool(options, 2);
    std::promise<void> second;
    pool.start("slow", [end = second.get_future().share()](jobs::Senders&) {
        end.wait();
        return delivery::Outcome{};
    });
    pool.start("quick", [](jobs::Senders&) { return delivery::Outcome{}; });
    const auto first = pool.takeDone(std::chrono::seconds(60));
    QVERIFY(!pool.hasDone());
    second.set_value();
    QVERIFY(first && first->first == "quick");
    const auto last = pool.takeDone(std::chrono::seconds(60));
    QVERIFY(last && last->first == "slow");
}

void JobHostTest::pausesGrow() {
    std::chrono::seconds sum{0};
    for (int attempts = 1; attempts < jobs::kMostDeliveryAttempts; ++attempts) {
        QVERIFY(jobs::deliveryPause(attempts) <= jobs::deliveryPause(attempts + 1));
        sum += jobs::deliveryPause(attempts);
    }
    QCOMPARE(jobs::deliveryPause(1), seconds(5));
    QCOMPARE(jobs::deliveryPause(jobs::kMostDeliveryAttempts), seconds(3600));
    QVERIFY(sum > std::chrono::hours(22) && sum < std::chrono::hours(26));
}

} // namespace

std::unique_ptr<QObject> makeJobHostTest(const Backend& backend) {
    return std::make_unique<JobHostTest>(backend);
}

} // namespace kaomon::test

#include "job_host_test.moc"
