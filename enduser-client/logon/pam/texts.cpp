// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/pam/texts.h"

#include <algorithm>
#include <array>

namespace kaomon::logon {
namespace {

struct ProgressRow {
    std::string_view state;
    const char* english;
    const char* japanese;
};

struct RefusalRow {
    ErrorCode code;
    const char* english;
    const char* japanese;
};

struct PhraseRow {
    Phrase phrase;
    const char* english;
    const char* japanese;
};

constexpr auto kProgress = std::to_array<ProgressRow>({
    {"starting_camera", "Starting the camera…", "カメラを起動しています…"},
    {"looking", "Looking for your face…", "顔を確認しています…"},
    {"checking", "Face found. Checking…", "顔が見つかりました。照合しています…"},
    {"no_face", "Please look at the camera.", "カメラを見てください。"},
    {"several_faces", "Please be alone in front of the camera.", "カメラの前にはお一人でお立ちください。"},
    {"face_too_small", "Please come closer.", "もう少し近づいてください。"},
    {"face_too_dark", "It is too dark. Please turn on a light.", "暗すぎます。明るくしてください。"},
    {"face_too_bright", "It is too bright. Please avoid the light behind or on you.",
     "明るすぎます。強い光を避けてください。"},
    {"face_blurred", "Please hold still.", "動かないでください。"},
    {"face_turned", "Please face the camera.", "顔をカメラの正面に向けてください。"},
    {"face_off_centre", "Please move to the middle.", "画面の中央に移動してください。"},
    {"face_masked", "Please take off your mask.", "マスクを外してください。"},
    {"face_covered", "Please take off dark glasses and uncover your face.",
     "サングラスなどを外し、顔を隠さないでください。"},
    {"eyes_closed", "Please open your eyes.", "目を開けてください。"},
    {"please_blink", "Please blink.", "まばたきをしてください。"},
    {"please_turn_left", "Please turn your head to the left.", "顔を左に向けてください。"},
    {"please_turn_right", "Please turn your head to the right.", "顔を右に向けてください。"},
    {"please_nod", "Please nod.", "うなずいてください。"},
    {"please_look_ahead", "Thank you. Please look at the camera again.",
     "ありがとうございます。もう一度カメラの正面を向いてください。"},
});

constexpr RefusalRow kDefaultRefusal{ErrorCode::Internal,
                                     "Face logon did not work this time. Please use your password.",
                                     "顔認証ができませんでした。パスワードを入力してください。"};

constexpr auto kRefusals = std::to_array<RefusalRow>({
    {ErrorCode::FaceNoMatch, "Your face was not recognised. Please use your password.",
     "顔が一致しませんでした。パスワードを入力してください。"},
    {ErrorCode::FaceInconsistent, "The pictures did not agree. Please use your password.",
     "安定して確認できませんでした。パスワードを入力してください。"},
    {ErrorCode::SpoofSuspected, "It was not certain that a live person is there. Please use your password.",
     "本人であることを確認できませんでした。パスワードを入力してください。"},
    {ErrorCode::NoFace, "No face was seen. Please use your password.",
     "顔が見つかりませんでした。パスワードを入力してください。"},
    {ErrorCode::SeveralFaces, "Several faces were seen. Please use your password, or try again alone.",
     "複数の顔が写っています。パスワードを入力するか、お一人でやり直してください。"},
    {ErrorCode::FaceTooSmall, "You were too far away. Please use your password, or try again closer.",
     "カメラから離れすぎています。パスワードを入力するか、近づいてやり直してください。"},
    {ErrorCode::FaceTooDark, "It was too dark. Please use your password, or try again with more light.",
     "暗すぎます。パスワードを入力するか、明るくしてやり直してください。"},
    {ErrorCode::FaceTooBright, "It was too bright. Please use your password, or try again with less light.",
     "明るすぎます。パスワードを入力するか、光を避けてやり直してください。"},
    {ErrorCode::FaceBlurred, "The picture was blurred. Please use your password, or try again holding still.",
     "画像がぶれています。パスワードを入力するか、動かずにやり直してください。"},
    {ErrorCode::FaceTurned,
     "Your face was turned away. Please use your password, or try again facing the camera.",
     "顔が正面を向いていません。パスワードを入力するか、正面を向いてやり直してください。"},
    {ErrorCode::FaceMasked, "A mask hides your face. Please use your password, or try again without it.",
     "マスクで顔が隠れています。パスワードを入力するか、マスクを外してやり直してください。"},
    {ErrorCode::FaceCovered,
     "Part of your face is covered. Please use your password, or try again without dark glasses.",
     "顔の一部が隠れています。パスワードを入力するか、サングラスなどを外してやり直してください。"},
    {ErrorCode::EyesClosed, "Your eyes were closed. Please use your password, or try again with open eyes.",
     "目が閉じています。パスワードを入力するか、目を開けてやり直してください。"},
    {ErrorCode::ChallengeFailed,
     "The movement that was asked for was not seen. Please use your password, or try again.",
     "求められた動作を確認できませんでした。パスワードを入力するか、もう一度お試しください。"},
    {ErrorCode::StreamSuspect,
     "The pictures of the camera cannot be trusted. Please use your password and tell your administrator.",
     "カメラの映像を信頼できません。パスワードを入力し、管理者に連絡してください。"},
    {ErrorCode::LivenessUnavailable,
     "This PC cannot check that a live person is there. Please use your password and tell your "
     "administrator.",
     "このPCでは生体の確認ができません。パスワードを入力し、管理者に連絡してください。"},
    {ErrorCode::SelfTestFailed,
     "Face logon is out of order on this PC. Please use your password and tell your administrator.",
     "このPCの顔認証に異常があります。パスワードを入力し、管理者に連絡してください。"},
    {ErrorCode::FaceCooldown, "Face logon pauses after several misses. Please use your password.",
     "失敗が続いたため顔認証を一時停止しています。パスワードを入力してください。"},
    {ErrorCode::FaceDisabled, "Face logon is off after too many misses. Your password switches it on again.",
     "失敗が多すぎたため顔認証を停止しています。再開するには、パスワードを入力してください。"},
    {ErrorCode::UserLocked, "This user is locked. Please ask your administrator.",
     "このユーザーはロックされています。管理者に連絡してください。"},
    {ErrorCode::UserDisabled, "This user is disabled. Please ask your administrator.",
     "このユーザーは無効です。管理者に連絡してください。"},
    {ErrorCode::OfflineExpired,
     "This PC was offline for too long. Connect it to the network, or use your password.",
     "オフライン期間を過ぎました。ネットワークに接続するか、パスワードを入力してください。"},
    {ErrorCode::LidClosed, "The lid is closed. Please use your password.",
     "カバーが閉じています。パスワードを入力してください。"},
    {ErrorCode::CameraMissing, "No camera was found. Connect one, or use your password.",
     "カメラが見つかりません。カメラを接続するか、パスワードを入力してください。"},
    {ErrorCode::CameraBusy, "Another program uses the camera. Close it, or use your password.",
     "カメラは他のプログラムが使用中です。終了するか、パスワードを入力してください。"},
    {ErrorCode::CameraDenied,
     "The camera may not be used. Please use your password and tell your administrator.",
     "カメラを使用できません。パスワードを入力し、管理者に連絡してください。"},
    {ErrorCode::CameraLost, "The camera was unplugged. Connect it again, or use your password.",
     "カメラが外されました。接続し直すか、パスワードを入力してください。"},
    {ErrorCode::CameraFailed,
     "The camera gives no pictures. Please use your password; before the next time, unplug the camera and "
     "connect it again, or restart the PC.",
     "カメラの映像を取得できません。パスワードを入力してください。次回までにカメラを接続し直すか、PCを再起動"
     "し"
     "てください。"},
    {ErrorCode::Timeout, "Face logon took too long. Please use your password.",
     "時間内に顔を確認できませんでした。パスワードを入力してください。"},
    {ErrorCode::AgentBusy, "Face logon is busy. Please use your password, or try again in a moment.",
     "顔認証は使用中です。パスワードを入力するか、しばらくしてからやり直してください。"},
    {ErrorCode::ModelMismatch, "Your face must be enrolled again. Please use your password.",
     "顔の再登録が必要です。パスワードを入力してください。"},
});

constexpr auto kPhrases = std::to_array<PhraseRow>({
    {Phrase::AskIntent, "Approve this with your face? Press Enter for yes, or type n to use your password: ",
     "顔認証で許可しますか? Enterキーで「はい」、パスワードを使う場合は n を入力: "},
    {Phrase::PasswordToo, "Your face was recognised. Please type your password as well.",
     "顔を確認しました。続けてパスワードを入力してください。"},
    {Phrase::TypePin, "PIN of this PC: ", "このPCのPIN: "},
    {Phrase::PinWrong, "This PIN is not right.", "PINが違います。"},
    {Phrase::PinPaused,
     "There were too many wrong PINs. Please wait a moment and try again; if that does not help, ask your "
     "administrator.",
     "PINの入力を続けて間違えました。しばらくしてからやり直してください。解決しない場合は管理者に連絡してくだ"
     "さい。"},
    {Phrase::PasswordStale,
     "Your face was recognised. Your password was changed elsewhere: please type it once. From the next time "
     "on your face is enough.",
     "顔を確認しました。パスワードが別の場所で変更されています。一度だけ入力してください。次回からは顔認証だ"
     "けで"
     "使えます。"},
    {Phrase::NoOtherWay, "Only your face lets you in here. Please try again, or ask your administrator.",
     "このPCは顔認証でのみ使用できます。もう一度試すか、管理者に連絡してください。"},
    {Phrase::ReadOutRequest,
     "Your face cannot be used. Call your administrator and read out this request code: %s",
     "顔認証を使用できません。管理者に電話し、次の要求コードを伝えてください: %s"},
    {Phrase::TypeAnswer, "Code from your administrator (press Enter to give up): ",
     "管理者から聞いたコード (中止する場合はEnterキー): "},
    {Phrase::AnswerWrong, "This code is not right. Please check it and type it again.",
     "コードが違います。確認してもう一度入力してください。"},
    {Phrase::AnswerAccepted, "The code was accepted.", "コードを確認しました。"},
});

constexpr auto kSilent = std::to_array<ErrorCode>({
    ErrorCode::NotEnrolled,
    ErrorCode::ApprovalRequired,
    ErrorCode::ConsentRequired,
    ErrorCode::AccountNotLinked,
    ErrorCode::ScenarioDenied,
    ErrorCode::RemoteSession,
    ErrorCode::SuperuserDenied,
    ErrorCode::DeviceNotEnrolled,
    ErrorCode::DevicePending,
    ErrorCode::NotFound,
    ErrorCode::AgentUnreachable,
    ErrorCode::PeerDenied,
});

} // namespace

Language languageOf(std::string_view localeName) {
    const bool isJapanese =
        localeName == "ja" || localeName.starts_with("ja_") || localeName.starts_with("ja.");
    return isJapanese ? Language::Japanese : Language::English;
}

std::optional<const char*> progressText(std::string_view state, Language language) {
    const auto row = std::ranges::find(kProgress, state, &ProgressRow::state);
    if (row == kProgress.end()) {
        return std::nullopt;
    }
    return language == Language::Japanese ? row->japanese : row->english;
}

const char* refusalText(ErrorCode code, Language language) {
    const auto found = std::ranges::find(kRefusals, code, &RefusalRow::code);
    const RefusalRow& row = found == kRefusals.end() ? kDefaultRefusal : *found;
    return language == Language::Japanese ? row.japanese : row.english;
}

const char* phrase(Phrase phrase, Language language) {
    const auto row = std::ranges::find(kPhrases, phrase, &PhraseRow::phrase);
    return language == Language::Japanese ? row->japanese : row->english;
}

bool isWorthTelling(ErrorCode code) {
    return std::ranges::find(kSilent, code) == kSilent.end();
}

} // namespace kaomon::logon
