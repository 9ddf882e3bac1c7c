// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "applogin/app_template.h"
#include "applogin/window_facts.h"

namespace kaomon::applogin {

// The shown and enabled control that the locator means; null for none. Pure.
[[nodiscard]] const ControlFacts* findControl(const WindowFacts& window, const ControlLocator& locator);

// Whether the window has this signal. Pure.
[[nodiscard]] bool shows(const WindowFacts& window, const SignalRule& rule);

// How well a window fits a template. Pure.
struct MatchScore {
    int reached = 0;
    bool hasRequired = true;
    std::vector<std::size_t> missing; // signals of the template that the window does not show

    [[nodiscard]] bool isMatch(const AppTemplate& appTemplate) const {
        return hasRequired && reached >= appTemplate.threshold;
    }
};

[[nodiscard]] MatchScore score(const AppTemplate& appTemplate, const WindowFacts& window);

// Whether nothing that the window system tells speaks against it: its controls may still come. Pure.
[[nodiscard]] bool mayBe(const AppTemplate& appTemplate, const WindowFacts& window);

// Which of the templates, by index, the window may be: those that match, the best ones. One is an answer,
// none is NoMatch, and several must be shown to the person: nothing is guessed.
[[nodiscard]] std::vector<std::size_t> candidates(const std::vector<AppTemplate>& templates,
                                                  const WindowFacts& window);

} // namespace kaomon::applogin
