// SPDX-License-Identifier: GPL-3.0-or-later
// Loads pam_kaomon.so through the real libpam, with a service file of its own, against an agent that the case
// plays.
#include <cstdarg>
#include <cstdio>

#include "unit/pam/pam_case.h"

using kaomon::Bytes;
using namespace kaomon::testing;

namespace {

constexpr bool kIsStandalone = KAOMON_PAM_STANDALONE;

// What libpam and the module wrote to the system log.
QByteArray& systemLog() {
    static QByteArray lines;
    return lines;
}

} // namespace

// In the place of the C library's, so that a case can read what would go to the system log.
extern "C" __attribute__((visibility("default"))) void __syslog_chk(int, int, const char* format, ...) {
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    static_cast<void>(std::vsnprintf(line, sizeof line, format, arguments));
    va_end(arguments);
    systemLog().append(line).append('\n');
}

class TestPam final : public kaomon::testing::PamCase {
    Q_OBJECT

private slots:
    void init() {
        systemLog().clear();
        prepare();
    }
    void cleanup() { end(); }
    void outcome_data();
    void outcome();
    void sendsWhoAndWhere();
    void theFaceGivesTheName_data();
    void theFaceGivesTheName();
    void scenarioOption();
    void agentAbsent();
    void agentSilentGoesOnToTheNextModule();
    void progressIsShownOnce();
    void refusalTellsTheNextStep_data();
    void refusalTellsTheNextStep();
    void staysQuiet_data();
    void staysQuiet();
    void nothingSecretIsInTheSystemLog();
    void credentialsAndAccount();
    void faultyArgumentsKeepTheDefaults();
    void exportsOnlyPamNames();
    void runsInPamtester_data();
    void runsInPamtester();
};

void TestPam::outcome_data() {
    QTest::addColumn<FakeAgent::Behaviour>("agent");
    QTest::addColumn<int>("expected");
    const auto raw = [](Bytes bytes) {
        return FakeAgent::Behaviour([bytes](Line& line, const Message&) { line.raw(bytes); });
    };
    QTest::newRow("accepted") << FakeAgent::Behaviour(accept) << PAM_SUCCESS;
    QTest::newRow("refused") << answer({{"outcome", "refused"}, {"code", "face_no_match"}}) << PAM_AUTH_ERR;
    QTest::newRow("refused for an unknown reason")
        << answer({{"outcome", "refused"}, {"code", "from_the_future"}}) << PAM_AUTH_ERR;
    QTest::newRow("unavailable") << answer({{"outcome", "unavailable"}, {"code", "camera_busy"}})
                                 << PAM_AUTHINFO_UNAVAIL;
    QTest::newRow("agent dies") << FakeAgent::Behaviour(die) << PAM_AUTHINFO_UNAVAIL;
    QTest::newRow("no outcome") << answer({}) << PAM_AUTHINFO_UNAVAIL;
    QTest::newRow("unknown outcome") << answer({{"outcome", "ACCEPTED"}}) << PAM_AUTHINFO_UNAVAIL;
    QTest::newRow("garbage") << raw(Bytes(200, 0xA5)) << PAM_AUTHINFO_UNAVAIL;
    QTest::newRow("huge length") << raw({0xff, 0xff, 0xff, 0xff}) << PAM_AUTHINFO_UNAVAIL;
    QTest::newRow("another message") << FakeAgent::Behaviour([](Line& line, const Message& request) {
        line.reply(request, "osSecret", {{"secret", "x"}});
    }) << PAM_AUTHINFO_UNAVAIL;
    QTest::newRow("acceptance of another request")
        << FakeAgent::Behaviour([](Line& line, const Message& request) {
               Message other = request;
               other.id += 1;
               line.reply(other, "authResult", {{"outcome", "accepted"}});
               line.drop();
           })
        << PAM_AUTHINFO_UNAVAIL;
}

void TestPam::outcome() {
    QFETCH(FakeAgent::Behaviour, agent);
    QFETCH(int, expected);
    const FakeAgent running(m_socket, agent);
    QCOMPARE(authenticate(), expected);
}

