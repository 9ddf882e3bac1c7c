// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QCoreApplication>
#include <QString>

#include "domain/setting_registry.h"

namespace kaomon::settings {

// Values, ranges and sources as people read them. GUI thread.
class SettingValueText {
    Q_DECLARE_TR_FUNCTIONS(SettingValueText)

public:
    [[nodiscard]] static QString value(const domain::SettingDefinition& definition, const std::string& value);
    // Of a setting that only a newer server knows, the value as it is.
    [[nodiscard]] static QString value(const std::string& name, const std::string& value);
    [[nodiscard]] static QString title(const std::string& name);
    // "2 to 30 seconds"; empty where every value of the type is right.
    [[nodiscard]] static QString range(const domain::SettingDefinition& definition);
    // "the default", "the organisation", "a group of people", ...
    [[nodiscard]] static QString source(const std::string& scope);
};

} // namespace kaomon::settings
