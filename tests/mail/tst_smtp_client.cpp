// SPDX-License-Identifier: GPL-3.0-or-later
//
// Mails through a real mail server on loopback: encryption, sign-in, and what each way to fail is taken for.
#include <QFile>
#include <QTest>

#include "mail/message.h"
#include "mail/smtp_client.h"
#include "support/smtp/smtp_server.h"

using namespace kaomon;
using namespace kaomon::mail;
using kaomon::test::SmtpServer;

Q_DECLARE_METATYPE(kaomon::mail::SendOutcome)

namespace {

constexpr const char* kFrom = "kaomon@example.jp";
constexpr const char* kTo = "owner@example.jp";

std::string message() {
    return composeMessage({.from = kFrom,
                           .fromName = "Kaomon",
                           .to = kTo,
                           .messageId = "one@example.jp",
                           .date = fromRfc3339("2026-11-24T03:04:05Z").value()},
                          {"保守のお知らせ", "顔認証は使えます。\n.\n"})
        .value();
}

class SmtpClientTest : public QObject {
    Q_OBJECT

private slots:
    void starttlsWithPassword();
    void implicitTls();
    void plainOnThisMachine();
    void refusesWrongCertificates();
    void refusesAServerWithoutTls();
    void wrongPassword();
    void outcomes_data();
    void outcomes();
    void manyOverOneConnection();
    void aDeadConnectionIsMadeAnew_data();
    void aDeadConnectionIsMadeAnew();
    void nobodyListens();
    void badSettings_data();
    void badSettings();
    void passwordFileOpenToOthers();

private:
    [[nodiscard]] static SmtpSettings settingsFor(const SmtpServer& server, bool hasPassword) {
        SmtpSettings settings;
        settings.url = server.url().toStdString();
        settings.caFile = server.caFile().toStdString();
        settings.from = kFrom;
        if (hasPassword) {
            settings.user = SmtpServer::user().toStdString();
            settings.passwordFile = server.passwordFile().toStdString();
        }
        return settings;
    }
    [[nodiscard]] static SmtpSettings plainSettings(const SmtpServer& server) {
        SmtpSettings settings;
        settings.url = server.url(QStringLiteral("127.0.0.1")).toStdString();
        settings.from = kFrom;
        settings.allowsPlainLoopback = true;
        return settings;
    }
    [[nodiscard]] static SendReport send(const SmtpSettings& settings) {
        auto client = SmtpClient::make(settings);
        return client ? client->send(kFrom, kTo, message())
                      : SendReport{SendOutcome::ServerTrouble, -1, client.error().detail};
    }
};

void SmtpClientTest::starttlsWithPassword() {
    SmtpServer server;
    QVERIFY(server.start(SmtpServer::Security::StartTls, QStringLiteral("pass word")));
    const SendReport report = send(settingsFor(server, true));
    QVERIFY2(report.outcome == SendOutcome::Accepted, report.text.c_str());
    QCOMPARE(report.code, 250);
    const auto mails = server.mails();
    QCOMPARE(mails.size(), 1);
    QCOMPARE(mails[0].to, QByteArray(kTo));
    QCOMPARE(mails[0].subject(), QStringLiteral("保守のお知らせ"));
    QCOMPARE(mails[0].text(), QStringLiteral("顔認証は使えます。\r\n.\r\n"));
    QVERIFY(server.verbs().contains("MAIL tls auth"));
}

void SmtpClientTest::implicitTls() {
    SmtpServer server;
    QVERIFY(server.start(SmtpServer::Security::ImplicitTls));
    const SendReport report = send(settingsFor(server, false));
    QVERIFY2(report.outcome == SendOutcome::Accepted, report.text.c_str());
    QCOMPARE(server.mails().size(), 1);
}

void SmtpClientTest::plainOnThisMachine() {
    SmtpServer server;
    QVERIFY(server.start(SmtpServer::Security::Plain));
    QCOMPARE(send(plainSettings(server)).outcome, SendOutcome::Accepted);
    QCOMPARE(server.verbs().first(), QByteArray("MAIL plain"));
}

// A certificate of nobody known, and one for another name: not a byte of the mail goes out.
void SmtpClientTest::refusesWrongCertificates() {
    SmtpServer server;
    QVERIFY(server.start(SmtpServer::Security::StartTls));
    SmtpSettings unknown = settingsFor(server, false);
    unknown.caFile.clear();
    QCOMPARE(send(unknown).outcome, SendOutcome::ServerTrouble);
    SmtpSettings other = settingsFor(server, false);
    other.url = server.url(QStringLiteral("127.0.0.1")).toStdString(); // the certificate says localhost
    QCOMPARE(send(other).outcome, SendOutcome::ServerTrouble);
    QVERIFY(server.mails().isEmpty() && server.verbs().isEmpty());
}

void SmtpClientTest::refusesAServerWithoutTls() {
    SmtpServer server;
    QVERIFY(server.start(SmtpServer::Security::Plain));
    SmtpSettings settings;
    settings.url = server.url().toStdString();
    settings.from = kFrom;
    QCOMPARE(send(settings).outcome, SendOutcome::ServerTrouble);
    QVERIFY(server.mails().isEmpty());
}

void SmtpClientTest::wrongPassword() {
    SmtpServer server;
    QVERIFY(server.start(SmtpServer::Security::StartTls, QStringLiteral("right")));
    QFile file(server.passwordFile());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write("wrong") == 5);
    file.close();
    const SendReport report = send(settingsFor(server, true));
    QCOMPARE(report.outcome, SendOutcome::ServerTrouble); // nobody's address is to blame
    QVERIFY2(report.text.find("wrong") == std::string::npos, report.text.c_str());
}

