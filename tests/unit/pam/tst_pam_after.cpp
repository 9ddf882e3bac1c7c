// SPDX-License-Identifier: GPL-3.0-or-later
// What the module does behind a logon, through the real libpam: it tells the agent that the password let in
// whose face did not, and it offers the kept password where the system demands a change.
#include "unit/pam/pam_case.h"

using namespace kaomon::testing;

namespace {

constexpr const char* kAttempt = "0194f5a0-0000-7000-8000-000000000001";

std::map<std::string, std::string> refusal(const char* code, const char* outcome = "refused") {
    return {{"outcome", outcome}, {"code", code}, {"attempt_id", kAttempt}, {"instead", "password"}};
}

// Refuses with these fields, and hears of the password.
FakeAgent::Behaviour refuseWith(std::map<std::string, std::string> fields) {
    return [fields = std::move(fields)](Line& line, const Message& request) {
        if (request.type == "authenticate") {
            line.reply(request, "authResult", fields);
        } else {
            line.reply(request, "passwordNoted");
        }
    };
}

QByteArray getItems() {
    for (const char* folder : {"/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib"}) {
        const QString path = QString::fromLatin1(folder) + u"/pam_wrapper/pam_get_items.so"_s;
        if (QFile::exists(path)) {
            return path.toUtf8();
        }
    }
    return {};
}

} // namespace

class TestPamAfter final : public PamCase {
    Q_OBJECT

private slots:
    void init() { prepare(); }
    void cleanup() { end(); }

