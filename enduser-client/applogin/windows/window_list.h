// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "applogin/window_facts.h"
#include "base/result.h"

namespace kaomon::applogin {

// Windows of this session and the processes behind them, as Windows itself tells them: no other program is
// asked, so nothing here waits for one. A window is its handle (HWND) as a number. Any thread.
namespace windowlist {

// The one that has the input. ErrorCode::NotFound; Forbidden while a screen of the system is in front
// (logon, lock, the question for an administrator's consent), which nothing here can reach.
[[nodiscard]] Result<std::uint64_t> active();
// Those that a person can go to, the one in front first.
[[nodiscard]] std::vector<std::uint64_t> all();
// ErrorCode::NotFound.
[[nodiscard]] Result<std::uint64_t> underPointer();
// ErrorCode::NotFound.
[[nodiscard]] Result<Bounds> boundsOf(std::uint64_t window);
// Without the controls. ErrorCode::NotFound.
[[nodiscard]] Result<WindowFacts> describe(std::uint64_t window);
// What the window is now, while it is the one in front, the keyboard's focus is in it and in its process, and
// process and class are those of before. ErrorCode::Cancelled.
[[nodiscard]] Result<WindowFacts> stillIn(const WindowFacts& window);
// Asks Windows to bring it to the front.
void activate(std::uint64_t window);
// The control within `window` that has the keyboard's focus (HWND); null for none.
[[nodiscard]] void* focusIn(std::uint64_t window);

} // namespace windowlist

} // namespace kaomon::applogin
