// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/windows/input_method.h"

#include <windows.h>

#include <imm.h>

namespace kaomon::applogin {
namespace {

constexpr UINT kPatienceMs = 1000;
// Of WM_IME_CONTROL; the only way to the input method of another program.
constexpr WPARAM kGetOpenStatus = 0x0005;
constexpr WPARAM kSetOpenStatus = 0x0006;

// 0 when it does not answer.
DWORD_PTR ask(HWND inputMethod, WPARAM what, LPARAM value) {
    DWORD_PTR answer = 0;
    ::SendMessageTimeoutW(inputMethod, WM_IME_CONTROL, what, value, SMTO_ABORTIFHUNG, kPatienceMs, &answer);
    return answer;
}

} // namespace

InputMethodClosed::InputMethodClosed(void* control) {
    HWND inputMethod = control != nullptr ? ::ImmGetDefaultIMEWnd(static_cast<HWND>(control)) : nullptr;
    if (inputMethod != nullptr && ask(inputMethod, kGetOpenStatus, 0) != 0) {
        ask(inputMethod, kSetOpenStatus, FALSE);
        m_inputMethod = inputMethod;
    }
}

InputMethodClosed::~InputMethodClosed() {
    if (m_inputMethod != nullptr) {
        ask(static_cast<HWND>(m_inputMethod), kSetOpenStatus, TRUE);
    }
}

} // namespace kaomon::applogin
