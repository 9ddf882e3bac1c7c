// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/windows_session_lock.h"

#include <windows.h>

namespace kaomon::presence {

namespace {

constexpr LPARAM kOff = 2; // of SC_MONITORPOWER

} // namespace

WindowsSessionLock::WindowsSessionLock(std::unique_ptr<WindowsSession> session)
    : m_session(std::move(session)) {
    QObject::connect(&m_window, &SessionWindow::lockChanged, &m_window,
                     [this](bool isLocked) { m_wasToldLocked = isLocked; });
}

bool WindowsSessionLock::turnScreenOff() {
    auto* window = static_cast<HWND>(m_window.handle());
    return window != nullptr && ::PostMessageW(window, WM_SYSCOMMAND, SC_MONITORPOWER, kOff) != 0;
}

std::unique_ptr<SessionLock> makeSessionLock(const SessionLockOptions&) {
    return std::make_unique<WindowsSessionLock>(std::make_unique<WindowsSession>());
}

} // namespace kaomon::presence
