// SPDX-License-Identifier: GPL-3.0-or-later
#include "credprov_words.h"

#include <optional>
#include <string>

#include <windows.h>

#include "agent_process.h"
#include "localipc/wide_text.h"
#include "logon_ui.h"

namespace kaomon::testing {
namespace {

using localipc::toUtf8;
using logon::Field;

struct Wording {
    const wchar_t* behaviour; // nullptr: no agent at all
    const wchar_t* english;
    const wchar_t* japanese;
};

constexpr Wording kWordings[] = {
    {nullptr, L"Please type your password.", L"パスワードを入力してください。"},
    {L"refuse:face_no_match", L"Your face was not recognised. Please use your password.",
     L"顔が一致しませんでした。パスワードを入力してください。"},
    {L"refuse:user_locked", L"This user is locked. Please ask your administrator.",
     L"このユーザーはロックされています。管理者に連絡してください。"},
    {L"refuse:not_enrolled", L"Please type your password.", L"パスワードを入力してください。"},
    {L"unavailable:camera_missing", L"No camera was found. Connect one, or use your password.",
     L"カメラが見つかりません。カメラを接続するか、パスワードを入力してください。"},
    {L"unavailable:agent_busy", L"Face logon is busy. Please use your password, or try again in a moment.",
     L"顔認証は使用中です。パスワードを入力するか、しばらくしてからやり直してください。"},
    {L"refuse:no_such_code", L"Face logon did not work this time. Please use your password.",
     L"顔認証ができませんでした。パスワードを入力してください。"},
    {L"silent", L"Face logon took too long. Please use your password.",
     L"時間内に顔を確認できませんでした。パスワードを入力してください。"},
    {L"endless", L"Face logon took too long. Please use your password.",
     L"時間内に顔を確認できませんでした。パスワードを入力してください。"},
    {L"flood", L"Face logon took too long. Please use your password.",
     L"時間内に顔を確認できませんでした。パスワードを入力してください。"},
    {L"die", L"Please type your password.", L"パスワードを入力してください。"},
    {L"garbage", L"Face logon did not work this time. Please use your password.",
     L"顔認証ができませんでした。パスワードを入力してください。"},
    {L"wrong", L"Face logon did not work this time. Please use your password.",
     L"顔認証ができませんでした。パスワードを入力してください。"},
    {L"second", L"Your face was recognised. Please type your password as well.",
     L"顔を確認しました。続けてパスワードを入力してください。"},
    {L"stale",
     L"Your face was recognised. Your password was changed elsewhere: please type it once. From the next "
     L"time "
     L"on your face is enough.",
     L"顔を確認しました。パスワードが別の場所で変更されています。一度だけ入力してください。次回からは顔認証だ"
     L"けで使えます。"},
    {L"empty",
     L"Your face was recognised. Please type your password once. From the next time on your face is enough.",
     L"顔を確認しました。パスワードを一度だけ入力してください。次回からは顔認証だけで使えます。"},
};

// Whatever the agent does, the person is told, nothing is sent by itself, and the password still works.
void expectWords(Run& run, const Wording& wording, const wchar_t* language, const wchar_t* words) {
    setRow(L"Language", std::wstring(language));
    LogonUi ui(CPUS_LOGON);
    ui.select(0);
    CHECK(ui.waitForStatus(words));
    CHECK(!ui.hasChanged() && !ui.autoLogon());
    ui.type(Field::Password, L"typed ぱす");
    const Submitted sent = ui.submit();
    CHECK(sent.response == CPGSR_RETURN_CREDENTIAL_FINISHED);
    CHECK(sent.logon && sent.logon->password == L"typed ぱす" && sent.logon->name == L"hanako");
    if (!sent.logon) {
        std::printf("  with the agent: %s\n",
                    wording.behaviour != nullptr ? toUtf8(wording.behaviour).c_str() : "absent");
    }
}

} // namespace

void everyAnswerHasItsWords(Run& run) {
    for (const Wording& wording : kWordings) {
        const std::wstring words = wording.english;
        setRow(L"TimeoutSeconds", words.find(L"too long") != std::wstring::npos ? DWORD{1} : DWORD{30});
        for (const bool isJapanese : {false, true}) {
            std::optional<AgentProcess> agent;
            if (wording.behaviour != nullptr) {
                agent.emplace(wording.behaviour);
                CHECK(agent->isReady());
            }
            expectWords(run, wording, isJapanese ? L"ja" : L"en",
                        isJapanese ? wording.japanese : wording.english);
        }
    }
}

} // namespace kaomon::testing
