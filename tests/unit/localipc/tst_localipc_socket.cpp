// SPDX-License-Identifier: GPL-3.0-or-later
#include "localipc/blocking_client.h"

#include <csignal>
#include <functional>
#include <thread>

#include <QtTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "localipc/unix_socket.h"

using namespace std::chrono_literals;
using kaomon::Bytes;
using kaomon::ErrorCode;
using kaomon::localipc::acceptUnix;
using kaomon::localipc::BlockingClient;
using kaomon::localipc::connectUnix;
using kaomon::localipc::Deadline;
using kaomon::localipc::encodeFrame;
using kaomon::localipc::FrameDecoder;
using kaomon::localipc::listenUnix;
using kaomon::localipc::Message;
using kaomon::localipc::peerOf;
using kaomon::localipc::Readiness;
using kaomon::localipc::receiveSome;
using kaomon::localipc::sendSome;
using kaomon::localipc::UniqueFd;
using kaomon::localipc::waitFor;

namespace {

Deadline in(std::chrono::milliseconds time) {
    return std::chrono::steady_clock::now() + time;
}

// Takes one connection on its own thread and does with it what the case wants.
class Listener {
public:
    Listener(const std::string& path, std::function<void(int)> behaviour)
        : m_listener(listenUnix(path, 0666).value())
        , m_thread([this, behaviour = std::move(behaviour)] {
            if (waitFor(m_listener.get(), Readiness::Readable, in(10s))) {
                const UniqueFd connection = std::move(acceptUnix(m_listener.get()).value().value());
                behaviour(connection.get());
            }
        }) {}
    ~Listener() { m_thread.join(); }

private:
    UniqueFd m_listener;
    std::thread m_thread;
};

Message readOne(int socket) {
    FrameDecoder decoder;
    for (;;) {
        if (auto message = decoder.next().value()) {
            return std::move(*message);
        }
        if (!waitFor(socket, Readiness::Readable, in(10s))) {
            return {};
        }
        Bytes buffer(512);
        const auto received = receiveSome(socket, buffer).value().value_or(0);
        decoder.feed(std::span(buffer).first(received));
    }
}

void waitForHangUp(int socket) {
    Bytes buffer(512);
    for (;;) {
        if (!waitFor(socket, Readiness::Readable, in(10s))) {
            return;
        }
        const auto received = receiveSome(socket, buffer);
        if (!received || (received->has_value() && **received == 0)) {
            return;
        }
    }
}

void sendWhole(int socket, const Bytes& bytes) {
    QVERIFY(sendSome(socket, bytes).value() == bytes.size());
}

} // namespace

class TestLocalIpcSocket : public QObject {
    Q_OBJECT

private slots:
    void init();
    void requestAndReply();
    void repliesToOthersAreDropped();
    void largeMessage();
    void knowsThePeer();
    void nobodyListens();
    void leftOverSocketIsReplaced();
    void runningListenerIsKept();
    void fileInTheWayIsKept();
    void modeIsExact();
    void unsafeFolder();
    void badPath_data();
    void badPath();
    void fullQueueTimesOut();
    void silentPeer();
    void slowPeer();
    void dyingPeer();
    void floodingPeer();
    void lyingPeer_data();
    void lyingPeer();
    void peerGoneWhileSending();
    void peerThatNeverReads();
    void signalsDoNotEndAWait();

private:
    std::string m_path;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLocalIpcSocket::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("agent.sock")).toStdString();
}

void TestLocalIpcSocket::requestAndReply() {
    const Listener agent(m_path, [](int socket) {
        const Message request = readOne(socket);
        sendWhole(socket,
                  encodeFrame(Message{"osSecret", request.id, {{"echo", request.text("user")}}}).value());
    });
    auto client = BlockingClient::connect(m_path, in(60s)).value();
    Message request{"authenticate", 0, {{"user", "hanako"}}};
    const auto id = client.send(request, in(60s)).value();
    const Message reply = client.receive(in(60s)).value();
    QCOMPARE(reply.id, id);
    QCOMPARE(reply.text("echo"), std::string("hanako"));
    QCOMPARE(client.receive(in(60s)).error().code, ErrorCode::AgentUnreachable);
}

void TestLocalIpcSocket::repliesToOthersAreDropped() {
    const Listener agent(m_path, [](int socket) {
        const Message request = readOne(socket);
        sendWhole(socket, encodeFrame(Message{"notice", 99, {}}).value());
        sendWhole(socket, encodeFrame(Message{"answer", request.id, {}}).value());
    });
    auto client = BlockingClient::connect(m_path, in(60s)).value();
    Message request{"status", 0, {}};
    const auto id = client.send(request, in(60s)).value();
    QCOMPARE(client.receiveFor(id, in(60s)).value().type, std::string("answer"));
}

