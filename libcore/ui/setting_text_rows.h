// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace kaomon::ui {

struct SettingTextRow {
    std::string_view helpId;
    const char* title;
    const char* help;
};

// The texts in English, marked for translation; private to setting_text.cpp. In two halves, so that no file
// grows too long.
[[nodiscard]] std::span<const SettingTextRow> firstSettingTexts();
[[nodiscard]] std::span<const SettingTextRow> secondSettingTexts();
[[nodiscard]] std::span<const SettingTextRow> settingSectionTexts();

} // namespace kaomon::ui
