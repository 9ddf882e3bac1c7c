// SPDX-License-Identifier: GPL-3.0-or-later
// A program with a sign-in, made of what Windows itself offers, that turns on whoever fills it where it is
// told to.
//
//   fill_target.exe KIND FILE [TITLE]
//
// KIND: plain; or what happens: ignores (WM_SETTEXT), shows (turns visible), closes, steals (another program
// takes the input), refocuses (its own visible field does), refuses (the password); the latter five ignore
// WM_SETTEXT, too, and act when two characters of the password are there. FILE: what was in its fields, one
// in a line, UTF-8, is written there when the window goes; beside it FILE.seen, everything that the visible
// field ever showed.
#include <algorithm>
#include <cstdio>
#include <string>

#include <windows.h>

#include <commctrl.h>

namespace {

constexpr int kUser = 101;
constexpr int kPassword = 102;
constexpr int kSignIn = 103;
constexpr int kStatus = 104;
constexpr LRESULT kActAt = 2;
constexpr UINT kLater = WM_APP + 1;

struct Target {
    std::wstring kind;
    std::wstring file;
    HWND window = nullptr;
    HWND user = nullptr;
    HWND password = nullptr;
    HWND status = nullptr;
    WNDPROC edit = nullptr;
    bool hasActed = false;
    std::wstring seen;
};
Target s_target;

std::wstring textOf(HWND control) {
    std::wstring text(static_cast<std::size_t>(::GetWindowTextLengthW(control)), L'\0');
    ::GetWindowTextW(control, text.data(), static_cast<int>(text.size()) + 1);
    return text;
}

void write(const std::wstring& path, const std::wstring& text) {
    std::string utf8(text.size() * 4 + 1, '\0');
    const int size = ::WideCharToMultiByte(CP_UTF8, 0, text.data(), static_cast<int>(text.size()),
                                           utf8.data(), static_cast<int>(utf8.size()), nullptr, nullptr);
    const std::wstring fresh = path + L".new";
    if (FILE* file = ::_wfopen(fresh.c_str(), L"wb")) {
        std::fwrite(utf8.data(), 1, static_cast<std::size_t>(size), file);
        std::fclose(file);
        ::MoveFileExW(fresh.c_str(), path.c_str(), MOVEFILE_REPLACE_EXISTING);
    }
}

bool is(const wchar_t* kind) {
    return s_target.kind == kind;
}

void act() {
    if (is(L"shows")) {
        ::SendMessageW(s_target.password, EM_SETPASSWORDCHAR, 0, 0);
        ::InvalidateRect(s_target.password, nullptr, TRUE);
    } else if (is(L"closes")) {
        ::DestroyWindow(s_target.window);
    } else if (is(L"refocuses")) {
        ::SetFocus(s_target.user);
    } else if (is(L"steals")) {
        if (HWND thief = ::FindWindowW(nullptr, L"thief")) {
            ::SetForegroundWindow(thief);
        }
    }
}

LRESULT CALLBACK passwordProcedure(HWND window, UINT message, WPARAM wParam, LPARAM lParam) {
    if (message == WM_SETTEXT && !is(L"plain")) {
        return TRUE; // with thanks, and nothing done
    }
    const LRESULT answer = ::CallWindowProcW(s_target.edit, window, message, wParam, lParam);
    if (message == WM_CHAR && !s_target.hasActed &&
        ::CallWindowProcW(s_target.edit, window, WM_GETTEXTLENGTH, 0, 0) >= kActAt) {
        s_target.hasActed = true;
        act();
    }
    return answer;
}

HWND child(const wchar_t* kind, const wchar_t* text, DWORD style, int id, int row) {
    HWND made = ::CreateWindowExW(0, kind, text, WS_CHILD | WS_VISIBLE | style, 10, 10 + row * 30, 260, 24,
                                  s_target.window, reinterpret_cast<HMENU>(static_cast<INT_PTR>(id)),
                                  ::GetModuleHandleW(nullptr), nullptr);
    return made;
}

void makeFields() {
    child(L"STATIC", L"&User name:", 0, 0, 0);
    s_target.user = child(L"EDIT", L"before", WS_TABSTOP | WS_BORDER | ES_AUTOHSCROLL, kUser, 1);
    child(L"STATIC", L"&Password:", 0, 0, 2);
    s_target.password =
        child(L"EDIT", L"", WS_TABSTOP | WS_BORDER | ES_AUTOHSCROLL | ES_PASSWORD, kPassword, 3);
    child(L"BUTTON", L"&Sign in", WS_TABSTOP | BS_DEFPUSHBUTTON, kSignIn, 4);
    s_target.status = child(L"STATIC", L"", 0, kStatus, 5);
    s_target.edit = reinterpret_cast<WNDPROC>(
        ::SetWindowLongPtrW(s_target.password, GWLP_WNDPROC, reinterpret_cast<LONG_PTR>(passwordProcedure)));
    ::SetFocus(s_target.user);
}

LRESULT CALLBACK windowProcedure(HWND window, UINT message, WPARAM wParam, LPARAM lParam) {
    switch (message) {
    case WM_COMMAND:
        if (LOWORD(wParam) == kUser && HIWORD(wParam) == EN_CHANGE) {
            s_target.seen += textOf(s_target.user) + L'\n';
        } else if (LOWORD(wParam) == kSignIn) {
            // As programs do, not at once.
            ::PostMessageW(window, kLater, 0, 0);
        }
        return 0;
    case kLater:
        if (is(L"refuses")) {
            ::SetWindowTextW(s_target.status, L"Wrong password");
            ::CallWindowProcW(s_target.edit, s_target.password, WM_SETTEXT, 0, reinterpret_cast<LPARAM>(L""));
        } else {
            ::DestroyWindow(window);
        }
        return 0;
    case WM_ACTIVATE:
        if (LOWORD(wParam) == WA_INACTIVE || s_target.user == nullptr) {
            return 0;
        }
        ::SetFocus(s_target.user);
        return 0;
    case WM_DESTROY:
        write(s_target.file + L".seen", s_target.seen);
        write(s_target.file, textOf(s_target.user) + L'\n' + textOf(s_target.password) + L'\n');
        ::PostQuitMessage(0);
        return 0;
    default:
        return ::DefWindowProcW(window, message, wParam, lParam);
    }
}

} // namespace

int wmain(int count, wchar_t** arguments) {
    if (count < 3) {
        return 2;
    }
    s_target.kind = arguments[1];
    s_target.file = arguments[2];
    WNDCLASSEXW kind{};
    kind.cbSize = sizeof kind;
    kind.lpfnWndProc = windowProcedure;
    kind.hInstance = ::GetModuleHandleW(nullptr);
    kind.lpszClassName = L"fill-target";
    kind.hbrBackground = reinterpret_cast<HBRUSH>(COLOR_WINDOW + 1);
    ::RegisterClassExW(&kind);
    s_target.window =
        ::CreateWindowExW(0, kind.lpszClassName, count > 3 ? arguments[3] : L"帳簿 サインイン",
                          WS_OVERLAPPEDWINDOW, 100, 100, 320, 260, nullptr, nullptr, kind.hInstance, nullptr);
    makeFields();
    ::ShowWindow(s_target.window, SW_SHOW);
    ::SetForegroundWindow(s_target.window);
    MSG message{};
    while (::GetMessageW(&message, nullptr, 0, 0) > 0) {
        if (::IsDialogMessageW(s_target.window, &message) == 0) {
            ::TranslateMessage(&message);
            ::DispatchMessageW(&message);
        }
    }
    return 0;
}
