// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "applogin/window_facts.h"
#include "base/result.h"

namespace kaomon::applogin {

// What a control whose window class says nothing tells of itself by Active Accessibility (MSAA). `control`:
// its handle (HWND). Waits for the other program, as long as Windows' library does. One thread with COM.
namespace accessibility {

// Role, name and whether it can be written to; nullopt where it is nothing that a sign-in has.
[[nodiscard]] std::optional<ControlFacts> factsOf(void* control);
// ErrorCode::Unavailable.
[[nodiscard]] Status setText(void* control, std::string_view text);
[[nodiscard]] Result<std::string> textOf(void* control);
[[nodiscard]] Status press(void* control);

} // namespace accessibility

} // namespace kaomon::applogin
