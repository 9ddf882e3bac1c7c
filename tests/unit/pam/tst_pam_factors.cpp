// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked for besides the face, or instead of it, through the real libpam.
#include <algorithm>

#include "unit/pam/pam_case.h"

using namespace kaomon::testing;

class TestPamFactors final : public PamCase {
    Q_OBJECT

private slots:
    void init() { prepare(); }
    void cleanup() { end(); }
    void remotePerson_data();
    void remotePerson();
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
    void missingSecretStillLogsOn_data();
    void missingSecretStillLogsOn();
    void thePinBesideTheFace_data();
    void thePinBesideTheFace();
    void thePinBeforeThePassword_data();
    void thePinBeforeThePassword();
    void aCodeIsOneOfTwoFactors();
};

void TestPamFactors::remotePerson_data() {
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("variable");
    QTest::newRow("remote host") << QByteArray("192.0.2.7") << QByteArray();
    QTest::newRow("su inside SSH") << QByteArray() << QByteArray("SSH_CONNECTION");
}

// Whatever the agent says: nobody's face before this camera lets him in.
void TestPamFactors::remotePerson() {
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, variable);
    FakeAgent agent(m_socket, acceptWithSecret);
    QVERIFY(start("hanako") != nullptr);
    if (!host.isEmpty()) {
        QCOMPARE(pam_set_item(m_handle, PAM_RHOST, host.constData()), PAM_SUCCESS);
    }
    if (!variable.isEmpty()) {
        qputenv(variable.constData(), "192.0.2.7 50000 192.0.2.1 22");
    }
    QCOMPARE(pam_authenticate(m_handle, 0), PAM_AUTHINFO_UNAVAIL);
    QCOMPARE(agent.requests().at(0).text("remote"), std::string("1"));
}

