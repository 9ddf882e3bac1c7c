// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/sleep_guard_logind.h"

namespace kaomon::agent {

std::unique_ptr<SleepGuard> SleepGuard::ofThisPc() {
    return std::make_unique<LogindSleepGuard>(QDBusConnection::systemBus());
}

LogindSleepGuard::LogindSleepGuard(QDBusConnection bus)
    : m_bus(std::move(bus)) {
    if (m_bus.isConnected()) {
        m_bus.connect(QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
                      QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"),
                      this, SLOT(onPrepareForSleep(bool)));
    }
}

void LogindSleepGuard::onPrepareForSleep(bool isBefore) {
    hear(isBefore);
}

} // namespace kaomon::agent