void SmtpClientTest::outcomes_data() {
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<SendOutcome>("outcome");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("said"); // kept for the people who ask why, not the goodbye after it
    QTest::addColumn<int>("taken");
    const auto row = [](const char* mode, SendOutcome outcome, int code, const char* said, int taken) {
        QTest::newRow(mode) << QByteArray(mode) << outcome << code << QByteArray(said) << taken;
    };
    row("accept", SendOutcome::Accepted, 250, "250 2.0.0 taken", 1);
    row("refuse-recipient", SendOutcome::Refused, 550, "550 5.1.1 no such mailbox", 0);
    row("defer-recipient", SendOutcome::TryLater, 451, "451 4.7.1 greylisted", 0);
    row("refuse-sender", SendOutcome::ServerTrouble, 550, "550 5.7.1 sender refused", 0);
    row("refuse-data", SendOutcome::Refused, 554, "554 5.6.0 looks like junk", 0);
    row("defer-data", SendOutcome::TryLater, 452, "452 4.2.2 mailbox full", 0);
    row("shut", SendOutcome::ServerTrouble, 421, "421 4.3.2 closing", 0);
    row("drop-after-data", SendOutcome::Uncertain, 354, "354", 1); // it was taken, and nobody can know
}

void SmtpClientTest::outcomes() {
    QFETCH(QByteArray, mode);
    QFETCH(SendOutcome, outcome);
    QFETCH(int, code);
    QFETCH(QByteArray, said);
    QFETCH(int, taken);
    SmtpServer server;
    QVERIFY(server.start(SmtpServer::Security::Plain));
    server.setMode(mode.constData());
    const SendReport report = send(plainSettings(server));
    QVERIFY2(report.outcome == outcome, (std::to_string(report.code) + " " + report.text).c_str());
    QCOMPARE(report.code, code);
    QVERIFY2(report.text.find(said.toStdString()) != std::string::npos, report.text.c_str());
    QCOMPARE(server.mails().size(), taken);
}

