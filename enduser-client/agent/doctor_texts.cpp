// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "agent/doctor.h"

namespace kaomon::agent {

namespace {

struct Words {
    const char* english;
    const char* japanese;
};
struct Row {
    std::string_view code;
    Words sentence; // %s is the value
    Words nextStep;
};

constexpr Words kNothing{"", ""};

constexpr auto kRows = std::to_array<Row>({
    {"system_supported", {"%s is supported.", "%s はサポート対象です。"}, kNothing},
    {"system_unsupported",
     {"%s is not among the systems that Kaomon is tested on.", "%s は動作確認済みのOSではありません。"},
     {"Use Debian 12, or try everything before you rely on it.",
      "Debian 12を使用するか、運用前に十分に動作を確認してください。"}},
    {"agent_runs",
     {"The agent runs (version %s).", "エージェントは動作しています (バージョン %s)。"},
     kNothing},
    {"agent_unsupported",
     {"The agent runs, but version %s is no longer supported.",
      "エージェントは動作していますが、バージョン %s のサポートは終了しています。"},
     {"Install the newer version on this PC. Face logon goes on meanwhile.",
      "このPCに新しいバージョンをインストールしてください。それまでも顔によるログオンは使用できます。"}},
    {"agent_away",
     {"The agent does not answer.", "エージェントが応答しません。"},
     {"Start it: systemctl start kaomon-agent. Its log: journalctl -u kaomon-agent.",
      "systemctl start kaomon-agent で起動してください。ログは journalctl -u kaomon-agent で確認できます。"}},
    {"service_away",
     {"The agent does not answer.", "エージェントが応答しません。"},
     {"Start the service Kaomon in services.msc, or as administrator: sc start kaomon-agent. Its log: "
      "C:\\ProgramData\\Kaomon\\log\\agent.jsonl and the event log (source Kaomon).",
      "services.msc でサービス「Kaomon」を開始するか、管理者として sc start kaomon-agent "
      "を実行してください。ログは "
      "C:\\ProgramData\\Kaomon\\log\\agent.jsonl とイベントログ (ソース Kaomon) で確認できます。"}},
    {"provider_good",
     {"Windows asks Kaomon at logon.", "Windowsのログオン画面でKaomonが使用されます。"},
     kNothing},
    {"provider_unused",
     {"Windows does not ask Kaomon at logon.", "Windowsのログオン画面でKaomonが使用されていません。"},
     {"Repair the installation of kaomon-client.msi (msiexec /fa kaomon-client.msi).",
      "kaomon-client.msi を修復インストールしてください (msiexec /fa kaomon-client.msi)。"}},
    {"provider_missing",
     {"The program of the logon screen is not where Windows looks for it.",
      "ログオン画面用のプログラムが所定の場所にありません。"},
     {"Repair the installation of kaomon-client.msi (msiexec /fa kaomon-client.msi).",
      "kaomon-client.msi を修復インストールしてください (msiexec /fa kaomon-client.msi)。"}},
    {"enrolled", {"This PC belongs to %s.", "このPCは %s に登録されています。"}, kNothing},
    {"enrolment_pending",
     {"This PC waits for an administrator's approval.", "このPCは管理者の承認を待っています。"},
     {"Ask an administrator to approve it on the console's page Devices.",
      "管理者に、管理コンソールの「端末」ページでの承認を依頼してください。"}},
    {"not_enrolled",
     {"This PC belongs to no tenant yet.", "このPCはまだ登録されていません。"},
     {"Get a bundle file from the console's page Devices and run kaomon-agent enrol --bundle FILE.",
      "管理コンソールの「端末」ページで登録ファイルを入手し、kaomon-agent enrol --bundle ファイル "
      "を実行してください。"}},
    {"suspended",
     {"This PC is suspended.", "このPCは一時停止されています。"},
     {"Ask an administrator to reactivate it.", "管理者に再開を依頼してください。"}},
    {"revoked",
     {"This PC was revoked and its faces were erased.", "このPCは失効し、顔データは消去されました。"},
     {"Enrol it again with a new bundle file.", "新しい登録ファイルで登録し直してください。"}},
    {"wiped",
     {"This PC was erased by an administrator.", "このPCのデータは管理者によって消去されました。"},
     {"Enrol it again with a new bundle file.", "新しい登録ファイルで登録し直してください。"}},
    {"server_reached", {"The server answers: %s.", "サーバーに接続できます: %s"}, kNothing},
    {"server_certificate",
     {"The certificate of %s is not the one this PC trusts.",
      "%s の証明書が、このPCが信頼するものと一致しません。"},
     {"Tell your administrator: the server's certificate was changed, or somebody stands in between.",
      "管理者に連絡してください。サーバー証明書が変更されたか、通信経路に問題があります。"}},
    {"server_away",
     {"The server cannot be reached (%s). Face logon goes on without it for a time.",
      "サーバーに接続できません (%s)。顔認証は一定期間そのまま使用できます。"},
     {"Check the network and that TCP port 443 or the server's own is open.",
      "ネットワークと、サーバーのTCPポート (443など) が開いていることを確認してください。"}},
    {"clock_right", {"The clock agrees with the server's.", "時計はサーバーと一致しています。"}, kNothing},
    {"clock_wrong",
     {"The clock differs from the server's by %s seconds.", "時計がサーバーと %s 秒ずれています。"},
     {"Set the clock, or turn on its synchronisation: timedatectl set-ntp true.",
      "時計を合わせるか、timedatectl set-ntp true で自動同期を有効にしてください。"}},
    {"models_good", {"The model pack is whole and works.", "モデルは正常に動作します。"}, kNothing},
    {"models_bad",
     {"The model pack cannot be used (%s).", "モデルを使用できません (%s)。"},
     {"Install the models again: kaomon-agent models verify says what is wrong.",
      "モデルを再インストールしてください。kaomon-agent models verify で詳細を確認できます。"}},
    {"camera_works", {"The camera gives pictures.", "カメラは正常に動作します。"}, kNothing},
    {"camera_busy",
     {"Another program uses the camera.", "カメラは他のプログラムが使用中です。"},
     {"Close it and run this again.", "そのプログラムを終了し、もう一度実行してください。"}},
    {"camera_denied",
     {"The camera may not be opened.", "カメラを開く権限がありません。"},
     {"Run this as root, and check the privacy switch of the PC.",
      "root権限で実行し、PCのプライバシースイッチも確認してください。"}},
    {"camera_missing",
     {"There is no camera.", "カメラが見つかりません。"},
     {"Connect one, or turn it on in the PC's setup.", "カメラを接続するか、PCの設定で有効にしてください。"}},
    {"camera_failed",
     {"The camera gives no picture (%s).", "カメラから映像を取得できません (%s)。"},
     {"Unplug it and plug it in again, or restart the PC.",
      "カメラを接続し直すか、PCを再起動してください。"}},
    {"light_good", {"The light is good (%s of 255).", "明るさは適切です (255段階中 %s)。"}, kNothing},
    {"light_dark",
     {"It is dark in front of the camera (%s of 255).", "カメラの前が暗すぎます (255段階中 %s)。"},
     {"Turn on a light, or open the camera's shutter.",
      "照明をつけるか、カメラのシャッターを開けてください。"}},
    {"light_bright",
     {"It is too bright in front of the camera (%s of 255).", "カメラの前が明るすぎます (255段階中 %s)。"},
     {"Turn the camera away from windows and lamps.", "窓や照明にカメラを向けないでください。"}},
    {"pam_module_missing",
     {"pam_kaomon.so is not installed.", "pam_kaomon.so がインストールされていません。"},
     {"Install the package of the client.", "クライアントのパッケージをインストールしてください。"}},
    {"pam_unused",
     {"No file of /etc/pam.d uses pam_kaomon.so: nobody can log on with his face.",
      "/etc/pam.d に pam_kaomon.so の設定がないため、顔認証でログオンできません。"},
     {"Add its line, as the manual of the module says.",
      "モジュールの説明書に従って設定行を追加してください。"}},
    {"pam_good", {"/etc/pam.d/%s is in order.", "/etc/pam.d/%s の設定は適切です。"}, kNothing},
    {"pam_behind_password",
     {"In /etc/pam.d/%s the face comes behind the password.",
      "/etc/pam.d/%s で、顔認証がパスワードより後にあります。"},
     {"Move the line of pam_kaomon.so above the one of the password.",
      "pam_kaomon.so の行をパスワードの行より前に移してください。"}},
    {"pam_no_way_on",
     {"In /etc/pam.d/%s a face that fails keeps everybody out.",
      "/etc/pam.d/%s の設定では、顔認証に失敗すると誰もログオンできません。"},
     {"Write [success=done perm_denied=die default=ignore] before pam_kaomon.so.",
      "pam_kaomon.so の前に [success=done perm_denied=die default=ignore] と記述してください。"}},
    {"pam_refusal_ignored",
     {"In /etc/pam.d/%s the password gets in where the policy asks for the face as well.",
      "/etc/pam.d/%s の設定では、顔認証が必須のポリシーでもパスワードだけで通ってしまいます。"},
     {"Add perm_denied=die: [success=done perm_denied=die default=ignore].",
      "perm_denied=die を加えてください: [success=done perm_denied=die default=ignore]"}},
    {"pam_no_password",
     {"In /etc/pam.d/%s no password follows the face.",
      "/etc/pam.d/%s に、顔認証の次のパスワード認証がありません。"},
     {"Add the line of the password below, such as @include common-auth.",
      "その下に @include common-auth などのパスワード認証の行を追加してください。"}},
    {"pam_capture_first",
     {"In /etc/pam.d/%s the line with capture comes before the password.",
      "/etc/pam.d/%s で、capture の行がパスワードより前にあります。"},
     {"Move it to the end, below the password's line.", "パスワードの行より後、末尾に移してください。"}},
    {"password_good",
     {"The password of this PC can be changed with Kaomon.", "このPCのパスワードをKaomonで変更できます。"},
     kNothing},
    {"password_helper_away",
     {"The password of this PC cannot be changed with Kaomon.",
      "このPCのパスワードをKaomonで変更できません。"},
     {"Run systemctl enable --now kaomon-passwd.socket, and look whether /etc/pam.d/kaomon-passwd is there.",
      "systemctl enable --now kaomon-passwd.socket を実行し、/etc/pam.d/kaomon-passwd "
      "があるか確認してください。"}},
});

constexpr std::array<Words, 11> kSubjects{{{"System", "OS"},
                                           {"Agent", "エージェント"},
                                           {"Enrolment", "端末登録"},
                                           {"Server", "サーバー"},
                                           {"Clock", "時計"},
                                           {"Models", "モデル"},
                                           {"Camera", "カメラ"},
                                           {"Light", "明るさ"},
                                           {"PAM", "PAM"},
                                           {"Password", "パスワード"},
                                           {"Logon provider", "ログオン画面"}}};

std::string fill(const char* words, const std::string& value) {
    std::string text(words);
    const auto place = text.find("%s");
    return place == std::string::npos ? text : text.replace(place, 2, value);
}

} // namespace

DoctorText describe(const Finding& finding, DoctorLanguage language) {
    const auto in = [language](const Words& words) {
        return language == DoctorLanguage::Japanese ? words.japanese : words.english;
    };
    const std::string subject = in(kSubjects[static_cast<std::size_t>(finding.subject)]);
    const auto row = std::ranges::find(kRows, finding.code, &Row::code);
    if (row == kRows.end()) {
        return {subject, finding.code + ' ' + finding.value, {}};
    }
    return {subject, fill(in(row->sentence), finding.value), in(row->nextStep)};
}

} // namespace kaomon::agent
