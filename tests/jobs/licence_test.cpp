// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <atomic>
#include <thread>

#include "domain/company.h"
#include "jobs/jobs_test_classes.h"
#include "licensing/guards.h"
#include "storage/query.h"
#include "storage/repositories/outbox_repository.h"

namespace kaomon::test {
namespace {

using domain::LicenceState;
using licensing::LicenceBook;
using storage::UnitOfWork;

// Licences, seats, trials and reminders; what is erased and when is in ErasureTest.
class LicenceTest : public QObject {
    Q_OBJECT

public:
    explicit LicenceTest(const Backend& backend)
        : m_fixture(backend) {}

private Q_SLOTS:
    void installs();
    void refuses_data();
    void refuses();
    void serialServesOneTenant();
    void onlyUpcomingOnesGo();
    void seats();
    void lastSeatOnce();
    void seatAfterEnabling();
    void oneTrialPerCompany();
    void conversionKeepsData();
    void readOnlyAtTheEnd();
    void reminders();
    void tellsTheDevices();

private:
    [[nodiscard]] Status seat(const TenantId& tenant, const UserId& user) {
        return m_fixture.write(tenant,
                               [&](UnitOfWork& unit) -> Status { return licensing::checkSeat(unit, user); });
    }
    [[nodiscard]] Status trial(const TenantId& tenant) {
        return m_fixture.write(tenant, [&](UnitOfWork& unit) -> Status {
            return LicenceBook(unit, m_fixture.operatorKeys(), m_fixture.clock.now()).startTrial();
        });
    }
    [[nodiscard]] Status installText(const TenantId& tenant, const std::string& text) {
        return m_fixture.write(tenant, [&](UnitOfWork& unit) -> Status {
            const auto row =
                LicenceBook(unit, m_fixture.operatorKeys(), m_fixture.clock.now()).install(text, "owner");
            return row ? Status() : propagate(row.error());
        });
    }
    [[nodiscard]] std::vector<std::string> mails(const TenantId& tenant) {
        const auto rows = m_fixture.read(tenant, [](UnitOfWork& unit) -> Result<std::vector<std::string>> {
            std::vector<std::string> texts;
            for (const auto& mail : storage::OutboxRepository(unit).unsent(100)) {
                texts.push_back(mail.kind + " " + toRfc3339(mail.due).substr(0, 10));
            }
            return texts;
        });
        return rows.value();
    }
    void goTo(const char* time) {
        m_fixture.clock.advance(fromRfc3339(time).value() - m_fixture.clock.now());
    }

