// SPDX-License-Identifier: GPL-3.0-or-later
// What Windows tells of the session and what is told to it, as far as a test may: it can neither lock nor end
// its session, so that Windows' part is played where it would.
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

#include "presence/consent_store_camera_use.h"
#include "presence/windows_session_lock.h"
#include "shell/autostart_windows.h"
#include "shell/session_hot_key.h"
#include "shell/unlogged_clipboard_windows.h"

#include <windows.h>

#include <wtsapi32.h>

using namespace kaomon;
using namespace kaomon::presence;

namespace {

constexpr int kPatience = 30000;
const QString kTestKey = QStringLiteral("HKEY_CURRENT_USER\\Software\\kaomon-test");

class MadeUpWindows final : public WindowsSession {
public:
    struct State {
        int lockCalls = 0;
        std::optional<bool> isLocked;
        bool isRemote = false;
    };
    explicit MadeUpWindows(State& state)
        : m_state(state) {}
    bool lock() override { return ++m_state.lockCalls > 0; }
    std::optional<bool> isLocked() const override { return m_state.isLocked; }
    bool isRemote() const override { return m_state.isRemote; }

private:
    State& m_state;
};

void tell(const SessionWindow& window, UINT message, WPARAM what) {
    ::SendMessageW(static_cast<HWND>(window.handle()), message, what, 0);
}

bool hasFormat(const wchar_t* name) {
    return ::IsClipboardFormatAvailable(::RegisterClipboardFormatW(name)) != 0;
}

} // namespace

class WindowsSessionTest final : public QObject {
    Q_OBJECT

private slots:
    void init() { QSettings(kTestKey, QSettings::NativeFormat).clear(); }
    void cleanupTestCase() { init(); }

    // Only what Windows says counts, never that it was asked.
    void aLockThatWasAskedForIsNoLock() {
        MadeUpWindows::State state;
        WindowsSessionLock lock(std::make_unique<MadeUpWindows>(state));
        QVERIFY(lock.lock());
        QCOMPARE(state.lockCalls, 1);
        QVERIFY(!lock.isLocked());
        tell(lock.window(), WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK);
        QVERIFY(lock.isLocked());
        tell(lock.window(), WM_WTSSESSION_CHANGE, WTS_SESSION_UNLOCK);
        QVERIFY(!lock.isLocked());
    }
    void theSessionsOwnStateGoesBeforeWhatWasTold() {
        MadeUpWindows::State state;
        WindowsSessionLock lock(std::make_unique<MadeUpWindows>(state));
        tell(lock.window(), WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK);
        state.isLocked = false;
        QVERIFY(!lock.isLocked());
        state.isLocked = true;
        tell(lock.window(), WM_WTSSESSION_CHANGE, WTS_SESSION_UNLOCK);
        QVERIFY(lock.isLocked());
    }
    void aRemoteSessionIsTold() {
        MadeUpWindows::State state;
        WindowsSessionLock lock(std::make_unique<MadeUpWindows>(state));
        QVERIFY(!lock.isRemote());
        state.isRemote = true;
        QVERIFY(lock.isRemote());
    }
    void theWindowPassesOnWhatWindowsTells() {
        SessionWindow window;
        QVERIFY(window.handle() != nullptr);
        QSignalSpy connection(&window, &SessionWindow::connectionChanged);
        QSignalSpy wokeUp(&window, &SessionWindow::wokeUp);
        QSignalSpy ending(&window, &SessionWindow::ending);
        tell(window, WM_WTSSESSION_CHANGE, WTS_REMOTE_CONNECT);
        QCOMPARE(connection.count(), 1);
        tell(window, WM_POWERBROADCAST, PBT_APMSUSPEND);
        QCOMPARE(wokeUp.count(), 0);
        tell(window, WM_POWERBROADCAST, PBT_APMRESUMEAUTOMATIC);
        QCOMPARE(wokeUp.count(), 1);
        tell(window, WM_ENDSESSION, FALSE); // another program has said no
        QCOMPARE(ending.count(), 0);
        tell(window, WM_ENDSESSION, TRUE);
        QCOMPARE(ending.count(), 1);
    }
    void inputEndsIdleness() {
        const WindowsSession session;
        const auto idle = session.idle();
        QVERIFY(idle.has_value());
        QVERIFY(idle->count() >= 0);
    }

