// SPDX-License-Identifier: GPL-3.0-or-later
//
// The push channel from outside, with two nodes on the database named by KAOMON_TEST_BACKEND.
#include <future>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTest>

#include "client/change_watch.h"
#include "client/network_transport.h"
#include "client/web_socket_hints.h"
#include "support/http/test_socket.h"
#include "support/server/server_process.h"
#include "support/server/tenant_kit.h"
#include "wire/changes.h"
#include "wire/events.h"
#include "wire/stream.h"

using namespace kaomon;
using namespace kaomon::test;
using namespace std::chrono_literals;

namespace {

constexpr auto kSoon = 30000ms;    // a look every 500 ms, on a machine that is busy
constexpr int kPatience = 60000;   // whole programs and libraries
constexpr auto kRevoked = 10000ms; // what is promised
constexpr int kGoingAway = 1001;
constexpr int kPolicy = 1008;
constexpr int kTooBig = 1009;

class PushTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void anUpgradeIsForItsRouteAlone();
    void onlyKnownCallersGetAStream();
    void theFirstMessageTellsTheRevision();
    void aChangeOnAnotherNodeIsHinted();
    void aPcThatIsSuspendedIsToldAndLetGo();
    void aSessionThatEndsIsLetGo();
    void largeAndManyMessagesEndTheStream();
    void waitingIsAnsweredByAChange();
    void waitingEnds();
    void excludedAddressesAreCut();
    void theLibraryFollows();
    void whoIsLetOutWaitsNoLonger();
    void aStoppingNodeSaysSo();
    void aStoppingNodeEndsTheTail();

private:
    [[nodiscard]] std::optional<wire::StreamHint> hintOf(TestSocket& socket,
                                                         std::chrono::milliseconds within = kSoon) {
        const auto text = socket.read(within);
        const auto hint =
            text ? wire::decode<wire::StreamHint>(*text) : Result<wire::StreamHint>(fail(ErrorCode::Timeout));
        return hint ? std::optional(*hint) : std::nullopt;
    }
    // A change of the tenant, made on the first node.
    [[nodiscard]] bool change() {
        const auto user = m_kit->newUser("p" + makeUuid(), "member");
        return m_client->send({"POST", "/v1/users", wire::encode(user)}, &m_kit->console).status == 201;
    }
    [[nodiscard]] int patchDevice(const Pc& pc, const std::string& body) {
        const std::string path = "/v1/devices/" + pc.id.text();
        Call call{"PATCH", path, body};
        call.headers["If-Match"] = m_client->send({"GET", path}, &m_kit->console).etag();
        return m_client->send(call, &m_kit->console).status;
    }
    // Streams and waiting requests of the second node, as it counts them itself.
    [[nodiscard]] int waitingOnSecond() const;
    [[nodiscard]] static Caller callerOf(const Pc& pc) { return Caller::device(pc.id.text(), pc.sign); }

    Backend m_backend;
    ServerProcess m_first{m_backend};
    ServerProcess m_second{m_backend};
    const QString m_metrics = m_backend.folder() + QStringLiteral("/second.sock");
    std::unique_ptr<TestClient> m_client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
};

void PushTest::initTestCase() {
    m_second.setArguments({QStringLiteral("--metrics-listen"), QStringLiteral("unix:") + m_metrics,
                           QStringLiteral("--drain-time"), QStringLiteral("5")});
    QVERIFY(m_first.start());
    QVERIFY(m_second.start());
    m_client = std::make_unique<TestClient>(m_first.port(), "");
    m_kit = std::make_unique<TenantKit>(*m_client, m_first.createTenant(QStringLiteral("Push"), false));
    QVERIFY(m_kit->found());
    m_pc = m_kit->addPc();
    QVERIFY(m_pc);
}

void PushTest::anUpgradeIsForItsRouteAlone() {
    Caller caller = callerOf(*m_pc);
    QCOMPARE(TestSocket(m_first.port()).open(&caller, "/v1/manifest"), 400);
    QCOMPARE(TestSocket(m_first.port()).open(&caller, "/v1/nothing"), 400);
    QCOMPARE(TestSocket(m_first.port()).open(nullptr, "/healthz"), 400);
    QCOMPARE(m_client->send({"GET", "/v1/stream"}, &caller).status, 400); // no upgrade
    const std::string head = "GET /v1/stream HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: ";
    for (const char* rest :
         {"h2c\r\n\r\n", "websocket, h2c\r\n\r\n", "websocket\r\nContent-Length: 0\r\n\r\n",
          "websocket\r\nUpgrade: websocket\r\n\r\n"}) {
        QCOMPARE(m_client->sendRaw(head + rest).status, 400);
    }
}

