// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "applogin/window_facts.h"
#include "base/result.h"

namespace kaomon::applogin {

// Which window is in front, without its controls: cheap enough to be asked twice a second. One implementation
// for each window system; does not wait for the other program; one thread.
class FrontWindow {
public:
    FrontWindow() = default;
    FrontWindow(const FrontWindow&) = delete;
    FrontWindow& operator=(const FrontWindow&) = delete;
    virtual ~FrontWindow() = default;

    // ErrorCode::Unavailable where no windows can be seen.
    [[nodiscard]] static Result<std::unique_ptr<FrontWindow>> open();

    // ErrorCode::NotFound.
    [[nodiscard]] virtual Result<WindowFacts> look() = 0;
};

} // namespace kaomon::applogin