void TestLocalIpcSocket::largeMessage() {
    const std::string large(1000 * 1000, 'x');
    const Listener agent(m_path, [](int socket) {
        const Message request = readOne(socket);
        const Bytes reply =
            encodeFrame(Message{"preview", request.id, {{"jpeg", request.text("jpeg")}}}).value();
        std::size_t sent = 0;
        while (sent < reply.size() && waitFor(socket, Readiness::Writable, in(10s))) {
            sent += sendSome(socket, std::span(reply).subspan(sent)).value();
        }
    });
    auto client = BlockingClient::connect(m_path, in(60s)).value();
    Message request{"preview", 0, {{"jpeg", large}}};
    QVERIFY(client.send(request, in(10s)).has_value());
    QVERIFY(client.receive(in(10s)).value().text("jpeg") == large);
}

void TestLocalIpcSocket::knowsThePeer() {
    bool sawUs = false;
    {
        const Listener agent(m_path, [&](int socket) {
            const auto peer = peerOf(socket).value();
            sawUs = peer.pid == ::getpid() && peer.uid == ::geteuid() && peer.gid == ::getegid() &&
                    peer.startTicks > 0 && peer.executable.ends_with("tst_localipc_socket");
        });
        const auto client = BlockingClient::connect(m_path, in(60s)).value();
        QCOMPARE(client.peer().pid, ::getpid());
    }
    QVERIFY(sawUs);
    int pipeEnds[2];
    QCOMPARE(::pipe(pipeEnds), 0);
    const UniqueFd readEnd(pipeEnds[0]), writeEnd(pipeEnds[1]);
    QCOMPARE(peerOf(readEnd.get()).error().code, ErrorCode::PeerDenied);
}

void TestLocalIpcSocket::nobodyListens() {
    QCOMPARE(BlockingClient::connect(m_path, in(60s)).error().code, ErrorCode::AgentUnreachable);
    { const auto ended = listenUnix(m_path, 0666).value(); }
    QCOMPARE(BlockingClient::connect(m_path, in(60s)).error().code, ErrorCode::AgentUnreachable);
}

void TestLocalIpcSocket::leftOverSocketIsReplaced() {
    { const auto ended = listenUnix(m_path, 0666).value(); }
    QVERIFY(QFileInfo::exists(QString::fromStdString(m_path)));
    const auto again = listenUnix(m_path, 0666);
    QVERIFY(again.has_value());
    QVERIFY(connectUnix(m_path, in(60s)).has_value());
}

void TestLocalIpcSocket::runningListenerIsKept() {
    const auto first = listenUnix(m_path, 0666);
    QCOMPARE(listenUnix(m_path, 0666).error().code, ErrorCode::Conflict);
    QVERIFY(connectUnix(m_path, in(60s)).has_value());
}

