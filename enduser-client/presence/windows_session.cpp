// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/windows_session.h"

#include <windows.h>

#include <wtsapi32.h>

#include "base/log.h"

namespace kaomon::presence {

namespace {

constexpr const wchar_t* kClass = L"kaomon-session";
// Of WTSINFOEX_LEVEL1: SessionFlags (Windows 8 and later).
constexpr LONG kFlagsLocked = 0;
constexpr LONG kFlagsUnlocked = 1;

} // namespace

bool WindowsSession::lock() {
    if (::LockWorkStation() != 0) {
        return true;
    }
    log::warning("session.lock", {{"reason", "LockWorkStation"}, {"error", ::GetLastError()}});
    return false;
}

std::optional<bool> WindowsSession::isLocked() const {
    LPWSTR answer = nullptr;
    DWORD size = 0;
    // 25: WTSSessionInfoEx
    if (::WTSQuerySessionInformationW(WTS_CURRENT_SERVER_HANDLE, WTS_CURRENT_SESSION,
                                      static_cast<WTS_INFO_CLASS>(25), &answer, &size) == 0 ||
        answer == nullptr) {
        return std::nullopt;
    }
    // Level, then of level 1: number of the session, its state, the flags.
    constexpr std::size_t kFlagsAt = 3;
    LONG flags = -1;
    if (size >= (kFlagsAt + 1) * sizeof(LONG)) {
        flags = reinterpret_cast<const LONG*>(answer)[kFlagsAt];
    }
    ::WTSFreeMemory(answer);
    if (flags != kFlagsLocked && flags != kFlagsUnlocked) {
        return std::nullopt;
    }
    return flags == kFlagsLocked;
}

bool WindowsSession::isRemote() const {
    return ::GetSystemMetrics(SM_REMOTESESSION) != 0;
}

std::optional<std::chrono::milliseconds> WindowsSession::idle() const {
    LASTINPUTINFO last{sizeof last, 0};
    if (::GetLastInputInfo(&last) == 0) {
        return std::nullopt;
    }
    return std::chrono::milliseconds(static_cast<DWORD>(::GetTickCount() - last.dwTime)); // it wraps
}

bool WindowsSession::logOff() {
    return ::ExitWindowsEx(EWX_LOGOFF, SHTDN_REASON_MAJOR_APPLICATION | SHTDN_REASON_FLAG_PLANNED) != 0;
}

struct SessionWindowClass {
    static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wParam, LPARAM lParam) {
        auto* self = reinterpret_cast<SessionWindow*>(::GetWindowLongPtrW(window, GWLP_USERDATA));
        if (self != nullptr && self->handle(message, wParam)) {
            return 0;
        }
        return ::DefWindowProcW(window, message, wParam, lParam);
    }
    // Once for the process; a second time is refused, and the first one serves.
    static void registerOnce() {
        WNDCLASSEXW window{};
        window.cbSize = sizeof window;
        window.lpfnWndProc = procedure;
        window.hInstance = ::GetModuleHandleW(nullptr);
        window.lpszClassName = kClass;
        ::RegisterClassExW(&window);
    }
};

SessionWindow::SessionWindow() {
    SessionWindowClass::registerOnce();
    // Not one for messages alone: those are not told of the session's end.
    HWND window = ::CreateWindowExW(WS_EX_TOOLWINDOW | WS_EX_NOACTIVATE, kClass, L"", WS_POPUP, 0, 0, 0, 0,
                                    nullptr, nullptr, ::GetModuleHandleW(nullptr), nullptr);
    if (window == nullptr) {
        log::warning("session.window", {{"error", ::GetLastError()}});
        return;
    }
    m_window = window;
    ::SetWindowLongPtrW(window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(this));
    if (::WTSRegisterSessionNotification(window, NOTIFY_FOR_THIS_SESSION) == 0) {
        log::warning("session.notification", {{"error", ::GetLastError()}});
    }
}

SessionWindow::~SessionWindow() {
    if (m_window != nullptr) {
        auto* window = static_cast<HWND>(m_window);
        ::WTSUnRegisterSessionNotification(window);
        ::SetWindowLongPtrW(window, GWLP_USERDATA, 0);
        ::DestroyWindow(window);
    }
}

bool SessionWindow::handle(unsigned message, std::uintptr_t wParam) {
    switch (message) {
    case WM_WTSSESSION_CHANGE:
        if (wParam == WTS_SESSION_LOCK || wParam == WTS_SESSION_UNLOCK) {
            emit lockChanged(wParam == WTS_SESSION_LOCK);
        } else {
            emit connectionChanged();
        }
        return true;
    case WM_POWERBROADCAST:
        if (wParam == PBT_APMRESUMEAUTOMATIC) {
            emit wokeUp();
        }
        return false;
    case WM_ENDSESSION:
        if (wParam != 0) {
            emit ending();
        }
        return true;
    default:
        return false;
    }
}

} // namespace kaomon::presence
