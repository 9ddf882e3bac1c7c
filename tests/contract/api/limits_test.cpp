// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "storage/database.h"
#include "storage/repositories/alert_repository.h"
#include "storage/repositories/rate_repository.h"

namespace kaomon::test {
namespace {

using std::chrono::seconds;

// How many requests a source may send. Two servers of its own on the suite's database, with the limits that
// are shipped; each case comes from another address.
class LimitsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void signInsOfOneAddress();
    void signInsAreCountedOnAllNodes();
    void anonymousRequests();
    void requestsOfOnePc();
    void wrongBootstrapCodes();
    void strangersDoNotLockAPcOut();
    void floodOfSignIns();

private:
    // A client from an address of this case.
    [[nodiscard]] TestClient from(const std::string& address, const ServerProcess& server) {
        return TestClient(server.port(), m_suite.recordFile, address);
    }
    // Fails before any password is checked.
    [[nodiscard]] Reply signIn(TestClient& client) {
        Caller caller = Caller::console();
        const wire::SignInRequest request{TenantId::generate(), "nobody", makePassword().auth,
                                          caller.key.publicKey()};
        return client.send({"POST", "/v1/session", wire::encode(request)}, &caller);
    }
    [[nodiscard]] Reply prelogin(TestClient& client) {
        return client.send(
            {"POST", "/v1/session:prelogin", wire::encode(wire::PreloginRequest{m_kit.tenant, "owner"})});
    }
    static void expectRefused(const Reply& reply) {
        EXPECT_PROBLEM(reply, 429, "rate_limited");
        const int wait = std::stoi("0" + reply.header("retry-after"));
        QVERIFY2(wait >= 1 && wait <= 60, reply.header("retry-after").c_str());
    }