void TestPamFactors::secretReachesTheNextModule() {
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

void TestPamFactors::theFaceIsOneOfTwoFactors_data() {
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<int>("expected");
    QTest::newRow("right password") << QByteArray("auth required pam_permit.so\n") << PAM_SUCCESS;
    QTest::newRow("wrong password") << QByteArray("auth required pam_deny.so\n") << PAM_AUTH_ERR;
}

void TestPamFactors::theFaceIsOneOfTwoFactors() {
    QFETCH(QByteArray, password);
    QFETCH(int, expected);
    writeService(kControl, "timeout=5", password);
    FakeAgent agent(m_socket, answer({{"outcome", "accepted"}, {"second", "password"}, {"ticket", "t-1"}}));
    QCOMPARE(authenticate(), expected);
    QVERIFY(m_shown.progress.contains(u"Your face was recognised. Please type your password as well."_s));
    QCOMPARE(agent.requests().size(), std::size_t(1)); // the secret is not taken: it is to be typed
}

void TestPamFactors::aStaleSecretIsAskedForOnce() {
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

void TestPamFactors::nothingElseGetsIn_data() {
    QTest::addColumn<QByteArray>("outcome");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("another face") << QByteArray("refused") << QByteArray("face_no_match");
    QTest::newRow("no camera") << QByteArray("unavailable") << QByteArray("camera_missing");
}

void TestPamFactors::nothingElseGetsIn() {
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

void TestPamFactors::aCodeStandsInForTheFace_data() {
    QTest::addColumn<QByteArrayList>("typed");
    QTest::addColumn<int>("expected");
    QTest::newRow("right") << QByteArrayList{"AAAAA-BBBBB"} << PAM_SUCCESS;
    QTest::newRow("right after a slip") << QByteArrayList{"AAAAA-CCCCC", "AAAAA-BBBBB"} << PAM_SUCCESS;
    QTest::newRow("wrong until the tries are used up") << QByteArrayList{"X", "Y", "Z"} << PAM_PERM_DENIED;
    QTest::newRow("given up") << QByteArrayList{""} << PAM_PERM_DENIED;
}

void TestPamFactors::aCodeStandsInForTheFace() {
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

void TestPamFactors::elevationAsksFirst_data() {
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<int>("connections");
    QTest::addColumn<int>("expected");
    QTest::newRow("yes") << QByteArray() << 2 << PAM_SUCCESS;
    QTest::newRow("rather the password") << QByteArray("n") << 1 << PAM_AUTH_ERR;
}

void TestPamFactors::elevationAsksFirst() {
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

void TestPamFactors::anAcceptedPasswordIsKept() {
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
}

void TestPamFactors::strictMeansNoWayRoundTheAgent() {
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

void TestPamFactors::missingSecretStillLogsOn_data() {
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

void TestPamFactors::missingSecretStillLogsOn() {
    QFETCH(FakeAgent::Behaviour, secretAgent);
    const FakeAgent agent(m_socket, secretAgent);
    QCOMPARE(authenticate(), PAM_SUCCESS);
}

void TestPamFactors::thePinBesideTheFace_data() {
    QTest::addColumn<QByteArrayList>("typed");
    QTest::addColumn<int>("expected");
    QTest::newRow("right") << QByteArrayList{"482719"} << PAM_SUCCESS;
    QTest::newRow("right after a slip") << QByteArrayList{"482718", "482719"} << PAM_SUCCESS;
    QTest::newRow("wrong until the tries are used up") << QByteArrayList{"1", "2", "3"} << PAM_PERM_DENIED;
    QTest::newRow("tries pause") << QByteArrayList{"pause"} << PAM_PERM_DENIED;
    QTest::newRow("given up") << QByteArrayList{""} << PAM_PERM_DENIED;
}

// The line of the password would let anybody in: only the right PIN gets past it.
void TestPamFactors::thePinBesideTheFace() {
    QFETCH(QByteArrayList, typed);
    QFETCH(int, expected);
    writeService(kControl, "timeout=5", "auth required pam_permit.so\n");
    m_shown.typed = typed;
    const bool isRight = expected == PAM_SUCCESS;
    const int tries = typed.first().isEmpty() ? 0 : static_cast<int>(typed.size());
    FakeAgent agent(
        m_socket,
        [](Line& line, const Message& request) {
            if (request.type == "authenticate") {
                line.reply(request, "authResult",
                           {{"outcome", "accepted"}, {"second", "pin"}, {"ticket", "t-0"}});
            } else if (request.type == "takeOsSecret") {
                line.reply(request, "osSecret",
                           {{"secret", request.text("ticket") == "t-1" ? "Pa55wörd" : ""}});
            } else if (request.text("pin") == "482719" && request.text("user") == "hanako") {
                line.reply(request, "pinAccepted", {{"ticket", "t-1"}});
            } else {
                const bool isPause = request.text("pin") == "pause";
                line.reply(request, "error", {{"code", isPause ? "face_cooldown" : "second_factor_wrong"}});
            }
        },
        1 + tries + (isRight ? 1 : 0));
    QCOMPARE(authenticate(), expected);
    QCOMPARE(m_shown.prompts.first(), u"PIN of this PC: "_s);
    const auto requests = agent.requests();
    QVERIFY(std::ranges::none_of(requests, [](const Message& m) { return m.text("ticket") == "t-0"; }));
    QCOMPARE(requests.back().type == "takeOsSecret", isRight);
}

// Of somebody at another machine: the PIN first, then the password.
void TestPamFactors::thePinBeforeThePassword_data() {
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<int>("expected");
    QTest::newRow("both right") << QByteArray("482719") << QByteArray("pam_permit.so") << PAM_SUCCESS;
    QTest::newRow("wrong password") << QByteArray("482719") << QByteArray("pam_deny.so") << PAM_AUTH_ERR;
    QTest::newRow("no PIN") << QByteArray() << QByteArray("pam_permit.so") << PAM_PERM_DENIED;
}

void TestPamFactors::thePinBeforeThePassword() {
    QFETCH(QByteArray, typed);
    QFETCH(QByteArray, password);
    QFETCH(int, expected);
    writeService(kControl, "timeout=5", "auth required " + password + "\n");
    m_shown.typed = {typed};
    const FakeAgent agent(
        m_socket,
        [](Line& line, const Message& request) {
            if (request.type == "authenticate") {
                line.reply(request, "authResult",
                           {{"outcome", "unavailable"},
                            {"code", "remote_session"},
                            {"instead", "password"},
                            {"second", "pin"}});
            } else if (request.type == "checkPin") {
                line.reply(request, "pinAccepted", {{"ticket", "t-1"}});
            } else {
                line.reply(request, "osSecret");
            }
        },
        typed.isEmpty() ? 1 : 3);
    QVERIFY(start("hanako") != nullptr);
    QCOMPARE(pam_set_item(m_handle, PAM_RHOST, "192.0.2.7"), PAM_SUCCESS);
    QCOMPARE(pam_authenticate(m_handle, 0), expected);
    QVERIFY(m_shown.errors.isEmpty()); // nothing has gone wrong
}

// A code stands in for the face, not for the password beside it.
void TestPamFactors::aCodeIsOneOfTwoFactors() {
    writeService(kControl, "timeout=5", "auth required pam_deny.so\n");
    m_shown.typed = {"AAAAA-BBBBB"};
    const FakeAgent agent(
        m_socket,
        [](Line& line, const Message& request) {
            if (request.type == "authenticate") {
                line.reply(request, "authResult",
                           {{"outcome", "refused"},
                            {"code", "face_no_match"},
                            {"instead", "emergency_code"},
                            {"second", "password"}});
            } else if (request.type == "emergencyBegin") {
                line.reply(request, "emergencyRequest", {{"request", "ABCD-EFGH-JKLM-NPQR"}, {"tries", "3"}});
            } else {
                line.reply(request, "emergencyAccepted");
            }
        },
        3);
    QCOMPARE(authenticate(), PAM_AUTH_ERR); // the password's line decided
}

QTEST_GUILESS_MAIN(TestPamFactors)
#include "tst_pam_factors.moc"
