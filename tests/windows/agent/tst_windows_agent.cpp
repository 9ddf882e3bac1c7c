// SPDX-License-Identifier: GPL-3.0-or-later
// The agent for Windows against a real kaomon-syncserver over TLS, and the logon provider against that agent.
// What Windows itself would do with the logon cannot be tried under Wine: the proof is the logon, decoded.
#include <algorithm>

#include <QFile>
#include <QTest>

#include <windows.h>
// after windows.h, which it needs
#include <objbase.h>

#include "../agent_process.h"
#include "agent/os_accounts.h"
#include "agent/os_accounts_windows.h"
#include "agent_program.h"
#include "e2e/agent_person.h"
#include "e2e/founded_tenant.h"
#include "localipc/wide_text.h"
#include "logon_ui.h"

using namespace kaomon;
using namespace std::chrono_literals;
using localipc::Message;
using localipc::toUtf8;
using localipc::toWide;
using logon::Field;

namespace {

constexpr int kPatience = 60000;
constexpr const char* kPassword = "ひみつ Ä1!";
constexpr const char* kPerson = "John_Simm";
constexpr const char* kStranger = "John_Salley";
constexpr int kKerbWorkstationUnlockLogon = 7;

const QString kShipped = QStringLiteral("kaomon-agent");
const QString kWithPictures = QStringLiteral("picture_agent");

} // namespace

class WindowsAgentTest final : public QObject {
    Q_OBJECT

    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    e2e::Joiner m_taro;
    testing::AgentProgram m_agent;
    std::string m_account; // as Windows names it: PC\name
    std::wstring m_sid;

    Message ask(Message request, const std::string& progress = {}) const {
        return e2e::ask(m_agent.pipe(), std::move(request), progress);
    }
    std::vector<testing::TestUser> users() const { return {{m_sid, toWide(m_account), L"山田 太郎"}}; }

