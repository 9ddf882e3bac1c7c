// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/linux_session_lock.h"

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QProcess>

#include "base/log.h"
#include "presence/x11_screen.h"

namespace kaomon::presence {

namespace {

const QString kLogind = QStringLiteral("org.freedesktop.login1");
const QString kManagerPath = QStringLiteral("/org/freedesktop/login1");
const QString kManager = QStringLiteral("org.freedesktop.login1.Manager");
const QString kSession = QStringLiteral("org.freedesktop.login1.Session");
const QString kProperties = QStringLiteral("org.freedesktop.DBus.Properties");
const QString kSaver = QStringLiteral("org.freedesktop.ScreenSaver");
const QString kSaverPath = QStringLiteral("/org/freedesktop/ScreenSaver");

// Calls `done` with the answer, if one comes while `context` lives.
template<class Reply, class Done>
void ask(QObject* context, const QDBusConnection& bus, const QDBusMessage& message, Done done) {
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(message), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context,
                     [done = std::move(done)](QDBusPendingCallWatcher* finished) {
                         finished->deleteLater();
                         const QDBusPendingReply<Reply> reply = *finished;
                         if (!reply.isError()) {
                             done(reply.value());
                         }
                     });
}

} // namespace

LogindSession::LogindSession(QDBusConnection bus)
    : m_bus(std::move(bus)) {
    if (!m_bus.isConnected()) {
        return;
    }
    auto byName =
        QDBusMessage::createMethodCall(kLogind, kManagerPath, kManager, QStringLiteral("GetSession"));
    const QString id = qEnvironmentVariable("XDG_SESSION_ID");
    auto byProcess =
        QDBusMessage::createMethodCall(kLogind, kManagerPath, kManager, QStringLiteral("GetSessionByPID"));
    byProcess << static_cast<uint>(QCoreApplication::applicationPid());
    byName << id;
    ask<QDBusObjectPath>(this, m_bus, id.isEmpty() ? byProcess : byName,
                         [this](const QDBusObjectPath& path) { onPath(path.path()); });
}

void LogindSession::onPath(const QString& path) {
    m_path = path;
    m_bus.connect(kLogind, m_path, kProperties, QStringLiteral("PropertiesChanged"), this,
                  SLOT(onPropertiesChanged(QString, QVariantMap, QStringList)));
    auto get = QDBusMessage::createMethodCall(kLogind, m_path, kProperties, QStringLiteral("Get"));
    get << kSession << QStringLiteral("LockedHint");
    ask<QDBusVariant>(this, m_bus, get,
                      [this](const QDBusVariant& value) { m_isLocked = value.variant().toBool(); });
}

void LogindSession::onPropertiesChanged(const QString& interface, const QVariantMap& changed,
                                        const QStringList&) {
    if (interface == kSession && changed.contains(QStringLiteral("LockedHint"))) {
        m_isLocked = changed.value(QStringLiteral("LockedHint")).toBool();
    }
}

void LogindSession::lock() {
    m_bus.asyncCall(QDBusMessage::createMethodCall(kLogind, m_path, kSession, QStringLiteral("Lock")));
}

void LogindSession::terminate() {
    m_bus.asyncCall(QDBusMessage::createMethodCall(kLogind, m_path, kSession, QStringLiteral("Terminate")));
}

DesktopScreenSaver::DesktopScreenSaver(QDBusConnection bus)
    : m_bus(std::move(bus)) {
    if (!m_bus.isConnected()) {
        return;
    }
    m_bus.connect(kSaver, kSaverPath, kSaver, QStringLiteral("ActiveChanged"), this,
                  SLOT(onActiveChanged(bool)));
    ask<bool>(this, m_bus,
              QDBusMessage::createMethodCall(kSaver, kSaverPath, kSaver, QStringLiteral("GetActive")),
              [this](bool isActive) {
                  m_isThere = true;
                  m_isActive = isActive;
              });
}

void DesktopScreenSaver::lock() {
    m_bus.asyncCall(QDBusMessage::createMethodCall(kSaver, kSaverPath, kSaver, QStringLiteral("Lock")));
}

LinuxSessionLock::LinuxSessionLock(const SessionLockOptions& options, const Buses& buses,
                                   std::unique_ptr<X11Screen> screen)
    : m_locker(options.locker)
    , m_logind(buses.system)
    , m_desktop(buses.session)
    , m_screen(std::move(screen)) {}

LinuxSessionLock::~LinuxSessionLock() = default;

bool LinuxSessionLock::startLocker() const {
    return !m_locker.isEmpty() && QProcess::startDetached(m_locker.first(), m_locker.mid(1));
}

bool LinuxSessionLock::lock() {
    constexpr int kWays = 3;
    for (int tried = 0; tried < kWays; ++tried) {
        const int way = std::exchange(m_nextWay, (m_nextWay + 1) % kWays);
        if (way == 0 && m_logind.isThere()) {
            m_logind.lock();
            return true;
        }
        if (way == 1 && m_desktop.isThere()) {
            m_desktop.lock();
            return true;
        }
        if (way == 2 && startLocker()) {
            return true;
        }
    }
    return false;
}

bool LinuxSessionLock::isLocked() {
    const bool isLocked =
        m_logind.isLocked() || m_desktop.isLocked() || (m_screen && m_screen->isHeldByLocker());
    if (isLocked) {
        m_nextWay = 0;
    }
    return isLocked;
}

bool LinuxSessionLock::logOff() {
    if (!m_logind.isThere()) {
        log::warning("session.log_off", {{"reason", "there is no logind session to end"}});
        return false;
    }
    m_logind.terminate();
    return true;
}

bool LinuxSessionLock::turnScreenOff() {
    return m_screen && m_screen->turnOff();
}

std::optional<std::chrono::milliseconds> LinuxSessionLock::idle() {
    return m_screen ? m_screen->idle() : std::nullopt;
}

std::unique_ptr<SessionLock> makeSessionLock(const SessionLockOptions& options) {
    // Behind Wayland the X server knows nothing of the real keyboard and screen.
    const bool isX11 = QGuiApplication::platformName() == QLatin1String("xcb");
    return std::make_unique<LinuxSessionLock>(
        options, LinuxSessionLock::Buses{QDBusConnection::systemBus(), QDBusConnection::sessionBus()},
        isX11 ? X11Screen::open() : nullptr);
}

} // namespace kaomon::presence
