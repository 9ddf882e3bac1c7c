// SPDX-License-Identifier: GPL-3.0-or-later
#include <thread>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "wire/events.h"

namespace kaomon::test {
namespace {

// What every request goes through before and after its handler, on one node and on two that share the
// database: each signed request has its effect once, and what takes somebody's rights away counts at once.
class PipelineTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void writeTakesEffectOnce_data();
    void writeTakesEffectOnce();
    void refusedWriteMayBeSentAnew();
    void oneKeyManyTimesAtOnce();
    void suspendedPcIsOutAtOnce();
    void disabledUserIsOutAtOnce();
    void otherNodeForgetsWithinSeconds();

private:
    [[nodiscard]] Call eventCall() {
        wire::Event event;
        event.id = EventId::generate();
        event.seq = ++m_seq;
        event.at = wallNow();
        event.kind = "device";
        event.code = "REPLAY";
        event.result = "info";
        event.severity = "info";
        return {"POST", "/v1/events", wire::encode(wire::EventBatch{{event}})};
    }
    [[nodiscard]] Reply setState(const Pc& pc, const std::string& state) {
        const std::string path = "/v1/devices/" + pc.id.text();
        const std::string etag = m_client.send({"GET", path}, &m_kit.console).etag();
        return m_client.send(
            {"PATCH", path, wire::encode(wire::DevicePatch{std::nullopt, state}), {{"If-Match", etag}}},
            &m_kit.console);
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    TenantKit& m_kit = *m_suite.home;
    ServerProcess m_second{m_suite.backend};
    std::unique_ptr<TestClient> m_secondClient;
    std::optional<Pc> m_pc;
    long long m_seq = 0;
};

void PipelineTest::initTestCase() {
    m_pc = m_kit.addPc();
    QVERIFY2(m_pc, describe(m_kit.lastReply).c_str());
    QVERIFY(m_second.start());
    m_secondClient = std::make_unique<TestClient>(m_second.port(), m_suite.recordFile);
}

void PipelineTest::writeTakesEffectOnce_data() {
    QTest::addColumn<bool>("isOnOtherNode");
    QTest::addRow("same node") << false;
    QTest::addRow("other node") << true;
}

void PipelineTest::writeTakesEffectOnce() {
    QFETCH(bool, isOnOtherNode);
    Caller caller = Caller::device(m_pc->id.text(), m_pc->sign);
    const Call call = eventCall();
    const std::string proof = TestClient::proofHeader(call, caller);
    Call keyed = call;
    keyed.headers["Idempotency-Key"] = makeUuid();
    EXPECT_STATUS(m_client.sendWithProof(keyed, proof, ""), 200);
    for (int i = 0; i < 3; ++i) {
        keyed.headers["Idempotency-Key"] = makeUuid();
        EXPECT_PROBLEM((isOnOtherNode ? *m_secondClient : m_client).sendWithProof(keyed, proof, ""), 401,
                       "proof_invalid");
    }
}

// The counter and the effect are one transaction: what was rolled back has used up nothing on other nodes,
// and what succeeds there is used up here.
void PipelineTest::refusedWriteMayBeSentAnew() {
    const wire::NewUser user = m_kit.newUser("sentanew", "auditor");
    EXPECT_STATUS(m_client.send({"POST", "/v1/users", wire::encode(user)}, &m_kit.console), 201);
    const std::string path = "/v1/users/" + user.id.text();
    const std::string etag = m_client.send({"GET", path}, &m_kit.console).etag();
    Call call{"PATCH", path, R"({"note":"a"})", {{"If-Match", "\"r1\""}}};
    const std::string proof = TestClient::nextProofHeader(call, m_kit.console);
    EXPECT_STATUS(m_client.sendWithProof(call, proof, m_kit.console.token), 412);
    call.headers["If-Match"] = etag; // not part of what is signed
    EXPECT_STATUS(m_secondClient->sendWithProof(call, proof, m_kit.console.token), 200);
    EXPECT_PROBLEM(m_client.sendWithProof(call, proof, m_kit.console.token), 401, "proof_invalid");
}

void PipelineTest::oneKeyManyTimesAtOnce() {
    constexpr int kThreads = 8;
    const Call call{"POST",
                    "/v1/users",
                    wire::encode(m_kit.newUser("manytimes", "auditor")),
                    {{"Idempotency-Key", makeUuid()}}};
    std::vector<Reply> replies(kThreads);
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < kThreads; ++i) {
            const std::string proof = TestClient::nextProofHeader(call, m_kit.console);
            threads.emplace_back([&, i, proof] {
                TestClient client(i % 2 == 0 ? m_suite.server.port() : m_second.port(), "");
                replies[static_cast<std::size_t>(i)] = client.sendWithProof(call, proof, m_kit.console.token);
            });
        }
    }
    // Like the first of them it is not written down: the log of acts knows it by the trace of the first.
    TestClient quiet(m_suite.server.port(), "");
    const Reply last = quiet.send(call, &m_kit.console);
    EXPECT_STATUS(last, 201);
    for (const Reply& reply : replies) {
        if (reply.status == 409) {
            EXPECT_PROBLEM(reply, 409, "idempotency_in_progress");
            QVERIFY(!reply.header("retry-after").empty());
        } else {
            EXPECT_STATUS(reply, 201);
            QCOMPARE(reply.body, last.body);
        }
    }
    const auto page = bodyOf<wire::UserPage>(m_client.send({"GET", "/v1/users?q=manytimes"}, &m_kit.console));
    QCOMPARE(page->total, 1);
}

