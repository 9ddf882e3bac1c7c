// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "applogin/window_facts.h"
#include "base/result.h"

namespace kaomon::applogin {

// The controls of a window and what can be done with them, by one of the ways in which Windows tells of them.
// Handles are those of the last look(). Calls wait for the other program, each for a bounded time; one
// thread. Errors as those of Desktop.
class ControlTree {
public:
    ControlTree() = default;
    ControlTree(const ControlTree&) = delete;
    ControlTree& operator=(const ControlTree&) = delete;
    virtual ~ControlTree() = default;

    // Adds the controls of `facts.window`.
    virtual void look(WindowFacts& facts) = 0;
    [[nodiscard]] virtual Result<ControlFacts> control(int handle) = 0;
    [[nodiscard]] virtual Result<Bounds> boundsOf(int handle) = 0;
    [[nodiscard]] virtual Status setText(int handle, std::string_view text) = 0;
    [[nodiscard]] virtual Result<std::string> readText(int handle) = 0;
    [[nodiscard]] virtual Result<std::size_t> readLength(int handle) = 0;
    [[nodiscard]] virtual Status focus(int handle) = 0;
    [[nodiscard]] virtual Status press(int handle) = 0;
};

// By UI Automation. Null where Windows has none.
[[nodiscard]] std::unique_ptr<ControlTree> makeUiAutomationTree();
// By the window class of each control, for those of Windows itself; others are asked by Active Accessibility
// (MSAA).
[[nodiscard]] std::unique_ptr<ControlTree> makeClassControlTree();

// What both ways do by messages to the control's own window (HWND).
namespace controlwindow {

// The number of UTF-16 units that stand there. ErrorCode::Unavailable.
[[nodiscard]] Result<std::size_t> lengthOf(void* control);
[[nodiscard]] Status setText(void* control, std::string_view text);
// At most 512 characters. ErrorCode::Unavailable; Windows itself tells nothing of a password.
[[nodiscard]] Result<std::string> textOf(void* control);
[[nodiscard]] Status focus(void* control);
void press(void* control);
// It hides what is typed into it.
[[nodiscard]] bool isHiding(void* control);

} // namespace controlwindow

} // namespace kaomon::applogin