void PushTest::onlyKnownCallersGetAStream() {
    QCOMPARE(TestSocket(m_first.port()).open(nullptr), 401);
    Caller stranger = Caller::device(makeUuid(), crypto::SigningKey::generate());
    QVERIFY(TestSocket(m_first.port()).open(&stranger) / 100 == 4);
    Caller caller = callerOf(*m_pc);
    QCOMPARE(TestSocket(m_first.port()).open(&caller), 101);
    QCOMPARE(TestSocket(m_first.port()).open(&m_kit->console), 101);
}

void PushTest::theFirstMessageTellsTheRevision() {
    Caller caller = callerOf(*m_pc);
    TestSocket socket(m_first.port());
    QCOMPARE(socket.open(&caller), 101);
    const auto hint = hintOf(socket);
    QVERIFY(hint);
    const auto page = bodyOf<wire::ChangePage>(m_client->send({"GET", "/v1/changes?limit=1"}, &caller));
    QVERIFY(page);
    QCOMPARE(hint->rev, page->upto);
    QVERIFY(!hint->ended);
}

void PushTest::aChangeOnAnotherNodeIsHinted() {
    Caller caller = callerOf(*m_pc);
    TestSocket socket(m_second.port());
    QCOMPARE(socket.open(&caller), 101);
    const auto first = hintOf(socket);
    QVERIFY(first);
    QVERIFY(change());
    const auto second = hintOf(socket);
    QVERIFY(second);
    QVERIFY(second->rev > first->rev);
    QVERIFY(second->withinMs >= 0);
}

