// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/app_fill_rule.h"

#include <charconv>
#include <string_view>

#include "domain/setting_registry.h"

namespace kaomon::domain {

AppFillRule AppFillRule::fromValues(const std::map<std::string, std::string>& values) {
    const auto text = [&](const std::string& name) {
        const auto found = values.find(name);
        return found == values.end() ? findSetting(name)->defaultValue : std::string_view(found->second);
    };
    AppFillRule rule;
    rule.isEnabled = text("appfill_enabled") == "true";
    rule.mayReveal = text("reveal_allowed") == "true";
    const std::string_view minutes = text("appfill_reauth_min");
    int number = 0;
    std::from_chars(minutes.data(), minutes.data() + minutes.size(), number);
    rule.reauth = std::chrono::minutes(number);
    return rule;
}

} // namespace kaomon::domain
