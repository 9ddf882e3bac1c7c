// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/local_text.h"

#include <cstdlib>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include "ui/qt_text.h"

namespace kaomon::shell {

std::string languageOfTexts() {
    //: The code of the language of this catalogue: en, ja. No word.
    return ui::toUtf8(QCoreApplication::translate("kaomon::shell::LocalText", "en"));
}

QString localText(const std::string& japanese, const std::string& english) {
    const bool isJapanese = languageOfTexts() == "ja";
    const std::string& first = isJapanese ? japanese : english;
    return ui::toQString(first.empty() ? (isJapanese ? english : japanese) : first);
}

QString durationText(long long seconds) {
    const long long size = std::llabs(seconds);
    constexpr long long kHour = 3600;
    if (size >= kHour) {
        return QCoreApplication::translate("kaomon::shell::LocalText", "%1 h %2 min")
            .arg(size / kHour)
            .arg(size % kHour / 60);
    }
    return size >= 60 ? QCoreApplication::translate("kaomon::shell::LocalText", "%1 min").arg(size / 60)
                      : QCoreApplication::translate("kaomon::shell::LocalText", "%1 s").arg(size);
}

QString listText(const QStringList& items) {
    //: between the things of a list
    return items.join(QCoreApplication::translate("kaomon::shell::LocalText", ", "));
}

QString bytesText(long long bytes) {
    return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeIecFormat);
}

TimePoint toTimePoint(const QDateTime& time) {
    return TimePoint(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

QDateTime toDateTime(TimePoint time) {
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

QString factTable(const std::vector<std::pair<QString, QString>>& rows) {
    QString table;
    for (const auto& [label, value] : rows) {
        if (!value.isEmpty()) {
            table += QStringLiteral("<tr><td style='padding: 3px 12px 3px 0'>%1</td>"
                                    "<td style='padding: 3px 0'><b>%2</b></td></tr>")
                         .arg(label.toHtmlEscaped(), value.toHtmlEscaped());
        }
    }
    return QStringLiteral("<table>%1</table>").arg(table);
}

} // namespace kaomon::shell
