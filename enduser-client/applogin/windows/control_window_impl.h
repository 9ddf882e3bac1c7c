// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to this folder: messages to the controls of other programs.

#include <optional>
#include <string>

#include <windows.h>

namespace kaomon::applogin::detail {

// What the control answers; nullopt when it does not within two seconds.
[[nodiscard]] std::optional<DWORD_PTR> ask(HWND control, UINT message, WPARAM wParam, LPARAM lParam);
// The class that the control's class was made from, in small letters.
[[nodiscard]] std::wstring classOf(HWND control);
[[nodiscard]] bool isEdit(const std::wstring& windowClass);

} // namespace kaomon::applogin::detail
