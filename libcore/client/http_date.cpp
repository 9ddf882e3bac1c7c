// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/http_date.h"

#include <QDateTime>
#include <QLocale>

namespace kaomon::client {

std::optional<TimePoint> parseHttpDate(const std::string& text) {
    QDateTime date = QLocale::c().toDateTime(QString::fromStdString(text),
                                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!date.isValid()) {
        return std::nullopt;
    }
    date.setTimeSpec(Qt::UTC);
    return fromEpochMicros(date.toMSecsSinceEpoch() * 1000);
}

} // namespace kaomon::client