    void theAgentHearsOfThePassword_data() {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("outcome");
        QTest::newRow("another face") << QByteArray("face_no_match") << QByteArray("refused");
        QTest::newRow("no camera") << QByteArray("camera_missing") << QByteArray("unavailable");
    }
    void theAgentHearsOfThePassword() {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, outcome);
        writeService(kControl, "timeout=5", "auth required pam_permit.so\n");
        FakeAgent agent(m_socket, refuseWith(refusal(code.constData(), outcome.constData())), 2);
        QCOMPARE(authenticate(), PAM_SUCCESS);
        QCOMPARE(agent.requests().size(), std::size_t(1)); // nobody is let in yet
        QCOMPARE(pam_setcred(m_handle, PAM_ESTABLISH_CRED), PAM_SUCCESS);
        QCOMPARE(pam_setcred(m_handle, PAM_REINITIALIZE_CRED), PAM_SUCCESS); // once for each logon
        const auto requests = agent.requests();
        QCOMPARE(requests.size(), std::size_t(2));
        const Message& told = requests.back();
        QCOMPARE(told.type, std::string("passwordUsed"));
        QCOMPARE(told.text("user"), std::string("hanako"));
        QCOMPARE(told.text("scenario"), std::string("logon"));
        QCOMPARE(told.text("service"), std::string("kaomon-test"));
        QCOMPARE(told.text("attempt_id"), std::string(kAttempt));
        QCOMPARE(told.text("code"), code.toStdString());
    }

    void nothingIsToldOf_data() {
        QTest::addColumn<FakeAgent::Behaviour>("agent");
        QTest::addColumn<bool>("isRemote");
        QTest::addColumn<int>("flags");
        QTest::newRow("the face") << FakeAgent::Behaviour(accept) << false << int{PAM_ESTABLISH_CRED};
        QTest::newRow("no attempt") << answer({{"outcome", "refused"}, {"code", "face_no_match"}}) << false
                                    << int{PAM_ESTABLISH_CRED};
        QTest::newRow("an agent that died") << FakeAgent::Behaviour(die) << false << int{PAM_ESTABLISH_CRED};
        QTest::newRow("another machine")
            << refuseWith(refusal("remote_session", "unavailable")) << true << int{PAM_ESTABLISH_CRED};
        QTest::newRow("the end of the session")
            << refuseWith(refusal("face_no_match")) << false << int{PAM_DELETE_CRED};
    }
    void nothingIsToldOf() {
        QFETCH(FakeAgent::Behaviour, agent);
        QFETCH(bool, isRemote);
        QFETCH(int, flags);
        writeService(kControl, "timeout=5", "auth required pam_permit.so\n");
        FakeAgent running(m_socket, agent);
        QVERIFY(start("hanako") != nullptr);
        if (isRemote) {
            QCOMPARE(pam_set_item(m_handle, PAM_RHOST, "192.0.2.7"), PAM_SUCCESS);
        }
        QCOMPARE(pam_authenticate(m_handle, 0), PAM_SUCCESS);
        QCOMPARE(pam_setcred(m_handle, flags), PAM_SUCCESS);
        QCOMPARE(running.requests().size(), std::size_t(1));
    }

    // The program asks again, and this time the face does it.
    void aLaterFaceIsNoPassword() {
        writeService(kControl, "timeout=5", "auth required pam_deny.so\n");
        int asked = 0;
        FakeAgent agent(
            m_socket,
            [&asked](Line& line, const Message& request) {
                line.reply(request, "authResult",
                           asked++ == 0 ? refusal("face_no_match")
                                        : std::map<std::string, std::string>{{"outcome", "accepted"}});
            },
            2);
        QCOMPARE(authenticate(), PAM_AUTH_ERR);
        QCOMPARE(pam_authenticate(m_handle, 0), PAM_SUCCESS);
        QCOMPARE(pam_setcred(m_handle, PAM_ESTABLISH_CRED), PAM_SUCCESS);
        QCOMPARE(agent.requests().size(), std::size_t(2));
    }

    void whoChoosesThePasswordIsToldOfToo() {
        writeService(kControl, "timeout=5 scenario=elevation", "auth required pam_permit.so\n");
        m_shown.typed = {"n"};
        FakeAgent agent(m_socket, refuseWith(refusal("second_step_required")), 2);
        QCOMPARE(authenticate(), PAM_SUCCESS);
        QCOMPARE(pam_setcred(m_handle, PAM_ESTABLISH_CRED), PAM_SUCCESS);
        QCOMPARE(agent.requests().back().text("code"), std::string("cancelled"));
    }

    void anAgentThatHasGoneKeepsNobodyOut() {
        writeService(kControl, "timeout=5", "auth required pam_permit.so\n");
        {
            const FakeAgent agent(m_socket, refuseWith(refusal("face_no_match")));
            QCOMPARE(authenticate(), PAM_SUCCESS);
        }
        QCOMPARE(pam_setcred(m_handle, PAM_ESTABLISH_CRED), PAM_SUCCESS);
    }

    void perhapsAtAnotherMachine_data() {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("lookedAt");
        QTest::addColumn<int>("expected");
        QTest::newRow("the policy lets him be looked at") << QByteArray() << QByteArray("1") << PAM_SUCCESS;
        QTest::newRow("it does not") << QByteArray() << QByteArray("0") << PAM_AUTHINFO_UNAVAIL;
        QTest::newRow("another machine for certain, whatever the agent says")
            << QByteArray("192.0.2.7") << QByteArray("1") << PAM_AUTHINFO_UNAVAIL;
    }
    void perhapsAtAnotherMachine() {
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, lookedAt);
        QFETCH(int, expected);
        FakeAgent agent(m_socket,
                        answer({{"outcome", "accepted"}, {"remote_looked_at", lookedAt.toStdString()}}));
        QVERIFY(start("hanako") != nullptr);
        if (!host.isEmpty()) {
            QCOMPARE(pam_set_item(m_handle, PAM_RHOST, host.constData()), PAM_SUCCESS);
        }
        qputenv("SSH_CONNECTION", "192.0.2.7 50000 192.0.2.1 22");
        QCOMPARE(pam_authenticate(m_handle, 0), expected);
        const auto request = agent.requests().at(0);
        QCOMPARE(request.flag("remote"), true);
        QCOMPARE(request.flag("remote_host"), !host.isEmpty());
    }

    void theKeptPasswordStandsInForTheCurrentOne_data() {
        QTest::addColumn<FakeAgent::Behaviour>("agent");
        QTest::addColumn<int>("flags");
        QTest::addColumn<QByteArray>("current");
        QTest::newRow("the system demands the change")
            << FakeAgent::Behaviour(acceptWithSecret) << int{PAM_CHANGE_EXPIRED_AUTHTOK}
            << QByteArray("Pa55wörd");
        QTest::newRow("of his own accord") << FakeAgent::Behaviour(acceptWithSecret) << 0 << QByteArray();
        QTest::newRow("none is kept")
            << FakeAgent::Behaviour(accept) << int{PAM_CHANGE_EXPIRED_AUTHTOK} << QByteArray();
    }
    void theKeptPasswordStandsInForTheCurrentOne() {
        QFETCH(FakeAgent::Behaviour, agent);
        QFETCH(int, flags);
        QFETCH(QByteArray, current);
        if (getItems().isEmpty()) {
            QSKIP("needs the package libpam-wrapper");
        }
        writeService("required", "timeout=5",
                     QByteArray("password optional ") + KAOMON_PAM_MODULE +
                         " current socket=" + m_socket.c_str() + "\npassword required " + getItems() + "\n");
        FakeAgent running(m_socket, agent);
        QCOMPARE(authenticate(), PAM_SUCCESS);
        QCOMPARE(pam_chauthtok(m_handle, flags), PAM_SUCCESS);
        QCOMPARE(QByteArray(pam_getenv(m_handle, "PAM_OLDAUTHTOK")), current);
    }
};

QTEST_GUILESS_MAIN(TestPamAfter)
#include "tst_pam_after.moc"
