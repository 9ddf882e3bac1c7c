// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/user_columns.h"

#include <algorithm>
#include <array>
#include <set>

#include "domain/login_key.h"

namespace kaomon::exchange {
namespace {

using enum UserColumn;

struct Names {
    UserColumn column;
    std::string_view wire;
    std::string_view english;
    std::string_view japanese;
    std::array<std::string_view, 6> others; // more headers that mean it, in their compared form
};

constexpr auto kNames = std::to_array<Names>({
    {Login,
     "login",
     "Login",
     "ログインID",
     {"login id", "loginid", "login name", "user id", "ユーザーid", "利用者id"}},
    {DisplayName,
     "display_name",
     "Name",
     "氏名",
     {"display name", "full name", "表示名", "利用者名", "名前", "ユーザー名"}},
    {Kana, "kana", "Kana", "ふりがな", {"reading", "かな", "フリガナ", "カナ", "よみ", "よみがな"}},
    {Mail,
     "mail",
     "Mail",
     "メールアドレス",
     {"e-mail", "email", "mail address", "メール", "eメール", "email address"}},
    {Note, "note", "Note", "備考", {"notes", "remarks", "comment", "メモ", "コメント", ""}},
    {State,
     "account_state",
     "State",
     "状態",
     {"account state", "status", "アカウント状態", "ステータス", "利用状態", ""}},
    {Role, "role", "Role", "権限", {"", "", "", "", "", ""}},
    {Face, "face_state", "Face", "顔登録", {"", "", "", "", "", ""}},
    {Created, "created_at", "Created", "作成日時", {"", "", "", "", "", ""}},
    {LastSignIn, "last_sign_in_at", "Last sign-in", "最終サインイン", {"", "", "", "", "", ""}},
});

constexpr auto kOrder =
    std::to_array<UserColumn>({Login, DisplayName, Kana, Mail, Note, State, Role, Face, Created, LastSignIn});

const Names& namesOf(UserColumn column) {
    return kNames[static_cast<std::size_t>(column)];
}

// Full-width forms become plain, letters lose their case, blanks in front and behind go.
std::string compared(std::string_view header) {
    std::string text = domain::nfkc(header).value_or(std::string(header));
    for (char& c : text) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    const auto first = text.find_first_not_of(' ');
    const auto last = text.find_last_not_of(' ');
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

std::optional<UserColumn> meaningOf(const std::string& header) {
    for (const Names& names : kNames) {
        const bool isOther = !header.empty() && std::ranges::find(names.others, header) != names.others.end();
        if (isOther || header == names.wire || header == compared(names.english) ||
            header == compared(names.japanese)) {
            return names.column;
        }
    }
    return std::nullopt;
}

} // namespace

std::span<const UserColumn> userColumns() {
    return kOrder;
}

std::string_view toWire(UserColumn column) {
    return namesOf(column).wire;
}

std::optional<UserColumn> userColumnFromWire(std::string_view name) {
    const auto* const names = std::ranges::find(kNames, name, &Names::wire);
    return names == kNames.end() ? std::nullopt : std::optional(names->column);
}

bool isImported(UserColumn column) {
    return column <= State;
}

std::string_view headerName(UserColumn column, Language language) {
    return language == Language::Japanese ? namesOf(column).japanese : namesOf(column).english;
}

Result<std::vector<MappedColumn>> mapHeader(std::span<const std::string> headers,
                                            std::span<const HeaderChoice> choices) {
    std::vector<MappedColumn> mapped;
    std::set<UserColumn> seen;
    for (const std::string& header : headers) {
        const std::string name = compared(header);
        const auto choice = std::ranges::find_if(
            choices, [&name](const HeaderChoice& each) { return compared(each.header) == name; });
        const auto column = choice != choices.end() ? choice->column : meaningOf(name);
        if (column && !seen.insert(*column).second) {
            return fail(ErrorCode::ValidationFailed, "two columns mean the same", "repeated_column");
        }
        mapped.push_back({header, column});
    }
    if (!seen.contains(Login)) {
        return fail(ErrorCode::ValidationFailed, "no column is the login", "login_column");
    }
    return mapped;
}

} // namespace kaomon::exchange
