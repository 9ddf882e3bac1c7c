// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/windows/window_list.h"

#include <array>
#include <string>

#include <windows.h>

#include <dwmapi.h>

#include "applogin/windows/process_facts_windows.h"
#include "localipc/wide_text.h"

namespace kaomon::applogin::windowlist {
namespace {

constexpr std::size_t kLongestText = 512;
constexpr std::size_t kMostWindows = 1000;
constexpr DWORD kCloaked = 14; // DWMWA_CLOAKED

HWND handleOf(std::uint64_t window) {
    return reinterpret_cast<HWND>(static_cast<std::uintptr_t>(window));
}
std::uint64_t numberOf(HWND window) {
    return reinterpret_cast<std::uintptr_t>(window);
}

std::wstring nameOf(HDESK desktop) {
    std::array<wchar_t, 256> name{};
    DWORD size = 0;
    return ::GetUserObjectInformationW(desktop, UOI_NAME, name.data(), sizeof name, &size) != 0 ? name.data()
                                                                                                : L"";
}

// Keys and pictures belong to another desktop than the person's own: that of logon, lock or UAC. It may not
// even be opened then.
bool isSystemInFront() {
    HDESK input = ::OpenInputDesktop(0, FALSE, DESKTOP_READOBJECTS);
    if (input == nullptr) {
        return ::GetLastError() == ERROR_ACCESS_DENIED;
    }
    const bool isOther = nameOf(input) != nameOf(::GetThreadDesktop(::GetCurrentThreadId()));
    ::CloseDesktop(input);
    return isOther;
}

// Of another virtual desktop, or of a program of the store that sleeps.
bool isCloaked(HWND window) {
    DWORD cloaked = 0;
    return SUCCEEDED(::DwmGetWindowAttribute(window, kCloaked, &cloaked, sizeof cloaked)) && cloaked != 0;
}

bool isForPeople(HWND window) {
    const auto style = static_cast<DWORD>(::GetWindowLongPtrW(window, GWL_EXSTYLE));
    return ::IsWindowVisible(window) != 0 && ::GetWindowTextLengthW(window) > 0 &&
           (style & (WS_EX_TOOLWINDOW | WS_EX_NOACTIVATE)) == 0 && !isCloaked(window);
}

BOOL CALLBACK addWindow(HWND window, LPARAM list) {
    auto& windows = *reinterpret_cast<std::vector<std::uint64_t>*>(list);
    if (isForPeople(window)) {
        windows.push_back(numberOf(window));
    }
    return windows.size() < kMostWindows;
}

DWORD processOf(HWND window) {
    DWORD process = 0;
    ::GetWindowThreadProcessId(window, &process);
    return process;
}

} // namespace

Result<std::uint64_t> active() {
    if (isSystemInFront()) {
        return fail(ErrorCode::Forbidden, "a screen of the system is in front");
    }
    HWND window = ::GetForegroundWindow();
    if (window == nullptr) {
        return fail(ErrorCode::NotFound, "no window has the input");
    }
    return numberOf(::GetAncestor(window, GA_ROOT));
}

std::vector<std::uint64_t> all() {
    std::vector<std::uint64_t> windows;
    ::EnumWindows(addWindow, reinterpret_cast<LPARAM>(&windows));
    return windows;
}

Result<std::uint64_t> underPointer() {
    POINT at{};
    HWND window = ::GetCursorPos(&at) != 0 ? ::WindowFromPoint(at) : nullptr;
    window = window != nullptr ? ::GetAncestor(window, GA_ROOT) : nullptr;
    if (window == nullptr || !isForPeople(window)) {
        return fail(ErrorCode::NotFound, "no window is under the pointer");
    }
    return numberOf(window);
}

Result<Bounds> boundsOf(std::uint64_t window) {
    RECT place{};
    if (::GetWindowRect(handleOf(window), &place) == 0) {
        return fail(ErrorCode::NotFound, "the window is gone");
    }
    return Bounds{static_cast<int>(place.left), static_cast<int>(place.top),
                  static_cast<int>(place.right - place.left), static_cast<int>(place.bottom - place.top)};
}

Result<WindowFacts> describe(std::uint64_t number) {
    HWND window = handleOf(number);
    if (::IsWindow(window) == 0 || ::IsWindowVisible(window) == 0) {
        return fail(ErrorCode::NotFound, "the window is gone");
    }
    WindowFacts facts;
    facts.window = number;
    if (const Status known = readProcess(processOf(window), facts); !known) {
        return propagate(known.error());
    }
    // Of what Windows keeps: the program itself is not asked, and need not answer.
    std::array<wchar_t, kLongestText> text{};
    const int title = ::InternalGetWindowText(window, text.data(), static_cast<int>(text.size()));
    facts.title = localipc::toUtf8({text.data(), static_cast<std::size_t>(std::max(title, 0))});
    const int length = ::GetClassNameW(window, text.data(), static_cast<int>(text.size()));
    facts.windowClass = localipc::toUtf8({text.data(), static_cast<std::size_t>(std::max(length, 0))});
    return facts;
}

Result<WindowFacts> stillIn(const WindowFacts& window) {
    const auto current = active();
    if (!current) {
        return fail(ErrorCode::Cancelled, current.error().detail);
    }
    if (*current != window.window) {
        return fail(ErrorCode::Cancelled, "another window is the active one");
    }
    auto now = describe(window.window);
    if (!now || now->process != window.process || now->startedAt != window.startedAt ||
        now->executable != window.executable || now->windowClass != window.windowClass) {
        return fail(ErrorCode::Cancelled, "the window is gone, or another's");
    }
    // A program may put a window of another one into its own.
    auto* focus = static_cast<HWND>(focusIn(window.window));
    if (focus == nullptr || processOf(focus) != static_cast<DWORD>(window.process)) {
        return fail(ErrorCode::Cancelled, "the keyboard's focus is elsewhere");
    }
    return now;
}

void activate(std::uint64_t number) {
    HWND window = handleOf(number);
    if (::IsIconic(window) != 0) {
        ::ShowWindowAsync(window, SW_RESTORE);
    }
    ::SetForegroundWindow(window);
}

void* focusIn(std::uint64_t number) {
    HWND window = handleOf(number);
    GUITHREADINFO thread{};
    thread.cbSize = sizeof thread;
    if (::GetGUIThreadInfo(::GetWindowThreadProcessId(window, nullptr), &thread) == 0) {
        return nullptr;
    }
    const bool isWithin = thread.hwndFocus == window || ::IsChild(window, thread.hwndFocus) != 0;
    return isWithin ? thread.hwndFocus : nullptr;
}

} // namespace kaomon::applogin::windowlist
