// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <QString>

namespace kaomon::ui {

// What a person reads about a setting, in the language of the program: a title and one or two sentences on
// what it does.
struct SettingText {
    QString title;
    QString help;
};

// By SettingDefinition::helpId. Every setting of the registry has a text; of one that only a newer server
// knows the id itself is shown. Ask again after a language change. GUI thread (translators are not
// thread-safe).
[[nodiscard]] SettingText settingText(std::string_view helpId);

// The title of a page, by SettingDefinition::section; the same rules.
[[nodiscard]] QString settingSectionText(std::string_view section);

} // namespace kaomon::ui
