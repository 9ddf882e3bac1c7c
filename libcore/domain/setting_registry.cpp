// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/setting_registry.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string>

#include "base/id.h"
#include "domain/setting_table.h"

namespace kaomon::domain {
namespace {

constexpr std::size_t kLongestItem = 256;
constexpr std::array<std::string_view, 6> kTypeNames{"bool", "int", "double", "enum", "text", "list"};

Error refused(const SettingDefinition& setting, std::string_view why) {
    return Error(ErrorCode::ValidationFailed, std::string(setting.name) + ' ' + std::string(why),
                 '/' + std::string(setting.name));
}

// Written so that a NaN is refused too.
bool isWithin(const SettingDefinition& setting, double number) {
    return number >= setting.minimum && number <= setting.maximum;
}

template<class Number>
Status checkNumber(const SettingDefinition& setting, std::string_view value) {
    Number number{};
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size()) {
        return propagate(refused(setting, "is not a number"));
    }
    if (!isWithin(setting, static_cast<double>(number))) {
        return propagate(refused(setting, "is out of range"));
    }
    return {};
}

bool isChoice(const SettingDefinition& setting, std::string_view value) {
    return std::ranges::find(setting.choices, value) != setting.choices.end();
}

// {UUID} in either case.
bool isClassId(std::string_view item) {
    if (item.size() < 2 || item.front() != '{' || item.back() != '}') {
        return false;
    }
    std::string uuid(item.substr(1, item.size() - 2));
    std::ranges::transform(uuid, uuid.begin(), [](char c) {
        return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return isUuid(uuid);
}

bool isName(std::string_view item) {
    return !item.empty() && item.size() <= kLongestItem && item.front() != ' ' && item.back() != ' ' &&
           std::ranges::none_of(item,
                                [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool isItem(const SettingDefinition& setting, std::string_view item) {
    switch (setting.item) {
    case ListItem::Name:
        return isName(item);
    case ListItem::Choice:
        return isChoice(setting, item);
    case ListItem::ClassId:
        return isClassId(item);
    }
    return false;
}

Status checkList(const SettingDefinition& setting, std::string_view value) {
    const auto items = splitList(value);
    if (!isWithin(setting, static_cast<double>(items.size()))) {
        return propagate(refused(setting, "has too few or too many items"));
    }
    const bool isSound =
        std::ranges::all_of(items, [&](std::string_view item) { return isItem(setting, item); });
    if (!isSound) {
        return propagate(refused(setting, "has a malformed item"));
    }
    if (std::set<std::string_view>(items.begin(), items.end()).size() != items.size()) {
        return propagate(refused(setting, "names an item twice"));
    }
    return {};
}

} // namespace

std::span<const SettingDefinition> allSettings() {
    return settingTable();
}

const SettingDefinition* findSetting(std::string_view name) {
    const auto table = settingTable();
    const auto found = std::ranges::find(table, name, &SettingDefinition::name);
    return found == table.end() ? nullptr : &*found;
}

std::vector<std::string_view> splitList(std::string_view value) {
    std::vector<std::string_view> items;
    while (!value.empty()) {
        const auto comma = value.find(',');
        items.push_back(value.substr(0, comma));
        if (comma == std::string_view::npos) {
            break;
        }
        value.remove_prefix(comma + 1);
        if (value.empty()) {
            items.emplace_back(); // after the last comma
        }
    }
    return items;
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
        return isChoice(setting, value) ? Status() : propagate(refused(setting, "is not one of the choices"));
    case SettingType::Text:
        return isWithin(setting, static_cast<double>(value.size()))
                   ? Status()
                   : propagate(refused(setting, "has a length out of range"));
    case SettingType::List:
        return checkList(setting, value);
    }
    return propagate(refused(setting, "has an unknown type"));
}

std::string_view toWire(SettingType type) {
    return kTypeNames.at(static_cast<std::size_t>(type));
}

} // namespace kaomon::domain
