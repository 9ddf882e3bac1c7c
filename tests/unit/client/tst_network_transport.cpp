// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

#include <unistd.h>

#include "client/network_transport.h"

using namespace kaomon;
using namespace kaomon::client;
using namespace std::chrono_literals;

namespace {

// A TLS server with a certificate of its own that gives the same answer to everything.
class LittleServer final : public QObject {
public:
    QByteArray answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Thing: yes\r\n\r\nok";
    QByteArray received;
    bool isSilent = false;
    bool isDeaf = false; // takes nothing from the network

    [[nodiscard]] bool listen(const QString& folder) {
        const QString key = folder + QStringLiteral("/key.pem");
        const QString certificate = folder + QStringLiteral("/cert.pem");
        const QStringList arguments{QStringLiteral("req"),
                                    QStringLiteral("-x509"),
                                    QStringLiteral("-newkey"),
                                    QStringLiteral("ec"),
                                    QStringLiteral("-pkeyopt"),
                                    QStringLiteral("ec_paramgen_curve:prime256v1"),
                                    QStringLiteral("-nodes"),
                                    QStringLiteral("-keyout"),
                                    key,
                                    QStringLiteral("-out"),
                                    certificate,
                                    QStringLiteral("-subj"),
                                    QStringLiteral("/CN=test")};
        if (QProcess::execute(QStringLiteral("openssl"), arguments) != 0) {
            return false;
        }
        QFile keyFile(key);
        if (!keyFile.open(QIODevice::ReadOnly)) {
            return false;
        }
        m_certificate = QSslCertificate::fromPath(certificate).value(0);
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(m_certificate);
        tls.setPrivateKey(QSslKey(&keyFile, QSsl::Ec));
        m_server.setSslConfiguration(tls);
        connect(&m_server, &QTcpServer::pendingConnectionAvailable, this, &LittleServer::serve);
        return m_server.listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] QUrl url() const {
        return QUrl(QStringLiteral("https://127.0.0.1:%1").arg(m_server.serverPort()));
    }
    [[nodiscard]] std::string pin() const { return spkiPin(m_certificate); }

private:
    void serve() {
        while (QTcpSocket* socket = m_server.nextPendingConnection()) {
            if (isDeaf) {
                socket->setReadBufferSize(1);
                continue;
            }
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                received += socket->readAll();
                if (!isSilent && received.contains("\r\n\r\n")) {
                    socket->write(answer);
                }
            });
        }
    }

    QSslServer m_server;
    QSslCertificate m_certificate;
};

} // namespace

