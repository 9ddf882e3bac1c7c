// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QSignalSpy>
#include <QTest>

#include "crypto/trust.h"
#include "fake_server.h"
#include "firstrun/first_run_flow.h"

using namespace kaomon;
using firstrun::FirstRunFlow;
using firstrun::OwnerForm;
using testing::FakeServer;
using Step = FirstRunFlow::Step;

namespace {

OwnerForm owner(const std::string& password = testing::kOwnerPassword) {
    return {QStringLiteral("owner"), QStringLiteral("The Owner"), QStringLiteral("owner@example.com"),
            SecretString(std::string(password)), SecretString(std::string(password))};
}

const QString kCode = QStringLiteral("abcd-efgh-ijkl-mnop-qrst-uvwx-yz23-4567");

} // namespace

class FirstRunFlowTest final : public QObject {
    Q_OBJECT

    std::shared_ptr<FakeServer> m_server;
    SystemClock m_clock;
    client::MemorySecretStore m_store;
    std::unique_ptr<FirstRunFlow> m_flow;

    void goTo(Step step) {
        m_flow->connectTo(QStringLiteral("kaomon.example.com:8443"));
        QTRY_VERIFY(!m_flow->isBusy());
        if (step == Step::Fingerprint) {
            return;
        }
        m_flow->trustServer();
        if (step == Step::Code) {
            return;
        }
        m_flow->submitCode(kCode);
        QTRY_VERIFY(!m_flow->isBusy());
    }

private slots:
    void init() {
        m_server = std::make_shared<FakeServer>();
        m_flow = std::make_unique<FirstRunFlow>(m_clock, m_store, testing::transportsTo(m_server));
    }

