// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"

namespace kaomon::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

// What ends by itself, tried by moving the server's clock. Runs late, since it leaves the sessions of the
// other classes behind.
class ClockTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void storedCodeExpires_data();
    void storedCodeExpires();
    void unusedSession_data();
    void unusedSession();
    void usedSessionEndsAfterEightHours();
    void idempotencyKeysAreKeptForSevenDays();
    void proofOfAnotherTime_data();
    void proofOfAnotherTime();
    void wallClockSetBack();

private:
    [[nodiscard]] Reply users(Caller& caller) { return m_client.send({"GET", "/v1/users"}, &caller); }
    // The owner's second console; its refresh token comes along.
    [[nodiscard]] std::pair<Caller, std::string> otherConsole() {
        Caller caller = Caller::console();
        (void)m_kit.signIn(caller, m_kit.owner);
        const auto session = bodyOf<wire::SessionReply>(m_kit.lastReply);
        return {std::move(caller), session ? session->refreshToken : std::string()};
    }
    [[nodiscard]] Reply refresh(Caller& caller, const std::string& token) {
        caller.token.clear(); // the token of the proof is the one in the Authorization header: none
        return m_client.send({"POST", "/v1/session:refresh", wire::encode(wire::RefreshRequest{token})},
                             &caller);
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    TenantKit& m_kit = *m_suite.home;
};

void ClockTest::init() {
    QVERIFY2(m_kit.later(minutes(1)), describe(m_kit.lastReply).c_str());
}

void ClockTest::storedCodeExpires_data() {
    QTest::addColumn<int>("after");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addRow("in time") << 59 << 200 << "";
    QTest::addRow("too late") << 61 << 403 << "enrolment_code_expired";
}

void ClockTest::storedCodeExpires() {
    QFETCH(int, after);
    QFETCH(int, status);
    QFETCH(QString, code);
    const auto enrolment = crypto::EnrolmentCode::generate();
    QVERIFY2(m_kit.addCode(enrolment, 1), describe(m_kit.lastReply).c_str()); // good for an hour
    QVERIFY(m_kit.later(minutes(after)));
    const wire::EnrolBegin begin{enrolment.id()};
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/devices:enrol-begin", wire::encode(begin)}), status,
                   code.toStdString());
}

void ClockTest::unusedSession_data() {
    QTest::addColumn<int>("idle"); // minutes
    QTest::addColumn<int>("use");
    QTest::addColumn<int>("refreshed");
    QTest::addRow("access token lives") << 9 << 200 << 200;
    QTest::addRow("only the refresh token lives") << 12 << 401 << 200;
    QTest::addRow("nothing lives") << 16 << 401 << 401;
}

void ClockTest::unusedSession() {
    QFETCH(int, idle);
    QFETCH(int, use);
    QFETCH(int, refreshed);
    auto [caller, token] = otherConsole();
    EXPECT_STATUS(users(caller), 200);
    TestTime::get().advance(minutes(idle));
    EXPECT_STATUS(users(caller), use);
    EXPECT_STATUS(refresh(caller, token), refreshed);
}

void ClockTest::usedSessionEndsAfterEightHours() {
    auto [caller, token] = otherConsole();
    minutes passed(0);
    for (; passed + minutes(9) < hours(8); passed += minutes(9)) {
        EXPECT_STATUS(users(caller), 200);
        TestTime::get().advance(minutes(9));
    }
    EXPECT_STATUS(users(caller), 200);
    TestTime::get().advance(hours(8) - passed + minutes(1));
    EXPECT_PROBLEM(users(caller), 401, "unauthenticated");
    EXPECT_PROBLEM(refresh(caller, token), 401, "unauthenticated");
}

void ClockTest::idempotencyKeysAreKeptForSevenDays() {
    auto user = m_kit.newUser("kept", "auditor");
    user.oneTimePassword.reset(); // it would be over by then
    user.oneTimePasswordExpiresAt.reset();
    const Call call{"POST", "/v1/users", wire::encode(user), {{"Idempotency-Key", makeUuid()}}};
    const Reply first = m_client.send(call, &m_kit.console);
    EXPECT_STATUS(first, 201);
    QVERIFY(m_kit.later(hours(7 * 24 - 1)));
    const Reply again = m_client.send(call, &m_kit.console);
    EXPECT_STATUS(again, 201);
    QCOMPARE(again.body, first.body);
    QVERIFY(m_kit.later(hours(2)));
    EXPECT_STATUS(m_client.send(call, &m_kit.console), 409); // tried anew: the user exists
}

void ClockTest::proofOfAnotherTime_data() {
    QTest::addColumn<int>("offset"); // seconds
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addRow("just young enough") << -110 << 200 << "";
    QTest::addRow("too old") << -600 << 401 << "clock_skew";
    QTest::addRow("not yet") << 600 << 401 << "clock_skew";
}

void ClockTest::proofOfAnotherTime() {
    QFETCH(int, offset);
    QFETCH(int, status);
    QFETCH(QString, code);
    Call call{"GET", "/v1/users"};
    call.signedAt = wallNow() + std::chrono::seconds(offset);
    EXPECT_PROBLEM(m_client.send(call, &m_kit.console), status, code.toStdString());
}

// A session does not live longer because somebody sets the server's clock back.
void ClockTest::wallClockSetBack() {
    auto [caller, token] = otherConsole();
    TestTime::get().shiftWallClock(-hours(1));
    EXPECT_PROBLEM(users(caller), 401, "unauthenticated");
    TestTime::get().shiftWallClock(hours(1));
    EXPECT_STATUS(users(caller), 200);
    TestTime::get().advance(hours(8) + minutes(1));
    EXPECT_STATUS(users(caller), 401);
}

} // namespace

std::unique_ptr<QObject> makeClockTest() {
    return std::make_unique<ClockTest>();
}

} // namespace kaomon::test

#include "clock_test.moc"