    LifeFixture m_fixture;
};

void LicenceTest::installs() {
    const TenantId tenant = m_fixture.addTenant(0);
    QCOMPARE(m_fixture.state(tenant), LicenceState::Unlicensed);
    const auto row = m_fixture.install(tenant, "2027-12-31");
    QVERIFY2(row, row ? "" : row.error().detail.c_str());
    QCOMPARE(m_fixture.state(tenant), LicenceState::Valid);
    const auto life = m_fixture.life(tenant);
    QCOMPARE(toRfc3339(*life->licenceEnd), std::string("2027-12-31T15:00:00.000000Z"));
    QCOMPARE(toRfc3339(*life->purgeFacesAt), std::string("2027-12-31T15:00:00.000000Z"));
    QCOMPARE(toRfc3339(*life->deleteAt), std::string("2028-01-28T15:00:00.000000Z"));
}

void LicenceTest::refuses_data() {
    QTest::addColumn<QString>("what");
    for (const char* what : {"stranger", "other tenant", "over", "forged", "garbage"}) {
        QTest::newRow(what) << QString::fromLatin1(what);
    }
}

void LicenceTest::refuses() {
    QFETCH(QString, what);
    const TenantId tenant = m_fixture.addTenant(0);
    const TenantId other = m_fixture.addTenant(0);
    const bool isOver = what == QLatin1String("over");
    const auto key =
        what == QLatin1String("stranger") ? crypto::SigningKey::generate() : m_fixture.operatorKey.clone();
    std::string text = m_fixture.licence(what == QLatin1String("other tenant") ? other : tenant, "2026-01-01",
                                         isOver ? "2026-12-31" : "2027-12-31", 10, key);
    if (what == QLatin1String("forged")) {
        text.replace(text.find("seats: 10"), 9, "seats: 99");
    }
    const Status done = installText(tenant, what == QLatin1String("garbage") ? "x" : text);
    QVERIFY(!done);
    QCOMPARE(done.error().field, std::string("/text"));
    QCOMPARE(m_fixture.state(tenant), LicenceState::Unlicensed);
}

void LicenceTest::serialServesOneTenant() {
    const std::string company = domain::companyKey("7000012050002", "").value();
    const TenantId one = m_fixture.addTenant(0, company);
    const TenantId two = m_fixture.addTenant(0, company);
    crypto::LicenceFile file{
        .serial = "for-a-company", .tenant = {}, .company = {}, .companyNumber = "7000012050002", .term = {}};
    file.term = {domain::LicenceKind::Paid, 5, domain::parseDay("2026-01-01").value(),
                 domain::parseDay("2027-12-31").value(), m_fixture.clock.now()};
    const std::string text = file.sign(m_fixture.operatorKey);
    QVERIFY(installText(one, text));
    QCOMPARE(installText(one, text).error().code, ErrorCode::Conflict);
    QCOMPARE(installText(two, text).error().code, ErrorCode::Conflict);
}

void LicenceTest::onlyUpcomingOnesGo() {
    const TenantId tenant = m_fixture.addTenant(0);
    const auto current = m_fixture.install(tenant, "2027-06-30");
    const auto next = m_fixture.install(tenant, "2028-06-30", 10, "2027-07-01");
    QVERIFY(current && next);
    QCOMPARE(m_fixture.life(tenant)->licenceEnd.value(), fromRfc3339("2028-06-30T15:00:00Z").value());
    const auto remove = [&](const std::string& id) {
        return m_fixture.write(tenant, [&](UnitOfWork& unit) -> Status {
            return LicenceBook(unit, m_fixture.operatorKeys(), m_fixture.clock.now()).remove(id);
        });
    };
    QCOMPARE(remove(current->id).error().code, ErrorCode::Conflict);
    QVERIFY(remove(next->id));
    QCOMPARE(remove(next->id).error().code, ErrorCode::NotFound);
    QCOMPARE(m_fixture.life(tenant)->licenceEnd.value(), fromRfc3339("2027-06-30T15:00:00Z").value());
}

void LicenceTest::seats() {
    const TenantId tenant = m_fixture.addTenant(99, "name:seats");
    QVERIFY(trial(tenant));
    QCOMPARE(m_fixture.state(tenant), LicenceState::Trial);
    const UserId hundredth = m_fixture.addUser(tenant, false);
    QVERIFY(seat(tenant, hundredth));
    m_fixture.addFace(tenant, hundredth);
    QVERIFY(seat(tenant, hundredth)); // a second template takes no second seat
    const UserId next = m_fixture.addUser(tenant, false);
    const Status refused = seat(tenant, next);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::SeatsExceeded);
    QCOMPARE(refused.error().detail, std::string("100 of 100 seats are taken"));
    QVERIFY(m_fixture.install(tenant, "2027-12-31", 101)); // a larger licence makes room at once
    QVERIFY(seat(tenant, next));
}

// Two people at the last seat: one transaction waits for the other.
void LicenceTest::lastSeatOnce() {
    const TenantId tenant = m_fixture.addTenant(4, "name:last");
    QVERIFY(m_fixture.install(tenant, "2027-12-31", 5));
    const std::vector<UserId> users{m_fixture.addUser(tenant, false), m_fixture.addUser(tenant, false),
                                    m_fixture.addUser(tenant, false)};
    std::atomic<int> taken = 0;
    std::vector<std::thread> threads;
    for (const UserId& user : users) {
        threads.emplace_back([&, user] {
            const Status done = m_fixture.write(tenant, [&](UnitOfWork& unit) -> Status {
                if (Status free = licensing::checkSeat(unit, user); !free) {
                    return free;
                }
                LifeFixture::storeFace(unit, user, m_fixture.clock.now());
                return {};
            });
            taken += done ? 1 : 0;
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    QCOMPARE(taken.load(), 1);
    QCOMPARE(m_fixture.faces(tenant).front().second, 5);
}

void LicenceTest::seatAfterEnabling() {
    const TenantId tenant = m_fixture.addTenant(2, "name:enabling");
    const UserId third = m_fixture.addUser(tenant, true);
    QVERIFY(m_fixture.write(tenant, [&](UnitOfWork& unit) -> Status {
        storage::Query(unit, "UPDATE user_account SET account_state = 'disabled' WHERE tenant_id = :tenant "
                             "AND id = :id")
            .bind("tenant", tenant)
            .bind("id", third)
            .run();
        return {};
    }));
    QVERIFY(m_fixture.install(tenant, "2027-12-31", 2));
    QCOMPARE(seat(tenant, third).error().code, ErrorCode::SeatsExceeded);
}

void LicenceTest::oneTrialPerCompany() {
    const std::string company = domain::companyKey("", "株式会社さくら商事").value();
    const TenantId one = m_fixture.addTenant(0, company);
    QVERIFY(trial(one));
    QCOMPARE(m_fixture.life(one)->licenceEnd.value(), fromRfc3339("2027-02-08T15:00:00Z").value());
    const TenantId two = m_fixture.addTenant(0, domain::companyKey("", "㈱さくら商事").value());
    const Status second = trial(two);
    QCOMPARE(second.error().code, ErrorCode::Conflict);
    QCOMPARE(trial(m_fixture.addTenant(0)).error().code, ErrorCode::ValidationFailed); // no company at all
}

void LicenceTest::conversionKeepsData() {
    const TenantId tenant = m_fixture.addTenant(3, "name:conversion");
    QVERIFY(trial(tenant));
    const auto before = m_fixture.everything(tenant);
    QVERIFY(m_fixture.install(tenant, "2028-01-31", 200));
    QCOMPARE(m_fixture.state(tenant), LicenceState::Valid);
    QCOMPARE(m_fixture.faces(tenant).front().second, 3);
    QCOMPARE(m_fixture.life(tenant)->licenceEnd.value(), fromRfc3339("2028-01-31T15:00:00Z").value());
    QVERIFY(storage::sumOf(m_fixture.everything(tenant)) >= storage::sumOf(before));
}

void LicenceTest::readOnlyAtTheEnd() {
    const TenantId tenant = m_fixture.addTenant(0);
    const TenantId free = m_fixture.addTenant(0);
    QVERIFY(m_fixture.install(tenant, "2027-01-10"));
    const auto writable = [&](const TenantId& of, const char* time) {
        return m_fixture.read(of, [&](UnitOfWork& unit) -> Status {
            return licensing::checkWritable(unit, fromRfc3339(time).value());
        });
    };
    QVERIFY(writable(tenant, "2027-01-10T14:59:59Z"));
    QCOMPARE(writable(tenant, "2027-01-10T15:00:00Z").error().code, ErrorCode::LicenceEnded);
    QVERIFY(writable(free, "2099-01-01T00:00:00Z"));
}

void LicenceTest::reminders() {
    const TenantId tenant = m_fixture.addTenant(0);
    QVERIFY(m_fixture.install(tenant, "2027-03-31"));
    LifeFixture::Node node(m_fixture, "reminding");
    QVERIFY(node.host.runNow("licence-reminders"));
    QVERIFY(mails(tenant).empty()); // 80 days left
    goTo("2027-01-30T00:00:00Z");
    for (int i = 0; i < 3; ++i) {
        QVERIFY(node.host.runNow("licence-reminders"));
    }
    QCOMPARE(mails(tenant), std::vector<std::string>{"licence_reminder 2027-01-30"});
    goTo("2027-03-18T00:00:00Z"); // the one of 30 days was missed: only the latest comes
    QVERIFY(node.host.runNow("licence-reminders"));
    QCOMPARE(mails(tenant).size(), std::size_t(2));
    QCOMPARE(mails(tenant).back(), std::string("licence_reminder 2027-03-17"));
    QVERIFY(m_fixture.install(tenant, "2028-03-31", 10, "2027-04-01")); // renewed: nothing more to say
    goTo("2027-03-30T01:00:00Z");
    QVERIFY(node.host.runNow("licence-reminders"));
    QCOMPARE(mails(tenant).size(), std::size_t(2));
}

// The PCs learn until when faces may be used: a change of its own kind.
void LicenceTest::tellsTheDevices() {
    const TenantId tenant = m_fixture.addTenant(0);
    const auto told = [&] {
        return m_fixture
            .read(tenant,
                  [&](UnitOfWork& unit) -> Result<long long> {
                      const auto row = storage::Query(unit, "SELECT rev FROM change_log WHERE "
                                                            "tenant_id = :tenant AND kind = 'tenant_end'")
                                           .bind("tenant", tenant)
                                           .first<long long>();
                      return row ? std::get<0>(*row) : 0;
                  })
            .value();
    };
    QCOMPARE(told(), 0);
    QVERIFY(m_fixture.install(tenant, "2028-03-31"));
    const long long first = told();
    QVERIFY(first > 0);
    QVERIFY(m_fixture.install(tenant, "2029-03-31", 10, "2028-04-01"));
    QVERIFY(told() > first);
}

} // namespace

std::unique_ptr<QObject> makeLicenceTest(const Backend& backend) {
    return std::make_unique<LicenceTest>(backend);
}

} // namespace kaomon::test

#include "licence_test.moc"
