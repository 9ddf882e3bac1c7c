// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/imports/import_check.h"

#include <algorithm>
#include <array>
#include <set>

#include "exchange/csv_cell.h"
#include "exchange/csv_reader.h"
#include "exchange/text_encoding.h"
#include "exchange/user_row.h"
#include "storage/repositories/import_row_repository.h"
#include "storage/repositories/user_bulk_repository.h"
#include "wire/codec.h"

namespace kaomon::features {
namespace {

using exchange::ImportReason;
using exchange::UserColumn;
using storage::BulkUser;
using storage::ImportRecord;
using storage::StagedRow;

constexpr std::size_t kRowsPerSlice = 2000;
constexpr std::size_t kRowsPerLookup = 500;
constexpr long long kMostRows = 100'000;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct PatchField {
    UserColumn column;
    std::optional<std::string> wire::UserPatch::*member;
};
constexpr auto kFields = std::to_array<PatchField>({
    {UserColumn::DisplayName, &wire::UserPatch::displayName},
    {UserColumn::Kana, &wire::UserPatch::kana},
    {UserColumn::Mail, &wire::UserPatch::mail},
    {UserColumn::Note, &wire::UserPatch::note},
    {UserColumn::State, &wire::UserPatch::accountState},
});

void failFile(ImportRecord& record, const std::string& why, long long line) {
    record.job.state = "failed";
    record.job.failure = why;
    record.job.failureLine = line;
}

// The bytes of one slice: what was left over, then the rest of the part that is due.
class Window {
public:
    Window(storage::ImportRepository& imports, ImportRecord& record)
        : m_record(record)
        , m_bytes(record.carry) {
        if (record.nextPart < record.parts) {
            m_bytes += imports.part(record.job.id, record.nextPart)
                           .substr(static_cast<std::size_t>(record.partOffset));
        }
    }

    [[nodiscard]] std::string_view rest() const { return std::string_view(m_bytes).substr(m_at); }
    [[nodiscard]] bool isLast() const { return m_record.nextPart + 1 >= m_record.parts; }
    void take(std::size_t size) { m_at += size; }

    // Notes in the record where the next slice goes on. `isPartDone`: nothing more can be read of this part.
    void keep(bool isPartDone) {
        m_record.job.checkedBytes += static_cast<long long>(m_at);
        if (isPartDone) {
            m_record.carry = std::string(rest());
            m_record.partOffset = 0;
            ++m_record.nextPart;
        } else if (m_at >= m_record.carry.size()) {
            m_record.partOffset += static_cast<long long>(m_at - m_record.carry.size());
            m_record.carry.clear();
        } else {
            m_record.carry.erase(0, m_at);
        }
    }

private:
    ImportRecord& m_record;
    std::string m_bytes;
    std::size_t m_at = 0;
};

// A record of the file before anybody is looked up.
struct ReadRow {
    exchange::UserRow user;
    long long line = 0;
    std::string cells; // as one CSV line
};

class Checker {
public:
    Checker(storage::UnitOfWork& unit, ImportRecord& record, TimePoint now)
        : m_imports(unit, now)
        , m_rows(unit, record.job.id)
        , m_users(unit, now)
        , m_record(record)
        , m_converter(
              exchange::encodingFromWire(record.job.encoding).value_or(exchange::TextEncoding::Utf8)) {}

    void run() {
        if (m_record.nextPart < m_record.parts) {
            readFile();
        } else {
            findMissing();
        }
        if (m_record.job.state != "checking") {
            m_imports.removeParts(m_record.job.id);
        }
        m_imports.save(m_record);
    }

private:
    void readFile() {
        Window window(m_imports, m_record);
        if (m_record.delimiter.empty() && !readHeader(window)) {
            return;
        }
        for (const auto& column : m_record.job.columns) {
            m_columns.push_back({column.header, exchange::userColumnFromWire(column.column)});
        }
        const exchange::CsvReader reader(m_record.delimiter.front());
        std::vector<ReadRow> rows;
        bool isPartDone = false;
        for (std::size_t count = 0; count < kRowsPerSlice && !isPartDone; ++count) {
            auto next = reader.next(window.rest(), window.isLast());
            if (!next) {
                return failFile(m_record, next.error().field, m_record.line);
            }
            isPartDone = !*next;
            if (!isPartDone) {
                window.take((*next)->size);
                addRow(rows, **next);
            }
            if (rows.size() == kRowsPerLookup || isPartDone || count + 1 == kRowsPerSlice) {
                stage(rows);
                rows.clear();
            }
        }
        window.keep(isPartDone);
        if (m_record.job.found.rows > kMostRows) {
            failFile(m_record, "rows", m_record.line);
        }
        if (m_record.nextPart == m_record.parts && m_record.job.state == "checking") {
            endOfFile();
        }
    }

