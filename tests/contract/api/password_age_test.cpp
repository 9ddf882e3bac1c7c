// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "wire/policies.h"

namespace kaomon::test {
namespace {

using std::chrono::hours;

constexpr hours kDay{24};

// pw_expire_days: a password that is too old can do nothing but be changed. Moves the clock on.
class PasswordAgeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void anyAgeWithoutTheSetting();
    void tooOldIsChangedAtTheNextSignIn();
    void anotherOneCountsFromItsOwnDay();
    void cleanupTestCase();

private:
    void setDays(const std::string& days) {
        const auto list = bodyOf<wire::PolicyDocumentList>(
            m_client.send({"GET", "/v1/policies?kind=policy"}, &m_kit.console));
        QVERIFY(list);
        long long version = 0;
        for (const auto& document : list->items) {
            version = document.scope == "tenant" ? std::max(version, document.version) : version;
        }
        const auto next = m_kit.policy(version + 1, "pw_expire_days", days, m_kit.owner.identity.signing);
        EXPECT_STATUS(m_client.send({"PUT", "/v1/policies", wire::encode(next)}, &m_kit.console), 200);
    }
    [[nodiscard]] wire::SessionUser signIn() {
        return m_kit.signInOnPc(m_onPc, *m_pc, *m_member) ? bodyOf<wire::SessionReply>(m_kit.lastReply)->user
                                                          : wire::SessionUser();
    }
    [[nodiscard]] Reply own(Caller& caller, const UserId& user) {
        return m_client.send({"GET", "/v1/users/" + user.text() + "/templates"}, &caller);
    }
    void change(Person& person, Caller& caller) {
        const wire::PasswordChange change{
            person.password.auth,
            makePassword(),
            {person.identity.signing.publicKey(), person.identity.box.publicKey(), crypto::randomBytes(64)},
            {}};
        EXPECT_STATUS(m_client.send({"PUT", "/v1/session/password", wire::encode(change)}, &caller), 204);
        person.password = change.next;
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    TenantKit& m_kit = *m_suite.home;
    std::optional<Pc> m_pc;
    std::optional<Person> m_member;
    Caller m_onPc = Caller::console();
};

void PasswordAgeTest::initTestCase() {
    QVERIFY(m_kit.later(std::chrono::minutes(1)));
    m_pc = m_kit.addPc();
    QVERIFY2(m_pc, describe(m_kit.lastReply).c_str());
    m_member = m_kit.addPerson("ageing", "member", &*m_pc, m_onPc);
    QVERIFY2(m_member, describe(m_kit.lastReply).c_str());
}

void PasswordAgeTest::anyAgeWithoutTheSetting() {
    QVERIFY(m_kit.later(10 * kDay));
    const auto user = signIn();
    QCOMPARE(user.id, m_member->id);
    QVERIFY(!user.mustChangePassword && !user.passwordExpiresAt);
}

void PasswordAgeTest::tooOldIsChangedAtTheNextSignIn() {
    setDays("12");
    const auto warned = signIn();
    QVERIFY(!warned.mustChangePassword);
    QVERIFY(warned.passwordExpiresAt);
    const auto left = *warned.passwordExpiresAt - wallNow();
    QVERIFY(left > kDay && left <= 2 * kDay);
    TestTime::get().advance(3 * kDay);
    const auto late = signIn();
    QVERIFY(late.mustChangePassword);
    EXPECT_PROBLEM(own(m_onPc, m_member->id), 403, "password_change_required");
    change(*m_member, m_onPc);
    EXPECT_STATUS(own(m_onPc, m_member->id), 200);
    // consoles alike: the owner's is even older
    QVERIFY(m_kit.later(std::chrono::minutes(1)));
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/users"}, &m_kit.console), 403, "password_change_required");
    change(m_kit.owner, m_kit.console);
    EXPECT_STATUS(m_client.send({"GET", "/v1/users"}, &m_kit.console), 200);
}

void PasswordAgeTest::anotherOneCountsFromItsOwnDay() {
    TestTime::get().advance(11 * kDay);
    QVERIFY(!signIn().mustChangePassword);
    TestTime::get().advance(2 * kDay);
    QVERIFY(signIn().mustChangePassword);
    change(*m_member, m_onPc);
    const auto fresh = signIn();
    QVERIFY(!fresh.mustChangePassword);
    QVERIFY(fresh.passwordExpiresAt && *fresh.passwordExpiresAt - wallNow() > 11 * kDay);
}

// Nobody else of the suite is kept out.
void PasswordAgeTest::cleanupTestCase() {
    QVERIFY(m_kit.later(std::chrono::minutes(1)));
    change(m_kit.owner, m_kit.console);
    setDays("0");
    QVERIFY(m_kit.later(std::chrono::minutes(1)));
    EXPECT_STATUS(m_client.send({"GET", "/v1/users"}, &m_kit.console), 200);
}

} // namespace

std::unique_ptr<QObject> makePasswordAgeTest() {
    return std::make_unique<PasswordAgeTest>();
}

} // namespace kaomon::test

#include "password_age_test.moc"
