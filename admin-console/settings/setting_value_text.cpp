// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/setting_value_text.h"

#include <QStringList>

#include "domain/setting_resolver.h"
#include "shell/local_text.h"
#include "ui/qt_text.h"
#include "ui/setting_choice_text.h"
#include "ui/setting_text.h"

namespace kaomon::settings {
namespace {

QString withUnit(const QString& number, std::string_view unit) {
    return unit.empty() ? number : QStringLiteral("%1 %2").arg(number, ui::settingUnitText(unit));
}

} // namespace

QString SettingValueText::value(const domain::SettingDefinition& definition, const std::string& value) {
    switch (definition.type) {
    case domain::SettingType::Bool:
        return value == "true" ? tr("On") : tr("Off");
    case domain::SettingType::Enum:
        return ui::settingChoiceText(value);
    case domain::SettingType::Int:
    case domain::SettingType::Double:
        return withUnit(ui::toQString(value), definition.unit);
    case domain::SettingType::List: {
        QStringList items;
        for (const std::string_view item : domain::splitList(value)) {
            items.append(definition.item == domain::ListItem::Choice ? ui::settingChoiceText(item)
                                                                     : ui::toQString(item));
        }
        return items.isEmpty() ? tr("Nothing") : shell::listText(items);
    }
    case domain::SettingType::Text:
        break;
    }
    return ui::toQString(value);
}

QString SettingValueText::value(const std::string& name, const std::string& value) {
    const auto* definition = domain::findSetting(name);
    return definition != nullptr ? SettingValueText::value(*definition, value) : ui::toQString(value);
}

QString SettingValueText::title(const std::string& name) {
    const auto* definition = domain::findSetting(name);
    return definition != nullptr ? ui::settingText(definition->helpId).title : ui::toQString(name);
}

QString SettingValueText::range(const domain::SettingDefinition& definition) {
    const bool isNumber =
        definition.type == domain::SettingType::Int || definition.type == domain::SettingType::Double;
    return isNumber
               ? withUnit(tr("%1 to %2").arg(definition.minimum).arg(definition.maximum), definition.unit)
               : QString();
}

QString SettingValueText::source(const std::string& scope) {
    const auto place = domain::SettingPlace::parse(scope);
    if (!place) {
        return scope == "default" ? tr("the default") : ui::toQString(scope);
    }
    switch (place->kind) {
    case domain::setting_scope::kGroup:
        return tr("a group of people");
    case domain::setting_scope::kUser:
        return tr("the person");
    case domain::setting_scope::kDeviceGroup:
        return tr("a group of PCs");
    default:
        return tr("the organisation");
    }
}

} // namespace kaomon::settings
