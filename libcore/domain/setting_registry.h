// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kaomon::domain {

enum class SettingType { Bool, Int, Double, Enum, Text, List };

// What the items of a list are: free names, names of `choices`, or class ids such as
// {60b78e88-ead8-445c-9cfd-0b87f74ea6cd}.
enum class ListItem { Name, Choice, ClassId };

// Who decides about what a setting is about, where it is not this setting: a service's operator, for all
// tenants alike; what installs programs on the PC; the liveness level, whose blink is the only sure sign of
// open eyes.
enum class SettledBy { ThisSetting, Operator, PackageManager, LivenessLevel };

// Where a setting may be given. Later ones win over earlier ones unless an earlier one is locked; see
// setting_resolver.h.
namespace setting_scope {
constexpr unsigned kTenant = 1;
constexpr unsigned kGroup = 2; // of people
constexpr unsigned kUser = 4;
constexpr unsigned kDeviceGroup = 8;
} // namespace setting_scope

// What is known about one setting. The console builds its pages from this table, the agent and the server
// refuse what does not fit it, the manual lists it: a setting exists once. Values travel as text:
// "true"/"false", decimal numbers, the name of a choice, items of a list with a comma between them. Static
// data; any thread.
struct SettingDefinition {
    std::string_view name;
    SettingType type = SettingType::Text;
    std::string_view defaultValue;
    double minimum = 0; // of numbers, of the length of a text in bytes, of the items of a list
    double maximum = 0;
    std::span<const std::string_view> choices; // of enumerations and lists; enumerations weakest first
    std::string_view unit;                     // "", "s", "ms", "min", "hours", "days", "px", "deg"
    unsigned scopes = setting_scope::kTenant;
    std::string_view section; // the console's page; see settingSections()
    std::string_view since;   // version that brought it
    std::string_view helpId;
    ListItem item = ListItem::Name;
    bool isObeyed = false; // a program of this version acts on it; otherwise it is kept for one that does
    SettledBy settledBy = SettledBy::ThisSetting; // else it is kept and changes nothing

    // Whether a lock makes sense: somewhere narrower it could be given too.
    [[nodiscard]] constexpr bool isLockable() const { return (scopes & ~setting_scope::kTenant) != 0; }
};

// Every setting of this version, in the order of the console's pages.
[[nodiscard]] std::span<const SettingDefinition> allSettings();

// The console's pages, in order.
[[nodiscard]] std::span<const std::string_view> settingSections();

// nullptr for a name that this version does not know.
[[nodiscard]] const SettingDefinition* findSetting(std::string_view name);

// ErrorCode::ValidationFailed with field "/<name>" when `value` is not of the type or outside the range.
[[nodiscard]] Status checkSetting(const SettingDefinition& setting, std::string_view value);

// The items of a list's value; views into `value`.
[[nodiscard]] std::vector<std::string_view> splitList(std::string_view value);

[[nodiscard]] std::string_view toWire(SettingType type);

} // namespace kaomon::domain