void PushTest::aPcThatIsSuspendedIsToldAndLetGo() {
    const auto pc = m_kit->addPc();
    QVERIFY(pc);
    Caller caller = callerOf(*pc);
    TestSocket near(m_first.port());
    TestSocket far(m_second.port());
    QCOMPARE(near.open(&caller), 101);
    QCOMPARE(far.open(&caller), 101);
    QVERIFY(hintOf(near) && hintOf(far));
    QCOMPARE(patchDevice(*pc, R"({"state":"suspended","reason":"lost"})"), 200);
    QElapsedTimer timer;
    timer.start();
    for (TestSocket* socket : {&near, &far}) {
        auto hint = hintOf(*socket);
        while (hint && !hint->ended) { // that the tenant moved on may come first
            hint = hintOf(*socket);
        }
        QVERIFY(hint && hint->ended);
        QCOMPARE(socket->readEnd(kRevoked), kPolicy);
    }
    QVERIFY2(timer.elapsed() <= kRevoked.count(), qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(TestSocket(m_first.port()).open(&caller), 403);
}

void PushTest::aSessionThatEndsIsLetGo() {
    Caller caller = Caller::console();
    QVERIFY(m_kit->signIn(caller, m_kit->owner));
    TestSocket socket(m_second.port());
    QCOMPARE(socket.open(&caller), 101);
    QVERIFY(hintOf(socket));
    QCOMPARE(m_client->send({"DELETE", "/v1/session"}, &caller).status, 204);
    QElapsedTimer timer;
    timer.start();
    // sessions are looked at by the server's own clock: every five seconds of it
    QCOMPARE(socket.readEnd(kRevoked), kPolicy);
    QVERIFY(timer.elapsed() <= kRevoked.count());
}

void PushTest::largeAndManyMessagesEndTheStream() {
    Caller caller = callerOf(*m_pc);
    TestSocket large(m_first.port());
    QCOMPARE(large.open(&caller), 101);
    QVERIFY(large.send(std::string(4096, 'x'))); // read and dropped
    QVERIFY(large.send(std::string(4097, 'x')));
    QCOMPARE(large.readEnd(kSoon), kTooBig);
    TestSocket busy(m_first.port());
    QCOMPARE(busy.open(&caller), 101);
    for (int i = 0; i < 200 && busy.send("x"); ++i) {
    }
    QVERIFY(busy.readEnd(kSoon) >= 0);
}

void PushTest::waitingIsAnsweredByAChange() {
    Caller caller = callerOf(*m_pc);
    TestClient client(m_second.port(), "");
    const auto now = bodyOf<wire::StreamHint>(client.send({"GET", "/v1/changes:wait"}, &caller));
    QVERIFY(now && now->rev > 0); // whoever knows nothing is answered at once
    const std::string target = "/v1/changes:wait?rev=" + std::to_string(now->rev);
    auto waiting = std::async(std::launch::async, [&] { return client.send({"GET", target}, &caller); });
    QCOMPARE(waiting.wait_for(700ms), std::future_status::timeout);
    QVERIFY(change());
    QCOMPARE(waiting.wait_for(kSoon), std::future_status::ready);
    const auto hint = bodyOf<wire::StreamHint>(waiting.get());
    QVERIFY(hint);
    QVERIFY(hint->rev > now->rev);
    QCOMPARE(client.send({"GET", "/v1/changes:wait?rev=x"}, &caller).status, 422);
}

void PushTest::waitingEnds() {
    Caller caller = callerOf(*m_pc);
    TestClient client(m_second.port(), "");
    const auto now = bodyOf<wire::StreamHint>(client.send({"GET", "/v1/changes:wait"}, &caller));
    QVERIFY(now);
    QElapsedTimer timer;
    timer.start();
    const auto same = bodyOf<wire::StreamHint>(
        client.send({"GET", "/v1/changes:wait?timeout=1&rev=" + std::to_string(now->rev)}, &caller));
    QVERIFY(same);
    QCOMPARE(same->rev, now->rev);
    QVERIFY(timer.elapsed() >= 900);
}

// Behind a proxy too, where one connection of the proxy is one client's stream.
void PushTest::excludedAddressesAreCut() {
    Caller caller = callerOf(*m_pc);
    TestSocket direct(m_second.port(), "127.0.0.3");
    TestSocket proxied(m_second.port(), kProxyAddress);
    TestSocket allowed(m_second.port(), "127.0.0.1");
    QCOMPARE(direct.open(&caller), 101);
    QCOMPARE(proxied.open(&caller, "/v1/stream", {{"X-Forwarded-For", "203.0.113.7"}}), 101);
    QCOMPARE(allowed.open(&caller), 101);
    QVERIFY(hintOf(direct) && hintOf(proxied) && hintOf(allowed));
    const auto put = [&](const std::string& rules) {
        Call call{"PUT", "/v1/ip-rules", rules};
        call.headers["If-Match"] = m_client->send({"GET", "/v1/ip-rules"}, &m_kit->console).etag();
        return m_client->send(call, &m_kit->console);
    };
    const Reply reply =
        put(R"({"rules":[{"range":"127.0.0.1/32","scope":"client","action":"allow","label":"here"}]})");
    QVERIFY2(reply.status == 200, reply.body.c_str());
    QVERIFY(direct.readEnd(kRevoked) >= 0);
    QVERIFY(proxied.readEnd(kRevoked) >= 0);
    QVERIFY(change());
    QVERIFY(hintOf(allowed)); // is still told
    QCOMPARE(put(R"({"rules":[]})").status, 200);
}

// The PC's own library against the real server.
void PushTest::theLibraryFollows() {
    const SystemClock clock;
    const auto pin = m_first.createTenant(QStringLiteral("Pin"), false)["pin"];
    QVERIFY(!pin.empty());
    const QUrl server(QStringLiteral("https://127.0.0.1:%1").arg(m_second.port()));
    const auto transport = std::make_shared<client::NetworkTransport>(server, client::PinSet{{pin}, false});
    client::ApiClient api(transport, clock);
    const auto signer = std::make_shared<client::RequestSigner>(m_pc->id.text(), m_pc->sign.clone(), clock);
    signer->setServerTime(wallNow());
    api.setSigner(signer);
    std::string expected = "another key";
    const auto makeSocket = [&] {
        return std::make_unique<client::WebSocketHints>(
            server, client::WebSocketHints::Identity{.signer = signer, .pins = [&] {
                                                         return client::PinSet{{expected}, false};
                                                     }});
    };
    client::WebSocketHints wrong(server, {.signer = signer, .pins = [&] {
                                              return client::PinSet{{expected}, false};
                                          }});
    QSignalSpy opened(&wrong, &client::HintSocket::opened);
    QSignalSpy closed(&wrong, &client::HintSocket::closed);
    wrong.open();
    QTRY_COMPARE_WITH_TIMEOUT(closed.count(), 1, kPatience); // a server with another key gets nothing
    QCOMPARE(opened.count(), 0);

    expected = pin;
    client::ChangeWatch watch(api, makeSocket(), {.firstSpread = 0ms, .againSpread = 100ms});
    QSignalSpy changed(&watch, &client::ChangeWatch::changed);
    watch.start();
    QTRY_VERIFY_WITH_TIMEOUT(changed.count() > 0, kPatience); // it knew nothing yet
    QCOMPARE(watch.way(), client::ChangeWatch::Way::Stream);
    Caller caller = callerOf(*m_pc);
    const auto now = bodyOf<wire::StreamHint>(m_client->send({"GET", "/v1/changes:wait"}, &caller));
    watch.setKnownRev(now->rev);
    changed.clear();
    QVERIFY(change());
    QTRY_VERIFY_WITH_TIMEOUT(changed.count() > 0, kPatience);
}

int PushTest::waitingOnSecond() const {
    constexpr const char* kName = "\nkaomon_streams ";
    QLocalSocket socket;
    socket.connectToServer(m_metrics);
    if (!socket.waitForConnected(5000)) {
        return -1;
    }
    socket.write("GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    QByteArray all;
    while (socket.waitForReadyRead(10'000) || socket.bytesAvailable() > 0) {
        all += socket.readAll();
    }
    const auto at = all.indexOf(kName);
    return at < 0 ? -1 : all.mid(at + static_cast<qsizetype>(qstrlen(kName))).split('\n').front().toInt();
}

// A session that was ended keeps no request waiting to the end of its time.
void PushTest::whoIsLetOutWaitsNoLonger() {
    Caller caller = Caller::console();
    QVERIFY(m_kit->signIn(caller, m_kit->owner));
    QTRY_COMPARE_WITH_TIMEOUT(waitingOnSecond(), 0, kPatience);
    TestClient client(m_second.port(), "");
    const auto begin = bodyOf<wire::EventTail>(client.send({"GET", "/v1/events:tail"}, &caller));
    QVERIFY(begin);
    const std::string target = "/v1/events:tail?wait=20&after=" + std::to_string(begin->after);
    auto waiting = std::async(std::launch::async, [&] { return client.send({"GET", target}, &caller); });
    QTRY_COMPARE_WITH_TIMEOUT(waitingOnSecond(), 1, 15'000);
    QCOMPARE(m_client->send({"DELETE", "/v1/sessions"}, &m_kit->console).status, 204); // all but its own
    QCOMPARE(waiting.get().status, 401);
}

void PushTest::aStoppingNodeSaysSo() {
    Caller caller = callerOf(*m_pc);
    TestSocket socket(m_second.port());
    QCOMPARE(socket.open(&caller), 101);
    QVERIFY(hintOf(socket));
    TestClient waitingClient(m_second.port(), "");
    Caller waitingCaller = callerOf(*m_pc);
    const auto now =
        bodyOf<wire::StreamHint>(waitingClient.send({"GET", "/v1/changes:wait"}, &waitingCaller));
    QVERIFY(now);
    auto waiting = std::async(std::launch::async, [&] {
        return waitingClient.send({"GET", "/v1/changes:wait?rev=" + std::to_string(now->rev)},
                                  &waitingCaller);
    });
    QCOMPARE(waiting.wait_for(500ms), std::future_status::timeout);
    auto stopped = std::async(std::launch::async, [&] { return socket.readEnd(kSoon); });
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(m_second.stop(), 0);
    QVERIFY(timer.elapsed() < 15'000);
    QCOMPARE(stopped.get(), kGoingAway);
    QCOMPARE(waiting.get().status, 200);
    QVERIFY(m_second.log().contains("\"cut_off\":0"));
}

// With an answer that is none of a failure: whoever asks again finds another node.
void PushTest::aStoppingNodeEndsTheTail() {
    QVERIFY(m_second.start());
    TestClient client(m_second.port(), "");
    Caller caller = Caller::console();
    QVERIFY(m_kit->signIn(caller, m_kit->owner));
    const auto begin = bodyOf<wire::EventTail>(client.send({"GET", "/v1/events:tail"}, &caller));
    QVERIFY(begin);
    const std::string target = "/v1/events:tail?wait=20&after=" + std::to_string(begin->after);
    const auto clean = m_second.log().count("\"cut_off\":0");
    auto waiting = std::async(std::launch::async, [&] { return client.send({"GET", target}, &caller); });
    QTRY_COMPARE_WITH_TIMEOUT(waitingOnSecond(), 1, 15'000);
    // a request that waits on would be cut off when the time of the end, five seconds, is over
    QCOMPARE(m_second.stop(), 0);
    const auto reply = waiting.get();
    QCOMPARE(reply.status, 200);
    const auto tail = bodyOf<wire::EventTail>(reply);
    QVERIFY(tail && tail->items.empty() && !tail->more);
    QCOMPARE(tail->after, begin->after);
    QCOMPARE(m_second.log().count("\"cut_off\":0"), clean + 1);
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    PushTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_push.moc"
