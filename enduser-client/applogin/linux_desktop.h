// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "applogin/desktop.h"

namespace kaomon::applogin {

// A session on an X server, with the accessibility bus (AT-SPI): controls are seen and set through it, keys
// go by XTEST. One at a time in a process; make and use it on one thread, which needs no event loop.
class LinuxDesktop final : public Desktop {
public:
    // ErrorCode::Unavailable without an X server or an accessibility bus.
    [[nodiscard]] static Result<std::unique_ptr<LinuxDesktop>> open();
    ~LinuxDesktop() override;

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
    explicit LinuxDesktop(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> m_impl;
};

} // namespace kaomon::applogin
