// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/entry_import.h"

#include <algorithm>
#include <array>

#include "exchange/csv_reader.h"
#include "exchange/text_encoding.h"

namespace kaomon::vaultpage {

namespace {

enum class Column { Group, Title, UserName, Password, Url, Notes, Totp, None };

// In the words of KeePassXC, KeePass 1 and browsers, all in small letters.
constexpr auto kHeadings = std::to_array<std::pair<std::string_view, Column>>({
    {"group", Column::Group},
    {"folder", Column::Group},
    {"title", Column::Title},
    {"account", Column::Title},
    {"name", Column::Title},
    {"username", Column::UserName},
    {"user name", Column::UserName},
    {"login name", Column::UserName},
    {"password", Column::Password},
    {"url", Column::Url},
    {"web site", Column::Url},
    {"notes", Column::Notes},
    {"comments", Column::Notes},
    {"note", Column::Notes},
    {"totp", Column::Totp},
    {"otpauth", Column::Totp},
});
constexpr std::size_t kLongestTag = 50;

Column columnOf(std::string heading) {
    std::ranges::transform(heading, heading.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const auto found = std::ranges::find(kHeadings, heading, &std::pair<std::string_view, Column>::first);
    return found == kHeadings.end() ? Column::None : found->second;
}

// The innermost group, without what a tag cannot hold.
void addTag(vault::VaultEntry& entry, std::string_view group) {
    const auto slash = group.rfind('/');
    const std::string tag(slash == std::string_view::npos ? group : group.substr(slash + 1));
    if (!tag.empty() && tag != "Root" && tag.size() <= kLongestTag) {
        entry.tags.push_back(tag);
    }
}

void take(ImportedEntry& imported, Column column, std::string cell) {
    vault::VaultEntry& entry = imported.entry;
    switch (column) {
    case Column::Group:
        addTag(entry, cell);
        break;
    case Column::Title:
        entry.title = std::move(cell);
        break;
    case Column::UserName:
        entry.userName = std::move(cell);
        break;
    case Column::Password:
        entry.secret = SecretString(std::move(cell));
        break;
    case Column::Url:
        entry.url = std::move(cell);
        break;
    case Column::Notes:
        entry.notes = SecretString(std::move(cell));
        break;
    case Column::Totp:
        entry.totp = SecretString(std::move(cell));
        break;
    case Column::None:
        kaomon::wipe(cell.data(), cell.size());
        break;
    }
}

Error wrongRow(const char* field, std::size_t row) {
    return Error(ErrorCode::ValidationFailed, "row " + std::to_string(row), field);
}

Result<std::vector<Column>> columnsOf(const std::vector<std::string>& headings) {
    std::vector<Column> columns;
    std::ranges::transform(headings, std::back_inserter(columns), columnOf);
    const auto has = [&](Column column) { return std::ranges::find(columns, column) != columns.end(); };
    if (!has(Column::Password) || !(has(Column::Title) || has(Column::UserName) || has(Column::Url))) {
        return propagate(wrongRow("heading", 1));
    }
    return columns;
}

Result<std::vector<ImportedEntry>> readRecords(std::string_view text) {
    const exchange::CsvReader reader(',');
    std::vector<Column> columns;
    std::vector<ImportedEntry> entries;
    for (std::size_t row = 1; !text.empty(); ++row) {
        auto record = reader.next(text, true);
        if (!record) {
            return propagate(wrongRow(record.error().field == "size" ? "size" : "quote", row));
        }
        if (!*record) {
            break;
        }
        text.remove_prefix((*record)->size);
        if ((*record)->isBlank()) {
            continue;
        }
        if (columns.empty()) {
            auto read = columnsOf((*record)->cells);
            if (!read) {
                return propagate(read.error());
            }
            columns = std::move(*read);
            continue;
        }
        if (entries.size() >= kMostImported) {
            return propagate(wrongRow("rows", row));
        }
        ImportedEntry imported;
        imported.row = row;
        for (std::size_t i = 0; i < std::min(columns.size(), (*record)->cells.size()); ++i) {
            take(imported, columns[i], std::move((*record)->cells[i]));
        }
        judge(imported);
        entries.push_back(std::move(imported));
    }
    if (columns.empty()) {
        return propagate(wrongRow("heading", 1));
    }
    return entries;
}

} // namespace

void judge(ImportedEntry& imported) {
    vault::VaultEntry& entry = imported.entry;
    if (imported.skip) {
        return;
    }
    if (entry.title.empty()) {
        entry.title = entry.url.empty() ? entry.userName : entry.url;
    }
    if (entry.title.empty()) {
        imported.skip = ImportSkip::NoTitle;
    } else if (entry.userName.empty() && entry.secret.isEmpty()) {
        imported.skip = ImportSkip::Nothing;
    } else if (const Status valid = vault::check(entry); !valid) {
        imported.skip = ImportSkip::Invalid;
        imported.field = valid.error().field;
    }
}

Result<std::vector<ImportedEntry>> readCsvEntries(std::string_view bytes) {
    if (bytes.size() > kLargestImport) {
        return fail(ErrorCode::ValidationFailed, "too large", "size");
    }
    if (bytes.starts_with(exchange::kByteOrderMark)) {
        bytes.remove_prefix(exchange::kByteOrderMark.size());
    }
    std::string tail;
    if (exchange::continuesUtf8(bytes, tail) && tail.empty()) {
        return readRecords(bytes);
    }
    auto text = exchange::TextConverter(exchange::TextEncoding::Cp932).toUtf8(bytes);
    if (!text) {
        return fail(ErrorCode::ValidationFailed, "neither UTF-8 nor CP932", "encoding");
    }
    const SecretString kept(std::move(*text));
    return readRecords(kept.reveal());
}

Result<std::vector<ImportedEntry>> readEntries(std::string_view bytes) {
    std::string_view rest = bytes;
    if (rest.starts_with(exchange::kByteOrderMark)) {
        rest.remove_prefix(exchange::kByteOrderMark.size());
    }
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
    return rest.starts_with('<') ? readKeePassEntries(bytes) : readCsvEntries(bytes);
}

} // namespace kaomon::vaultpage
