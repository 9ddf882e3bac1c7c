// SPDX-License-Identifier: GPL-3.0-or-later
// kaomon-client.exe as it is started: with an agent, without one, a second time, for the whole session.
#include <QProcess>
#include <QSettings>
#include <QTest>

#include "fake_agent.h"
#include "shell/autostart_windows.h"

#include <windows.h>

using namespace kaomon;
using test::FakeAgent;

namespace {

constexpr int kPatience = 60000;
const QString kProgram = QStringLiteral(KAOMON_CLIENT);

// One start of the program, ended with this.
class Client {
public:
    explicit Client(const QStringList& arguments) { m_process.start(kProgram, arguments); }
    ~Client() {
        m_process.kill();
        m_process.waitForFinished(kPatience);
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    // While this test's own event loop, and so the agent, goes on. -1: it did not end.
    int exitCode() {
        const bool isOver =
            QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, kPatience);
        return isOver && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    // Its window that people see.
    [[nodiscard]] HWND window() const {
        const auto found = windows(nullptr);
        return found.empty() ? nullptr : found.front();
    }
    // Also hidden ones, of that class.
    [[nodiscard]] std::vector<HWND> windows(const wchar_t* windowClass) const {
        Search search{static_cast<DWORD>(m_process.processId()), windowClass, {}};
        ::EnumWindows(look, reinterpret_cast<LPARAM>(&search));
        return search.found;
    }

private:
    struct Search {
        DWORD process;
        const wchar_t* windowClass;
        std::vector<HWND> found;
    };
    static BOOL CALLBACK look(HWND window, LPARAM argument) {
        auto& search = *reinterpret_cast<Search*>(argument);
        DWORD process = 0;
        ::GetWindowThreadProcessId(window, &process);
        wchar_t name[64]{};
        ::GetClassNameW(window, name, 64);
        const bool isMeant = search.windowClass != nullptr
                                 ? std::wstring_view(name) == search.windowClass
                                 : ::IsWindowVisible(window) != 0 && ::GetWindowTextLengthW(window) > 0;
        if (process == search.process && isMeant) {
            search.found.push_back(window);
        }
        return TRUE;
    }
    QProcess m_process;
};

QStringList argumentsFor(const std::string& pipe, std::initializer_list<const char*> more = {}) {
    QStringList arguments{QStringLiteral("--socket"), QString::fromStdString(pipe),
                          QStringLiteral("--language"), QStringLiteral("ja")};
    for (const char* one : more) {
        arguments.append(QString::fromLatin1(one));
    }
    return arguments;
}

} // namespace

class WindowsClientTest final : public QObject {
    Q_OBJECT

private slots:
    void itShowsItsWindowAndAsksTheAgent() {
        FakeAgent agent;
        Client client(argumentsFor(agent.path()));
        QTRY_VERIFY_WITH_TIMEOUT(client.window() != nullptr, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(agent.count("status") > 0, kPatience);
        ::PostMessageW(client.window(), WM_CLOSE, 0, 0);
        QCOMPARE(client.exitCode(), 0);
    }

    // It stays, says so (tst_client_window), and finds the agent when it comes.
    void itWaitsForAnAgentThatIsNotThere() {
        FakeAgent agent;
        agent.close();
        Client client(argumentsFor(agent.path()));
        QTRY_VERIFY_WITH_TIMEOUT(client.window() != nullptr, kPatience);
        QVERIFY(client.isRunning());
        QVERIFY(agent.listen());
        QTRY_VERIFY_WITH_TIMEOUT(agent.count("status") > 0, kPatience);
    }

    void aSecondStartBringsTheFirstOneUp() {
        FakeAgent agent;
        Client first(argumentsFor(agent.path()));
        QTRY_VERIFY_WITH_TIMEOUT(first.window() != nullptr, kPatience);
        ::ShowWindow(first.window(), SW_MINIMIZE);
        Client second(argumentsFor(agent.path()));
        QCOMPARE(second.exitCode(), 0);
        QVERIFY(first.isRunning());
    }

    void theSessionsPartStaysAndShowsItsWindowWhenAskedTo() {
        FakeAgent agent;
        agent.answer("presenceWatch", {"presenceWatching", {}});
        agent.answer("presenceReport", {"presenceNoted", {}});
        agent.answer("presenceEnd", {"presenceEnded", {}});
        Client session(argumentsFor(agent.path(), {"--session", "--fill-key", ""}));
        QTRY_VERIFY2_WITH_TIMEOUT(agent.count("presenceReport") > 0,
                                  qPrintable(QStringLiteral("%1 %2 %3 %4")
                                                 .arg(session.isRunning())
                                                 .arg(agent.count("status"))
                                                 .arg(agent.count("presenceWatch"))
                                                 .arg(agent.count("presenceEnd"))),
                                  kPatience);
        QCOMPARE(agent.last("presenceReport")->text("locked"), std::string("0"));
        QVERIFY(session.window() == nullptr);
        Client again(argumentsFor(agent.path(), {"--session"}));
        QCOMPARE(again.exitCode(), 0);
        QVERIFY(session.window() == nullptr);
        Client window(argumentsFor(agent.path()));
        QCOMPARE(window.exitCode(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(session.window() != nullptr, kPatience);
        // Windows says that the session ends; the agent hears it before the program goes.
        const auto hidden = session.windows(L"kaomon-session");
        QVERIFY(!hidden.empty());
        for (HWND one : hidden) {
            ::PostMessageW(one, WM_ENDSESSION, TRUE, 0);
        }
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
