// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/windows/tile_texts.h"

#include <algorithm>
#include <array>

#include "localipc/wide_text.h"

namespace kaomon::logon {
namespace {

struct Row {
    TileText text;
    const char* english;
    const char* japanese;
};

constexpr auto kRows = std::to_array<Row>({
    {TileText::ProviderName, "Face logon (Kaomon)", "顔認証 (Kaomon)"},
    {TileText::WhoeverTitle, "Log on with your face", "顔認証でサインイン"},
    {TileText::UserNameLabel, "User name", "ユーザー名"},
    {TileText::PasswordLabel, "Password", "パスワード"},
    {TileText::SubmitLabel, "Log on", "サインイン"},
    {TileText::TryAgainLink, "Use my face", "顔認証を行う"},
    {TileText::AnotherWayLink, "Another way", "別の方法"},
    {TileText::AnotherWayHint, "Please type your password, or choose one of the sign-in options.",
     "パスワードを入力するか、サインイン オプションから選んでください。"},
    {TileText::TypePassword, "Please type your password.", "パスワードを入力してください。"},
    {TileText::UseLink, "To use your face, choose \"Use my face\". Or type your password.",
     "顔認証を使う場合は「顔認証を行う」を選んでください。パスワードも使えます。"},
    {TileText::PasswordOnce,
     "Your face was recognised. Please type your password once. From the next time on your face is enough.",
     "顔を確認しました。パスワードを一度だけ入力してください。次回からは顔認証だけで使えます。"},
    {TileText::Recognised, "Your face was recognised.", "顔を確認しました。"},
    {TileText::PinToo, "Your face was recognised. Please type the PIN of this PC instead of a password.",
     "顔を確認しました。パスワードの欄に、このPCのPINを入力してください。"},
    {TileText::Checking, "Checking…", "確認しています…"},
    {TileText::PinWrong, "This PIN is not right. Please type it again, or choose \"Another way\".",
     "PINが違います。もう一度入力するか、「別の方法」を選んでください。"},
    {TileText::CodeHint, " Then type the administrator's code instead of a password.",
     " 管理者から聞いたコードは、パスワードの欄に入力してください。"},
    {TileText::AskingForCode, "Your face cannot be used. Getting a request code…",
     "顔認証を使用できません。要求コードを取得しています…"},
    {TileText::CodeWrong, "This code is not right. Please check it and type it again.",
     "コードが違います。確認してもう一度入力してください。"},
    {TileText::CodeAccepted, "The code was accepted. Please type your password.",
     "コードを確認しました。パスワードを入力してください。"},
    {TileText::PinAfterCode, "The code was accepted. Please type the PIN of this PC instead of a password.",
     "コードを確認しました。パスワードの欄に、このPCのPINを入力してください。"},
    {TileText::NameMissing, "Please type your user name and password.",
     "ユーザー名とパスワードを入力してください。"},
    {TileText::NotSent, "Windows does not take this here. Please choose another of the sign-in options.",
     "ここでは使用できません。サインイン オプションから別の方法を選んでください。"},
    {TileText::OldPasswordLabel, "Old password", "現在のパスワード"},
    {TileText::NewPasswordLabel, "New password", "新しいパスワード"},
    {TileText::AgainLabel, "New password again", "新しいパスワード（確認）"},
    {TileText::ChangeLabel, "Change", "変更"},
    {TileText::ChangeHint, "Please type the old password, and the new one twice.",
     "現在のパスワードと、新しいパスワードを2回入力してください。"},
    {TileText::NotTheSame, "The new password was not typed the same way twice. Please type it again.",
     "新しいパスワードが一致しません。もう一度入力してください。"},
    {TileText::OldPasswordWrong, "The old password is not right. Please type it again.",
     "現在のパスワードが違います。もう一度入力してください。"},
    {TileText::AgainstTheRules,
     "The new password does not meet the rules of this PC or its domain: length, kinds of characters, "
     "earlier "
     "passwords, or the last change was too short ago. Please choose another one.",
     "新しいパスワードが、このPCまたはドメインの規則（長さ、文字の種類、過去のパスワード、変更できるまでの"
     "期間）を満たしていません。別のパスワードを入力してください。"},
});

} // namespace

std::wstring tileText(TileText text, Language language) {
    const auto row = std::ranges::find(kRows, text, &Row::text);
    return localipc::toWide(language == Language::Japanese ? row->japanese : row->english);
}

} // namespace kaomon::logon