void TestPam::sendsWhoAndWhere() {
    FakeAgent agent(m_socket, accept);
    QVERIFY(start("hanako") != nullptr);
    QCOMPARE(pam_set_item(m_handle, PAM_TTY, ":0"), PAM_SUCCESS);
    QCOMPARE(pam_authenticate(m_handle, 0), PAM_SUCCESS);
    const Message request = agent.requests().at(0);
    QCOMPARE(request.type, std::string("authenticate"));
    QCOMPARE(request.text("user"), std::string("hanako"));
    QCOMPARE(request.text("service"), std::string("kaomon-test"));
    QCOMPARE(request.text("tty"), std::string(":0"));
    QCOMPARE(request.text("scenario"), std::string("logon"));
}

// On a shared PC nobody types a name: the agent says whose account it is.
void TestPam::theFaceGivesTheName_data() {
    QTest::addColumn<FakeAgent::Behaviour>("agent");
    QTest::addColumn<int>("expected");
    QTest::newRow("named") << answer({{"outcome", "accepted"}, {"user", "taro"}}) << PAM_SUCCESS;
    QTest::newRow("nobody") << answer({{"outcome", "refused"}, {"code", "face_no_match"}}) << PAM_AUTH_ERR;
    QTest::newRow("accepted without a name") << answer({{"outcome", "accepted"}}) << PAM_AUTHINFO_UNAVAIL;
}

void TestPam::theFaceGivesTheName() {
    QFETCH(FakeAgent::Behaviour, agent);
    QFETCH(int, expected);
    writeService("required", "timeout=5 identify");
    FakeAgent fake(m_socket, agent);
    QVERIFY(start(nullptr) != nullptr);
    QCOMPARE(pam_authenticate(m_handle, 0), expected);
    QCOMPARE(fake.requests().at(0).text("user"), std::string());
    const void* user = nullptr;
    QCOMPARE(pam_get_item(m_handle, PAM_USER, &user), PAM_SUCCESS);
    QCOMPARE(QByteArray(static_cast<const char*>(user)),
             expected == PAM_SUCCESS ? QByteArray("taro") : QByteArray());
}

void TestPam::scenarioOption() {
    writeService("required", "timeout=5 scenario=elevation");
    FakeAgent agent(m_socket, accept);
    QCOMPARE(authenticate(), PAM_SUCCESS);
    QCOMPARE(agent.requests().at(0).text("scenario"), std::string("elevation"));
}

void TestPam::agentAbsent() {
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(authenticate(), PAM_AUTHINFO_UNAVAIL);
    QVERIFY(timer.elapsed() < 4000);
    QVERIFY(m_shown.errors.isEmpty());
}

void TestPam::agentSilentGoesOnToTheNextModule() {
    writeService("[success=done default=ignore]", "timeout=1", "auth required pam_permit.so\n");
    const FakeAgent agent(m_socket, silent);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(authenticate(), PAM_SUCCESS);
    QVERIFY(timer.elapsed() >= 1000 && timer.elapsed() < 4000);
    QCOMPARE(m_shown.errors, QStringList{u"Face logon took too long. Please use your password."_s});
}

void TestPam::progressIsShownOnce() {
    writeService("required", "timeout=1");
    const FakeAgent agent(m_socket, chatter);
    QCOMPARE(authenticate(), PAM_AUTHINFO_UNAVAIL);
    QCOMPARE(m_shown.progress, QStringList{u"Looking for your face…"_s});
}

void TestPam::refusalTellsTheNextStep_data() {
    QTest::addColumn<QByteArray>("locale");
    QTest::addColumn<QString>("text");
    QTest::newRow("English") << QByteArray("en_US.UTF-8")
                             << u"Your face was not recognised. Please use your password."_s;
    QTest::newRow("Japanese") << QByteArray("ja_JP.UTF-8")
                              << u"顔が一致しませんでした。パスワードを入力してください。"_s;
}

void TestPam::refusalTellsTheNextStep() {
    QFETCH(QByteArray, locale);
    QFETCH(QString, text);
    const FakeAgent agent(m_socket, answer({{"outcome", "refused"}, {"code", "face_no_match"}}));
    QVERIFY(start("hanako") != nullptr);
    QCOMPARE(pam_putenv(m_handle, ("LC_ALL=" + locale).constData()), PAM_SUCCESS);
    QCOMPARE(pam_authenticate(m_handle, 0), PAM_AUTH_ERR);
    QCOMPARE(m_shown.errors, QStringList{text});
}

void TestPam::staysQuiet_data() {
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<int>("flags");
    QTest::addColumn<QString>("code");
    QTest::newRow("option") << QByteArray("quiet") << 0 << u"face_no_match"_s;
    QTest::newRow("caller") << QByteArray() << static_cast<int>(PAM_SILENT) << u"face_no_match"_s;
    QTest::newRow("not enrolled") << QByteArray() << 0 << u"not_enrolled"_s;
}