void TestLocalIpcSocket::fileInTheWayIsKept() {
    QFile file(QString::fromStdString(m_path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(listenUnix(m_path, 0666).error().code, ErrorCode::Conflict);
    QVERIFY(file.exists());
}

void TestLocalIpcSocket::modeIsExact() {
    const std::string path = m_folder->filePath(QStringLiteral("made/agent.sock")).toStdString();
    const mode_t before = ::umask(077);
    const auto listener = listenUnix(path, 0666);
    ::umask(before);
    QVERIFY(listener.has_value());
    struct stat info {};
    QCOMPARE(::stat(path.c_str(), &info), 0);
    QCOMPARE(info.st_mode & 07777U, 0666U);
}

void TestLocalIpcSocket::unsafeFolder() {
    QCOMPARE(::chmod(m_folder->path().toStdString().c_str(), 0777), 0);
    QCOMPARE(listenUnix(m_path, 0666).error().code, ErrorCode::StorageFailed);
}

void TestLocalIpcSocket::badPath_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("relative") << QByteArray("agent.sock");
    QTest::newRow("too long") << QByteArray("/" + QByteArray(107, 'a'));
    QTest::newRow("zero inside") << QByteArray("/tmp\0/x", 7);
}

void TestLocalIpcSocket::badPath() {
    QFETCH(QByteArray, path);
    QCOMPARE(listenUnix(path.toStdString(), 0666).error().code, ErrorCode::ValidationFailed);
    QCOMPARE(connectUnix(path.toStdString(), in(1s)).error().code, ErrorCode::ValidationFailed);
}

void TestLocalIpcSocket::fullQueueTimesOut() {
    const auto listener = listenUnix(m_path, 0666).value();
    std::vector<UniqueFd> waiting;
    for (int i = 0; i < 1000; ++i) {
        auto connection = connectUnix(m_path, in(50ms));
        if (!connection) {
            QCOMPARE(connection.error().code, ErrorCode::Timeout);
            return;
        }
        waiting.push_back(std::move(*connection));
    }
    QFAIL("the queue never filled");
}

void TestLocalIpcSocket::silentPeer() {
    const Listener agent(m_path, waitForHangUp);
    auto client = BlockingClient::connect(m_path, in(60s)).value();
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(client.receive(in(150ms)).error().code, ErrorCode::Timeout);
    QVERIFY(timer.elapsed() >= 150);
}

// A byte now and then keeps the connection alive, not the deadline.
void TestLocalIpcSocket::slowPeer() {
    const Listener agent(m_path, [](int socket) {
        const Bytes frame =
            encodeFrame(Message{"authResult", 1, {{"padding", std::string(200, 'x')}}}).value();
        for (const std::uint8_t byte : frame) {
            if (!sendSome(socket, std::span(&byte, 1)) || waitFor(socket, Readiness::Readable, in(20ms))) {
                return; // the client has hung up
            }
        }
    });
    auto client = BlockingClient::connect(m_path, in(60s)).value();
    QCOMPARE(client.receive(in(200ms)).error().code, ErrorCode::Timeout);
}

void TestLocalIpcSocket::dyingPeer() {
    const Listener agent(m_path, [](int socket) {
        Bytes frame = encodeFrame(Message{"authResult", 1, {}}).value();
        frame.pop_back();
        sendWhole(socket, frame);
    });
    auto client = BlockingClient::connect(m_path, in(60s)).value();
    QCOMPARE(client.receive(in(60s)).error().code, ErrorCode::AgentUnreachable);
}

void TestLocalIpcSocket::floodingPeer() {
    const Listener agent(m_path, [](int socket) {
        const Bytes frame = encodeFrame(Message{"notice", 99, {}}).value();
        Bytes many;
        for (int i = 0; i < 100; ++i) {
            many.insert(many.end(), frame.begin(), frame.end());
        }
        std::size_t at = 0;
        for (;;) {
            const auto sent = sendSome(socket, std::span(many).subspan(at));
            if (!sent || (*sent == 0 && !waitFor(socket, Readiness::Writable, in(10s)))) {
                return;
            }
            at = (at + *sent) % many.size();
        }
    });
    auto client = BlockingClient::connect(m_path, in(60s)).value();
    QCOMPARE(client.receiveFor(1, in(200ms)).error().code, ErrorCode::Timeout);
}

void TestLocalIpcSocket::lyingPeer_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("four gigabytes") << QByteArray("\xff\xff\xff\xff", 4);
    QTest::newRow("text") << QByteArray("HTTP/1.1 200 OK\r\n\r\n");
    QTest::newRow("zeros") << QByteArray(64, '\0');
}

void TestLocalIpcSocket::lyingPeer() {
    QFETCH(QByteArray, bytes);
    const Listener agent(m_path, [&](int socket) {
        sendWhole(socket, Bytes(bytes.begin(), bytes.end()));
        waitForHangUp(socket);
    });
    auto client = BlockingClient::connect(m_path, in(60s)).value();
    QCOMPARE(client.receive(in(60s)).error().code, ErrorCode::ProtocolError);
}

void TestLocalIpcSocket::peerGoneWhileSending() {
    std::optional<BlockingClient> client;
    {
        const Listener agent(m_path, [](int) {});
        client.emplace(BlockingClient::connect(m_path, in(60s)).value());
    }
    Message message{"status", 0, {}};
    QCOMPARE(client->send(message, in(60s)).error().code, ErrorCode::AgentUnreachable); // and no SIGPIPE
}

void TestLocalIpcSocket::peerThatNeverReads() {
    const auto listener = listenUnix(m_path, 0666).value();
    auto client = BlockingClient::connect(m_path, in(60s)).value();
    Message message{"preview", 0, {{"jpeg", std::string(1000 * 1000, 'x')}}};
    QCOMPARE(client.send(message, in(100ms)).error().code, ErrorCode::Timeout);
}

void TestLocalIpcSocket::signalsDoNotEndAWait() {
    struct sigaction action {
    }, before{};
    action.sa_handler = [](int) {};
    QCOMPARE(::sigaction(SIGALRM, &action, &before), 0);
    const Listener agent(m_path, waitForHangUp);
    auto client = BlockingClient::connect(m_path, in(60s)).value();
    itimerval every{{0, 10'000}, {0, 10'000}}, never{};
    QCOMPARE(::setitimer(ITIMER_REAL, &every, nullptr), 0);
    QElapsedTimer timer;
    timer.start();
    const auto answer = client.receive(in(150ms));
    const qint64 elapsed = timer.elapsed();
    ::setitimer(ITIMER_REAL, &never, nullptr);
    ::sigaction(SIGALRM, &before, nullptr);
    QCOMPARE(answer.error().code, ErrorCode::Timeout);
    QVERIFY(elapsed >= 150);
}

QTEST_GUILESS_MAIN(TestLocalIpcSocket)
#include "tst_localipc_socket.moc"
