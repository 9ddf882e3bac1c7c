// SPDX-License-Identifier: GPL-3.0-or-later
// Loads pam_kaomon.so through the real libpam, with a service file of its own, against an agent that the case
// plays.
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>

#include <security/pam_appl.h>

#include <QtTest>

#include "unit/pam/fake_agent.h"

using kaomon::Bytes;
using kaomon::localipc::Message;
using kaomon::testing::FakeAgent;
using Line = FakeAgent::Line;
using namespace Qt::StringLiterals;

namespace {

constexpr bool kIsStandalone = KAOMON_PAM_STANDALONE;

// What the module showed to the person.
struct Shown {
    QStringList progress;
    QStringList errors;
    QStringList prompts;
    QByteArrayList typed; // what the person answers to the next prompts
};

// What libpam and the module wrote to the system log.
QByteArray& systemLog() {
    static QByteArray lines;
    return lines;
}

int converse(int count, const pam_message** messages, pam_response** responses, void* data) {
    auto* shown = static_cast<Shown*>(data);
    *responses =
        static_cast<pam_response*>(std::calloc(static_cast<std::size_t>(count), sizeof(pam_response)));
    for (int i = 0; i < count; ++i) {
        const QString text = QString::fromUtf8(messages[i]->msg);
        const int style = messages[i]->msg_style;
        if (style == PAM_PROMPT_ECHO_ON || style == PAM_PROMPT_ECHO_OFF) {
            shown->prompts << text;
            const QByteArray typed = shown->typed.isEmpty() ? QByteArray() : shown->typed.takeFirst();
            (*responses)[i].resp = ::strdup(typed.constData());
            continue;
        }
        (style == PAM_TEXT_INFO ? shown->progress : shown->errors) << text;
    }
    return PAM_SUCCESS;
}

void accept(Line& line, const Message& request) {
    if (request.type == "authenticate") {
        line.reply(request, "authProgress", {{"state", "looking"}});
        line.reply(request, "authResult", {{"outcome", "accepted"}, {"elapsed_ms", "120"}});
    }
}

void acceptWithSecret(Line& line, const Message& request) {
    if (request.type == "authenticate") {
        line.reply(request, "authResult", {{"outcome", "accepted"}, {"ticket", "t-1"}});
    } else if (request.type == "takeOsSecret" && request.text("ticket") == "t-1") {
        line.reply(request, "osSecret", {{"secret", "Pa55wörd"}});
    }
}

FakeAgent::Behaviour answer(std::map<std::string, std::string> fields) {
    return [fields = std::move(fields)](Line& line, const Message& request) {
        line.reply(request, "authResult", fields);
    };
}

void silent(Line&, const Message&) {}

void die(Line& line, const Message& request) {
    line.reply(request, "authProgress", {{"state", "looking"}});
    line.drop();
}

void chatter(Line& line, const Message& request) {
    for (int i = 0; i < 3; ++i) {
        line.reply(request, "authProgress", {{"state", "looking"}});
    }
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

Q_DECLARE_METATYPE(FakeAgent::Behaviour)

class TestPam : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void outcome_data();
    void outcome();
    void sendsWhoAndWhere();
    void theFaceGivesTheName_data();
    void theFaceGivesTheName();
    void scenarioOption();
    void remotePerson_data();
    void remotePerson();
    void agentAbsent();
    void agentSilentGoesOnToTheNextModule();
    void progressIsShownOnce();
    void refusalTellsTheNextStep_data();
    void refusalTellsTheNextStep();
    void staysQuiet_data();
    void staysQuiet();
    void secretReachesTheNextModule();
    void theFaceIsOneOfTwoFactors_data();
    void theFaceIsOneOfTwoFactors();
    void aStaleSecretIsAskedForOnce();
    void nothingElseGetsIn_data();
    void nothingElseGetsIn();
    void aCodeStandsInForTheFace_data();
    void aCodeStandsInForTheFace();
    void elevationAsksFirst_data();
    void elevationAsksFirst();
    void anAcceptedPasswordIsKept();
    void strictMeansNoWayRoundTheAgent();
    void nothingSecretIsInTheSystemLog();
    void missingSecretStillLogsOn_data();
    void missingSecretStillLogsOn();
    void credentialsAndAccount();
    void faultyArgumentsKeepTheDefaults();
    void exportsOnlyPamNames();
    void runsInPamtester_data();
    void runsInPamtester();

private:
    // Writes the service file; `lines` follow the module's own, which ends with `options`.
    void writeService(const QByteArray& control, const QByteArray& options, const QByteArray& lines = {});
    pam_handle_t* start(const char* user);
    int authenticate(int flags = 0);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_socket;
    Shown m_shown;
    pam_handle_t* m_handle = nullptr;
};

void TestPam::init() {
    for (const char* name : {"SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "LC_MESSAGES", "LANG"}) {
        qunsetenv(name);
    }
    qputenv("LC_ALL", "C.UTF-8");
    m_folder = std::make_unique<QTemporaryDir>();
    m_socket = m_folder->filePath(u"agent.sock"_s).toStdString();
    m_shown = {};
    systemLog().clear();
    writeService("required", "timeout=5");
}

void TestPam::cleanup() {
    if (m_handle != nullptr) {
        pam_end(m_handle, PAM_SUCCESS);
        m_handle = nullptr;
    }
}

void TestPam::writeService(const QByteArray& control, const QByteArray& options, const QByteArray& lines) {
    QFile file(m_folder->filePath(u"kaomon-test"_s));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    const QByteArray module = QByteArray(KAOMON_PAM_MODULE) + " socket=" + m_socket.c_str() + " " + options;
    file.write("auth " + control + " " + module + "\n" + lines);
    file.write("account required " + module + "\naccount required pam_permit.so\n");
}

pam_handle_t* TestPam::start(const char* user) {
    const pam_conv conversation{converse, &m_shown};
    const QByteArray folder = m_folder->path().toUtf8();
    if (m_handle == nullptr &&
        pam_start_confdir("kaomon-test", user, &conversation, folder.constData(), &m_handle) != PAM_SUCCESS) {
        m_handle = nullptr;
    }
    return m_handle;
}

int TestPam::authenticate(int flags) {
    return start("hanako") != nullptr ? pam_authenticate(m_handle, flags) : PAM_ABORT;
}

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

void TestPam::remotePerson_data() {
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("variable");
    QTest::newRow("remote host") << QByteArray("192.0.2.7") << QByteArray();
    QTest::newRow("su inside SSH") << QByteArray() << QByteArray("SSH_CONNECTION");
}

// The agent would accept: it must not even be asked.
void TestPam::remotePerson() {
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, variable);
    const auto listener = kaomon::localipc::listenUnix(m_socket, 0666).value();
    QVERIFY(start("hanako") != nullptr);
    if (!host.isEmpty()) {
        QCOMPARE(pam_set_item(m_handle, PAM_RHOST, host.constData()), PAM_SUCCESS);
    }
    if (!variable.isEmpty()) {
        qputenv(variable.constData(), "192.0.2.7 50000 192.0.2.1 22");
    }
    QCOMPARE(pam_authenticate(m_handle, 0), PAM_AUTHINFO_UNAVAIL);
    QVERIFY(!kaomon::localipc::acceptUnix(listener.get()).value().has_value());
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

void TestPam::secretReachesTheNextModule() {
    const QString script = m_folder->filePath(u"keep.sh"_s), kept = m_folder->filePath(u"kept"_s);
    QFile file(script);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\nexec cat > '" + kept.toUtf8() + "'\n");
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    writeService("required", "timeout=5",
                 "auth required pam_exec.so quiet expose_authtok " + script.toUtf8() + "\n");
    const FakeAgent agent(m_socket, acceptWithSecret);
    QCOMPARE(authenticate(), PAM_SUCCESS);
    QFile result(kept);
    QVERIFY(result.open(QIODevice::ReadOnly));
    QByteArray secret = result.readAll();
    secret.replace('\0', "");
    QCOMPARE(secret, QByteArray("Pa55wörd"));
}

namespace {
// As the module's manual says: a refusal that counts ends the stack, everything else goes on.
const QByteArray kControl = "[success=done perm_denied=die default=ignore]";
} // namespace

void TestPam::theFaceIsOneOfTwoFactors_data() {
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<int>("expected");
    QTest::newRow("right password") << QByteArray("auth required pam_permit.so\n") << PAM_SUCCESS;
    QTest::newRow("wrong password") << QByteArray("auth required pam_deny.so\n") << PAM_AUTH_ERR;
}

void TestPam::theFaceIsOneOfTwoFactors() {
    QFETCH(QByteArray, password);
    QFETCH(int, expected);
    writeService(kControl, "timeout=5", password);
    FakeAgent agent(m_socket, answer({{"outcome", "accepted"}, {"second", "password"}, {"ticket", "t-1"}}));
    QCOMPARE(authenticate(), expected);
    QVERIFY(m_shown.progress.contains(u"Your face was recognised. Please type your password as well."_s));
    QCOMPARE(agent.requests().size(), std::size_t(1)); // the secret is not taken: it is to be typed
}

void TestPam::aStaleSecretIsAskedForOnce() {
    writeService(kControl, "timeout=5", "auth required pam_deny.so\n");
    const FakeAgent agent(m_socket, [](Line& line, const Message& request) {
        if (request.type == "authenticate") {
            line.reply(request, "authResult", {{"outcome", "accepted"}, {"ticket", "t-1"}});
        } else {
            line.reply(request, "osSecret", {{"secret", ""}, {"code", "secret_stale"}});
        }
    });
    QCOMPARE(authenticate(), PAM_AUTH_ERR); // the password's line decided
    QVERIFY2(m_shown.progress.join(u'\n').contains(u"changed elsewhere"_s),
             qPrintable(m_shown.progress.join(u'|')));
}

void TestPam::nothingElseGetsIn_data() {
    QTest::addColumn<QByteArray>("outcome");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("another face") << QByteArray("refused") << QByteArray("face_no_match");
    QTest::newRow("no camera") << QByteArray("unavailable") << QByteArray("camera_missing");
}

void TestPam::nothingElseGetsIn() {
    QFETCH(QByteArray, outcome);
    QFETCH(QByteArray, code);
    writeService(kControl, "timeout=5", "auth required pam_permit.so\n");
    const FakeAgent agent(
        m_socket,
        answer({{"outcome", outcome.toStdString()}, {"code", code.toStdString()}, {"instead", "nothing"}}));
    QCOMPARE(authenticate(), PAM_PERM_DENIED);
    QVERIFY2(m_shown.progress.join(u'\n').contains(u"administrator"_s),
             qPrintable(m_shown.progress.join(u'|')));
}

void TestPam::aCodeStandsInForTheFace_data() {
    QTest::addColumn<QByteArrayList>("typed");
    QTest::addColumn<int>("expected");
    QTest::newRow("right") << QByteArrayList{"AAAAA-BBBBB"} << PAM_SUCCESS;
    QTest::newRow("right after a slip") << QByteArrayList{"AAAAA-CCCCC", "AAAAA-BBBBB"} << PAM_SUCCESS;
    QTest::newRow("wrong until the tries are used up") << QByteArrayList{"X", "Y", "Z"} << PAM_PERM_DENIED;
    QTest::newRow("given up") << QByteArrayList{""} << PAM_PERM_DENIED;
}

void TestPam::aCodeStandsInForTheFace() {
    QFETCH(QByteArrayList, typed);
    QFETCH(int, expected);
    writeService(kControl, "timeout=5", "auth required pam_permit.so\n");
    m_shown.typed = typed;
    const int questions = static_cast<int>(typed.count(QByteArray()) == 1 ? 0 : typed.size());
    FakeAgent agent(
        m_socket,
        [](Line& line, const Message& request) {
            if (request.type == "authenticate") {
                line.reply(
                    request, "authResult",
                    {{"outcome", "refused"}, {"code", "face_no_match"}, {"instead", "emergency_code"}});
            } else if (request.type == "emergencyBegin") {
                line.reply(request, "emergencyRequest", {{"request", "ABCD-EFGH-JKLM-NPQR"}, {"tries", "3"}});
            } else if (request.text("code") == "AAAAA-BBBBB") {
                line.reply(request, "emergencyAccepted");
            } else {
                line.reply(request, "error", {{"code", "emergency_code_invalid"}});
            }
        },
        2 + questions);
    QCOMPARE(authenticate(), expected);
    QVERIFY2(m_shown.progress.join(u'\n').contains(u"ABCD-EFGH-JKLM-NPQR"_s),
             qPrintable(m_shown.progress.join(u'|')));
}

void TestPam::elevationAsksFirst_data() {
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<int>("connections");
    QTest::addColumn<int>("expected");
    QTest::newRow("yes") << QByteArray() << 2 << PAM_SUCCESS;
    QTest::newRow("rather the password") << QByteArray("n") << 1 << PAM_AUTH_ERR;
}

void TestPam::elevationAsksFirst() {
    QFETCH(QByteArray, typed);
    QFETCH(int, connections);
    QFETCH(int, expected);
    writeService("required", "timeout=5 scenario=elevation");
    m_shown.typed = {typed};
    FakeAgent agent(
        m_socket,
        [](Line& line, const Message& request) {
            if (request.text("intended") == "1") {
                line.reply(request, "authResult", {{"outcome", "accepted"}});
            } else {
                line.reply(
                    request, "authResult",
                    {{"outcome", "refused"}, {"code", "second_step_required"}, {"instead", "nothing"}});
            }
        },
        connections);
    QCOMPARE(authenticate(), expected);
    QCOMPARE(m_shown.prompts.size(), 1);
    QVERIFY2(m_shown.prompts.first().startsWith(u"Approve this with your face?"_s),
             qPrintable(m_shown.prompts.first()));
    QCOMPARE(agent.requests().size(), static_cast<std::size_t>(connections));
}

void TestPam::anAcceptedPasswordIsKept() {
    const QByteArray capture =
        QByteArray("auth optional ") + KAOMON_PAM_MODULE + " capture socket=" + m_socket.c_str() + "\n";
    writeService("required", "timeout=5", capture);
    FakeAgent agent(
        m_socket,
        [](Line& line, const Message& request) {
            acceptWithSecret(line, request);
            if (request.type == "keepOsSecret") {
                line.reply(request, "osSecretKept");
            }
        },
        2);
    QCOMPARE(authenticate(), PAM_SUCCESS);
    const Message kept = agent.requests().back();
    QCOMPARE(kept.type, std::string("keepOsSecret"));
    QCOMPARE(kept.text("user"), std::string("hanako"));
    QCOMPARE(kept.text("secret"), std::string("Pa55wörd"));
    QVERIFY2(!systemLog().contains("Pa55wörd"), systemLog().constData());
}

void TestPam::strictMeansNoWayRoundTheAgent() {
    writeService(kControl, "timeout=1 strict", "auth required pam_permit.so\n");
    QCOMPARE(authenticate(), PAM_PERM_DENIED); // there is no agent
    {
        const FakeAgent agent(m_socket, die);
        QCOMPARE(pam_authenticate(m_handle, 0), PAM_PERM_DENIED);
    }
    // An agent that is there and cannot tell has decided that the password may do.
    const FakeAgent agent(m_socket, answer({{"outcome", "unavailable"},
                                            {"code", "camera_missing"},
                                            {"attempt_id", "0194f5a0-0000-7000-8000-000000000001"},
                                            {"instead", "password"}}));
    QCOMPARE(pam_authenticate(m_handle, 0), PAM_SUCCESS);
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

void TestPam::missingSecretStillLogsOn_data() {
    QTest::addColumn<FakeAgent::Behaviour>("secretAgent");
    const auto then = [](FakeAgent::Behaviour next) {
        return FakeAgent::Behaviour([next = std::move(next)](Line& line, const Message& request) {
            if (request.type == "authenticate") {
                line.reply(request, "authResult", {{"outcome", "accepted"}, {"ticket", "t-1"}});
            } else {
                next(line, request);
            }
        });
    };
    QTest::newRow("none kept") << then(
        [](Line& line, const Message& request) { line.reply(request, "osSecret"); });
    QTest::newRow("error") << then([](Line& line, const Message& request) {
        line.reply(request, "error", {{"code", "ticket_invalid"}});
    });
    QTest::newRow("agent dies") << then([](Line& line, const Message&) { line.drop(); });
}

void TestPam::missingSecretStillLogsOn() {
    QFETCH(FakeAgent::Behaviour, secretAgent);
    const FakeAgent agent(m_socket, secretAgent);
    QCOMPARE(authenticate(), PAM_SUCCESS);
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
