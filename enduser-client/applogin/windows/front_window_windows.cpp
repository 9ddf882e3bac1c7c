// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/front_window.h"
#include "applogin/windows/window_list.h"

namespace kaomon::applogin {
namespace {

class WindowsFrontWindow final : public FrontWindow {
public:
    Result<WindowFacts> look() override {
        const auto window = windowlist::active();
        return window ? windowlist::describe(*window) : Result<WindowFacts>(propagate(window.error()));
    }
};

} // namespace

Result<std::unique_ptr<FrontWindow>> FrontWindow::open() {
    return std::make_unique<WindowsFrontWindow>();
}

} // namespace kaomon::applogin
