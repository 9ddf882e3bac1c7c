// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <QString>

namespace kaomon::ui {

// What a person reads for a value of a setting that is one of several (domain::SettingDefinition::choices),
// and for the unit of a number. A name that only a newer server knows is shown as it is. GUI thread.
[[nodiscard]] QString settingChoiceText(std::string_view choice);
[[nodiscard]] QString settingUnitText(std::string_view unit);

} // namespace kaomon::ui
