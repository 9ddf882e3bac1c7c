// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "jobs/ended_accounts.h"
#include "jobs/jobs_test_classes.h"
#include "storage/repositories/device_group_repository.h"
#include "storage/repositories/key_renewal_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using storage::KeyRenewalRepository;
using storage::UnitOfWork;

// Accounts of administrators that end by their date: what they held becomes due as if somebody had ended
// them.
class EndedAccountsTest : public QObject {
    Q_OBJECT

public:
    explicit EndedAccountsTest(const Backend& backend)
        : m_fixture(backend) {}

private Q_SLOTS:
    void init();
    void aPassedDateMakesKeysDue();
    void onceForEachEnd();
    void otherPeopleMakeNothingDue();
    void whatWasDoneByHandIsNotDoneAgain();
    void aReissueBeforeTheEndForgetsNothing();
    void aDoubtfulClockEndsNobody();

private:
    // With a seal of what the role opens.
    [[nodiscard]] UserId addAdmin(const char* role, std::optional<TimePoint> end) {
        wire::NewUser person;
        person.id = UserId::generate();
        person.login = "admin-" + person.id.text();
        person.displayName = "Administrator";
        person.role = role;
        person.validTo = end;
        const TimePoint now = m_fixture.clock.now();
        const auto stored = m_fixture.write(m_tenant, [&](UnitOfWork& unit) -> Status {
            storage::UserRepository(unit, now).add(person, person.login, std::nullopt);
            for (const char* kind : {"emergency", "fk"}) {
                storage::KeyRepository(unit).putSeal({kind, makeUuid(), person.id.text(), {1, 2, 3}}, now);
            }
            return {};
        });
        return stored ? person.id : UserId();
    }
    [[nodiscard]] std::vector<wire::DueKey> due() {
        return *m_fixture.read(m_tenant, [&](UnitOfWork& unit) -> Result<std::vector<wire::DueKey>> {
            return KeyRenewalRepository(unit, m_fixture.clock.now()).due();
        });
    }
    [[nodiscard]] wire::DeviceGroup group() {
        return *m_fixture.read(m_tenant, [&](UnitOfWork& unit) -> Result<wire::DeviceGroup> {
            return storage::DeviceGroupRepository(unit, m_fixture.clock.now()).list().front();
        });
    }
    // As an owner's console does it: old seals stay with those in office only.
    void renew() {
        QVERIFY(m_fixture.write(m_tenant, [&](UnitOfWork& unit) -> Status {
            KeyRenewalRepository(unit, m_fixture.clock.now()).retire(domain::KeyPair::Emergency);
            return {};
        }));
    }
    void setEnd(const UserId& id, std::optional<TimePoint> end) {
        QVERIFY(m_fixture.write(m_tenant, [&](UnitOfWork& unit) -> Status {
            storage::UserRepository users(unit, m_fixture.clock.now());
            auto user = users.find(id);
            user->validTo = end;
            users.update(*user);
            return {};
        }));
    }
    void look() {
        LifeFixture::Node node(m_fixture, "ends");
        node.host.add(jobs::endedAccountsJob());
        // Another test of the same database may have left a later reading: the first look doubts this clock.
        QVERIFY(node.time.look(m_fixture.database()));
        QVERIFY(node.time.look(m_fixture.database()));
        QVERIFY(node.time.isTrusted());
        QVERIFY(node.host.runNow(jobs::kEndedAccountsJob));
    }

    LifeFixture m_fixture;
    TenantId m_tenant;
};

void EndedAccountsTest::init() {
    m_tenant = m_fixture.addTenant(0);
    QVERIFY(m_fixture.write(m_tenant, [&](UnitOfWork& unit) -> Status {
        wire::NewDeviceGroup offices;
        offices.id = GroupId::generate();
        offices.name = "Offices";
        const bool isAdded =
            storage::DeviceGroupRepository(unit, m_fixture.clock.now()).add(offices, "offices");
        return isAdded ? Status() : fail(ErrorCode::Internal, "no group");
    }));
}

