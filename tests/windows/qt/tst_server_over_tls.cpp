// SPDX-License-Identifier: GPL-3.0-or-later
// The API client with Windows' own TLS (Schannel) against a real kaomon-syncserver, which with-server runs
// beside Wine.
#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include "client/change_watch.h"
#include "founded_tenant.h"

using namespace kaomon;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 60000;

// Where Qt WebSockets was not cross-built: a stream that never comes.
class NoStream final : public client::HintSocket {
public:
    void open() override {
        QMetaObject::invokeMethod(
            this, [this] { emit closed(); }, Qt::QueuedConnection);
    }
    void close() override {}
};

} // namespace

class ServerOverTlsTest final : public QObject {
    Q_OBJECT

    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    e2e::Joiner m_taro;

    // What the server says to somebody with a wrong code, or why nothing was said to it.
    ErrorCode answerTo(const client::PinSet& pins) {
        const SystemClock clock;
        client::ApiClient api(
            std::make_shared<client::NetworkTransport>(QUrl(QString::fromStdString(m_server.url())), pins),
            clock);
        const auto answer =
            e2e::await(client::BootstrapService(api).begin("ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567"));
        return answer ? ErrorCode::Internal : answer.error().code;
    }

private slots:
    void initTestCase() { QVERIFY(m_server.start()); }

    // Nobody is trusted but the key that was told, however good its certificate may be.
    void anotherKeyIsToldNothing() {
        std::string pin = m_server.createDemoTenant().at("pin");
        QVERIFY(answerTo({{pin}, false}) != ErrorCode::CertificatePinMismatch);
        QCOMPARE(answerTo({{}, false}), ErrorCode::CertificatePinMismatch);
        pin.front() = pin.front() == 'A' ? 'B' : 'A';
        QCOMPARE(answerTo({{pin}, false}), ErrorCode::CertificatePinMismatch);
    }

    void theFirstKeyMayBeTakenAndIsTold() {
        client::NetworkTransport transport(QUrl(QString::fromStdString(m_server.url())), {{}, true});
        std::optional<Result<client::HttpReply>> reply;
        client::HttpRequest request{"GET", "/readyz", {}, {}};
        request.maximumReplyBytes = 65536;
        const auto exchange = transport.start(
            std::move(request), [&](Result<client::HttpReply> answer) { reply = std::move(answer); });
        QTRY_VERIFY_WITH_TIMEOUT(reply.has_value(), kPatience);
        QVERIFY2(reply->has_value(), reply->has_value() ? "" : reply->error().detail.c_str());
        QCOMPARE((*reply)->status, 200);
        QCOMPARE(transport.peerPin(), m_server.createDemoTenant().at("pin"));
    }

    // Argon2id, keys and signatures made here, read by the server, and the sign-in that proves them.
    void aTenantIsFoundedAndItsOwnerSignsIn() { QVERIFY2(m_tenant.found(), m_tenant.fault.c_str()); }

    void aUserACodeAndASettingAreWritten() {
        QVERIFY2(m_tenant.addUser("taro", m_taro), m_tenant.fault.c_str());
        e2e::Code code;
        QVERIFY2(m_tenant.addCode(1, 24h, code), m_tenant.fault.c_str());
        QVERIFY(code.bundle.find(m_tenant.pin()) != std::string::npos);
        QVERIFY2(m_tenant.setFor(m_taro.id, {{"match_timeout_s", "7"}}), m_tenant.fault.c_str());
        const auto taro = e2e::await(client::UserService(m_tenant.owner()).get(m_taro.id));
        QVERIFY(taro && taro->login == "taro");
    }

    void aChangeIsNoticedWithoutAStream() {
        client::ChangeWatchOptions options;
        options.firstSpread = options.againSpread = 10ms;
        options.pollWait = 5s;
        client::ChangeWatch watch(m_tenant.owner(), std::make_unique<NoStream>(), options);
        const QSignalSpy changed(&watch, &client::ChangeWatch::changed);
        watch.setKnownRev(0); // something is newer than that
        watch.start();
        QTRY_VERIFY_WITH_TIMEOUT(changed.count() > 0, kPatience);
        QVERIFY(watch.way() == client::ChangeWatch::Way::LongPoll);
    }
};

QTEST_GUILESS_MAIN(ServerOverTlsTest)
#include "tst_server_over_tls.moc"
