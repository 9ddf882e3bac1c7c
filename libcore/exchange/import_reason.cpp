// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/import_reason.h"

#include <algorithm>
#include <array>

namespace kaomon::exchange {
namespace {

struct Row {
    ImportReason reason;
    std::string_view name;
    std::string_view english;
    std::string_view japanese;
};

using enum ImportReason;

constexpr auto kRows = std::to_array<Row>({
    {LoginMissing, "login_missing", "Enter a login name.", "ログインIDを入力してください。"},
    {LoginInvalid, "login_invalid", "Use 3 to 200 of the characters a-z, 0-9, . - _ @",
     "英小文字、数字、. - _ @ を使い、3～200文字で入力してください。"},
    {LoginRepeated, "login_repeated", "The same login name is in an earlier row; keep one of them.",
     "同じログインIDが前の行にあります。どちらか一方だけを残してください。"},
    {LoginExists, "login_exists", "There is a user with this login name; choose update, or another name.",
     "このログインIDの利用者は登録済みです。「更新」を選ぶか、別のIDにしてください。"},
    {LoginUnknown, "login_unknown", "There is no user with this login name; choose add, or correct it.",
     "このログインIDの利用者はいません。「追加」を選ぶか、IDを直してください。"},
    {LoginReserved, "login_reserved",
     "The login name belongs to a deleted user, or was another user's; restore that user, or choose another.",
     "削除された利用者のID、または以前に別の利用者が使っていたIDです。元に戻すか、別のIDにしてください。"},
    {NameMissing, "name_missing", "Enter a name.", "氏名を入力してください。"},
    {TooLong, "too_long", "Shorten the text.", "文字数を減らしてください。"},
    {MailInvalid, "mail_invalid", "Enter a mail address such as name@example.com.",
     "name@example.com の形でメールアドレスを入力してください。"},
    {StateInvalid, "state_invalid", "Enter active or disabled.",
     "「有効」または「無効」と入力してください。"},
    {ControlCharacter, "control_character", "Remove line breaks, tabs and invisible characters.",
     "改行、タブ、見えない文字を取り除いてください。"},
    {UnreadableText, "unreadable_text", "The text is not of the chosen encoding; save the file as UTF-8.",
     "文字コードが合っていません。ファイルをUTF-8で保存し直してください。"},
    {TooManyCells, "too_many_cells", "The row has more cells than the header; check quotes and commas.",
     "見出しより列が多い行です。引用符とカンマを確かめてください。"},
    {Administrator, "administrator", "Imports do not change administrators; use the user's page.",
     "インポートで管理者は変更できません。利用者の画面で変更してください。"},
    {ChangedMeanwhile, "changed_meanwhile",
     "Somebody changed this user after the check; check the file again.",
     "確認の後に、この利用者が変更されました。もう一度ファイルを確認してください。"},
    {Gone, "gone", "This user was deleted after the check; check the file again.",
     "確認の後に、この利用者が削除されました。もう一度ファイルを確認してください。"},
});

const Row& rowOf(ImportReason reason) {
    return kRows[static_cast<std::size_t>(reason)]; // the test walks them all
}

} // namespace

std::string_view toWire(ImportReason reason) {
    return rowOf(reason).name;
}

std::optional<ImportReason> importReasonFromWire(std::string_view name) {
    const auto* const row = std::ranges::find(kRows, name, &Row::name);
    return row == kRows.end() ? std::nullopt : std::optional(row->reason);
}

std::optional<Language> languageFromWire(std::string_view name) {
    if (name == "ja") {
        return Language::Japanese;
    }
    return name == "en" ? std::optional(Language::English) : std::nullopt;
}

std::string_view fixHint(ImportReason reason, Language language) {
    return language == Language::Japanese ? rowOf(reason).japanese : rowOf(reason).english;
}

} // namespace kaomon::exchange