void TestPam::staysQuiet() {
    QFETCH(QByteArray, options);
    QFETCH(int, flags);
    QFETCH(QString, code);
    writeService("required", "timeout=5 " + options);
    const FakeAgent agent(m_socket, answer({{"outcome", "refused"}, {"code", code.toStdString()}}));
    QCOMPARE(authenticate(flags), PAM_AUTH_ERR);
    QVERIFY(m_shown.errors.isEmpty() && m_shown.progress.isEmpty());
}

void TestPam::nothingSecretIsInTheSystemLog() {
    writeService("required", "timeout=5 no-such-option");
    const FakeAgent agent(m_socket, acceptWithSecret);
    QCOMPARE(authenticate(), PAM_SUCCESS);
    QVERIFY2(systemLog().contains("face logon accepted"), systemLog().constData()); // it does listen
    for (const char* secret : {"Pa55wörd", "t-1"}) {
        QVERIFY2(!systemLog().contains(secret), systemLog().constData());
    }
    const QByteArray shown = (m_shown.progress + m_shown.errors).join(u'\n').toUtf8();
    QVERIFY(!shown.contains("Pa55wörd"));
}

void TestPam::credentialsAndAccount() {
    const FakeAgent agent(m_socket, accept);
    QCOMPARE(authenticate(), PAM_SUCCESS);
    QCOMPARE(pam_setcred(m_handle, PAM_ESTABLISH_CRED), PAM_SUCCESS);
    QCOMPARE(pam_acct_mgmt(m_handle, 0), PAM_SUCCESS);
}

void TestPam::faultyArgumentsKeepTheDefaults() {
    writeService("required", "timeout=5 timeout=soon scenario=party colour=blue socket=relative");
    const FakeAgent agent(m_socket, accept);
    QCOMPARE(authenticate(), PAM_SUCCESS);
}

void TestPam::exportsOnlyPamNames() {
    if (!kIsStandalone) {
        QSKIP("a sanitizer's build exports names of the sanitizer");
    }
    QProcess nm;
    nm.start(u"nm"_s,
             {u"-D"_s, u"--defined-only"_s, u"--format=posix"_s, QString::fromUtf8(KAOMON_PAM_MODULE)});
    QVERIFY(nm.waitForFinished());
    const QList<QByteArray> lines = nm.readAllStandardOutput().trimmed().split('\n');
    QCOMPARE(lines.size(), 4);
    for (const QByteArray& line : lines) {
        QVERIFY2(line.startsWith("pam_sm_"), line.constData());
    }
}

void TestPam::runsInPamtester_data() {
    QTest::addColumn<FakeAgent::Behaviour>("agent");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("accepted") << FakeAgent::Behaviour(accept) << 0;
    QTest::newRow("refused") << answer({{"outcome", "refused"}, {"code", "face_no_match"}}) << 1;
    QTest::newRow("agent dies") << FakeAgent::Behaviour(die) << 1;
}

// A separate C program loads the module. pamtester reads /etc/pam.d only, so this takes root.
void TestPam::runsInPamtester() {
    QFETCH(FakeAgent::Behaviour, agent);
    QFETCH(int, exitCode);
    if (!kIsStandalone) {
        QSKIP("a sanitizer's build cannot be loaded into a program built without it");
    }
    if (::geteuid() != 0 || QStandardPaths::findExecutable(u"pamtester"_s).isEmpty()) {
        QSKIP("needs root and pamtester; the other cases go through libpam without them");
    }
    const QString service = u"kaomon-test-%1"_s.arg(QCoreApplication::applicationPid());
    const QString installed = u"/etc/pam.d/"_s + service;
    QVERIFY(QFile::copy(m_folder->filePath(u"kaomon-test"_s), installed));
    const auto removal = qScopeGuard([&] { QFile::remove(installed); });
    const FakeAgent running(m_socket, agent);
    QProcess pamtester;
    pamtester.start(u"pamtester"_s, {service, u"root"_s, u"authenticate"_s});
    QVERIFY(pamtester.waitForFinished());
    QCOMPARE(pamtester.exitStatus(), QProcess::NormalExit);
    QCOMPARE(pamtester.exitCode(), exitCode);
}

QTEST_GUILESS_MAIN(TestPam)
#include "tst_pam.moc"
