// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/csv_preview.h"

#include <QFile>

#include "exchange/csv_reader.h"
#include "exchange/text_encoding.h"
#include "ui/qt_text.h"

namespace kaomon::transfer {
namespace {

constexpr qint64 kBeginning = 64 * 1024;
constexpr std::size_t kShownRows = 8;

exchange::TextEncoding encodingOf(const QString& wanted, const std::string& bytes) {
    if (wanted == QStringLiteral("cp932")) {
        return exchange::TextEncoding::Cp932;
    }
    std::string tail;
    const bool isUtf8 = exchange::continuesUtf8(bytes, tail);
    return wanted == QStringLiteral("utf-8") || isUtf8 ? exchange::TextEncoding::Utf8
                                                       : exchange::TextEncoding::Cp932;
}

Result<QStringList> textsOf(const exchange::CsvRecord& record, exchange::TextConverter& converter) {
    QStringList texts;
    for (const std::string& cell : record.cells) {
        const auto text = converter.toUtf8(cell);
        if (!text) {
            return fail(ErrorCode::ValidationFailed, "not of this encoding", "/encoding");
        }
        texts.append(ui::toQString(*text));
    }
    return texts;
}

void nameColumns(CsvPreview& preview) {
    for (const QString& header : preview.headers) {
        // One at a time: a header without the login column is to be shown too.
        const std::vector<std::string> headers{ui::toUtf8(header), "login"};
        const auto mapped = exchange::mapHeader(headers, {});
        const bool isLogin = !mapped && mapped.error().field == "repeated_column";
        preview.columns.push_back(mapped    ? mapped->front().column
                                  : isLogin ? std::optional(exchange::UserColumn::Login)
                                            : std::nullopt);
    }
}

} // namespace

Result<CsvPreview> readCsvPreview(const QString& path, const QString& encoding) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::StorageFailed, "the file could not be read");
    }
    if (file.size() > kLargestImport) {
        return fail(ErrorCode::PayloadTooLarge, "at most 64 MiB");
    }
    std::string bytes = file.read(kBeginning).toStdString();
    const bool isWhole = file.atEnd();
    if (bytes.starts_with(exchange::kByteOrderMark)) {
        bytes.erase(0, exchange::kByteOrderMark.size());
    }
    const auto used = encodingOf(encoding, bytes);
    exchange::TextConverter converter(used);
    const std::string firstLine = bytes.substr(0, bytes.find_first_of("\r\n"));
    const exchange::CsvReader reader(firstLine.find(',') == std::string::npos ? '\t' : ',');
    CsvPreview preview;
    preview.encoding = ui::toQString(exchange::toWire(used));
    std::string_view rest = bytes;
    while (preview.rows.size() < kShownRows) {
        const auto record = reader.next(rest, isWhole);
        if (!record) {
            return propagate(record.error());
        }
        if (!*record) {
            break;
        }
        const auto texts = textsOf(**record, converter);
        if (!texts) {
            return propagate(texts.error());
        }
        rest.remove_prefix((*record)->size);
        if (preview.headers.isEmpty()) {
            preview.headers = *texts;
        } else if (!(*record)->isBlank()) {
            preview.rows.push_back(*texts);
        }
    }
    if (preview.headers.isEmpty()) {
        return fail(ErrorCode::ValidationFailed, "an empty file", "/file");
    }
    nameColumns(preview);
    return preview;
}

} // namespace kaomon::transfer
