// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cwctype>

#include <windows.h>

#include "applogin/windows/control_tree.h"
#include "applogin/windows/control_window_impl.h"
#include "base/secret.h"
#include "localipc/wide_text.h"

namespace kaomon::applogin {
namespace detail {
namespace {

constexpr UINT kPatienceMs = 2000; // for a program to answer one message

} // namespace

std::optional<DWORD_PTR> ask(HWND control, UINT message, WPARAM wParam, LPARAM lParam) {
    DWORD_PTR answer = 0;
    if (::SendMessageTimeoutW(control, message, wParam, lParam, SMTO_ABORTIFHUNG, kPatienceMs, &answer) ==
        0) {
        return std::nullopt;
    }
    return answer;
}

// What the class is made of: toolkits give their controls names of their own.
std::wstring classOf(HWND control) {
    std::array<wchar_t, 256> name{};
    UINT length = ::RealGetWindowClassW(control, name.data(), static_cast<UINT>(name.size()));
    if (length == 0) {
        length = static_cast<UINT>(
            std::max(::GetClassNameW(control, name.data(), static_cast<int>(name.size())), 0));
    }
    std::wstring text(name.data(), std::min<std::size_t>(length, name.size()));
    std::ranges::transform(text, text.begin(),
                           [](wchar_t c) { return static_cast<wchar_t>(std::towlower(c)); });
    return text;
}

bool isEdit(const std::wstring& windowClass) {
    return windowClass == L"edit" || windowClass.starts_with(L"richedit");
}

} // namespace detail

namespace controlwindow {
namespace {

using namespace detail;

constexpr std::size_t kLongestText = 512;

} // namespace

Result<std::size_t> lengthOf(void* control) {
    auto* window = static_cast<HWND>(control);
    if (window == nullptr || !isEdit(classOf(window))) {
        return fail(ErrorCode::Unavailable, "tells no length");
    }
    const auto length = ask(window, WM_GETTEXTLENGTH, 0, 0);
    if (!length) {
        return fail(ErrorCode::Unavailable, "does not answer");
    }
    return static_cast<std::size_t>(*length);
}

Status setText(void* control, std::string_view text) {
    std::wstring wide = localipc::toWide(text);
    const auto done = ask(static_cast<HWND>(control), WM_SETTEXT, 0, reinterpret_cast<LPARAM>(wide.c_str()));
    wipe(wide.data(), wide.size() * sizeof(wchar_t));
    return done && *done == TRUE ? Status()
                                 : Status(fail(ErrorCode::Unavailable, "takes no text as a message"));
}

Result<std::string> textOf(void* control) {
    std::array<wchar_t, kLongestText> text{};
    const auto length =
        ask(static_cast<HWND>(control), WM_GETTEXT, text.size(), reinterpret_cast<LPARAM>(text.data()));
    if (!length) {
        return fail(ErrorCode::Unavailable, "does not answer");
    }
    std::string shown = localipc::toUtf8({text.data(), std::min<std::size_t>(*length, text.size() - 1)});
    wipe(text.data(), text.size() * sizeof(wchar_t)); // a field may show what it should not
    return shown;
}

// The focus is moved within the other program's input queue, as a click would; a dialog is told by its own
// message, so that it knows, too.
Status focus(void* control) {
    auto* window = static_cast<HWND>(control);
    HWND top = ::GetAncestor(window, GA_ROOT);
    if (::IsHungAppWindow(top) != 0) {
        return fail(ErrorCode::Unavailable, "does not answer");
    }
    const DWORD theirs = ::GetWindowThreadProcessId(window, nullptr);
    const DWORD ours = ::GetCurrentThreadId();
    const bool isAttached = theirs != ours && ::AttachThreadInput(ours, theirs, TRUE) != 0;
    ::SetFocus(window);
    const bool hasFocus = ::GetFocus() == window;
    if (isAttached) {
        ::AttachThreadInput(ours, theirs, FALSE);
    }
    if (hasFocus) {
        return {};
    }
    return ask(top, WM_NEXTDLGCTL, reinterpret_cast<WPARAM>(window), TRUE)
               ? Status()
               : Status(fail(ErrorCode::Unavailable, "takes no focus"));
}

// Not waited for: the program may be at its work already. What came of it is seen afterwards.
void press(void* control) {
    ::PostMessageW(static_cast<HWND>(control), BM_CLICK, 0, 0);
}

bool isHiding(void* control) {
    auto* window = static_cast<HWND>(control);
    return window != nullptr && isEdit(classOf(window)) &&
           (::GetWindowLongPtrW(window, GWL_STYLE) & ES_PASSWORD) != 0 &&
           ask(window, EM_GETPASSWORDCHAR, 0, 0).value_or(0) != 0;
}

} // namespace controlwindow
} // namespace kaomon::applogin
