// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"

namespace kaomon::domain {

enum class SettingType { Bool, Int, Double, Enum, Text };

// Where a setting may be given; a narrower place wins over a wider one.
namespace setting_scope {
constexpr unsigned kTenant = 1;
constexpr unsigned kGroup = 2;
constexpr unsigned kUser = 4;
constexpr unsigned kDevice = 8;
} // namespace setting_scope

// What is known about one setting. The console builds its pages from this table, the agent and the server
// refuse what does not fit it, the manual lists it: a setting exists once. Values travel as text:
// "true"/"false", decimal numbers, the name of a choice. Static data; any thread.
struct SettingDefinition {
    std::string_view name;
    SettingType type = SettingType::Text;
    std::string_view defaultValue;
    double minimum = 0; // of numbers, and of the length of a text
    double maximum = 0;
    std::span<const std::string_view> choices; // of enumerations, weakest first
    std::string_view unit;                     // "", "s", "days", "hours", "px"
    unsigned scopes = setting_scope::kTenant;
    std::string_view since; // version that brought it
    std::string_view helpId;
};

// Every setting of this version, in the order of the console's pages.
[[nodiscard]] std::span<const SettingDefinition> allSettings();

// nullptr for a name that this version does not know.
[[nodiscard]] const SettingDefinition* findSetting(std::string_view name);

// ErrorCode::ValidationFailed with field "/<name>" when `value` is not of the type or outside the range.
[[nodiscard]] Status checkSetting(const SettingDefinition& setting, std::string_view value);

} // namespace kaomon::domain
