// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QDBusConnection>
#include <QProcess>
#include <QTest>

#include "presence/linux_session_lock.h"
#include "presence/x11_screen.h"
#include "support/mocked_logind.h"
#include "support/x_server.h"

using namespace kaomon::presence;
using kaomon::test::isInstalled;
using kaomon::test::XServer;
using kaomon::testing::MockedLogind;

namespace {

LinuxSessionLock::Buses noBuses() {
    return {QDBusConnection(QStringLiteral("none")), QDBusConnection(QStringLiteral("none"))};
}

const QString kSessionPath = QStringLiteral("/org/freedesktop/login1/session/c1");

} // namespace

// The Linux adapter against a real X server with a real screen locker, and against a mocked logind.
class TestSessionLock : public QObject {
    Q_OBJECT
private slots:
    void aLockerOfX11IsSeenAndSoIsItsEnd() {
        if (!isInstalled("Xvfb") || !isInstalled("i3lock")) {
            QSKIP("needs the packages xvfb and i3lock");
        }
        XServer server;
        QVERIFY(server.start());
        auto screen = X11Screen::open(server.name().toStdString());
        QVERIFY(screen != nullptr);
        QVERIFY(screen->idle().has_value());
        QVERIFY(!screen->isHeldByLocker());
        QProcess locker;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DISPLAY"), QString::fromLatin1(server.name()));
        locker.setProcessEnvironment(environment);
        locker.start(QStringLiteral("i3lock"),
                     {QStringLiteral("--nofork"), QStringLiteral("--color=101418")});
        QVERIFY(locker.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(screen->isHeldByLocker(), 60000);
        locker.kill();
        locker.waitForFinished();
        QTRY_VERIFY_WITH_TIMEOUT(!screen->isHeldByLocker(), 60000);
    }

    void aNamedLockerLocks() {
        if (!isInstalled("Xvfb") || !isInstalled("i3lock")) {
            QSKIP("needs the packages xvfb and i3lock");
        }
        XServer server;
        QVERIFY(server.start());
        qputenv("DISPLAY", server.name());
        LinuxSessionLock lock({{QStringLiteral("i3lock"), QStringLiteral("--color=101418")}}, noBuses(),
                              X11Screen::open(server.name().toStdString()));
        QVERIFY(!lock.isLocked());
        QVERIFY(!lock.logOff()); // there is no session to end, and it says so
        QVERIFY(lock.lock());
        QTRY_VERIFY_WITH_TIMEOUT(lock.isLocked(), 60000);
        QVERIFY(lock.idle().has_value());
    } // the locker ends with its X server

    void whereThereIsNoWayNothingIsClaimed() {
        LinuxSessionLock lock({}, noBuses(), nullptr);
        QVERIFY(!lock.lock());
        QVERIFY(!lock.isLocked());
        QVERIFY(!lock.logOff());
        QVERIFY(!lock.turnScreenOff());
        QVERIFY(!lock.idle());
    }

    void logindIsAskedAndBelieved() {
        if (!MockedLogind::isPossible()) {
            QSKIP("needs the packages dbus and python3-dbusmock");
        }
        MockedLogind logind;
        QVERIFY(logind.start());
        QVERIFY(logind.call(
            QStringLiteral("/org/freedesktop/login1"), "org.freedesktop.DBus.Mock", "AddSession",
            {QStringLiteral("c1"), QStringLiteral("seat0"), 1000U, QStringLiteral("taro"), true}));
        // Its LockedHint comes with the template and is false.
        qputenv("XDG_SESSION_ID", "c1");
        LinuxSessionLock lock({}, {logind.connection(), QDBusConnection(QStringLiteral("none"))}, nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(lock.lock(), 60000);
        QVERIFY(!lock.isLocked()); // asked for, and not so yet
        QVERIFY(logind.call(kSessionPath, "org.freedesktop.DBus.Mock", "UpdateProperties",
                            {QStringLiteral("org.freedesktop.login1.Session"),
                             QVariantMap{{QStringLiteral("LockedHint"), true}}}));
        QTRY_VERIFY_WITH_TIMEOUT(lock.isLocked(), 60000);
        QVERIFY(lock.logOff());
    }
};

QTEST_MAIN(TestSessionLock)
#include "tst_session_lock.moc"