    // False when the file has no usable header or the first part ends before it.
    bool readHeader(Window& window) {
        if (window.rest().starts_with(exchange::kByteOrderMark)) {
            window.take(exchange::kByteOrderMark.size());
        }
        const std::string_view start = window.rest().substr(0, window.rest().find_first_of("\r\n"));
        const bool isTabbed =
            start.find('\t') != std::string_view::npos && start.find(',') == std::string_view::npos;
        const char delimiter = isTabbed ? '\t' : ',';
        const auto next = exchange::CsvReader(delimiter).next(window.rest(), window.isLast());
        if (!next || !*next) {
            failFile(m_record, next ? "login_column" : next.error().field, 1);
            return false;
        }
        if (!mapColumns((*next)->cells)) {
            return false;
        }
        m_record.delimiter = delimiter;
        m_record.line += static_cast<long long>((*next)->lines);
        window.take((*next)->size);
        return true;
    }

    // False when the header does not say what the columns are.
    bool mapColumns(const std::vector<std::string>& cells) {
        std::vector<std::string> headers;
        for (const std::string& cell : cells) {
            auto text = m_converter.toUtf8(cell);
            if (!text || text->find('\0') != std::string::npos) {
                failFile(m_record, "text", 1);
                return false;
            }
            headers.push_back(std::move(*text));
        }
        std::vector<exchange::HeaderChoice> choices;
        for (const auto& choice : m_record.job.columns) {
            choices.push_back({choice.header, exchange::userColumnFromWire(choice.column)});
        }
        const auto mapped = exchange::mapHeader(headers, choices);
        if (!mapped) {
            failFile(m_record, mapped.error().field, 1);
            return false;
        }
        m_record.job.columns.clear();
        for (const auto& column : *mapped) {
            m_record.job.columns.push_back(
                {column.header, column.column ? std::string(exchange::toWire(*column.column)) : ""});
        }
        return true;
    }

    void addRow(std::vector<ReadRow>& rows, const exchange::CsvRecord& found) {
        const long long line = m_record.line;
        m_record.line += static_cast<long long>(found.lines);
        if (found.isBlank()) {
            return;
        }
        ReadRow row;
        row.line = line;
        std::vector<std::string> cells;
        std::vector<std::string> safe;
        bool isReadable = true;
        for (const std::string& cell : found.cells) {
            auto text = m_converter.toUtf8(cell);
            isReadable = isReadable && text;
            cells.push_back(std::move(text).value_or(std::string(kReplacement)));
            const bool isStar = cells.back() == exchange::kUnchanged;
            safe.push_back(isStar ? cells.back() : exchange::guard(exchange::unguard(cells.back())));
        }
        row.user = exchange::readUserRow(m_columns, cells);
        if (!isReadable) {
            row.user.problems.insert(row.user.problems.begin(), {{}, ImportReason::UnreadableText});
        }
        if (!row.user.problems.empty()) {
            safe.resize(std::max(safe.size(), m_columns.size()));
            row.cells = exchange::csvLine(safe);
            // PostgreSQL's texts have no NUL
            std::ranges::replace(row.cells, '\0', ' ');
        }
        m_record.job.found.rows += 1;
        rows.push_back(std::move(row));
    }

    void stage(std::vector<ReadRow>& rows) {
        std::vector<std::string> keys;
        for (const ReadRow& row : rows) {
            if (!row.user.loginKey.empty()) {
                keys.push_back(row.user.loginKey);
            }
        }
        const auto people = m_users.byLogin(keys);
        m_taken = m_users.taken(keys);
        std::set<std::string> seen = m_rows.known(keys);
        std::vector<StagedRow> staged;
        for (ReadRow& row : rows) {
            const std::string& key = row.user.loginKey;
            if (key.empty()) {
                m_firstLoginFault = m_firstLoginFault == 0 ? row.line : m_firstLoginFault;
            } else if (!seen.insert(key).second) {
                row.user.problems.push_back({loginHeader(), ImportReason::LoginRepeated});
            }
            const auto person = people.find(key);
            staged.push_back(decide(row, person == people.end() ? nullptr : &person->second));
        }
        if (!staged.empty()) {
            m_rows.add(staged);
        }
        if (m_firstLoginFault != 0 && m_record.job.mode == "disable_missing") {
            // who is meant by such a row is unknown, so nobody can be said to be missing
            failFile(m_record, "login", m_firstLoginFault);
        }
    }

    StagedRow decide(ReadRow& read, const BulkUser* person) {
        StagedRow staged;
        wire::ImportRow& row = staged.row;
        row.position = ++m_record.position;
        row.line = read.line;
        // PostgreSQL's texts have no NUL, and a login that is no login may be long
        row.login = read.user.loginKey.empty() ? std::string() : read.user.login;
        row.state = "waiting";
        staged.loginKey = read.user.loginKey;
        if (person != nullptr) {
            row.user = person->id;
            staged.userRev = person->rev;
        }
        compare(read, person, row);
        if (!read.user.problems.empty()) {
            row.action = "refuse";
            if (read.cells.empty()) {
                read.cells = lineOf(read);
            }
            staged.cells = read.cells;
            for (const auto& problem : read.user.problems) {
                row.problems.push_back({problem.column, std::string(exchange::toWire(problem.reason))});
            }
        }
        count(row.action);
        return staged;
    }

