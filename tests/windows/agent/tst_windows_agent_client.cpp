// SPDX-License-Identifier: GPL-3.0-or-later
// The agent's program and the client at the two ends of one named pipe, with a real kaomon-syncserver behind
// the agent and photographs before its camera. The client's window is the one of kaomon-client, used through
// its widgets; where what counts is that the program is another process, kaomon-client.exe runs.
#include <algorithm>

#include <QAccessible>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSet>
#include <QTest>

#include "../qt/client_process.h"
#include "agent/os_accounts.h"
#include "agent_program.h"
#include "crypto/secret_key.h"
#include "e2e/agent_person.h"
#include "e2e/founded_tenant.h"
#include "shell/client_application.h"
#include "ui/error_text.h"

using namespace kaomon;
using namespace std::chrono_literals;
using agentlink::DeviceState;
using localipc::Message;
using testing::ClientProcess;

namespace {

constexpr int kPatience = 120000; // Argon2id and the face engine under Wine, on a busy machine
constexpr const char* kPerson = "John_Simm";
constexpr const char* kPassword = "Mount Takao 599";

const QString kShipped = QStringLiteral("kaomon-agent");
const QString kWithPictures = QStringLiteral("picture_agent");

} // namespace

class WindowsAgentClientTest final : public QObject {
    Q_OBJECT

    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    e2e::Joiner m_taro;
    testing::AgentProgram m_agent;
    std::unique_ptr<shell::ClientApplication> m_client;

    void startClient() {
        m_client.reset();
        m_client = std::make_unique<shell::ClientApplication>(
            *qApp, shell::ClientOptions{.socketPath = m_agent.pipe()});
        m_client->start();
    }
    [[nodiscard]] const agentlink::AgentStatus& status() const { return m_client->session().status(); }

    template<class Widget>
    Widget* shown(const char* name) const {
        const auto named = m_client->window().findChildren<Widget*>(QString::fromLatin1(name));
        const auto found = std::ranges::find_if(named, &QWidget::isVisible);
        return found != named.end() ? *found : nullptr;
    }
    [[nodiscard]] QString text(const char* label) const {
        const auto* found = shown<QLabel>(label);
        return found != nullptr ? found->text() : QString();
    }
    void press(const char* name) const {
        QTRY_VERIFY2_WITH_TIMEOUT(
            shown<QPushButton>(name) != nullptr && shown<QPushButton>(name)->isEnabled(), name, kPatience);
        QTest::mouseClick(shown<QPushButton>(name), Qt::LeftButton);
    }
    void open(const char* page) const {
        QTRY_VERIFY2_WITH_TIMEOUT(shown<QPushButton>(page) != nullptr, page, kPatience);
        QAccessible::queryAccessibleInterface(shown<QPushButton>(page))
            ->actionInterface()
            ->doAction(QAccessibleActionInterface::toggleAction());
    }
    void type(const char* field, const char* typed) const {
        QTRY_VERIFY2_WITH_TIMEOUT(shown<QLineEdit>(field) != nullptr, field, kPatience);
        shown<QLineEdit>(field)->setText(QString::fromUtf8(typed));
    }
    void signIn(const char* password) const {
        type("login", "taro");
        type("password", password);
        press("signIn");
    }
    // Anything that the window says, the banner included.
    [[nodiscard]] bool says(const QString& words) const {
        return std::ranges::any_of(m_client->window().findChildren<QLabel*>(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(words);
        });
    }
    void keep(const char* name) const {
        const QString folder = qEnvironmentVariable("KAOMON_SCREENSHOTS");
        if (!folder.isEmpty()) {
            QDir().mkpath(folder);
            QCoreApplication::processEvents();
            m_client->window().grab().save(
                QDir(folder).filePath(QString::fromLatin1(name) + QStringLiteral(".png")));
        }
    }
    int countOf(const std::string& code) {
        const auto events = m_tenant.events();
        return static_cast<int>(
            std::ranges::count_if(events, [&](const auto& stored) { return stored.event.code == code; }));
    }

private slots:
    void initTestCase() {
        QVERIFY(crypto::initialise());
        QVERIFY(m_server.start());
        QVERIFY2(m_tenant.found(), m_tenant.fault.c_str());
        QVERIFY2(m_tenant.addUser("taro", m_taro), m_tenant.fault.c_str());
        QVERIFY2(m_tenant.setForAll({{"liveness_continuous", "0"},
                                     {"cont_interval_s", "0.5"},
                                     {"cont_action", "log"},
                                     {"cont_stranger_action", "log"}}),
                 m_tenant.fault.c_str());
    }

