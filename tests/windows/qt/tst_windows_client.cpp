// SPDX-License-Identifier: GPL-3.0-or-later
// kaomon-client.exe as it is started: with an agent, without one, a second time, for the whole session.
#include <QSettings>
#include <QTest>

#include "client_process.h"
#include "fake_agent.h"
#include "shell/autostart_windows.h"

using namespace kaomon;
using test::FakeAgent;
using testing::clientArguments;
using Client = testing::ClientProcess;

namespace {

constexpr int kPatience = 60000;

} // namespace

class WindowsClientTest final : public QObject {
    Q_OBJECT

private slots:
    void itShowsItsWindowAndAsksTheAgent() {
        FakeAgent agent;
        Client client(clientArguments(agent.path()));
        QTRY_VERIFY_WITH_TIMEOUT(client.window() != nullptr, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(agent.count("status") > 0, kPatience);
        ::PostMessageW(client.window(), WM_CLOSE, 0, 0);
        QCOMPARE(client.exitCode(), 0);
    }

    // It stays, says so (tst_client_window), and finds the agent when it comes.
    void itWaitsForAnAgentThatIsNotThere() {
        FakeAgent agent;
        agent.close();
        Client client(clientArguments(agent.path()));
        QTRY_VERIFY_WITH_TIMEOUT(client.window() != nullptr, kPatience);
        QVERIFY(client.isRunning());
        QVERIFY(agent.listen());
        QTRY_VERIFY_WITH_TIMEOUT(agent.count("status") > 0, kPatience);
    }

    void aSecondStartBringsTheFirstOneUp() {
        FakeAgent agent;
        Client first(clientArguments(agent.path()));
        QTRY_VERIFY_WITH_TIMEOUT(first.window() != nullptr, kPatience);
        ::ShowWindow(first.window(), SW_MINIMIZE);
        Client second(clientArguments(agent.path()));
        QCOMPARE(second.exitCode(), 0);
        QVERIFY(first.isRunning());
    }

    void theSessionsPartStaysAndShowsItsWindowWhenAskedTo() {
        FakeAgent agent;
        agent.answer("presenceWatch", {"presenceWatching", {}});
        agent.answer("presenceReport", {"presenceNoted", {}});
        agent.answer("presenceEnd", {"presenceEnded", {}});
        Client session(clientArguments(agent.path(), {"--session", "--fill-key", ""}));
        QTRY_VERIFY2_WITH_TIMEOUT(agent.count("presenceReport") > 0,
                                  qPrintable(QStringLiteral("%1 %2 %3 %4")
                                                 .arg(session.isRunning())
                                                 .arg(agent.count("status"))
                                                 .arg(agent.count("presenceWatch"))
                                                 .arg(agent.count("presenceEnd"))),
                                  kPatience);
        QCOMPARE(agent.last("presenceReport")->text("locked"), std::string("0"));
        QVERIFY(session.window() == nullptr);
        Client again(clientArguments(agent.path(), {"--session"}));
        QCOMPARE(again.exitCode(), 0);
        QVERIFY(session.window() == nullptr);
        Client window(clientArguments(agent.path()));
        QCOMPARE(window.exitCode(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(session.window() != nullptr, kPatience);
        // Windows says that the session ends; the agent hears it before the program goes.
        QVERIFY(session.tellTheSessionEnds());
        QCOMPARE(session.exitCode(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(agent.count("presenceEnd"), 1, kPatience);
    }

    void autostartIsSwitchedByAnOption() {
        const QSettings before(shell::personsAutostart(), QSettings::NativeFormat);
        for (const bool isOn : {true, false}) {
            Client client(
                {QStringLiteral("--autostart"), isOn ? QStringLiteral("on") : QStringLiteral("off")});
            QCOMPARE(client.exitCode(), 0);
            const QSettings now(shell::personsAutostart(), QSettings::NativeFormat);
            QCOMPARE(now.value(QStringLiteral("Kaomon"))
                         .toString()
                         .endsWith(QLatin1String("kaomon-client.exe\" --session")),
                     isOn);
        }
        Client wrong({QStringLiteral("--autostart"), QStringLiteral("perhaps")});
        QCOMPARE(wrong.exitCode(), 2);
    }
};

QTEST_GUILESS_MAIN(WindowsClientTest)
#include "tst_windows_client.moc"