void EndedAccountsTest::aPassedDateMakesKeysDue() {
    const UserId admin = addAdmin("user_admin", m_fixture.clock.now() + hours(1));
    look();
    QVERIFY(due().empty());
    QVERIFY(!group().rotationDue);
    m_fixture.clock.advance(hours(1));
    look();
    const auto found = due();
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found.front().kind, std::string("emergency"));
    QCOMPARE(found.front().reason, std::string("ended"));
    QCOMPARE(found.front().holder, admin);
    QVERIFY(group().rotationDue);
    QCOMPARE(group().rotationReason, std::string("ended"));
}

void EndedAccountsTest::onceForEachEnd() {
    const UserId admin = addAdmin("user_admin", m_fixture.clock.now() + minutes(5));
    m_fixture.clock.advance(minutes(10));
    look();
    const TimePoint first = due().front().dueAt;
    m_fixture.clock.advance(hours(1));
    look();
    QCOMPARE(due().front().dueAt, first);
    renew();
    look();
    QVERIFY(due().empty());
    // Let in again and handed the keys: the next end counts again.
    setEnd(admin, m_fixture.clock.now() + hours(1));
    QVERIFY(m_fixture.write(m_tenant, [&](UnitOfWork& unit) -> Status {
        storage::KeyRepository(unit).putSeal({"emergency", makeUuid(), admin.text(), {1, 2, 3}},
                                             m_fixture.clock.now());
        return {};
    }));
    look();
    QVERIFY(due().empty());
    m_fixture.clock.advance(hours(2));
    look();
    QCOMPARE(due().size(), std::size_t(1));
}

void EndedAccountsTest::otherPeopleMakeNothingDue() {
    const TimePoint now = m_fixture.clock.now();
    (void)addAdmin("member", now - hours(1));       // seals or not: not in office
    (void)addAdmin("user_admin", now + hours(100)); // still in office
    (void)addAdmin("user_admin", std::nullopt);
    look();
    QVERIFY(due().empty());
    QVERIFY(!group().rotationDue);
}

// An end in the past that an administrator gives counts at once, by its own reason.
void EndedAccountsTest::whatWasDoneByHandIsNotDoneAgain() {
    const UserId admin = addAdmin("user_admin", std::nullopt);
    setEnd(admin, m_fixture.clock.now() - minutes(1));
    QCOMPARE(due().front().reason, std::string("disabled"));
    look();
    QCOMPARE(due().size(), std::size_t(1));
    QCOMPARE(due().front().reason, std::string("disabled"));
}

// His seals went with his identity, and nobody handed him keys again.
void EndedAccountsTest::aReissueBeforeTheEndForgetsNothing() {
    const UserId admin = addAdmin("user_admin", m_fixture.clock.now() + hours(1));
    QVERIFY(m_fixture.write(m_tenant, [&](UnitOfWork& unit) -> Status {
        storage::UserRepository(unit, m_fixture.clock.now()).setOneTimePassword(admin, {});
        const bool isHolder = storage::KeyRepository(unit).countSeals(admin.text()) > 0;
        return isHolder ? fail(ErrorCode::Internal, "he holds seals still") : Status();
    }));
    m_fixture.clock.advance(hours(1));
    look();
    const auto found = due();
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found.front().kind, std::string("emergency"));
    QCOMPARE(found.front().reason, std::string("ended"));
    QVERIFY(group().rotationDue);
}

void EndedAccountsTest::aDoubtfulClockEndsNobody() {
    (void)addAdmin("user_admin", m_fixture.clock.now() + hours(12));
    LifeFixture::Node node(m_fixture, "doubtful");
    node.host.add(jobs::endedAccountsJob());
    QVERIFY(node.time.look(m_fixture.database()));
    QVERIFY(node.time.look(m_fixture.database()));
    m_fixture.clock.setWallClock(m_fixture.clock.now() + hours(24));
    QVERIFY(node.time.look(m_fixture.database()));
    QVERIFY(!node.time.isTrusted());
    QVERIFY(node.host.runNow(jobs::kEndedAccountsJob));
    QVERIFY(due().empty());
}

} // namespace

std::unique_ptr<QObject> makeEndedAccountsTest(const Backend& backend) {
    return std::make_unique<EndedAccountsTest>(backend);
}

} // namespace kaomon::test

#include "ended_accounts_test.moc"