    void cleanupTestCase() {
        m_client.reset();
        if (QTest::currentTestFailed()) {
            qWarning("%s", qUtf8Printable(m_agent.logText().right(8000)));
        }
        m_agent.kill();
    }

    // Whichever of the two comes first.
    void theClientWaitsForTheAgentAndSaysSo() {
        startClient();
        const ui::ErrorText away = ui::errorText(ErrorCode::AgentUnreachable);
        QTRY_COMPARE_WITH_TIMEOUT(text("errorSentence"), away.sentence, kPatience);
        QCOMPARE(text("errorNextStep"), away.nextStep);
        QVERIFY(m_agent.start(kShipped));
        QTRY_VERIFY_WITH_TIMEOUT(shown<QPushButton>("signIn") != nullptr, kPatience);
        QCOMPARE(text("errorSentence"), QString());
    }

    void aPcThatJoinsIsShownAsJoined() {
        const QString outside = ui::errorText(ErrorCode::DeviceNotEnrolled).sentence;
        QTRY_VERIFY_WITH_TIMEOUT(says(outside), kPatience);
        QVERIFY(status().device == DeviceState::NotEnrolled);
        keep("windows_not_enrolled");
        e2e::Code code;
        QVERIFY2(m_tenant.addCode(1, 24h, code), m_tenant.fault.c_str());
        const QString bundle = m_agent.path(QStringLiteral("bundle"));
        QFile file(bundle);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(code.bundle.c_str()) > 0);
        file.close();
        const int ended =
            m_agent.command(kShipped, {QStringLiteral("enrol"), QStringLiteral("--bundle"), bundle});
        QVERIFY2(ended == 0, qUtf8Printable(m_agent.output()));
        QTRY_VERIFY_WITH_TIMEOUT(status().device == DeviceState::Active && status().isOnline, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!says(outside), kPatience);
        const auto told = e2e::ask(m_agent.pipe(), {"status", 0, {}});
        const auto account = agent::nameOfUid(agent::ownUid()); // PC\name
        QVERIFY(account);
        QVERIFY2(m_tenant.link(m_taro.id, told.text("device_id"), account->substr(account->find('\\') + 1)),
                 m_tenant.fault.c_str());
    }

    // The same agent with photographs before its camera; the window has seen the other one go.
    void theClientFindsTheNextStartOfTheAgent() {
        m_agent.kill();
        QTRY_COMPARE_WITH_TIMEOUT(text("errorSentence"), ui::errorText(ErrorCode::AgentUnreachable).sentence,
                                  kPatience);
        keep("windows_agent_away");
        QVERIFY(m_agent.show(e2e::photographsOf(kPerson, true)));
        QVERIFY(m_agent.start(kWithPictures));
        QTRY_VERIFY_WITH_TIMEOUT(shown<QPushButton>("signIn") != nullptr, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(status().device == DeviceState::Active && status().isOnline, kPatience);
    }

    void aWrongPasswordIsToldInWords() {
        signIn("not the one that was given");
        QTRY_VERIFY_WITH_TIMEOUT(says(ui::errorText(ErrorCode::LoginFailed).sentence), kPatience);
        QVERIFY(!status().isSignedIn);
    }

    void aPersonSignsInAndChoosesAPassword() {
        signIn(std::string(m_taro.oneTimePassword.reveal()).c_str());
        type("newPassword", kPassword);
        type("newPasswordAgain", kPassword);
        press("changePassword");
        QTRY_VERIFY_WITH_TIMEOUT(shown<QPushButton>("agree") != nullptr, kPatience);
        QVERIFY(status().isSignedIn && !status().mustChangePassword);
        QCOMPARE(status().login, QStringLiteral("taro"));
    }

    // The pictures that the agent takes are counted on the page, and shown while it looks.
    void theFaceIsEnrolledWithItsProgressOnThePage() {
        press("agree");
        press("startEnrolment");
        QSet<QString> counts;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                if (const QString count = text("enrolmentCount"); !count.isEmpty()) {
                    counts.insert(count);
                }
                return shown<QPushButton>("goToTest") != nullptr;
            }(),
            kPatience);
        QVERIFY2(counts.size() >= 3, qPrintable(QStringList(counts.values()).join(u'|')));
        QTRY_COMPARE_WITH_TIMEOUT(status().templates, 1, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(countOf("ENROLL"), 1, kPatience);
    }

    void theFaceIsTested() {
        press("goToTest");
        press("testMyFace");
        QTRY_COMPARE_WITH_TIMEOUT(text("testState"), QStringLiteral("You were recognised."), kPatience);
    }

    void howThePcStandsIsOnThePage() {
        open("navStatus");
        QTRY_VERIFY_WITH_TIMEOUT(text("status.connection").contains(QString::fromStdString(m_server.url())),
                                 kPatience);
        QCOMPARE(text("status.face"), QStringLiteral("Enrolled"));
        QVERIFY(text("status.device").startsWith(QStringLiteral("Registered")));
        keep("windows_status");
    }

    // An agent that ends takes the sign-in along; the face and the PC's place in the tenant stay.
    void anAgentThatGoesIsSaidAndTheSignInIsOver() {
        m_agent.kill();
        QTRY_COMPARE_WITH_TIMEOUT(text("errorSentence"), ui::errorText(ErrorCode::AgentUnreachable).sentence,
                                  kPatience);
        QVERIFY(m_agent.start(kWithPictures));
        QTRY_VERIFY_WITH_TIMEOUT(shown<QPushButton>("signIn") != nullptr, kPatience);
        QVERIFY(!status().isSignedIn);
        signIn(kPassword);
        QTRY_COMPARE_WITH_TIMEOUT(text("status.face"), QStringLiteral("Enrolled"), kPatience);
    }

    // A client that goes in the middle of an enrolment leaves nothing behind: the next one may begin at once.
    void aClientThatGoesFreesTheCamera() {
        QVERIFY(m_agent.show({})); // nobody: it would not end by itself
        open("navEnrolment");
        press("startEnrolment");
        QTRY_VERIFY_WITH_TIMEOUT(!text("enrolmentCount").isEmpty(), kPatience);
        startClient();
        QVERIFY(m_agent.show(e2e::photographsOf(kPerson, true)));
        QTRY_VERIFY_WITH_TIMEOUT(status().isSignedIn, kPatience); // of the person, not of the window
        open("navFaceTest");
        press("testMyFace");
        QTRY_COMPARE_WITH_TIMEOUT(text("testState"), QStringLiteral("You were recognised."), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(status().templates, 1, kPatience); // nothing was kept of it
    }

    // The part of the session: ended with the session nothing is on record, killed it is.
    void theAgentTellsOfASessionsPartThatIsGone() {
        const QStringList arguments =
            testing::clientArguments(m_agent.pipe(), {"--session", "--fill-key", ""});
        const int seen = countOf("PRESENT");
        {
            ClientProcess session(arguments);
            QTRY_COMPARE_WITH_TIMEOUT(countOf("PRESENT"), seen + 1, kPatience);
            QVERIFY(session.tellTheSessionEnds());
            QCOMPARE(session.exitCode(), 0);
        }
        ClientProcess session(arguments);
        QTRY_COMPARE_WITH_TIMEOUT(countOf("PRESENT"), seen + 2, kPatience);
        QCOMPARE(countOf("WATCH_LOST"), 0); // of the first, which said that it goes
        session.kill();
        QTRY_COMPARE_WITH_TIMEOUT(countOf("WATCH_LOST"), 1, kPatience);
    }
};

QTEST_MAIN(WindowsAgentClientTest)
#include "tst_windows_agent_client.moc"
