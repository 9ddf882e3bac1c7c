// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "applogin/desktop.h"

namespace kaomon::apptargets {

using namespace applogin;

// Another desktop, for those that change one thing of it. `real` outlives it.
class ForwardingDesktop : public Desktop {
public:
    explicit ForwardingDesktop(Desktop& real)
        : m_real(real) {}

    Result<WindowFacts> activeWindow() override { return m_real.activeWindow(); }
    Result<std::vector<WindowFacts>> openWindows() override { return m_real.openWindows(); }
    Result<WindowFacts> windowUnderPointer() override { return m_real.windowUnderPointer(); }
    Result<Bounds> boundsOf(const WindowFacts& window) override { return m_real.boundsOf(window); }
    Result<Bounds> boundsOf(const WindowFacts& window, int handle) override {
        return m_real.boundsOf(window, handle);
    }
    Result<WindowFacts> look(std::uint64_t window) override { return m_real.look(window); }
    Result<WindowFacts> stillIn(const WindowFacts& window) override { return m_real.stillIn(window); }
    void activate(const WindowFacts& window) override { m_real.activate(window); }
    Result<ControlFacts> control(int handle) override { return m_real.control(handle); }
    Result<ControlFacts> controlIn(const WindowFacts& window, int handle) override {
        return m_real.controlIn(window, handle);
    }
    Status setText(int handle, std::string_view text) override { return m_real.setText(handle, text); }
    Result<std::string> readText(int handle) override { return m_real.readText(handle); }
    Result<std::size_t> readLength(int handle) override { return m_real.readLength(handle); }
    Status focus(int handle) override { return m_real.focus(handle); }
    Status press(int handle) override { return m_real.press(handle); }
    Status type(const WindowFacts& window, std::string_view text) override {
        return m_real.type(window, text);
    }
    Status typeClear(const WindowFacts& window) override { return m_real.typeClear(window); }
    Status typeReturn(const WindowFacts& window) override { return m_real.typeReturn(window); }
    Status typeTab(const WindowFacts& window) override { return m_real.typeTab(window); }
    void endTyping() override { m_real.endTyping(); }
    void wait(std::chrono::milliseconds time) override { m_real.wait(time); }

private:
    Desktop& m_real;
};

} // namespace kaomon::apptargets
