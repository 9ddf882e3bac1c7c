// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <future>
#include <thread>

#include <QTemporaryDir>

#include "http/server.h"
#include "support/http/test_client.h"

using namespace kaomon;
using namespace kaomon::http;

namespace {

class OpenGate final : public Gate {
public:
    Awaitable<Result<Principal>> admit(const Route&, const Request&) override { co_return Principal(); }
    Awaitable<Status> screen(const Route&, const Request&) override {
        co_return knowsNobody ? fail(ErrorCode::Unauthenticated, "a stranger") : Status();
    }
    Awaitable<Status> settle(const Principal&) override { co_return Status(); }

    bool knowsNobody = false; // by the head alone
};

Route echoRoute() {
    Route route;
    route.method = "POST";
    route.path = "/echo";
    route.access = anybody();
    route.request = {"Text", "{}"};
    route.bodyLimit = 100 * 1024;
    route.handler = [](RequestContext& context) -> Awaitable<Result<Response>> {
        co_return Response::json(200, context.request.body);
    };
    return route;
}

Route brokenRoute() {
    Route route;
    route.method = "GET";
    route.path = "/broken";
    route.access = anybody();
    route.handler = [](RequestContext&) -> Awaitable<Result<Response>> {
        throw std::runtime_error("secret detail");
        co_return Response();
    };
    return route;
}

// Sends `pieces` pieces of 100 000 bytes; fails behind them when `isCut`.
Route streamRoute(const std::string& path, int pieces, bool isCut) {
    Route route;
    route.method = "GET";
    route.path = path;
    route.access = anybody();
    route.response = {"Bytes", R"({"type":"string"})", "text/plain"};
    route.handler = [pieces, isCut](RequestContext&) -> Awaitable<Result<Response>> {
        const auto left = std::make_shared<int>(pieces);
        const auto piece = [](std::shared_ptr<int> count, bool fails) -> Awaitable<Result<std::string>> {
            if (*count == 0 && fails) {
                co_return fail(ErrorCode::StorageFailed, "gone");
            }
            co_return (*count)-- > 0 ? std::string(100000, 'x') : std::string();
        };
        co_return Response::streamed("text/plain", [piece, left, isCut] { return piece(left, isCut); });
    };
    return route;
}

// Says when it is entered and answers when it is released.
struct Slow {
    std::promise<void> entered;
    std::promise<void> release;

    Route route() {
        Route made;
        made.method = "GET";
        made.path = "/slow";
        made.access = anybody();
        made.handler = [this](RequestContext&) -> Awaitable<Result<Response>> {
            entered.set_value();
            release.get_future().wait();
            co_return Response::json(200, "{}");
        };
        return made;
    }
};

test::Call post(std::size_t size) {
    return {.method = "POST",
            .target = "/echo",
            .body = "\"" + std::string(size - 2, 'x') + "\"",
            .headers = {{"Content-Type", "application/json"}}};
}

} // namespace

class HttpServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        auto identity = TlsIdentity::loadOrCreate(m_folder.path().toStdString(), "localhost");
        QVERIFY(identity);
        m_identity = std::move(*identity);
    }

    void init() {
        m_router = Router();
        m_router.add(echoRoute());
        m_router.add(brokenRoute());
    }

    void keepsItsCertificate() {
        const auto again = TlsIdentity::loadOrCreate(m_folder.path().toStdString(), "localhost");
        QVERIFY(again);
        QCOMPARE(again->pin, m_identity.pin);
        QCOMPARE(m_identity.pin.size(), std::size_t{43});
        const auto key = QFile::permissions(m_folder.filePath(QStringLiteral("tls.key")));
        QCOMPARE(key & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void answersOnOneConnection() {
        start();
        test::TestClient client(m_server->port(), {});
        for (int i = 0; i < 3; ++i) {
            const auto reply = client.send(post(20));
            QCOMPARE(reply.status, 200);
            QCOMPARE(reply.body, post(20).body);
            QCOMPARE(reply.header("cache-control"), std::string("no-store"));
        }
    }

    void limitsBodies_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("status");
        QTest::newRow("at the limit") << 100 * 1024 << 200;
        QTest::newRow("one over") << 100 * 1024 + 1 << 413;
        QTest::newRow("far over") << 4 * 1024 * 1024 << 413;
    }

    void limitsBodies() {
        QFETCH(int, size);
        QFETCH(int, status);
        start();
        test::TestClient client(m_server->port(), {});
        const std::string head =
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " +
            std::to_string(size) + "\r\n\r\n";
        // what is too long is refused by its length, before it is sent
        const std::string body = status == 200 ? post(static_cast<std::size_t>(size)).body : std::string();
        QCOMPARE(client.sendRaw(head + body).status, status);
    }

    void largeBodiesOfStrangersAreNotWaitedFor_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("knowsNobody");
        QTest::addColumn<int>("status");
        QTest::newRow("a stranger's") << 64 * 1024 + 1 << true << 401;
        QTest::newRow("a stranger's small one") << 64 * 1024 << true << 200;
        QTest::newRow("of somebody known") << 64 * 1024 + 1 << false << 200;
    }

    void largeBodiesOfStrangersAreNotWaitedFor() {
        QFETCH(int, size);
        QFETCH(bool, knowsNobody);
        QFETCH(int, status);
        m_gate.knowsNobody = knowsNobody;
        start();
        test::TestClient client(m_server->port(), {});
        const std::string head =
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " +
            std::to_string(size) + "\r\n\r\n";
        // the refusal comes though nothing of the body was ever sent
        const std::string body = status == 200 ? post(static_cast<std::size_t>(size)).body : std::string();
        const auto reply = client.sendRaw(head + body);
        QCOMPARE(reply.status, status);
        if (status == 401) {
            QCOMPARE(reply.header("connection"), std::string("close"));
            // and so it does when the body comes all the same
            QCOMPARE(client.sendRaw(head + post(static_cast<std::size_t>(size)).body).status, 401);
        }
        m_gate.knowsNobody = false;
    }

    void refusesBrokenRequests_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const QByteArray get("GET /broken HTTP/1.1\r\nHost: a\r\n");
        const QByteArray echo("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n");
        QTest::newRow("no http") << QByteArray("hello\r\n\r\n") << 400;
        QTest::newRow("long header") << get + "X: " + QByteArray(9000, 'x') + "\r\n\r\n" << 431;
        QTest::newRow("many headers") << get + QByteArray("X: 1234567890\r\n").repeated(700) + "\r\n" << 431;
        QTest::newRow("chunked") << echo + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" << 400;
        QTest::newRow("te after length")
            << echo + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            << 400;
        QTest::newRow("te before length")
            << echo + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"
            << 400;
        QTest::newRow("obscure te") << echo + "Transfer-Encoding: xchunked\r\n\r\n" << 400;
        QTest::newRow("two lengths") << echo + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}" << 400;
        QTest::newRow("two hosts") << get + "Host: b\r\n\r\n" << 400;
        QTest::newRow("no host") << QByteArray("GET /broken HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("te on 1.0")
            << QByteArray("POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
            << 400;
        QTest::newRow("space before colon") << get + "X : 1\r\n\r\n" << 400;
        QTest::newRow("traversal") << QByteArray("GET /../etc HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
        QTest::newRow("body where none belongs")
            << QByteArray("GET /broken HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}") << 400;
        QTest::newRow("other media type") << QByteArray("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: "
                                                        "text/plain\r\nContent-Length: 2\r\n\r\n{}")
                                          << 415;
        QTest::newRow("unknown path") << QByteArray("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n") << 404;
        QTest::newRow("wrong method") << QByteArray("DELETE /echo HTTP/1.1\r\nHost: a\r\n\r\n") << 405;
    }

    void refusesBrokenRequests() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        start();
        test::TestClient client(m_server->port(), {});
        const auto reply = client.sendRaw(bytes.toStdString());
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.header("content-type"), std::string("application/problem+json"));
        QVERIFY(!reply.code().empty());
        if (status == 405) {
            QCOMPARE(reply.header("allow"), std::string("POST"));
        }
        QCOMPARE(client.send(post(10)).status, 200); // and goes on serving
    }

    void tellsNothingAboutItsFaults() {
        start();
        test::TestClient client(m_server->port(), {});
        const auto reply = client.send({.target = "/broken"});
        QCOMPARE(reply.status, 500);
        QVERIFY(reply.body.find("secret") == std::string::npos);
    }

    void streamsBodies() {
        m_router.add(streamRoute("/stream", 30, false));
        m_router.add(streamRoute("/empty", 0, false));
        start();
        test::TestClient client(m_server->port(), {});
        for (int i = 0; i < 2; ++i) { // on one connection
            const auto reply = client.send({.target = "/stream"});
            QCOMPARE(reply.status, 200);
            QCOMPARE(reply.body.size(), std::size_t{3000000});
            QCOMPARE(reply.header("transfer-encoding"), std::string("chunked"));
            QCOMPARE(client.send({.target = "/empty"}).body, std::string());
        }
        const auto old = client.sendRaw("GET /stream HTTP/1.0\r\nHost: a\r\n\r\n");
        QCOMPARE(old.body.size(), std::size_t{3000000});
        QVERIFY(old.header("transfer-encoding").empty());
    }

    void cutsAStreamThatFails() {
        m_router.add(streamRoute("/cut", 3, true));
        start();
        test::TestClient client(m_server->port(), {});
        QCOMPARE(client.send({.target = "/cut"}).status, 0); // the end of the body never came
        QCOMPARE(client.send(post(10)).status, 200);
    }

    void closesWhenAsked_data() {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("1.1") << QByteArray(
            "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: "
            "application/json\r\nContent-Length: 2\r\n\r\n{}");
        QTest::newRow("1.0") << QByteArray("POST /echo HTTP/1.0\r\nContent-Type: application/json\r\n"
                                           "Content-Length: 2\r\n\r\n{}");
    }

    void closesWhenAsked() {
        QFETCH(QByteArray, request);
        start();
        test::TestClient client(m_server->port(), {});
        QElapsedTimer timer;
        timer.start();
        const auto replies = client.sendRawAll(request.toStdString()); // until the server closes
        QCOMPARE(replies.size(), std::size_t{1});
        QCOMPARE(replies.front().status, 200);
        QVERIFY(timer.elapsed() < 20'000); // not when the connection has been idle for a minute
    }

    void refusesATakenAddress() {
        start();
        OpenGate gate;
        Dispatcher dispatcher(m_router, gate, m_clock);
        Server second({.port = m_server->port(), .threads = 1}, m_identity, dispatcher);
        const Status started = second.start();
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::Unavailable);
    }

    void endsRunningRequestsBeforeItStops() {
        Slow slow;
        m_router.add(slow.route());
        start();
        const auto port = m_server->port();
        test::TestClient idle(port, {});
        QCOMPARE(idle.send(post(10)).status, 200);
        auto reply = std::async(std::launch::async, [port] {
            test::TestClient client(port, {});
            return client.send({.target = "/slow"});
        });
        slow.entered.get_future().wait();
        auto stopped = std::async(std::launch::async, [this] { return m_server->stop(); });
        slow.release.set_value();
        QVERIFY(stopped.get());
        QCOMPARE(reply.get().status, 200);
        test::TestClient late(port, {});
        QCOMPARE(late.sendRaw("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n").status, 0);
    }

    // A proxy in front opens a connection for each request: what it has put on one cannot be sent again.
    void servesTheFirstRequestOfAConnectionWhileItStops() {
        start();
        const auto port = m_server->port();
        test::TestClient fresh(port, {});
        QVERIFY(fresh.connect());
        std::array idle{test::TestClient(port, {}), test::TestClient(port, {})}; // one on each thread
        for (auto& client : idle) {
            QCOMPARE(client.send(post(10)).status, 200);
        }
        auto stopped = std::async(std::launch::async, [this] { return m_server->stop(); });
        for (auto& client : idle) {
            QVERIFY(client.isCutWithin(std::chrono::seconds(10)));
        }
        QCOMPARE(fresh.send(post(10)).status, 200);
        QVERIFY(fresh.sent() == 1);
        QVERIFY(stopped.get());
    }

    // One that never asks does not hold up the end.
    void endsAConnectionThatNeverAsks() {
        start();
        test::TestClient silent(m_server->port(), {});
        QVERIFY(silent.connect());
        QVERIFY(m_server->stop());
    }

    void cleanup() { m_server.reset(); }

private:
    void start() {
        m_dispatcher.emplace(m_router, m_gate, m_clock);
        m_server =
            std::make_unique<Server>(ServerOptions{.port = 0, .threads = 2}, m_identity, *m_dispatcher);
        QVERIFY(m_server->start());
    }

    QTemporaryDir m_folder;
    TlsIdentity m_identity;
    SystemClock m_clock;
    OpenGate m_gate;
    Router m_router;
    std::optional<Dispatcher> m_dispatcher;
    std::unique_ptr<Server> m_server;
};

QTEST_GUILESS_MAIN(HttpServerTest)
#include "tst_http_server.moc"
