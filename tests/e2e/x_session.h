// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QProcess>
#include <QString>

#include <cstdio>

#include "support/x_server.h"

namespace kaomon::e2e {

constexpr int kSessionPatience = 60000;

using test::isInstalled;

// X server, window manager and the bus of a session, for this program (by its environment) and those that it
// starts; ended with it.
class XSession {
public:
    bool start() {
        if (!m_server.start("1024x768x24")) {
            return false;
        }
        qputenv("DISPLAY", m_server.name());
        m_bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"),
                                                    QStringLiteral("--print-address")});
        if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead(kSessionPatience)) {
            return false;
        }
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        qputenv("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1");
        qputenv("QT_QPA_PLATFORM", "xcb");
        qputenv("GTK_MODULES", "gail:atk-bridge");
        qputenv("GDK_BACKEND", "x11");
        m_manager.start(QStringLiteral("openbox"), {});
        return m_manager.waitForStarted() && isManaged();
    }
    ~XSession() {
        for (QProcess* process : {&m_manager, &m_bus}) {
            process->kill();
            process->waitForFinished();
        }
    }

private:
    // A window that is there before the manager never gets the input. The manager tells of its desktops once
    // it is ready.
    bool isManaged() {
        QElapsedTimer time;
        for (time.start(); time.elapsed() < kSessionPatience;) {
            QProcess asking;
            asking.start(QStringLiteral("xdotool"), {QStringLiteral("get_desktop")});
            if (asking.waitForFinished() && asking.exitStatus() == QProcess::NormalExit &&
                asking.exitCode() == 0) {
                return true;
            }
            if (m_manager.waitForFinished(20)) {
                std::fputs("the window manager has given up\n", stderr);
                return false;
            }
        }
        return false;
    }

    test::XServer m_server;
    QProcess m_bus;
    QProcess m_manager;
};

// Of the window that has the input; empty for none.
inline QString activeTitle() {
    QProcess asking;
    asking.start(QStringLiteral("xdotool"),
                 {QStringLiteral("getactivewindow"), QStringLiteral("getwindowname")});
    asking.waitForFinished();
    return QString::fromUtf8(asking.readAllStandardOutput()).trimmed();
}

// Ended with it, whatever came of it.
class Program {
public:
    ~Program() {
        process.kill();
        process.waitForFinished();
    }
    bool start(const char* program, const QStringList& arguments) {
        process.start(QString::fromLatin1(program), arguments);
        return process.waitForStarted();
    }
    QProcess process;
};

} // namespace kaomon::e2e