    void theProgramWithTheCamera_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<quint64>("stopped");
        QTest::addColumn<QString>("program");
        QTest::newRow("a meeting") << "NonPackaged/C:#Program Files#Meet#meet.exe" << quint64{0}
                                   << "meet.exe";
        QTest::newRow("of the store") << "Microsoft.WindowsCamera_8wekyb3d8bbwe" << quint64{0}
                                      << "Microsoft.WindowsCamera_8wekyb3d8bbwe";
        QTest::newRow("over") << "NonPackaged/C:#Meet#meet.exe" << quint64{133000000000000000} << "";
        QTest::newRow("Kaomon itself")
            << "NonPackaged/C:#Program Files#Kaomon#kaomon-camera.exe" << quint64{0} << "";
    }
    void theProgramWithTheCamera() {
        QFETCH(QString, key);
        QFETCH(quint64, stopped);
        QFETCH(QString, program);
        {
            QSettings settings(kTestKey, QSettings::NativeFormat);
            settings.setValue(key + QStringLiteral("/LastUsedTimeStart"), quint64{132000000000000000});
            settings.setValue(key + QStringLiteral("/LastUsedTimeStop"), stopped);
        }
        QCOMPARE(cameraProgramBelow(kTestKey), program);
        ConsentStoreCameraUse use(kTestKey);
        const QSignalSpy changed(&use, &CameraUse::changed);
        use.watch(true);
        QCOMPARE(use.program(), program);
        use.watch(false);
        QCOMPARE(use.program(), QString());
        QCOMPARE(changed.count(), program.isEmpty() ? 0 : 2);
    }

    void autostartIsAnEntryOfItsOwn() {
        const QString program = QStringLiteral("C:/Program Files/Kaomon/kaomon-client.exe");
        QSettings(kTestKey, QSettings::NativeFormat)
            .setValue(QStringLiteral("Other"), QStringLiteral("other.exe"));
        QVERIFY(!shell::startsWithSession(kTestKey, program));
        QVERIFY(shell::setStartsWithSession(kTestKey, program, true).has_value());
        QVERIFY(shell::startsWithSession(kTestKey, program));
        QCOMPARE(QSettings(kTestKey, QSettings::NativeFormat).value(QStringLiteral("Kaomon")).toString(),
                 QStringLiteral("\"C:\\Program Files\\Kaomon\\kaomon-client.exe\" --session"));
        QVERIFY(shell::setStartsWithSession(kTestKey, program, false).has_value());
        QVERIFY(!shell::startsWithSession(kTestKey, program));
        QCOMPARE(QSettings(kTestKey, QSettings::NativeFormat).value(QStringLiteral("Other")).toString(),
                 QStringLiteral("other.exe"));
    }

    void aKeyOfTheSession() {
        for (const char* wrong : {"", "f", "shift+f", "ctrl+", "ctrl+a+b", "ctrl+nokey", "ctrl+f25"}) {
            const auto none = shell::SessionHotKey::grab(wrong);
            QVERIFY2(!none && none.error().code == ErrorCode::ValidationFailed, wrong);
        }
        auto key = shell::SessionHotKey::grab("ctrl+alt+f9");
        QVERIFY2(key, key ? "" : key.error().detail.c_str());
        const auto taken = shell::SessionHotKey::grab("ctrl+alt+f9");
        QVERIFY(!taken && taken.error().code == ErrorCode::Conflict);
        const QSignalSpy pressed(key->get(), &shell::SessionHotKey::pressed);
        for (const int code : {VK_CONTROL, VK_MENU, VK_F9}) {
            ::keybd_event(static_cast<BYTE>(code), 0, 0, 0);
        }
        for (const int code : {VK_F9, VK_MENU, VK_CONTROL}) {
            ::keybd_event(static_cast<BYTE>(code), 0, KEYEVENTF_KEYUP, 0);
        }
        QTRY_COMPARE_WITH_TIMEOUT(pressed.count(), 1, kPatience);
        key->reset();
        QVERIFY(shell::SessionHotKey::grab("ctrl+alt+f9").has_value());
    }

    // What is copied from a field of this program is pasted as ever and stays out of Windows' history.
    void whatIsCopiedIsKeptOutOfTheHistory() {
        const shell::UnloggedClipboard clipboard;
        QLineEdit field(QStringLiteral("顔門 secret"));
        field.selectAll();
        field.copy();
        QTRY_VERIFY_WITH_TIMEOUT(hasFormat(L"ExcludeClipboardContentFromMonitorProcessing"), kPatience);
        QVERIFY(hasFormat(L"CanIncludeInClipboardHistory"));
        QVERIFY(hasFormat(L"CanUploadToCloudClipboard"));
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("顔門 secret"));
        QVERIFY(::OpenClipboard(nullptr) != 0);
        HANDLE data = ::GetClipboardData(::RegisterClipboardFormatW(L"CanIncludeInClipboardHistory"));
        const auto* number = data != nullptr ? static_cast<const DWORD*>(::GlobalLock(data)) : nullptr;
        const bool isNo = number != nullptr && *number == 0;
        if (number != nullptr) {
            ::GlobalUnlock(data);
        }
        ::CloseClipboard();
        QVERIFY(isNo);
    }
};

QTEST_MAIN(WindowsSessionTest)
#include "tst_windows_session.moc"
