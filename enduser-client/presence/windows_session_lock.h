// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "presence/session_lock.h"
#include "presence/windows_session.h"

namespace kaomon::presence {

// The lock of Windows itself. Locked is what the session's own state says; where Windows does not tell it,
// what it has told last of a change.
class WindowsSessionLock final : public SessionLock {
public:
    explicit WindowsSessionLock(std::unique_ptr<WindowsSession> session);

    bool lock() override { return m_session->lock(); }
    [[nodiscard]] bool isLocked() override { return m_session->isLocked().value_or(m_wasToldLocked); }
    bool logOff() override { return m_session->logOff(); }
    bool turnScreenOff() override;
    [[nodiscard]] std::optional<std::chrono::milliseconds> idle() override { return m_session->idle(); }
    [[nodiscard]] bool isRemote() override { return m_session->isRemote(); }

    // To which Windows tells what it tells.
    [[nodiscard]] SessionWindow& window() { return m_window; }

private:
    std::unique_ptr<WindowsSession> m_session;
    SessionWindow m_window;
    bool m_wasToldLocked = false;
};

} // namespace kaomon::presence
