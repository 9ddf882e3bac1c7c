// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/imports/import_upload.h"

#include <algorithm>

#include "exchange/text_encoding.h"
#include "exchange/user_columns.h"

namespace kaomon::features {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kMostChoices = 200;

Status checkChoices(const std::vector<wire::ImportColumn>& choices) {
    if (choices.size() > kMostChoices) {
        return fail(ErrorCode::ValidationFailed, "too many columns", "/columns");
    }
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const std::string pointer = "/columns/" + std::to_string(i);
        if (choices[i].header.size() > kLongestName) {
            return fail(ErrorCode::ValidationFailed, "too long", pointer + "/header");
        }
        const auto column = exchange::userColumnFromWire(choices[i].column);
        if (!choices[i].column.empty() && (!column || !exchange::isImported(*column))) {
            return fail(ErrorCode::ValidationFailed, "not a column that is imported", pointer + "/column");
        }
    }
    return {};
}

bool isMode(const std::string& mode) {
    return mode == "add" || mode == "update" || mode == "upsert" || mode == "disable_missing";
}

} // namespace

Result<storage::ImportRecord> newImport(const wire::NewImport& body, const http::Principal& caller,
                                        TimePoint now) {
    if (body.fileName.size() > kLongestName) {
        return fail(ErrorCode::ValidationFailed, "too long", "/file_name");
    }
    if (!isMode(body.mode)) {
        return fail(ErrorCode::ValidationFailed, "add, update, upsert or disable_missing", "/mode");
    }
    if (body.encoding != "auto" && !exchange::encodingFromWire(body.encoding)) {
        return fail(ErrorCode::ValidationFailed, "auto, utf-8 or cp932", "/encoding");
    }
    if (body.size < 1 || body.size > kLargestImport) {
        return fail(ErrorCode::ValidationFailed, "1 byte to 64 MiB", "/size");
    }
    if (const Status choices = checkChoices(body.columns); !choices) {
        return propagate(choices.error());
    }
    storage::ImportRecord record;
    record.job.id = body.id;
    record.job.fileName = body.fileName;
    record.job.mode = body.mode;
    record.job.encoding = body.encoding;
    record.job.state = "uploading";
    record.job.size = body.size;
    record.job.columns = body.columns;
    record.job.createdBy = caller.user;
    record.job.createdAt = now;
    record.job.changedAt = now;
    return record;
}

Status takePart(storage::ImportRepository& imports, storage::ImportRecord& record, long long part,
                const std::string& bytes) {
    if (part == record.parts - 1 && imports.part(record.job.id, part) == bytes) {
        return {};
    }
    if (record.job.state != "uploading" || part != record.parts) {
        return fail(ErrorCode::Conflict, "part " + std::to_string(record.parts) + " is due");
    }
    const long long left = record.job.size - record.job.received;
    const auto expected = std::min(left, static_cast<long long>(kImportPart));
    if (static_cast<long long>(bytes.size()) != expected) {
        return fail(ErrorCode::ValidationFailed, "this part has " + std::to_string(expected) + " bytes", "/");
    }
    imports.addPart(record.job.id, part, bytes);
    record.isUtf8 = record.isUtf8 && exchange::continuesUtf8(bytes, record.utf8Tail);
    record.job.received += expected;
    ++record.parts;
    if (record.job.received == record.job.size) {
        record.isUtf8 = record.isUtf8 && record.utf8Tail.empty();
        if (record.job.encoding == "auto") {
            record.job.encoding = record.isUtf8 ? "utf-8" : "cp932";
        }
        record.job.state = "checking";
    }
    imports.save(record);
    return {};
}

} // namespace kaomon::features