void SmtpClientTest::manyOverOneConnection() {
    SmtpServer server;
    QVERIFY(server.start(SmtpServer::Security::StartTls, QStringLiteral("secret")));
    auto client = SmtpClient::make(settingsFor(server, true));
    QVERIFY(client);
    for (int i = 0; i < 5; ++i) {
        const SendReport report = client->send(kFrom, kTo, message());
        QVERIFY2(report.outcome == SendOutcome::Accepted, report.text.c_str());
        QCOMPARE(report.text.substr(0, 3), std::string("250")); // of this mail, not a goodbye
    }
    QCOMPARE(server.mails().size(), 5);
    QCOMPARE(server.connections(), 1);
}

void SmtpClientTest::aDeadConnectionIsMadeAnew_data() {
    QTest::addColumn<QByteArray>("mode"); // how the connection after the first mail ends
    QTest::addColumn<SendOutcome>("outcome");
    QTest::newRow("closed by the server") << QByteArray("hang-up") << SendOutcome::Accepted;
    QTest::newRow("broken in the middle") << QByteArray("drop-after-data") << SendOutcome::Uncertain;
    QTest::newRow("recipient refused") << QByteArray("refuse-recipient") << SendOutcome::Refused;
}

void SmtpClientTest::aDeadConnectionIsMadeAnew() {
    QFETCH(QByteArray, mode);
    QFETCH(SendOutcome, outcome);
    SmtpServer server;
    QVERIFY(server.start(SmtpServer::Security::Plain));
    auto client = SmtpClient::make(plainSettings(server));
    QVERIFY(client);
    server.setMode(mode.constData());
    QCOMPARE(client->send(kFrom, kTo, message()).outcome, outcome);
    server.setMode("accept");
    const SendReport report = client->send(kFrom, kTo, message());
    QVERIFY2(report.outcome == SendOutcome::Accepted, report.text.c_str());
    QVERIFY(server.connections() >= 2);
}

void SmtpClientTest::nobodyListens() {
    SmtpSettings settings;
    settings.url = "smtp://127.0.0.1:1";
    settings.from = kFrom;
    QCOMPARE(send(settings).outcome, SendOutcome::ServerTrouble);
}

void SmtpClientTest::badSettings_data() {
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<bool>("isPlain");
    QTest::addColumn<QByteArray>("user");
    QTest::newRow("another protocol")
        << QByteArray("http://localhost") << QByteArray(kFrom) << false << QByteArray();
    QTest::newRow("password in it") << QByteArray("smtp://a:b@localhost:25") << QByteArray(kFrom) << false
                                    << QByteArray();
    QTest::newRow("sender") << QByteArray("smtps://localhost:465") << QByteArray("kaomon") << false
                            << QByteArray();
    QTest::newRow("plain to elsewhere")
        << QByteArray("smtp://mail.example.jp:25") << QByteArray(kFrom) << true << QByteArray();
    QTest::newRow("user without a password")
        << QByteArray("smtps://localhost:465") << QByteArray(kFrom) << false << QByteArray("u");
}

void SmtpClientTest::badSettings() {
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, from);
    QFETCH(bool, isPlain);
    QFETCH(QByteArray, user);
    SmtpSettings settings;
    settings.url = url.toStdString();
    settings.from = from.toStdString();
    settings.allowsPlainLoopback = isPlain;
    settings.user = user.toStdString();
    const auto made = SmtpClient::make(settings);
    QVERIFY(!made && made.error().code == ErrorCode::ValidationFailed);
}

void SmtpClientTest::passwordFileOpenToOthers() {
    SmtpServer server;
    QVERIFY(server.start(SmtpServer::Security::StartTls, QStringLiteral("secret")));
    QVERIFY(QFile::setPermissions(server.passwordFile(), QFile::ReadOwner | QFile::ReadOther));
    const auto made = SmtpClient::make(settingsFor(server, true));
    QVERIFY(!made && made.error().code == ErrorCode::Forbidden);
}

} // namespace

QTEST_GUILESS_MAIN(SmtpClientTest)
#include "tst_smtp_client.moc"