    // Rounds with the server until it has said what it knows now.
    bool isSynced() {
        return QTest::qWaitFor(
            [this] {
                const auto status = ask({"status", 0, {}});
                return status.text("outbox") == "0" && status.text("online") == "1";
            },
            kPatience);
    }
    int countOf(const std::string& code) {
        const auto events = m_tenant.events();
        return static_cast<int>(
            std::ranges::count_if(events, [&](const auto& stored) { return stored.event.code == code; }));
    }

private slots:
    void initTestCase() {
        QVERIFY(SUCCEEDED(::CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED)));
        QVERIFY(m_server.start());
        const auto account = agent::nameOfUid(agent::ownUid());
        const auto sid = agent::sidOfUid(agent::ownUid());
        QVERIFY(account && sid);
        m_account = *account;
        m_sid = toWide(*sid);
    }

    void cleanupTestCase() {
        if (QTest::currentTestFailed()) {
            qWarning("%s", qUtf8Printable(m_agent.logText().right(8000)));
        }
        m_agent.kill();
    }

    void aTenantWithAPerson() {
        QVERIFY2(m_tenant.found(), m_tenant.fault.c_str());
        QVERIFY2(m_tenant.addUser("taro", m_taro), m_tenant.fault.c_str());
    }

    // The program that is shipped, by its own command line.
    void theShippedAgentJoins() {
        e2e::Code code;
        QVERIFY2(m_tenant.addCode(1, 24h, code), m_tenant.fault.c_str());
        QVERIFY(m_agent.start(kShipped));
        const QString bundle = m_agent.path(QStringLiteral("bundle"));
        QFile file(bundle);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(code.bundle.c_str()) > 0);
        file.close();
        const int ended =
            m_agent.command(kShipped, {QStringLiteral("enrol"), QStringLiteral("--bundle"), bundle,
                                       QStringLiteral("--name"), QStringLiteral("desk")});
        QVERIFY2(ended == 0, qUtf8Printable(m_agent.output()));
        const auto status = ask({"status", 0, {}});
        QCOMPARE(status.text("state"), std::string("active"));
        const auto slash = m_account.find('\\');
        QVERIFY2(m_tenant.link(m_taro.id, status.text("device_id"), m_account.substr(slash + 1)),
                 m_tenant.fault.c_str());
        QVERIFY(isSynced());
    }

    // Its only camera is the PC's, and this one has none.
    void withoutACameraItSaysSo() {
        const auto reply =
            ask({"authenticate", 0, {{"scenario", "unlock"}, {"user", m_account}}}, "authProgress");
        QCOMPARE(reply.type, std::string("authResult"));
        QVERIFY(reply.text("outcome") != "accepted");
    }

    // What it stored is what another start of it finds: here the twin with photographs before its camera.
    void theNextStartIsStillEnrolled() {
        m_agent.kill();
        QVERIFY(m_agent.show(e2e::photographsOf(kPerson, true)));
        QVERIFY(m_agent.start(kWithPictures));
        QCOMPARE(ask({"status", 0, {}}).text("state"), std::string("active"));
    }

    void aPersonEnrolsHisFace() {
        e2e::AgentPerson taro(m_agent.pipe(), "taro", m_taro.oneTimePassword.clone());
        QCOMPARE(taro.signIn(), std::string());
        QCOMPARE(taro.choosePassword("New-Password-2-Chosen"), std::string());
        QCOMPARE(taro.signIn(), std::string());
        QCOMPARE(taro.enrolFace(), std::string());
        QVERIFY(isSynced());
        QVERIFY(m_agent.show(e2e::photographsOf(kPerson, false)));
    }

    // LogonUI, the provider's DLL, the pipe, the agent; then the password of Windows, typed once.
    void theFirstFaceAsksForThePasswordOnce() {
        testing::registerProvider(L"kaomon_credprov_twin.dll");
        testing::setRow(L"Pipe", toWide(m_agent.pipe()));
        testing::setRow(L"AgentImage", testing::besideUs(L"picture_agent.exe"));
        testing::setRow(L"TimeoutSeconds", DWORD{30});
        testing::setRow(L"CredUi", DWORD{0});
        testing::setRow(L"SharedPc", DWORD{0});
        testing::setRow(L"Language", std::wstring(L"en"));
        testing::LogonUi ui(CPUS_UNLOCK_WORKSTATION, 0, users());
        ui.select(0);
        QVERIFY2(
            ui.waitForStatus(L"Your face was recognised. Please type your password once. From the next time "
                             L"on your face is enough."),
            toUtf8(ui.status()).c_str());
        ui.type(Field::Password, toWide(kPassword));
        QVERIFY(ui.submit().logon.has_value());
        QVERIFY(ui.report(0).empty()); // Windows took it: the agent is told
        QTRY_COMPARE_WITH_TIMEOUT(countOf("RESEALED"), 1, kPatience);
    }

    void theFaceUnlocks() {
        testing::LogonUi ui(CPUS_UNLOCK_WORKSTATION, 0, users());
        ui.select(0);
        QVERIFY2(testing::pumpUntil([&] { return ui.hasChanged(); }), toUtf8(ui.status()).c_str());
        const testing::Submitted sent = ui.comeForTheLogon();
        QVERIFY(sent.response == CPGSR_RETURN_CREDENTIAL_FINISHED);
        QVERIFY(sent.logon.has_value());
        QCOMPARE(sent.logon->type, kKerbWorkstationUnlockLogon);
        QCOMPARE(toUtf8(sent.logon->domain + L'\\' + sent.logon->name), m_account);
        QCOMPARE(toUtf8(sent.logon->password), std::string(kPassword));
        QVERIFY(ui.report(0).empty());
        QTRY_COMPARE_WITH_TIMEOUT(countOf("UNLOCK_OK"), 2, kPatience);
    }

    void aStrangersFaceDoesNot() {
        const int before = countOf("UNLOCK_NG");
        QVERIFY(m_agent.show(e2e::photographsOf(kStranger, false)));
        testing::LogonUi ui(CPUS_UNLOCK_WORKSTATION, 0, users());
        ui.select(0);
        QTRY_COMPARE_WITH_TIMEOUT(countOf("UNLOCK_NG"), before + 1, kPatience);
        QVERIFY(!ui.hasChanged());
        QVERIFY(!ui.autoLogon().has_value());
    }
};

QTEST_GUILESS_MAIN(WindowsAgentTest)
#include "tst_windows_agent.moc"
