// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/user_row.h"

#include <algorithm>
#include <array>

#include "domain/login_key.h"
#include "exchange/csv_cell.h"

namespace kaomon::exchange {
namespace {

constexpr std::size_t kLongestText = 200;
constexpr std::size_t kLongestNote = 2000;

struct StateName {
    std::string_view state;
    std::string_view english;
    std::string_view japanese;
};
constexpr auto kStates = std::to_array<StateName>({
    {"active", "active", "有効"},
    {"disabled", "disabled", "無効"},
    {"provisional", "provisional", "仮登録"},
    {"locked", "locked", "ロック中"},
    {"expired", "expired", "期限切れ"},
    {"deleting", "deleting", "削除待ち"},
});

// Line breaks and tabs belong in notes only; other control characters nowhere.
bool hasControl(std::string_view text, bool isNote) {
    return std::ranges::any_of(text, [isNote](char c) {
        const auto code = static_cast<unsigned char>(c);
        return (code < 0x20 && !(isNote && (c == '\n' || c == '\r' || c == '\t'))) || code == 0x7F;
    });
}

std::optional<ImportReason> faultOf(UserColumn column, const std::string& value) {
    using enum ImportReason;
    const bool isNote = column == UserColumn::Note;
    if (hasControl(value, isNote)) {
        return ControlCharacter;
    }
    if (value.size() > (isNote ? kLongestNote : kLongestText)) {
        return TooLong;
    }
    if (column == UserColumn::DisplayName && value.empty()) {
        return NameMissing;
    }
    if (column == UserColumn::Mail && !value.empty() && value.find('@') == std::string::npos) {
        return MailInvalid;
    }
    return std::nullopt;
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(' ');
    const auto last = text.find_last_not_of(' ');
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

void readLogin(UserRow& row, const std::string& header, const std::string& value) {
    row.login = trimmed(value);
    if (row.login.empty() || row.login == kUnchanged) {
        row.problems.push_back({header, ImportReason::LoginMissing});
        return;
    }
    if (auto key = domain::loginKey(row.login)) {
        row.loginKey = std::move(*key);
    } else {
        row.problems.push_back({header, ImportReason::LoginInvalid});
    }
}

void readState(UserRow& row, const std::string& header, const std::string& value) {
    if (value.empty()) {
        return;
    }
    if (auto state = stateFromText(value)) {
        row.values[UserColumn::State] = std::move(*state);
    } else {
        row.problems.push_back({header, ImportReason::StateInvalid});
    }
}

} // namespace

std::optional<std::string> stateFromText(const std::string& text) {
    std::string name = trimmed(domain::nfkc(text).value_or(text));
    for (char& c : name) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    for (const StateName& state : kStates) {
        if (name == state.english || name == state.japanese) {
            // the states that come by themselves are those of a usable account
            return state.state == "disabled" ? "disabled" : "active";
        }
    }
    return std::nullopt;
}

std::string stateText(const std::string& accountState, Language language) {
    const auto* const state = std::ranges::find(kStates, accountState, &StateName::state);
    if (state == kStates.end()) {
        return accountState;
    }
    return std::string(language == Language::Japanese ? state->japanese : state->english);
}

UserRow readUserRow(std::span<const MappedColumn> columns, std::span<const std::string> cells) {
    UserRow row;
    if (cells.size() > columns.size()) {
        row.problems.push_back({{}, ImportReason::TooManyCells});
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto column = columns[i].column;
        if (!column || !isImported(*column)) {
            continue;
        }
        const std::string cell = i < cells.size() ? cells[i] : std::string();
        const std::string value = unguard(cell);
        if (*column == UserColumn::Login) {
            readLogin(row, columns[i].header, value);
        } else if (cell == kUnchanged) {
            continue;
        } else if (*column == UserColumn::State) {
            readState(row, columns[i].header, value);
        } else if (const auto fault = faultOf(*column, value)) {
            row.problems.push_back({columns[i].header, *fault});
        } else {
            row.values[*column] = value;
        }
    }
    return row;
}

} // namespace kaomon::exchange
