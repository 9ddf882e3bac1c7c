// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QString>
#include <QStringList>

#include "base/result.h"
#include "exchange/user_columns.h"

namespace kaomon::transfer {

// The beginning of a CSV file as it would be read: header, what each column means, the first rows.
struct CsvPreview {
    QStringList headers;
    std::vector<std::optional<exchange::UserColumn>> columns; // by their names; nullopt: unknown
    std::vector<QStringList> rows;
    QString encoding; // the wire name that was used: utf-8 or cp932
};

inline constexpr qint64 kLargestImport = 64LL * 1024 * 1024;

// Reads the first 64 KiB. `encoding`: auto, utf-8, cp932. ErrorCode::StorageFailed (unreadable),
// PayloadTooLarge, ValidationFailed (no CSV, or no text of the encoding). Takes a few milliseconds.
[[nodiscard]] Result<CsvPreview> readCsvPreview(const QString& path, const QString& encoding);

} // namespace kaomon::transfer