    ApiSuite& m_suite = ApiSuite::get();
    TenantKit& m_kit = *m_suite.home;
    ServerProcess m_server{m_suite.backend};
    ServerProcess m_second{m_suite.backend};
};

void LimitsTest::initTestCase() {
    QVERIFY(m_kit.later(std::chrono::minutes(1)));
    for (ServerProcess* server : {&m_server, &m_second}) {
        server->setLimits({});
        QVERIFY(server->start());
    }
}

void LimitsTest::signInsOfOneAddress() {
    TestClient client = from("127.1.0.1", m_server);
    for (int i = 0; i < 10; ++i) {
        EXPECT_PROBLEM(signIn(client), 401, "login_failed");
    }
    expectRefused(signIn(client));
    TestClient elsewhere = from("127.1.0.2", m_server);
    EXPECT_PROBLEM(signIn(elsewhere), 401, "login_failed");
    TestTime::get().advance(seconds(61));
    EXPECT_PROBLEM(signIn(client), 401, "login_failed");
}

void LimitsTest::signInsAreCountedOnAllNodes() {
    const auto minute = std::chrono::floor<std::chrono::minutes>(wallNow()) + std::chrono::minutes(1);
    TestTime::get().advance(minute - wallNow()); // all within one window
    TestClient first = from("127.1.0.3", m_server);
    TestClient second = from("127.1.0.3", m_second);
    for (int i = 0; i < 5; ++i) {
        EXPECT_PROBLEM(signIn(first), 401, "login_failed");
        EXPECT_PROBLEM(signIn(second), 401, "login_failed");
    }
    expectRefused(signIn(second));
}

void LimitsTest::anonymousRequests() {
    TestClient client = from("127.1.0.4", m_server);
    for (int i = 0; i < 60; ++i) {
        EXPECT_STATUS(prelogin(client), 200);
    }
    expectRefused(prelogin(client));
    EXPECT_STATUS(client.send({"GET", "/v1/meta"}), 200); // probes are not counted
    TestTime::get().advance(seconds(2));
    EXPECT_STATUS(prelogin(client), 200); // one a second
}

void LimitsTest::requestsOfOnePc() {
    const auto pc = m_kit.addPc();
    const auto other = m_kit.addPc();
    QVERIFY(pc && other);
    TestClient client = from("127.1.0.5", m_server);
    Caller caller = Caller::device(pc->id.text(), pc->sign);
    int refused = 0;
    Reply last;
    for (int i = 0; i < 700 && refused == 0; ++i) { // some seconds may pass, ten a second come back
        last = client.send({"GET", "/v1/manifest"}, &caller);
        refused += last.status == 429 ? 1 : 0;
        QVERIFY2(i >= 600 || refused == 0, std::to_string(i).c_str());
    }
    expectRefused(last);
    Caller otherCaller = Caller::device(other->id.text(), other->sign);
    EXPECT_STATUS(client.send({"GET", "/v1/manifest"}, &otherCaller), 200);
}

void LimitsTest::wrongBootstrapCodes() {
    const auto minute = std::chrono::floor<std::chrono::minutes>(wallNow()) + std::chrono::minutes(1);
    TestTime::get().advance(minute - wallNow());
    TestClient first = from("127.1.0.6", m_server);
    TestClient second = from("127.1.0.6", m_second);
    const Call guess{"POST", "/v1/bootstrap:begin", wire::encode(wire::BootstrapBegin{"AAAA-BBBB-CCCC"})};
    for (int i = 0; i < 5; ++i) {
        EXPECT_PROBLEM((i % 2 == 0 ? first : second).send(guess), 403, "bootstrap_code_invalid");
    }
    expectRefused(first.send(guess));
    expectRefused(second.send(guess));
}

void LimitsTest::strangersDoNotLockAPcOut() {
    const auto pc = m_kit.addPc();
    QVERIFY(pc);
    TestClient client = from("127.1.0.7", m_server); // the same address, as behind one router
    while (prelogin(client).status == 200) {
    }
    while (signIn(client).status == 401) {
    }
    TenantKit& kit = m_kit;
    Caller caller = Caller::device(pc->id.text(), pc->sign);
    const wire::SignInRequest request{kit.tenant, kit.owner.login, kit.owner.password.auth, std::nullopt};
    EXPECT_STATUS(client.send({"POST", "/v1/session", wire::encode(request)}, &caller), 200);
}

void LimitsTest::floodOfSignIns() {
    const auto pc = m_kit.addPc();
    QVERIFY(pc);
    const auto hour = std::chrono::floor<std::chrono::hours>(wallNow()) + std::chrono::hours(1);
    TestTime::get().advance(hour - wallNow());
    const auto database = storage::Database::open({.url = m_suite.backend.url(), .isMigrating = false});
    QVERIFY(database);
    const TimePoint now = wallNow();
    const Status seeded = (*database)->runBlocking(
        storage::Access::Write, m_kit.tenant, [&](storage::UnitOfWork& unit) -> Status {
            for (int i = 0; i < 999; ++i) {
                (void)storage::RateRepository(unit).count("failed_sign_ins", m_kit.tenant.text(), now,
                                                          std::chrono::hours(1));
            }
            return {};
        });
    QVERIFY(seeded);
    TestClient client = from("127.1.0.8", m_server);
    const auto wrong = [&] {
        Caller caller = Caller::console();
        const wire::SignInRequest request{m_kit.tenant, "nobody", makePassword().auth,
                                          caller.key.publicKey()};
        return client.send({"POST", "/v1/session", wire::encode(request)}, &caller);
    };
    EXPECT_PROBLEM(wrong(), 401, "login_failed"); // the thousandth
    const auto alerts =
        (*database)->runBlocking(storage::Access::Read, m_kit.tenant,
                                 [](storage::UnitOfWork& unit) -> Result<std::vector<storage::AlertRow>> {
                                     return storage::AlertRepository(unit).list(10);
                                 });
    QVERIFY(alerts && alerts->size() == 1);
    QCOMPARE(alerts->front().code, "sign_in_flood");
    EXPECT_PROBLEM(wrong(), 401, "login_failed");
    EXPECT_PROBLEM(wrong(), 401, "login_failed");
    expectRefused(wrong());
    Caller caller = Caller::device(pc->id.text(), pc->sign);
    const wire::SignInRequest request{m_kit.tenant, m_kit.owner.login, m_kit.owner.password.auth,
                                      std::nullopt};
    EXPECT_STATUS(client.send({"POST", "/v1/session", wire::encode(request)}, &caller), 200);
    TestTime::get().advance(std::chrono::hours(1));
    EXPECT_PROBLEM(wrong(), 401, "login_failed");
}

} // namespace

std::unique_ptr<QObject> makeLimitsTest() {
    return std::make_unique<LimitsTest>();
}

} // namespace kaomon::test

#include "limits_test.moc"