void PipelineTest::suspendedPcIsOutAtOnce() {
    const auto pc = m_kit.addPc();
    QVERIFY(pc);
    Caller caller = Caller::device(pc->id.text(), pc->sign);
    EXPECT_STATUS(m_client.send({"GET", "/v1/manifest"}, &caller), 200);
    EXPECT_STATUS(setState(*pc, "suspended"), 200);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/manifest"}, &caller), 403, "device_suspended");
    EXPECT_STATUS(setState(*pc, "active"), 200);
    EXPECT_STATUS(m_client.send({"GET", "/v1/manifest"}, &caller), 200);
    EXPECT_STATUS(setState(*pc, "revoked"), 200);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/manifest"}, &caller), 403, "device_revoked");
}

void PipelineTest::disabledUserIsOutAtOnce() {
    Caller caller = Caller::console();
    const auto person = m_kit.addPerson("outatonce", "auditor", nullptr, caller);
    QVERIFY2(person, describe(m_kit.lastReply).c_str());
    QVERIFY(m_kit.signIn(caller, *person));
    EXPECT_STATUS(m_client.send({"GET", "/v1/users"}, &caller), 200);
    const std::string path = "/v1/users/" + person->id.text();
    const std::string etag = m_client.send({"GET", path}, &m_kit.console).etag();
    EXPECT_STATUS(m_client.send({"DELETE", path, "", {{"If-Match", etag}}}, &m_kit.console), 204);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/users"}, &caller), 401, "unauthenticated");
}

void PipelineTest::otherNodeForgetsWithinSeconds() {
    const auto pc = m_kit.addPc();
    QVERIFY(pc);
    Caller caller = Caller::device(pc->id.text(), pc->sign);
    EXPECT_STATUS(m_secondClient->send({"GET", "/v1/manifest"}, &caller), 200);
    EXPECT_STATUS(setState(*pc, "suspended"), 200);
    TestTime::get().advance(std::chrono::seconds(6));
    EXPECT_PROBLEM(m_secondClient->send({"GET", "/v1/manifest"}, &caller), 403, "device_suspended");
}

} // namespace

std::unique_ptr<QObject> makePipelineTest() {
    return std::make_unique<PipelineTest>();
}

} // namespace kaomon::test

#include "pipeline_test.moc"
