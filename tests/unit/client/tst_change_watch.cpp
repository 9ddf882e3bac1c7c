// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "client/change_watch.h"
#include "support/client/fake_transport.h"

using namespace kaomon;
using namespace kaomon::client;
using namespace std::chrono_literals;

namespace {

// A connection that the test opens, closes and speaks through.
class FakeSocket final : public HintSocket {
public:
    int opens = 0;
    int closes = 0;
    void open() override { ++opens; }
    void close() override { ++closes; }
};

std::string hintText(long long rev) {
    return wire::encode(wire::StreamHint{.rev = rev});
}

} // namespace

// How the push channel is followed: by a stream, else by requests that wait, else not at all; never in step
// with others.
class TestChangeWatch final : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_transport = std::make_shared<testing::FakeTransport>();
        m_api = std::make_unique<ApiClient>(m_transport, m_clock, ApiClientOptions{.firstDelay = 1ms});
        make({.firstSpread = 0ms, .againSpread = 0ms, .longPollFor = 60'000ms});
    }

    void aHintOfANewRevisionIsTold() {
        m_watch->start();
        QTRY_COMPARE(m_socket->opens, 1);
        emit m_socket->opened();
        QCOMPARE(m_watch->way(), ChangeWatch::Way::Stream);
        m_watch->setKnownRev(7);
        emit m_socket->hinted({.rev = 7}); // nothing new
        emit m_socket->hinted({.rev = 8});
        emit m_socket->hinted({.rev = 9}); // fetched together with 8
        QTRY_COMPARE(m_changed->count(), 1);
        m_watch->setKnownRev(9);
        emit m_socket->hinted({.rev = 9});
        QTest::qWait(0);
        QCOMPARE(m_changed->count(), 1);
    }

    void whoIsLetOutAsksAtOnce() {
        m_watch->start();
        QTRY_COMPARE(m_socket->opens, 1);
        emit m_socket->opened();
        m_watch->setKnownRev(0);
        emit m_socket->hinted({.rev = 0, .withinMs = 60'000, .ended = "device_revoked"});
        QCOMPARE(m_changed->count(), 1);
    }

    void fetchesAreSpread() {
        make({.firstSpread = 0ms, .againSpread = 0ms, .random = [] { return 0.5; }});
        m_watch->start();
        QTRY_COMPARE(m_socket->opens, 1);
        emit m_socket->opened();
        QElapsedTimer timer;
        timer.start();
        emit m_socket->hinted({.rev = 1, .withinMs = 400});
        QTRY_COMPARE(m_changed->count(), 1);
        QVERIFY(timer.elapsed() >= 190);
    }

    void aLostStreamIsOpenedAgainAfterAWhile() {
        make({.firstSpread = 0ms, .againSpread = 600ms, .random = [] { return 0.5; }});
        m_watch->start();
        QTRY_COMPARE(m_socket->opens, 1);
        emit m_socket->opened();
        emit m_socket->closed();
        QCOMPARE(m_watch->way(), ChangeWatch::Way::None);
        QElapsedTimer timer;
        timer.start();
        QTRY_COMPARE(m_socket->opens, 2);
        QVERIFY(timer.elapsed() >= 290);
    }

    // The random part is the whole minute: nobody can be in step with others.
    void theJitterIsFull() {
        QCOMPARE(ChangeWatchOptions().againSpread, 60'000ms);
        QCOMPARE(ChangeWatchOptions().firstSpread, 5'000ms);
    }

    void whereStreamsAreRefusedRequestsWait() {
        m_watch->start();
        m_watch->setKnownRev(5);
        refuseStreams();
        QTRY_COMPARE(m_watch->way(), ChangeWatch::Way::LongPoll);
        QTRY_COMPARE(m_transport->requests.size(), 1U);
        QCOMPARE(m_transport->requests.front().target, std::string("/v1/changes:wait?rev=5&timeout=25"));
        QVERIFY(m_transport->requests.front().timeout > 25'000ms);
    }

    void aWaitingRequestTellsAndGoesOn() {
        m_transport->answer(200, hintText(5)); // the time was over: asked again
        m_transport->answer(200, hintText(6));
        m_watch->start();
        m_watch->setKnownRev(5);
        refuseStreams();
        QTRY_COMPARE(m_changed->count(), 1);
        QCOMPARE(m_transport->requests.size(), 2U); // nothing is asked before the round is through
        m_watch->setKnownRev(6);
        QTRY_COMPARE(m_transport->requests.size(), 3U);
        QVERIFY(m_transport->requests.back().target.find("rev=6") != std::string::npos);
    }

    void whereNeitherWorksTheOwnersRoundsGoOn() {
        for (int i = 0; i < 3; ++i) {
            m_transport->fail(ErrorCode::ServerUnreachable);
        }
        m_watch->start();
        m_watch->setKnownRev(5);
        refuseStreams();
        const int opens = m_socket->opens;
        QTRY_COMPARE(m_watch->way(), ChangeWatch::Way::None);
        QCOMPARE(m_changed->count(), 0);
        QTRY_VERIFY(m_socket->opens > opens); // a stream is tried again
        emit m_socket->opened();
        QCOMPARE(m_watch->way(), ChangeWatch::Way::Stream);
    }

    void aStreamThatOpensEndsTheWaitingRequest() {
        make({.firstSpread = 0ms, .againSpread = 0ms, .longPollFor = 50ms});
        m_watch->start();
        m_watch->setKnownRev(5);
        refuseStreams();
        QTRY_COMPARE(m_transport->requests.size(), 1U);
        QTRY_VERIFY(m_socket->opens > 2);                     // after a while a stream is tried again
        QCOMPARE(m_watch->way(), ChangeWatch::Way::LongPoll); // and until it opens the request waits
        emit m_socket->opened();
        QTRY_COMPARE(m_transport->aborted, 1);
        QCOMPARE(m_watch->way(), ChangeWatch::Way::Stream);
    }

    void stoppedItIsSilent() {
        m_watch->start();
        m_watch->setKnownRev(5);
        refuseStreams();
        QTRY_COMPARE(m_transport->requests.size(), 1U);
        m_watch->stop();
        QTRY_COMPARE(m_transport->aborted, 1);
        emit m_socket->closed();
        QTest::qWait(0);
        QCOMPARE(m_changed->count(), 0);
        QCOMPARE(m_watch->way(), ChangeWatch::Way::None);
    }

    void anEndedOwnerIsNotCalled() {
        m_watch->start();
        m_watch->setKnownRev(5);
        refuseStreams();
        QTRY_COMPARE(m_transport->requests.size(), 1U);
        m_changed.reset();
        m_watch.reset();
        QTRY_COMPARE(m_transport->aborted, 1);
    }

private:
    void make(ChangeWatchOptions options) {
        m_watch.reset();
        auto socket = std::make_unique<FakeSocket>();
        m_socket = socket.get();
        m_watch = std::make_unique<ChangeWatch>(*m_api, std::move(socket), std::move(options));
        m_changed = std::make_unique<QSignalSpy>(m_watch.get(), &ChangeWatch::changed);
    }
    void refuseStreams() {
        QTRY_COMPARE(m_socket->opens, 1);
        emit m_socket->closed();
        QTRY_COMPARE(m_socket->opens, 2);
        emit m_socket->closed();
    }

    SystemClock m_clock;
    std::shared_ptr<testing::FakeTransport> m_transport;
    std::unique_ptr<ApiClient> m_api;
    std::unique_ptr<ChangeWatch> m_watch;
    std::unique_ptr<QSignalSpy> m_changed;
    FakeSocket* m_socket = nullptr;
};

QTEST_GUILESS_MAIN(TestChangeWatch)
#include "tst_change_watch.moc"
