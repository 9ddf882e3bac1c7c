// SPDX-License-Identifier: GPL-3.0-or-later
// One PC: kaomon-client.exe and the agent for Windows on both ends of the named pipe, and a real
// kaomon-syncserver behind them. Keys are pressed at the client's window; what came of it is asked of the
// agent and of the server. Windows' word that the session is locked is said by the test: Wine does not say
// it.
#include <algorithm>

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QTest>

#include "agent/os_accounts.h"
#include "agent_program.h"
#include "e2e/agent_person.h"
#include "e2e/founded_tenant.h"
#include "qt/client_program.h"

#include <wtsapi32.h>

using namespace kaomon;
using namespace std::chrono_literals;
using localipc::Message;
using testing::ClientProgram;

namespace {

constexpr int kPatience = 60000;
constexpr const char* kPerson = "John_Simm";
const QString kPassword = QStringLiteral("New-Password-2-Chosen");
const QString kWithPictures = QStringLiteral("picture_agent");

void press(WORD key, bool isDown) {
    INPUT input{};
    input.type = INPUT_KEYBOARD;
    input.ki.wVk = key;
    input.ki.dwFlags = isDown ? 0 : KEYEVENTF_KEYUP;
    ::SendInput(1, &input, sizeof input);
}

void press(WORD key) {
    press(key, true);
    press(key, false);
}

void type(const QString& text) {
    for (const QChar character : text) {
        for (const DWORD up : {DWORD{0}, DWORD{KEYEVENTF_KEYUP}}) {
            INPUT input{};
            input.type = INPUT_KEYBOARD;
            input.ki.wScan = character.unicode();
            input.ki.dwFlags = KEYEVENTF_UNICODE | up;
            ::SendInput(1, &input, sizeof input);
        }
    }
}

// What people see of a window.
QImage pictureOf(HWND window) {
    RECT place{};
    ::GetWindowRect(window, &place);
    const int width = place.right - place.left, height = place.bottom - place.top;
    if (width <= 0 || height <= 0) {
        return {};
    }
    QImage picture(width, height, QImage::Format_RGB32);
    HDC screen = ::GetDC(nullptr);
    HDC copy = ::CreateCompatibleDC(screen);
    HBITMAP bitmap = ::CreateCompatibleBitmap(screen, width, height);
    HGDIOBJ before = ::SelectObject(copy, bitmap);
    ::BitBlt(copy, 0, 0, width, height, screen, place.left, place.top, SRCCOPY);
    BITMAPINFO form{};
    form.bmiHeader = {sizeof form.bmiHeader, width, -height, 1, 32, BI_RGB, 0, 0, 0, 0, 0};
    ::SelectObject(copy, before);
    ::GetDIBits(copy, bitmap, 0, static_cast<UINT>(height), picture.bits(), &form, DIB_RGB_COLORS);
    ::DeleteObject(bitmap);
    ::DeleteDC(copy);
    ::ReleaseDC(nullptr, screen);
    return picture;
}

// A caret that blinks is no other picture.
bool isSamePicture(const QImage& one, const QImage& other) {
    constexpr int kCaret = 200;
    if (one.isNull() || one.size() != other.size()) {
        return false;
    }
    int others = 0;
    for (int y = 0; y < one.height(); ++y) {
        const auto* left = reinterpret_cast<const QRgb*>(one.constScanLine(y));
        const auto* right = reinterpret_cast<const QRgb*>(other.constScanLine(y));
        for (int x = 0; x < one.width(); ++x) {
            others += left[x] != right[x] ? 1 : 0;
        }
    }
    return others < kCaret;
}

void keep(HWND window, const char* name) {
    const QString folder = qEnvironmentVariable("KAOMON_SCREENSHOTS");
    if (!folder.isEmpty()) {
        QDir().mkpath(folder);
        QVERIFY(pictureOf(window).save(
            QDir(folder).filePath(QStringLiteral("windows-pc-%1.png").arg(QLatin1String(name)))));
    }
}

} // namespace

class WindowsPcTest final : public QObject {
    Q_OBJECT

    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    e2e::Joiner m_taro;
    testing::AgentProgram m_agent;
    std::unique_ptr<ClientProgram> m_session;

