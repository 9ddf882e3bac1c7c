// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setting_choice_text.h"

#include <algorithm>
#include <span>

#include <QCoreApplication>

namespace kaomon::ui {
namespace {

struct ChoiceRow {
    std::string_view name;
    const char* text;
};

constexpr ChoiceRow kChoices[] = {
    {"fmr_1e-4", QT_TRANSLATE_NOOP("SettingChoice", "Standard: one false match in 10,000")},
    {"fmr_1e-5", QT_TRANSLATE_NOOP("SettingChoice", "High: one false match in 100,000")},
    {"fmr_1e-6", QT_TRANSLATE_NOOP("SettingChoice", "Highest: one false match in 1,000,000")},
    {"standard", QT_TRANSLATE_NOOP("SettingChoice", "Standard")},
    {"high", QT_TRANSLATE_NOOP("SettingChoice", "High")},
    {"allow", QT_TRANSLATE_NOOP("SettingChoice", "Allow")},
    {"allow_factor", QT_TRANSLATE_NOOP("SettingChoice", "Allow with a second factor")},
    {"deny", QT_TRANSLATE_NOOP("SettingChoice", "Refuse")},
    {"internal_ir", QT_TRANSLATE_NOOP("SettingChoice", "Built-in infrared camera")},
    {"internal_rgb", QT_TRANSLATE_NOOP("SettingChoice", "Built-in colour camera")},
    {"usb", QT_TRANSLATE_NOOP("SettingChoice", "USB camera")},
    {"network", QT_TRANSLATE_NOOP("SettingChoice", "Network camera")},
    {"auto", QT_TRANSLATE_NOOP("SettingChoice", "Automatic")},
    {"off", QT_TRANSLATE_NOOP("SettingChoice", "Off")},
    {"on", QT_TRANSLATE_NOOP("SettingChoice", "On")},
    {"ignore", QT_TRANSLATE_NOOP("SettingChoice", "Ignore")},
    {"password", QT_TRANSLATE_NOOP("SettingChoice", "Password")},
    {"lock", QT_TRANSLATE_NOOP("SettingChoice", "Lock")},
    {"face_or_password", QT_TRANSLATE_NOOP("SettingChoice", "Face or password")},
    {"face", QT_TRANSLATE_NOOP("SettingChoice", "Face")},
    {"face_password", QT_TRANSLATE_NOOP("SettingChoice", "Face and password")},
    {"face_pin", QT_TRANSLATE_NOOP("SettingChoice", "Face and PIN")},
    {"code_only", QT_TRANSLATE_NOOP("SettingChoice", "Emergency code only")},
    {"log", QT_TRANSLATE_NOOP("SettingChoice", "Record only")},
    {"screen_off", QT_TRANSLATE_NOOP("SettingChoice", "Turn the screen off")},
    {"logoff", QT_TRANSLATE_NOOP("SettingChoice", "Log off")},
    {"detect", QT_TRANSLATE_NOOP("SettingChoice", "Any face")},
    {"match", QT_TRANSLATE_NOOP("SettingChoice", "The same person")},
    {"factor", QT_TRANSLATE_NOOP("SettingChoice", "The same person with a second factor")},
    {"pause", QT_TRANSLATE_NOOP("SettingChoice", "Pause")},
    {"share", QT_TRANSLATE_NOOP("SettingChoice", "While the screen is shared")},
    {"shutdown", QT_TRANSLATE_NOOP("SettingChoice", "Shut down")},
    {"notify", QT_TRANSLATE_NOOP("SettingChoice", "Notify")},
    {"dim", QT_TRANSLATE_NOOP("SettingChoice", "Dim the screen")},
    {"blur", QT_TRANSLATE_NOOP("SettingChoice", "Blur the screen")},
    {"blurred", QT_TRANSLATE_NOOP("SettingChoice", "Blurred")},
    {"self", QT_TRANSLATE_NOOP("SettingChoice", "By the person alone")},
    {"approval", QT_TRANSLATE_NOOP("SettingChoice", "With approval")},
    {"first", QT_TRANSLATE_NOOP("SettingChoice", "Once")},
    {"daily", QT_TRANSLATE_NOOP("SettingChoice", "Every day")},
    {"each", QT_TRANSLATE_NOOP("SettingChoice", "Every time")},
    {"full", QT_TRANSLATE_NOOP("SettingChoice", "Full name")},
    {"family", QT_TRANSLATE_NOOP("SettingChoice", "Family name")},
    {"login", QT_TRANSLATE_NOOP("SettingChoice", "Login name")},
    {"none", QT_TRANSLATE_NOOP("SettingChoice", "Nothing")},
    {"prompt", QT_TRANSLATE_NOOP("SettingChoice", "Ask first")},
};

constexpr ChoiceRow kUnits[] = {
    {"s", QT_TRANSLATE_NOOP("SettingChoice", "seconds")},
    {"ms", QT_TRANSLATE_NOOP("SettingChoice", "milliseconds")},
    {"min", QT_TRANSLATE_NOOP("SettingChoice", "minutes")},
    {"hours", QT_TRANSLATE_NOOP("SettingChoice", "hours")},
    {"days", QT_TRANSLATE_NOOP("SettingChoice", "days")},
    {"px", QT_TRANSLATE_NOOP("SettingChoice", "pixels")},
    {"deg", QT_TRANSLATE_NOOP("SettingChoice", "degrees")},
    {"100 us", QT_TRANSLATE_NOOP("SettingChoice", "× 0.1 ms")},
};

QString textIn(std::span<const ChoiceRow> rows, std::string_view name) {
    const auto found = std::ranges::find(rows, name, &ChoiceRow::name);
    return found != rows.end() ? QCoreApplication::translate("SettingChoice", found->text)
                               : QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

} // namespace

QString settingChoiceText(std::string_view choice) {
    return textIn(kChoices, choice);
}

QString settingUnitText(std::string_view unit) {
    return textIn(kUnits, unit);
}

} // namespace kaomon::ui
