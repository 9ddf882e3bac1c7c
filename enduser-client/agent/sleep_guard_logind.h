// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>

#include "agent/sleep_guard.h"

namespace kaomon::agent {

class LogindSleepGuard final : public SleepGuard {
    Q_OBJECT
public:
    explicit LogindSleepGuard(QDBusConnection bus);

private slots:
    void onPrepareForSleep(bool isBefore);

private:
    QDBusConnection m_bus;
};

} // namespace kaomon::agent
