// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/sleep_guard.h"

#include "base/log.h"

namespace kaomon::agent {

SleepGuard::SleepGuard(QDBusConnection bus)
    : m_bus(std::move(bus)) {
    if (m_bus.isConnected()) {
        m_bus.connect(QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
                      QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"),
                      this, SLOT(onPrepareForSleep(bool)));
    }
}

void SleepGuard::onPrepareForSleep(bool isBefore) {
    if (m_isAsleep == isBefore) {
        return;
    }
    m_isAsleep = isBefore;
    log::info("agent.sleep", {{"state", isBefore ? "asleep" : "awake"}});
    if (isBefore) {
        m_awake.invalidate();
        emit fellAsleep();
    } else {
        m_awake.start();
        emit awoke();
    }
}

} // namespace kaomon::agent
