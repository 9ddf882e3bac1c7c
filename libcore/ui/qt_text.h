// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include <QString>

#include "base/secret.h"

namespace kaomon::ui {

// Between the UTF-8 strings of the core and the QStrings of the screens.
[[nodiscard]] inline QString toQString(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

[[nodiscard]] inline std::string toUtf8(const QString& text) {
    return text.toStdString();
}

// Takes a typed secret out of a QString, which is overwritten and emptied. Copies that Qt made inside an
// input field are out of reach; clear the field too.
[[nodiscard]] SecretString takeSecret(QString& typed);

} // namespace kaomon::ui
