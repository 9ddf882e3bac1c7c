// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <thread>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "wire/events.h"

namespace kaomon::test {
namespace {

// What was answered is on disk, whatever becomes of the process.
class DurabilityTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void killedWhileWriting_data();
    void killedWhileWriting();
    void databaseRestarts();
    void gracefulStop();

private:
    ApiSuite& m_suite = ApiSuite::get();
};

void DurabilityTest::initTestCase() {
    QVERIFY(m_suite.home->later(std::chrono::minutes(1))); // sessions of earlier classes may have ended
}

void DurabilityTest::killedWhileWriting_data() {
    QTest::addColumn<int>("round");
    for (int round = 1; round <= 5; ++round) {
        QTest::addRow("round %d", round) << round;
    }
}

void DurabilityTest::killedWhileWriting() {
    const auto pc = m_suite.home->addPc();
    QVERIFY2(pc, describe(m_suite.home->lastReply).c_str());
    std::atomic<long long> acknowledged = 0;
    std::thread writer([&] {
        TestClient client(m_suite.server.port(), "");
        Caller caller = Caller::device(pc->id.text(), pc->sign);
        for (long long seq = 1; seq <= 100'000; ++seq) {
            wire::Event event;
            event.id = EventId::generate();
            event.seq = seq;
            event.at = wallNow();
            event.kind = "device";
            event.code = "WRITE";
            event.result = "info";
            event.severity = "info";
            const Reply reply =
                client.send({"POST", "/v1/events", wire::encode(wire::EventBatch{{event}})}, &caller);
            if (reply.status != 200) {
                return;
            }
            acknowledged = seq;
        }
    });
    const bool isWriting = QTest::qWaitFor([&] { return acknowledged >= 20; }, 60'000);
    m_suite.server.kill();
    m_suite.backend.crash();
    writer.join();
    QVERIFY(isWriting);
    QVERIFY(m_suite.server.start());
    Caller caller = Caller::device(pc->id.text(), pc->sign);
    const auto reply = bodyOf<wire::BatchReply>(
        m_suite.client->send({"POST", "/v1/events", wire::encode(wire::EventBatch{})}, &caller));
    QVERIFY(reply);
    QVERIFY2(reply->highWater >= acknowledged, std::to_string(acknowledged).c_str());
    QVERIFY(reply->gaps.empty());
    QVERIFY(reply->highWater <= acknowledged + 1); // at most the one whose answer was lost
}

void DurabilityTest::databaseRestarts() {
    m_suite.backend.crash();
    const auto answers = [&] {
        return m_suite.client->send({"GET", "/v1/users"}, &m_suite.home->console).status == 200;
    };
    QVERIFY(QTest::qWaitFor(answers, 60'000)); // 503 until the sessions are new
}

void DurabilityTest::gracefulStop() {
    EXPECT_STATUS(m_suite.client->send({"GET", "/v1/users"}, &m_suite.home->console), 200);
    QCOMPARE(m_suite.server.stop(), 0);
    QCOMPARE(m_suite.client->send({"GET", "/v1/meta"}).status, 0);
    QVERIFY(m_suite.server.start());
    EXPECT_STATUS(m_suite.client->send({"GET", "/v1/users"}, &m_suite.home->console), 200);
    QCOMPARE(m_suite.server.stop(), 0);
}

} // namespace

std::unique_ptr<QObject> makeDurabilityTest() {
    return std::make_unique<DurabilityTest>();
}

} // namespace kaomon::test

#include "durability_test.moc"
