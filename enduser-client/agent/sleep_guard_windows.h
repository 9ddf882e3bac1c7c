// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/sleep_guard.h"

namespace kaomon::agent {

// By the notifications of suspend and resume, which Windows sends to services and programs alike.
class WindowsSleepGuard final : public SleepGuard {
    Q_OBJECT
public:
    WindowsSleepGuard();
    ~WindowsSleepGuard() override;
    Q_DISABLE_COPY_MOVE(WindowsSleepGuard)

    // One notification (PBT_*), as Windows sends it. Any thread.
    void notify(unsigned long type);

private:
    void* m_registration = nullptr;
};

} // namespace kaomon::agent
