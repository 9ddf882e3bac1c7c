// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setting_text.h"

#include <algorithm>

#include <QCoreApplication>

#include "ui/setting_text_rows.h"

namespace kaomon::ui {
namespace {

const SettingTextRow* rowIn(std::span<const SettingTextRow> rows, std::string_view id) {
    const auto found = std::ranges::find(rows, id, &SettingTextRow::helpId);
    return found == rows.end() ? nullptr : &*found;
}

QString translated(const char* text) {
    return QCoreApplication::translate("SettingText", text);
}

QString asIs(std::string_view id) {
    return QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size()));
}

} // namespace

SettingText settingText(std::string_view helpId) {
    const SettingTextRow* row = rowIn(firstSettingTexts(), helpId);
    if (row == nullptr) {
        row = rowIn(secondSettingTexts(), helpId);
    }
    return row != nullptr ? SettingText{translated(row->title), translated(row->help)}
                          : SettingText{asIs(helpId), {}};
}

QString settingSectionText(std::string_view section) {
    const SettingTextRow* row = rowIn(settingSectionTexts(), section);
    return row != nullptr ? translated(row->title) : asIs(section);
}

} // namespace kaomon::ui
