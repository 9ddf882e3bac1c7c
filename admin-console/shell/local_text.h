// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <QString>
#include <QStringList>

#include "base/clock.h"

class QDateTime;

namespace kaomon::shell {

// Of two texts of the server the one in the language of the console; where that is missing, the other one.
// GUI thread.
[[nodiscard]] QString localText(const std::string& japanese, const std::string& english);
// "ja" or "en", as the server's exports take it.
[[nodiscard]] std::string languageOfTexts();
// "3 h 12 min", "4 min", "50 s"; of a time that may be negative.
[[nodiscard]] QString durationText(long long seconds);
// "a, b, c" as the language lists things.
[[nodiscard]] QString listText(const QStringList& items);
// "1.5 MiB".
[[nodiscard]] QString bytesText(long long bytes);
[[nodiscard]] TimePoint toTimePoint(const QDateTime& time);
[[nodiscard]] QDateTime toDateTime(TimePoint time);
// Labels and values as a table for a label; both are escaped, empty values left out.
[[nodiscard]] QString factTable(const std::vector<std::pair<QString, QString>>& rows);

} // namespace kaomon::shell
