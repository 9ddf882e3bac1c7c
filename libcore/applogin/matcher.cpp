// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/matcher.h"

#include <algorithm>

namespace kaomon::applogin {

bool shows(const WindowFacts& window, const SignalRule& rule) {
    switch (rule.kind) {
    case SignalKind::Executable:
        return rule.pattern.matches(window.executable);
    case SignalKind::Arguments:
        return rule.pattern.matches(window.arguments);
    case SignalKind::WindowClass:
        return rule.pattern.matches(window.windowClass);
    case SignalKind::Title:
        return rule.pattern.matches(window.title);
    case SignalKind::Toolkit:
        return rule.pattern.matches(window.toolkit);
    case SignalKind::Address:
        return rule.pattern.matches(window.address);
    case SignalKind::Control:
        return rule.control && findControl(window, *rule.control) != nullptr;
    }
    return false;
}

const ControlFacts* findControl(const WindowFacts& window, const ControlLocator& locator) {
    int left = locator.index;
    for (const ControlFacts& control : window.controls) {
        const bool isMeant = control.role == locator.role && control.isShown && control.isEnabled &&
                             (!locator.name || locator.name->matches(control.name));
        if (isMeant && left-- == 0) {
            return &control;
        }
    }
    return nullptr;
}

MatchScore score(const AppTemplate& appTemplate, const WindowFacts& window) {
    MatchScore result;
    for (std::size_t i = 0; i < appTemplate.signalRules.size(); ++i) {
        const SignalRule& rule = appTemplate.signalRules[i];
        if (shows(window, rule)) {
            result.reached += rule.weight;
        } else {
            result.missing.push_back(i);
            result.hasRequired = result.hasRequired && !rule.isRequired;
        }
    }
    return result;
}

bool mayBe(const AppTemplate& appTemplate, const WindowFacts& window) {
    return appTemplate.isEnabled && std::ranges::all_of(appTemplate.signalRules, [&](const SignalRule& rule) {
               return !rule.isRequired || !isOfTheWindow(rule) || shows(window, rule);
           });
}

std::vector<std::size_t> candidates(const std::vector<AppTemplate>& templates, const WindowFacts& window) {
    std::vector<std::size_t> best;
    int highest = 0;
    for (std::size_t i = 0; i < templates.size(); ++i) {
        const MatchScore fit = score(templates[i], window);
        if (!templates[i].isEnabled || !fit.isMatch(templates[i]) || fit.reached < highest) {
            continue;
        }
        if (fit.reached > highest) {
            best.clear();
            highest = fit.reached;
        }
        best.push_back(i);
    }
    return best;
}

} // namespace kaomon::applogin
