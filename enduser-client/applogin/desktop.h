// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "applogin/window_facts.h"
#include "base/result.h"

namespace kaomon::applogin {

// The windows of the person's session and what can be done in them: the one place where platforms differ (X11
// with AT-SPI, Windows; a window system that lets nobody see or reach other programs' windows cannot have
// one). Calls wait for other programs, each for a bounded time; used by one thread, never that of the user
// interface.
//
// Handles of controls are those of the last look() at the window.
class Desktop {
public:
    Desktop() = default;
    virtual ~Desktop() = default;
    Desktop(const Desktop&) = delete;
    Desktop& operator=(const Desktop&) = delete;

    // The one that has the person's input. ErrorCode::NotFound; Forbidden: a screen of the system.
    [[nodiscard]] virtual Result<WindowFacts> activeWindow() = 0;
    // Every window of the session that could be signed in to, the one in front first, without their controls
    // and without those of this program.
    [[nodiscard]] virtual Result<std::vector<WindowFacts>> openWindows() = 0;
    // The one that the pointer is on, without its controls. ErrorCode::NotFound over none of openWindows().
    [[nodiscard]] virtual Result<WindowFacts> windowUnderPointer() = 0;
    // ErrorCode::NotFound.
    [[nodiscard]] virtual Result<Bounds> boundsOf(const WindowFacts& window) = 0;
    // ErrorCode::Unavailable when the program does not tell.
    [[nodiscard]] virtual Result<Bounds> boundsOf(const WindowFacts& window, int handle) = 0;
    // ErrorCode::NotFound when it is gone.
    [[nodiscard]] virtual Result<WindowFacts> look(std::uint64_t window) = 0;
    // What the window is now, without its controls: it still has the input, belongs to the same process and
    // has the same class. ErrorCode::Cancelled when not.
    [[nodiscard]] virtual Result<WindowFacts> stillIn(const WindowFacts& window) = 0;

    // Brings it to the front and gives it the input: after something of ours had it. Waits a while; whether
    // it worked is seen by stillIn().
    virtual void activate(const WindowFacts& window) = 0;

    // What the control is now: its role may have changed since the look.
    [[nodiscard]] virtual Result<ControlFacts> control(int handle) = 0;
    // The same together with stillIn(), as one look. ErrorCode::Cancelled when the window has not the input
    // any more, or is another's.
    [[nodiscard]] virtual Result<ControlFacts> controlIn(const WindowFacts& window, int handle) = 0;
    // Puts the text in place of what is there, through the program's accessibility. ErrorCode::Unavailable
    // when the control cannot be set so.
    [[nodiscard]] virtual Status setText(int handle, std::string_view text) = 0;
    // ErrorCode::Unavailable when the program does not tell.
    [[nodiscard]] virtual Result<std::string> readText(int handle) = 0;
    // Number of characters. ErrorCode::Unavailable.
    [[nodiscard]] virtual Result<std::size_t> readLength(int handle) = 0;
    [[nodiscard]] virtual Status focus(int handle) = 0;
    // ErrorCode::Unavailable.
    [[nodiscard]] virtual Status press(int handle) = 0;

    // Keys, as if somebody typed. They reach whatever has the focus: so nothing can take it between the look
    // whether `window` has it (stillIn()) and the last of these keys. ErrorCode::Cancelled, and not one key,
    // when it has not. Modifiers that are held or locked are let go before, and an input method has none of
    // the keys until endTyping(). ErrorCode::NotFound: the field has become another one meanwhile;
    // Unavailable: a character that no key can be given.
    [[nodiscard]] virtual Status type(const WindowFacts& window, std::string_view text) = 0;
    // Selects everything in the focused control and deletes it.
    [[nodiscard]] virtual Status typeClear(const WindowFacts& window) = 0;
    [[nodiscard]] virtual Status typeReturn(const WindowFacts& window) = 0;
    [[nodiscard]] virtual Status typeTab(const WindowFacts& window) = 0;

    // No more keys follow: what was switched off for them is switched on again.
    virtual void endTyping() {}

    virtual void wait(std::chrono::milliseconds time) = 0;
};

} // namespace kaomon::applogin