    // What the row would do, as far as it is sound.
    void compare(ReadRow& read, const BulkUser* person, wire::ImportRow& row) {
        const std::string& mode = m_record.job.mode;
        auto& problems = read.user.problems;
        for (const PatchField& field : kFields) {
            const auto value = read.user.values.find(field.column);
            if (value == read.user.values.end()) {
                continue;
            }
            if (person == nullptr || person->values.*field.member != value->second) {
                row.after.*field.member = value->second;
            }
        }
        if (!problems.empty()) {
            return;
        }
        if (person == nullptr) {
            row.action = "add";
            if (mode == "update") {
                problems.push_back({loginHeader(), ImportReason::LoginUnknown});
            } else if (m_taken.contains(read.user.loginKey)) {
                problems.push_back({loginHeader(), ImportReason::LoginReserved});
            } else if (!row.after.displayName) {
                problems.push_back({headerOf(UserColumn::DisplayName), ImportReason::NameMissing});
            }
            return;
        }
        const bool isChange = wire::encode(row.after) != "{}";
        row.action = isChange ? "update" : "none";
        row.before = person->values;
        if (mode == "add") {
            problems.push_back({loginHeader(), ImportReason::LoginExists});
        } else if (isChange && person->role != "member") {
            problems.push_back({{}, ImportReason::Administrator});
        }
    }

    // The row once more, for one whose problem showed only beside the people there are.
    [[nodiscard]] std::string lineOf(const ReadRow& read) const {
        std::vector<std::string> cells;
        for (const auto& column : m_columns) {
            if (column.column == UserColumn::Login) {
                cells.push_back(exchange::guard(read.user.login));
                continue;
            }
            const auto value = column.column ? read.user.values.find(*column.column) : read.user.values.end();
            cells.push_back(value == read.user.values.end() ? std::string(exchange::kUnchanged)
                                                            : exchange::guard(value->second));
        }
        return exchange::csvLine(cells);
    }

    void count(const std::string& action) {
        wire::ImportCounts& found = m_record.job.found;
        found.added += action == "add" ? 1 : 0;
        found.updated += action == "update" ? 1 : 0;
        found.unchanged += action == "none" ? 1 : 0;
        found.disabled += action == "disable" ? 1 : 0;
        found.refused += action == "refuse" ? 1 : 0;
    }

    void endOfFile() {
        if (!m_record.carry.empty()) {
            return failFile(m_record, "quote", m_record.line);
        }
        if (m_record.job.mode == "disable_missing") {
            m_record.activeMembers = m_users.activeMembers();
        } else {
            m_record.job.state = "checked";
        }
    }

    void findMissing() {
        const auto people = m_users.missing(m_record.job.id, m_record.afterLogin, int(kRowsPerLookup));
        std::vector<StagedRow> staged;
        for (const BulkUser& person : people) {
            StagedRow row;
            row.row.position = ++m_record.position;
            row.row.login = person.login;
            row.row.action = "disable";
            row.row.state = "waiting";
            row.row.user = person.id;
            row.row.before = person.values;
            row.row.after.accountState = "disabled";
            row.loginKey = person.loginKey;
            row.userRev = person.rev;
            count(row.row.action);
            staged.push_back(std::move(row));
        }
        if (!staged.empty()) {
            m_record.afterLogin = staged.back().loginKey;
            m_rows.add(staged);
        }
        if (staged.size() < kRowsPerLookup) {
            m_record.job.isConfirmationNeeded = m_record.job.found.disabled * 5 > m_record.activeMembers;
            m_record.job.state = "checked";
        }
    }

    [[nodiscard]] std::string headerOf(UserColumn column) const {
        const auto found = std::ranges::find_if(
            m_columns, [column](const exchange::MappedColumn& each) { return each.column == column; });
        return found == m_columns.end() ? std::string() : found->header;
    }
    [[nodiscard]] std::string loginHeader() const { return headerOf(UserColumn::Login); }

    storage::ImportRepository m_imports;
    storage::ImportRowRepository m_rows;
    storage::UserBulkRepository m_users;
    ImportRecord& m_record;
    exchange::TextConverter m_converter;
    std::vector<exchange::MappedColumn> m_columns;
    std::set<std::string> m_taken; // of the rows being staged
    long long m_firstLoginFault = 0;
};

} // namespace

void checkSlice(storage::UnitOfWork& unit, storage::ImportRecord& record, TimePoint now) {
    Checker(unit, record, now).run();
}

} // namespace kaomon::features
