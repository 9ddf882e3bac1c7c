// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/front_window.h"
#include "applogin/x11_windows.h"

namespace kaomon::applogin {
namespace {

class X11FrontWindow final : public FrontWindow {
public:
    explicit X11FrontWindow(std::unique_ptr<X11Windows> windows)
        : m_windows(std::move(windows)) {}

    Result<WindowFacts> look() override {
        const auto window = m_windows->active();
        return window ? m_windows->describe(*window) : Result<WindowFacts>(propagate(window.error()));
    }

private:
    std::unique_ptr<X11Windows> m_windows;
};

} // namespace

Result<std::unique_ptr<FrontWindow>> FrontWindow::open() {
    auto windows = X11Windows::open();
    if (!windows) {
        return propagate(windows.error());
    }
    return std::make_unique<X11FrontWindow>(std::move(*windows));
}

} // namespace kaomon::applogin
