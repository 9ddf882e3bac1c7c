// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QDBusConnection>
#include <QObject>

#include "presence/session_lock.h"

namespace kaomon::presence {

class X11Screen;

// Follows this process's session at logind: whether the desktop says that it is locked (LockedHint), and asks
// for the lock. GUI thread.
class LogindSession final : public QObject {
    Q_OBJECT
public:
    explicit LogindSession(QDBusConnection bus);

    // False until logind has answered, and where there is none.
    [[nodiscard]] bool isThere() const { return !m_path.isEmpty(); }
    [[nodiscard]] bool isLocked() const { return m_isLocked; }
    void lock();
    void terminate();

private slots:
    void onPropertiesChanged(const QString& interface, const QVariantMap& changed, const QStringList& gone);

private:
    void onPath(const QString& path);

    QDBusConnection m_bus;
    QString m_path;
    bool m_isLocked = false;
};

// The desktop's own org.freedesktop.ScreenSaver on the session bus. GUI thread.
class DesktopScreenSaver final : public QObject {
    Q_OBJECT
public:
    explicit DesktopScreenSaver(QDBusConnection bus);

    [[nodiscard]] bool isThere() const { return m_isThere; }
    [[nodiscard]] bool isLocked() const { return m_isActive; }
    void lock();

private slots:
    void onActiveChanged(bool isActive) { m_isActive = isActive; }

private:
    QDBusConnection m_bus;
    bool m_isThere = false;
    bool m_isActive = false;
};

// Three ways to a lock, in this order: logind's Lock (which desktops and xss-lock obey), the desktop's screen
// saver, a locker that was named. Locked is what any of them or the X server says.
class LinuxSessionLock final : public SessionLock {
public:
    struct Buses {
        QDBusConnection system;
        QDBusConnection session;
    };
    LinuxSessionLock(const SessionLockOptions& options, const Buses& buses,
                     std::unique_ptr<X11Screen> screen);
    ~LinuxSessionLock() override;

    bool lock() override;
    [[nodiscard]] bool isLocked() override;
    bool logOff() override;
    bool turnScreenOff() override;
    [[nodiscard]] std::optional<std::chrono::milliseconds> idle() override;

private:
    [[nodiscard]] bool startLocker() const;

    QStringList m_locker;
    LogindSession m_logind;
    DesktopScreenSaver m_desktop;
    std::unique_ptr<X11Screen> m_screen;
    int m_nextWay = 0;
};

} // namespace kaomon::presence
