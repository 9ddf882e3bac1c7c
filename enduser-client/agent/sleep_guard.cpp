// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/sleep_guard.h"

#include "base/log.h"

namespace kaomon::agent {

void SleepGuard::hear(bool isAsleep) {
    if (m_isAsleep == isAsleep) {
        return;
    }
    m_isAsleep = isAsleep;
    log::info("agent.sleep", {{"state", isAsleep ? "asleep" : "awake"}});
    if (isAsleep) {
        m_awake.invalidate();
        emit fellAsleep();
    } else {
        m_awake.start();
        emit awoke();
    }
}

} // namespace kaomon::agent