    Message status() const { return e2e::ask(m_agent.pipe(), {"status", 0, {}}); }
    QStringList arguments(std::initializer_list<const char*> more = {}) const {
        QStringList all{QStringLiteral("--socket"), QString::fromStdString(m_agent.pipe()),
                        QStringLiteral("--language"), QStringLiteral("ja")};
        std::ranges::for_each(more, [&](const char* one) { all.append(QString::fromLatin1(one)); });
        return all;
    }
    bool isSynced() {
        return QTest::qWaitFor(
            [this] {
                const auto now = status();
                return now.text("outbox") == "0" && now.flag("online");
            },
            kPatience);
    }
    int countOf(const std::string& code) {
        const auto events = m_tenant.events();
        return static_cast<int>(
            std::ranges::count_if(events, [&](const auto& stored) { return stored.event.code == code; }));
    }
    int demands() const {
        return static_cast<int>(m_agent.logText().count(QLatin1String("presence.demand")));
    }

    // Its page has been the same for longer than the client takes to ask the agent again, and keys go there.
    static bool isReadyForKeys(const ClientProgram& client) {
        QImage last;
        QDeadlineTimer changes(3s);
        return QTest::qWaitFor(
            [&] {
                HWND window = client.window();
                if (window == nullptr) {
                    return false;
                }
                if (::GetForegroundWindow() != window) {
                    ::SetForegroundWindow(window);
                }
                QImage now = pictureOf(window);
                if (!isSamePicture(last, now) || ::GetForegroundWindow() != window) {
                    last = std::move(now);
                    changes.setRemainingTime(3s);
                }
                return changes.hasExpired();
            },
            kPatience);
    }
    // What Windows sends to the windows that asked for it.
    void tellSession(WPARAM what) const {
        for (HWND one : m_session->windows(L"kaomon-session")) {
            ::PostMessageW(one, WM_WTSSESSION_CHANGE, what, 0);
        }
    }

private slots:
    void initTestCase() {
        QVERIFY(m_server.start());
        QVERIFY2(m_tenant.found(), m_tenant.fault.c_str());
        QVERIFY2(m_tenant.addUser("taro", m_taro), m_tenant.fault.c_str());
        QVERIFY2(m_tenant.setForAll({{"liveness_continuous", "0"},
                                     {"cont_interval_s", "0.5"},
                                     {"cont_absent_s", "4"},
                                     {"cont_warn_s", "1"}}),
                 m_tenant.fault.c_str());
        e2e::Code code;
        QVERIFY2(m_tenant.addCode(1, 24h, code), m_tenant.fault.c_str());
        QVERIFY(m_agent.show(e2e::photographsOf(kPerson, true)));
        QVERIFY(m_agent.start(kWithPictures));
        const QString bundle = m_agent.path(QStringLiteral("bundle"));
        QFile file(bundle);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(code.bundle.c_str()) > 0);
        file.close();
        const int ended =
            m_agent.command(kWithPictures, {QStringLiteral("enrol"), QStringLiteral("--bundle"), bundle,
                                            QStringLiteral("--name"), QStringLiteral("desk")});
        QVERIFY2(ended == 0, qUtf8Printable(m_agent.output()));
        const auto account = agent::nameOfUid(agent::ownUid());
        QVERIFY(account);
        QVERIFY2(
            m_tenant.link(m_taro.id, status().text("device_id"), account->substr(account->find('\\') + 1)),
            m_tenant.fault.c_str());
        QVERIFY(isSynced());
    }

    void cleanupTestCase() {
        if (QTest::currentTestFailed()) {
            qWarning("%s", qUtf8Printable(m_agent.logText().right(8000)));
        }
        m_session.reset();
        m_agent.kill();
    }

    // By keys alone: with the password that he was given, then with one of his own, which the client splits
    // and the server takes.
    void aPersonSignsInAtTheClientAndChoosesAPassword() {
        ClientProgram client(arguments());
        QVERIFY(isReadyForKeys(client));
        keep(client.window(), "sign-in");
        QVERIFY(!status().flag("signed_in"));
        type(QStringLiteral("taro"));
        press(VK_RETURN); // to the next field
        type(QString::fromStdString(std::string(m_taro.oneTimePassword.reveal())));
        press(VK_RETURN);
        QTRY_VERIFY_WITH_TIMEOUT(status().flag("signed_in"), kPatience);
        QCOMPARE(status().text("login"), std::string("taro"));
        QVERIFY(status().flag("must_change_password"));
        QVERIFY(isReadyForKeys(client));
        keep(client.window(), "password");
        type(kPassword);
        press(VK_TAB);
        type(kPassword);
        press(VK_RETURN);
        QTRY_VERIFY_WITH_TIMEOUT(!status().flag("must_change_password"), kPatience);
        QVERIFY(isReadyForKeys(client));
        keep(client.window(), "home");
        e2e::AgentPerson taro(m_agent.pipe(), "taro", SecretString(kPassword.toStdString()));
        QCOMPARE(taro.signIn(), std::string());
        QCOMPARE(taro.enrolFace(), std::string());
        QVERIFY(isSynced());
    }

    // What it shows is what the agent says: without one it says so, and finds the next one by itself.
    void theClientFollowsAnAgentThatGoesAndComes() {
        ClientProgram client(arguments());
        QVERIFY(isReadyForKeys(client));
        const QImage before = pictureOf(client.window());
        keep(client.window(), "status");
        m_agent.kill();
        QTRY_VERIFY_WITH_TIMEOUT(!isSamePicture(before, pictureOf(client.window())), kPatience);
        QVERIFY(isReadyForKeys(client));
        keep(client.window(), "agent-away");
        const QImage away = pictureOf(client.window());
        QVERIFY(m_agent.start(kWithPictures));
        QTRY_VERIFY_WITH_TIMEOUT(!isSamePicture(away, pictureOf(client.window())), kPatience);
        QVERIFY(client.isRunning());
    }

    // The agent sees that nobody is there, the client asks Windows for the lock, and what Windows says of it
    // is what the agent believes.
    void theAgentAsksTheClientForTheLock() {
        QVERIFY(m_agent.show(e2e::photographsOf(kPerson, false)));
        m_session = std::make_unique<ClientProgram>(arguments({"--session", "--fill-key", ""}));
        QTRY_VERIFY_WITH_TIMEOUT(countOf("PRESENT") > 0, kPatience);
        QCOMPARE(demands(), 0);
        QVERIFY(m_agent.show({}));
        QTRY_VERIFY_WITH_TIMEOUT(demands() > 0, kPatience);
        tellSession(WTS_SESSION_LOCK);
        QTRY_COMPARE_WITH_TIMEOUT(countOf("LOCK_OK"), 1, kPatience);
        QCOMPARE(countOf("ABSENT_LOCK"), 1);
        QCOMPARE(countOf("LOCK_FAILED"), 0);
        QVERIFY(m_session->isRunning());
    }

    // Opened again he is followed again; a client that says that the session ends is nobody's doing, one that
    // is ended by force is noted.
    void aClientThatIsEndedByForceIsNoted() {
        const int before = countOf("PRESENT");
        QVERIFY(m_agent.show(e2e::photographsOf(kPerson, false)));
        tellSession(WTS_SESSION_UNLOCK);
        QTRY_VERIFY_WITH_TIMEOUT(countOf("PRESENT") > before, kPatience);
        for (HWND one : m_session->windows(L"kaomon-session")) {
            ::PostMessageW(one, WM_ENDSESSION, TRUE, 0);
        }
        QCOMPARE(m_session->exitCode(), 0);
        QVERIFY(isSynced());
        QCOMPARE(countOf("WATCH_LOST"), 0);

        m_session = std::make_unique<ClientProgram>(arguments({"--session", "--fill-key", ""}));
        QTRY_VERIFY_WITH_TIMEOUT(countOf("PRESENT") > before + 1, kPatience);
        m_session->kill();
        QTRY_COMPARE_WITH_TIMEOUT(countOf("WATCH_LOST"), 1, kPatience);
    }
};

QTEST_GUILESS_MAIN(WindowsPcTest)
#include "tst_windows_pc.moc"
