// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"

namespace kaomon::test {
namespace {

// Proofs of who is at the console: the password once more for dangerous acts.
class AccountsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void reauthProlongs();
    void reauthWithWrongPassword();
    void reauthIsGuarded();
    void proofGrowsOld_data();
    void proofGrowsOld();

private:
    [[nodiscard]] Reply reauth(Caller& caller, const Bytes& auth) {
        return m_client.send({"POST", "/v1/session/reauth", wire::encode(wire::ReauthRequest{auth, {}})},
                             &caller);
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    TenantKit& m_kit = *m_suite.home;
};

void AccountsTest::initTestCase() {
    QVERIFY(m_kit.signIn(m_kit.console, m_kit.owner));
}

void AccountsTest::reauthProlongs() {
    const TimePoint before = wallNow();
    const Reply reply = reauth(m_kit.console, m_kit.owner.password.auth);
    EXPECT_STATUS(reply, 200);
    const auto body = bodyOf<wire::ReauthReply>(reply);
    QVERIFY(body && body->validUntil >= before + std::chrono::minutes(5));
    EXPECT_STATUS(m_client.send({"POST", "/v1/session/reauth", "{}"}, &m_kit.console), 422);
    EXPECT_STATUS(m_client.send({"POST", "/v1/session/reauth", "{}"}), 401);
}

void AccountsTest::reauthWithWrongPassword() {
    EXPECT_PROBLEM(reauth(m_kit.console, makePassword().auth), 401, "login_failed");
    EXPECT_STATUS(reauth(m_kit.console, m_kit.owner.password.auth), 200); // which forgets the miss
}

// Tries on an open session are counted too, apart from those at sign-in.
void AccountsTest::reauthIsGuarded() {
    Caller caller = Caller::console();
    const auto person = m_kit.addPerson("reauth", "auditor", nullptr, caller);
    QVERIFY2(person, describe(m_kit.lastReply).c_str());
    for (int i = 0; i < 5; ++i) {
        EXPECT_PROBLEM(reauth(caller, makePassword().auth), 401, "login_failed");
    }
    EXPECT_PROBLEM(reauth(caller, person->password.auth), 401, "login_failed");
    Caller other = Caller::console();
    QVERIFY2(m_kit.signIn(other, *person), describe(m_kit.lastReply).c_str());
}

void AccountsTest::proofGrowsOld_data() {
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("status"); // 404: let in, and there is no such user
    QTest::addRow("fresh") << 290 << 404;
    QTest::addRow("old") << 301 << 403;
}

void AccountsTest::proofGrowsOld() {
    QFETCH(int, seconds);
    QFETCH(int, status);
    Caller caller = Caller::console();
    QVERIFY(m_kit.signIn(caller, m_kit.owner));
    caller.reauth.clear();
    TestTime::get().advance(std::chrono::seconds(seconds));
    const Call dangerous{"DELETE", "/v1/users/" + makeUuid(), "", {{"If-Match", "\"r1\""}}};
    EXPECT_STATUS(m_client.send(dangerous, &caller), status);
    EXPECT_STATUS(m_client.send({"GET", "/v1/users"}, &caller), 200); // nothing else is kept from him
    const auto administrator = wire::encode(m_kit.newUser("made-" + std::to_string(seconds), "auditor"));
    EXPECT_STATUS(m_client.send({"POST", "/v1/users", administrator}, &caller), status == 403 ? 403 : 201);
    EXPECT_STATUS(reauth(caller, m_kit.owner.password.auth), 200);
    EXPECT_PROBLEM(m_client.send(dangerous, &caller), 404, "not_found");
}

} // namespace

std::unique_ptr<QObject> makeAccountsTest() {
    return std::make_unique<AccountsTest>();
}

} // namespace kaomon::test

#include "accounts_test.moc"
