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
    rule.mayTeach = text("appfill_user_templates") == "true";
    rule.mayStart = text("appfill_auto") == "true";
    rule.mayUseBlind = text("appfill_blind") == "true";
    const auto number = [&](const std::string& name) {
        const std::string_view digits = text(name);
        int value = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return value;
    };
    rule.reauth = std::chrono::minutes(number("appfill_reauth_min"));
    rule.offline = std::chrono::days(number("appfill_offline_days"));
    rule.startDelay = std::chrono::milliseconds(number("appfill_start_delay_ms"));
    rule.keyDelay = std::chrono::milliseconds(number("appfill_key_delay_ms"));
    return rule;
}

} // namespace kaomon::domain
