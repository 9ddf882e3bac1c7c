// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/sleep_guard_windows.h"

#include "agent/power_notices_windows.h"
#include "base/log.h"

namespace kaomon::agent {

namespace {

ULONG CALLBACK onPower(PVOID guard, ULONG type, PVOID) {
    static_cast<WindowsSleepGuard*>(guard)->notify(type);
    return ERROR_SUCCESS;
}

} // namespace

std::unique_ptr<SleepGuard> SleepGuard::ofThisPc() {
    return std::make_unique<WindowsSleepGuard>();
}

WindowsSleepGuard::WindowsSleepGuard() {
    m_registration = hearOfSleep(onPower, this);
    if (m_registration == nullptr) {
        log::warning("agent.sleep_unknown");
    }
}

WindowsSleepGuard::~WindowsSleepGuard() {
    if (m_registration != nullptr) {
        stopHearingOfSleep(m_registration);
    }
}

void WindowsSleepGuard::notify(unsigned long type) {
    const bool isBefore = type == PBT_APMSUSPEND;
    if (isBefore || type == PBT_APMRESUMEAUTOMATIC || type == PBT_APMRESUMESUSPEND) {
        QMetaObject::invokeMethod(
            this, [this, isBefore] { hear(isBefore); }, Qt::QueuedConnection);
    }
}

} // namespace kaomon::agent
