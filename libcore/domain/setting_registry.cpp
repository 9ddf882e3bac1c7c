// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/setting_registry.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace kaomon::domain {
namespace {

using namespace setting_scope;

constexpr std::array<std::string_view, 3> kMatchLevels{"fmr_1e-4", "fmr_1e-5", "fmr_1e-6"};
constexpr std::array<std::string_view, 3> kConsentModes{"first", "daily", "each"};

constexpr unsigned kWidePlaces = kTenant | kGroup;
constexpr unsigned kAllPlaces = kTenant | kGroup | kUser | kDevice;
constexpr std::string_view kFirstVersion = "0.1";

constexpr SettingDefinition whole(std::string_view name, std::string_view value, double minimum,
                                  double maximum, std::string_view unit, unsigned scopes) {
    return {name, SettingType::Int, value, minimum, maximum, {}, unit, scopes, kFirstVersion, name};
}

constexpr SettingDefinition flag(std::string_view name, std::string_view value, unsigned scopes) {
    return {name, SettingType::Bool, value, 0, 0, {}, "", scopes, kFirstVersion, name};
}

constexpr SettingDefinition choice(std::string_view name, std::string_view value,
                                   std::span<const std::string_view> choices, unsigned scopes) {
    return {name, SettingType::Enum, value, 0, 0, choices, "", scopes, kFirstVersion, name};
}

constexpr std::array kSettings = std::to_array<SettingDefinition>({
    // matching
    choice("match_level", "fmr_1e-5", kMatchLevels, kTenant | kGroup | kUser),
    whole("match_timeout_s", "5", 2, 30, "s", kWidePlaces),
    whole("match_attempts", "3", 1, 10, "", kWidePlaces),
    whole("face_cooldown_misses", "5", 3, 20, "", kTenant),
    whole("face_cooldown_s", "30", 10, 600, "s", kTenant),
    whole("liveness_logon", "1", 0, 4, "", kWidePlaces),
    whole("liveness_unlock", "1", 0, 4, "", kWidePlaces),
    whole("liveness_continuous", "1", 0, 4, "", kWidePlaces),
    whole("liveness_appfill", "1", 0, 4, "", kWidePlaces),
    flag("require_eyes_open", "true", kWidePlaces),
    whole("min_face_px", "80", 40, 300, "px", kAllPlaces),
    whole("min_luma", "20", 0, 80, "", kAllPlaces),
    flag("allow_password_fallback", "true", kWidePlaces),
    // without the server
    flag("offline_allowed", "true", kWidePlaces),
    whole("offline_inactive_days", "30", 1, 90, "days", kWidePlaces),
    whole("offline_days", "37", 1, 90, "days", kWidePlaces),
    // enrolment
    whole("enroll_templates_max", "6", 1, 12, "", kWidePlaces),
    choice("consent_mode", "first", kConsentModes, kWidePlaces),
    // portal passwords
    whole("reissue_valid_hours", "72", 1, 336, "hours", kTenant),
    whole("pw_min", "12", 8, 128, "", kTenant),
    whole("pw_classes", "3", 1, 4, "", kTenant),
    // how long logs stay
    whole("log_days_auth", "365", 30, 3650, "days", kTenant),
    whole("log_days_admin", "1095", 30, 3650, "days", kTenant),
    whole("log_days_diag", "30", 30, 3650, "days", kTenant),
});

Error refused(const SettingDefinition& setting, std::string_view why) {
    return Error(ErrorCode::ValidationFailed, std::string(setting.name) + ' ' + std::string(why),
                 '/' + std::string(setting.name));
}

template<class Number>
Status checkNumber(const SettingDefinition& setting, std::string_view value) {
    Number number{};
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size()) {
        return propagate(refused(setting, "is not a number"));
    }
    // Written so that a NaN is refused too.
    if (!(static_cast<double>(number) >= setting.minimum && static_cast<double>(number) <= setting.maximum)) {
        return propagate(refused(setting, "is out of range"));
    }
    return {};
}

} // namespace

std::span<const SettingDefinition> allSettings() {
    return kSettings;
}

const SettingDefinition* findSetting(std::string_view name) {
    const auto found = std::ranges::find(kSettings, name, &SettingDefinition::name);
    return found == kSettings.end() ? nullptr : &*found;
}

Status checkSetting(const SettingDefinition& setting, std::string_view value) {
    switch (setting.type) {
    case SettingType::Bool:
        return value == "true" || value == "false" ? Status()
                                                   : propagate(refused(setting, "is not true or false"));
    case SettingType::Int:
        return checkNumber<long long>(setting, value);
    case SettingType::Double:
        return checkNumber<double>(setting, value);
    case SettingType::Enum:
        return std::ranges::find(setting.choices, value) != setting.choices.end()
                   ? Status()
                   : propagate(refused(setting, "is not one of the choices"));
    case SettingType::Text:
        return static_cast<double>(value.size()) >= setting.minimum &&
                       static_cast<double>(value.size()) <= setting.maximum
                   ? Status()
                   : propagate(refused(setting, "has a length out of range"));
    }
    return propagate(refused(setting, "has an unknown type"));
}

} // namespace kaomon::domain