    void makesATenantAndSignsItsOwnerIn() {
        m_server->isDemo = true;
        goTo(Step::Owner);
        QCOMPARE(m_flow->step(), Step::Owner);
        QCOMPARE(m_flow->fingerprint(), QString::fromStdString(m_server->pin));
        m_flow->makeKeys(owner());
        QVERIFY(m_flow->isBusy());
        QTRY_VERIFY_WITH_TIMEOUT(!m_flow->isBusy(), 30000);
        QCOMPARE(m_flow->step(), Step::Sheet);
        QVERIFY(m_flow->sheet() != nullptr);
        QVERIFY(!m_server->founded); // nothing is registered before the sheet is stored
        const QSignalSpy finished(m_flow.get(), &FirstRunFlow::finished);
        m_flow->finish();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30000);
        QCOMPARE(m_flow->step(), Step::Done);
        QVERIFY(m_flow->sheet() == nullptr);
        const auto signedIn = m_flow->signIn().takeSignedIn();
        QCOMPARE(signedIn.reply.user.role, std::string("owner"));
        QVERIFY(signedIn.keyring && signedIn.keyring->isRootHolder());
        QVERIFY(signedIn.keyring->manifest().isDemo);
    }

    void turnsLivenessOffInDemoTenantsOnly_data() {
        QTest::addColumn<bool>("isDemo");
        QTest::addRow("demo") << true;
        QTest::addRow("real") << false;
    }
    void turnsLivenessOffInDemoTenantsOnly() {
        QFETCH(bool, isDemo);
        m_server->isDemo = isDemo;
        goTo(Step::Owner);
        m_flow->makeKeys(owner());
        QTRY_VERIFY_WITH_TIMEOUT(!m_flow->isBusy(), 30000);
        m_flow->finish();
        QTRY_VERIFY_WITH_TIMEOUT(m_server->founded.has_value(), 30000);
        std::string bodies;
        for (const wire::PolicyDocument& document : m_server->founded->policies) {
            const auto record = crypto::SignedRecord::decode(document.record).value();
            bodies += std::string(record.payload.begin(), record.payload.end());
        }
        QCOMPARE(bodies.find("liveness_logon") != std::string::npos, isDemo);
        QCOMPARE(bodies.find("liveness_unlock") != std::string::npos, isDemo);
        QTRY_VERIFY_WITH_TIMEOUT(!m_flow->isBusy(), 30000);
    }

    void staysWhereAStepFails_data() {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<int>("step");
        QTest::addRow("wrong bootstrap code") << QByteArray("POST /v1/bootstrap:begin") << 403
                                              << QByteArray("bootstrap_code_invalid") << int(Step::Code);
        QTest::addRow("too many tries")
            << QByteArray("POST /v1/bootstrap:begin") << 429 << QByteArray("rate_limited") << int(Step::Code);
        QTest::addRow("no such server")
            << QByteArray("GET /v1/meta") << 404 << QByteArray("not_found") << int(Step::Server);
    }
    void staysWhereAStepFails() {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        QFETCH(int, step);
        m_server->refuse(request.toStdString(), status, code.toStdString());
        m_flow->connectTo(QStringLiteral("https://kaomon.example.com"));
        QTRY_VERIFY(!m_flow->isBusy());
        if (m_flow->step() == Step::Fingerprint) {
            m_flow->trustServer();
            m_flow->submitCode(kCode);
            QTRY_VERIFY_WITH_TIMEOUT(!m_flow->isBusy(), 30000);
        }
        QCOMPARE(int(m_flow->step()), step);
        QVERIFY(m_flow->error() == errorCodeFromWire(code.toStdString()));
    }

    void refusesAnAddressThatIsNone() {
        m_flow->connectTo(QStringLiteral("http://kaomon.example.com"));
        QVERIFY(m_flow->error() == ErrorCode::ValidationFailed);
        QVERIFY(m_server->requests.empty());
    }

    void refusesAServerThatNamesAnotherKey() {
        m_server->pinInInfo = "another";
        goTo(Step::Owner);
        QCOMPARE(m_flow->step(), Step::Code);
        QVERIFY(m_flow->error() == ErrorCode::CertificatePinMismatch);
    }

    void mayRepeatAFailedRegistration() {
        goTo(Step::Owner);
        m_flow->makeKeys(owner());
        QTRY_VERIFY_WITH_TIMEOUT(!m_flow->isBusy(), 30000);
        m_server->refuse("POST /v1/bootstrap", 409, "conflict");
        m_flow->finish();
        QTRY_VERIFY(!m_flow->isBusy());
        QCOMPARE(m_flow->step(), Step::Sheet);
        QVERIFY(m_flow->error() == ErrorCode::Conflict);
        m_flow->finish();
        QTRY_COMPARE_WITH_TIMEOUT(m_flow->step(), Step::Done, 30000);
    }

    void signsInAgainWithoutRegisteringTwice() {
        goTo(Step::Owner);
        m_flow->makeKeys(owner());
        QTRY_VERIFY_WITH_TIMEOUT(!m_flow->isBusy(), 30000);
        m_server->refuse("POST /v1/session", 401, "login_failed");
        m_flow->finish();
        QTRY_VERIFY_WITH_TIMEOUT(!m_flow->isBusy(), 30000);
        QVERIFY(m_flow->error() == ErrorCode::LoginFailed);
        m_flow->back(); // the tenant is there: no way back to its keys
        QCOMPARE(m_flow->step(), Step::Sheet);
        m_flow->finish();
        QTRY_COMPARE_WITH_TIMEOUT(m_flow->step(), Step::Done, 30000);
        const auto registrations = std::ranges::count(m_server->requests, std::string("/v1/bootstrap"),
                                                      [](const auto& request) { return request.path; });
        QCOMPARE(static_cast<int>(registrations), 1);
    }

    void checksTheOwner_data() {
        QTest::addColumn<QString>("login");
        QTest::addColumn<QString>("mail");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QByteArray>("again");
        QTest::addColumn<bool>("isClean");
        const QString login = QStringLiteral("owner");
        const QString mail = QStringLiteral("owner@example.com");
        const QByteArray good = testing::kOwnerPassword;
        QTest::addRow("good") << login << mail << good << good << true;
        QTest::addRow("no mail") << login << QString() << good << good << true;
        QTest::addRow("no login") << QString() << mail << good << good << false;
        QTest::addRow("login with a space") << QStringLiteral("the owner") << mail << good << good << false;
        QTest::addRow("no mail address") << login << QStringLiteral("owner") << good << good << false;
        QTest::addRow("passwords differ") << login << mail << good << QByteArray("Correct-Horse-8") << false;
        QTest::addRow("short") << login << mail << QByteArray("Ab1-") << QByteArray("Ab1-") << false;
        QTest::addRow("one class") << login << mail << QByteArray("correcthorsebattery")
                                   << QByteArray("correcthorsebattery") << false;
    }
    void checksTheOwner() {
        QFETCH(QString, login);
        QFETCH(QString, mail);
        QFETCH(QByteArray, password);
        QFETCH(QByteArray, again);
        QFETCH(bool, isClean);
        const OwnerForm form{login, QStringLiteral("Name"), mail, SecretString(password.toStdString()),
                             SecretString(again.toStdString())};
        QCOMPARE(FirstRunFlow::check(form).isClean(), isClean);
    }
};

QTEST_MAIN(FirstRunFlowTest)
#include "tst_first_run_flow.moc"
