// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/qt_text.h"

namespace kaomon::ui {

SecretString takeSecret(QString& typed) {
    QByteArray bytes = typed.toUtf8();
    SecretString secret(std::string(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    wipe(bytes.data(), static_cast<std::size_t>(bytes.size()));
    typed.fill(QChar(u'\0'));
    typed.clear();
    return secret;
}

} // namespace kaomon::ui
