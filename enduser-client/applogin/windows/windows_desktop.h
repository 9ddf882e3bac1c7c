// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "applogin/desktop.h"

namespace kaomon::applogin {

// A session of Windows. Controls are seen and set by UI Automation, where that tells of none by window
// messages and MSAA; keys go by SendInput. Make and use it on one thread, which needs no event loop.
//
// Weaker than Desktop promises: Windows lets nobody hold the focus of another program, so that one character
// may go astray where a window takes the focus in the very moment of it (see key_input.h).
class WindowsDesktop final : public Desktop {
public:
    [[nodiscard]] static std::unique_ptr<WindowsDesktop> open();
    ~WindowsDesktop() override;

    // ErrorCode::Forbidden while a screen of the system is in front.
    [[nodiscard]] Result<WindowFacts> activeWindow() override;
    [[nodiscard]] Result<std::vector<WindowFacts>> openWindows() override;
    [[nodiscard]] Result<WindowFacts> windowUnderPointer() override;
    [[nodiscard]] Result<Bounds> boundsOf(const WindowFacts& window) override;
    [[nodiscard]] Result<Bounds> boundsOf(const WindowFacts& window, int handle) override;
    [[nodiscard]] Result<WindowFacts> look(std::uint64_t window) override;
    [[nodiscard]] Result<WindowFacts> stillIn(const WindowFacts& window) override;
    void activate(const WindowFacts& window) override;
    [[nodiscard]] Result<ControlFacts> control(int handle) override;
    [[nodiscard]] Result<ControlFacts> controlIn(const WindowFacts& window, int handle) override;
    [[nodiscard]] Status setText(int handle, std::string_view text) override;
    [[nodiscard]] Result<std::string> readText(int handle) override;
    [[nodiscard]] Result<std::size_t> readLength(int handle) override;
    [[nodiscard]] Status focus(int handle) override;
    [[nodiscard]] Status press(int handle) override;
    [[nodiscard]] Status type(const WindowFacts& window, std::string_view text) override;
    [[nodiscard]] Status typeClear(const WindowFacts& window) override;
    [[nodiscard]] Status typeReturn(const WindowFacts& window) override;
    [[nodiscard]] Status typeTab(const WindowFacts& window) override;
    void endTyping() override;
    void wait(std::chrono::milliseconds time) override;

private:
    struct Impl;
    explicit WindowsDesktop(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> m_impl;
};

} // namespace kaomon::applogin