class TestNetworkTransport final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void init() {
        m_server = std::make_unique<LittleServer>();
        QVERIFY(m_server->listen(m_folder.path()));
        m_reply.reset();
    }

    void pinnedServerIsTrusted() {
        NetworkTransport transport(m_server->url(), {{m_server->pin()}});
        send(transport);
        QVERIFY2(m_reply->has_value(), m_reply->has_value() ? "" : m_reply->error().detail.c_str());
        QCOMPARE((*m_reply)->status, 200);
        QCOMPARE((*m_reply)->body, std::string("ok"));
        QCOMPARE((*m_reply)->header("x-thing"), std::string("yes"));
        QVERIFY(m_server->received.startsWith("POST /v1/a%20b?q=%2C HTTP/1.1\r\n"));
        QCOMPARE(transport.peerPin(), m_server->pin());
    }

    void otherServersGetNothing_data() {
        QTest::addColumn<QString>("pin");
        QTest::newRow("another pin") << QString(43, QLatin1Char('A'));
        QTest::newRow("no pin") << QString();
    }
    void otherServersGetNothing() {
        QFETCH(QString, pin);
        PinSet pins;
        if (!pin.isEmpty()) {
            pins.pins.push_back(pin.toStdString());
        }
        NetworkTransport transport(m_server->url(), pins);
        send(transport);
        QCOMPARE(codeOfReply(), ErrorCode::CertificatePinMismatch);
        QVERIFY(m_server->received.isEmpty());
        QVERIFY(transport.peerPin().empty());
    }

    void firstKeyIsLearnedAndHeldTo() {
        NetworkTransport transport(m_server->url(), {{}, true});
        send(transport);
        QVERIFY(m_reply->has_value());
        QCOMPARE(transport.peerPin(), m_server->pin());
        LittleServer other;
        QVERIFY(other.listen(m_folder.path()));
        QVERIFY(other.pin() != m_server->pin());
        NetworkTransport changed(other.url(), {{transport.peerPin()}, true});
        send(changed);
        QCOMPARE(codeOfReply(), ErrorCode::CertificatePinMismatch);
    }

    void oversizedReplyIsCutOff() {
        m_server->answer = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + QByteArray(5000, 'x');
        NetworkTransport transport(m_server->url(), {{m_server->pin()}});
        send(transport);
        QCOMPARE(codeOfReply(), ErrorCode::PayloadTooLarge);
    }

    void refusalsAreReplies() {
        m_server->answer = "HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\n{}";
        NetworkTransport transport(m_server->url(), {{m_server->pin()}});
        send(transport);
        QVERIFY(m_reply->has_value());
        QCOMPARE((*m_reply)->status, 409);
        QCOMPARE((*m_reply)->body, std::string("{}"));
    }

    void redirectsAreNotFollowed() {
        m_server->answer =
            "HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
        NetworkTransport transport(m_server->url(), {{m_server->pin()}});
        send(transport);
        QVERIFY(m_reply->has_value());
        QCOMPARE((*m_reply)->status, 302);
    }

    void silentServerTimesOut() {
        m_server->isSilent = true;
        NetworkTransport transport(m_server->url(), {{m_server->pin()}});
        send(transport, 300ms);
        QCOMPARE(codeOfReply(), ErrorCode::Timeout);
    }

    // Long before the whole time is over.
    void eachPartHasItsTime_data() {
        QTest::addColumn<QString>("part");
        QTest::newRow("connect") << QStringLiteral("connecting");
        QTest::newRow("send") << QStringLiteral("sending");
        QTest::newRow("receive") << QStringLiteral("waiting for the answer");
    }
    void eachPartHasItsTime() {
        QFETCH(QString, part);
        QTcpServer dumb; // takes the connection and greets nobody
        QVERIFY(dumb.listen(QHostAddress::LocalHost));
        const bool isConnect = part == QLatin1String("connecting");
        m_server->isDeaf = part == QLatin1String("sending");
        m_server->isSilent = true;
        NetworkTransport transport(
            isConnect ? QUrl(QStringLiteral("https://127.0.0.1:%1").arg(dumb.serverPort())) : m_server->url(),
            {{m_server->pin()}});
        PhaseLimits limits{20s, 20s, 20s, 20s};
        (isConnect ? limits.connect : m_server->isDeaf ? limits.send : limits.receive) = 300ms;
        transport.setLimits(limits);
        HttpRequest sent = request(60s);
        if (m_server->isDeaf) {
            sent.body.assign(32U << 20U, 'x'); // more than the buffers on the way take
        }
        m_reply.reset();
        const auto exchange =
            transport.start(sent, [this](Result<HttpReply> reply) { m_reply = std::move(reply); });
        QTRY_VERIFY_WITH_TIMEOUT(m_reply.has_value(), 60000);
        QCOMPARE(codeOfReply(), ErrorCode::Timeout);
        QCOMPARE(m_reply->error().detail, "took too long: " + part.toStdString());
    }

    // A name server that never answers; this program once more, in a view of the system that asks it.
    void findingTheServerHasItsTime() {
        QUdpSocket names;
        const QHostAddress address(QStringLiteral("127.0.0.77"));
        if (::geteuid() != 0 || !names.bind(address, 53)) {
            QSKIP("needs root and a free port for a name server");
        }
        QFile file(m_folder.filePath(QStringLiteral("resolv.conf")));
        QVERIFY(file.open(QIODevice::WriteOnly) &&
                file.write("nameserver 127.0.0.77\noptions timeout:30\n") > 0);
        file.close();
        QProcess asking;
        asking.start(QStringLiteral("unshare"),
                     {QStringLiteral("-m"), QStringLiteral("sh"), QStringLiteral("-c"),
                      QStringLiteral("mount --bind '%1' /etc/resolv.conf && exec '%2' --find-server")
                          .arg(file.fileName(), QCoreApplication::applicationFilePath())});
        QVERIFY(asking.waitForFinished(60000));
        const QByteArray said = asking.readAllStandardOutput();
        if (asking.exitCode() != 0) {
            QSKIP("needs mount namespaces");
        }
        QCOMPARE(said.trimmed(), QByteArray("timeout took too long: finding the server"));
    }

    void absentServerIsUnreachable_data() {
        QTest::addColumn<QString>("url");
        QTest::newRow("closed port") << QStringLiteral("https://127.0.0.1:1");
        QTest::newRow("plain http") << QStringLiteral("http://127.0.0.1:1");
        QTest::newRow("no address") << QString();
    }
    void absentServerIsUnreachable() {
        QFETCH(QString, url);
        NetworkTransport transport(QUrl(url), {{m_server->pin()}});
        send(transport);
        QCOMPARE(codeOfReply(), ErrorCode::ServerUnreachable);
    }

    void droppedExchangeSaysNothing() {
        NetworkTransport transport(m_server->url(), {{m_server->pin()}});
        bool isCalled = false;
        auto exchange = transport.start(request(5000ms), [&isCalled](Result<HttpReply>) { isCalled = true; });
        exchange.reset();
        send(transport);
        QVERIFY(m_reply->has_value());
        QVERIFY(!isCalled);
    }

private:
    static HttpRequest request(std::chrono::milliseconds timeout) {
        return {"POST", "/v1/a%20b?q=%2C", {{"Content-Type", "application/json"}}, "{}", timeout, 1000};
    }
    void send(NetworkTransport& transport, std::chrono::milliseconds timeout = 10s) {
        m_reply.reset();
        const auto exchange = transport.start(
            request(timeout), [this](Result<HttpReply> reply) { m_reply = std::move(reply); });
        QVERIFY(!m_reply.has_value());
        QTRY_VERIFY_WITH_TIMEOUT(m_reply.has_value(), 20000);
    }
    [[nodiscard]] ErrorCode codeOfReply() const {
        return m_reply->has_value() ? ErrorCode::Internal : m_reply->error().code;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<LittleServer> m_server;
    std::optional<Result<HttpReply>> m_reply;
};

// Says how a request to a server ends whose name nobody knows.
int findServer(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    NetworkTransport transport(QUrl(QStringLiteral("https://server.kaomon.example")), {{}, true});
    transport.setLimits({300ms, 0ms, 0ms, 0ms});
    const auto exchange =
        transport.start({"GET", "/v1/health", {}, {}, 60s, 1000}, [](const Result<HttpReply>& reply) {
            if (!reply) {
                std::puts((std::string(wireName(reply.error().code)) + ' ' + reply.error().detail).c_str());
            }
            std::fflush(stdout);
            std::_Exit(0); // the thread that asks for the name is not waited for
        });
    return QCoreApplication::exec();
}

int main(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == "--find-server") {
        return findServer(argc, argv);
    }
    QCoreApplication application(argc, argv);
    TestNetworkTransport test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_network_transport.moc"
