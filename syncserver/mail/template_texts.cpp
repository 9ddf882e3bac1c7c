// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of every mail that the product sends. No mail carries a password, a code or a face: a mail server
// reads what it forwards.
#include "mail/mail_text.h"

namespace kaomon::mail {
namespace {

using enum MailAudience;

std::vector<MailTemplate> licenceTemplates() {
    return {
        {"licence_reminder", Owners, "[顔門] ライセンスの終了まで {days_before} 日です",
         "ライセンスの最終日は {last_day} です (残り {days_before} 日)。\n\n"
         "最終日を過ぎると、管理ポータルは閲覧のみになります。顔認証は次の日時まで続けて使えます。\n"
         "  顔画像の削除: {faces_deleted_at|time}\n"
         "  テナントの削除期限: {tenant_deleted_by|time}\n\n"
         "続けてお使いになる場合は、新しいライセンスキーを管理ポータルの「ライセンス」で登録してください。\n"
         "削除されたデータは元に戻せません。\n",
         "[Kaomon] {days_before} days until the licence ends",
         "The last day of the licence is {last_day} ({days_before} days left).\n\n"
         "After it the console can only be read. Face logon goes on until the faces are deleted.\n"
         "  Faces are deleted: {faces_deleted_at|time}\n"
         "  The tenant is deleted by: {tenant_deleted_by|time}\n\n"
         "To go on, register a new licence key on the console's page Licences. Deleted data cannot be "
         "restored.\n"},
        {"licence_ended", Owners, "[顔門] ライセンスが終了しました",
         "ライセンスは {last_day} に終了しました。管理ポータルは閲覧のみです。\n"
         "  顔画像の削除: {faces_deleted_at|time}\n"
         "  テナントの削除期限: {tenant_deleted_by|time}\n\n"
         "それまでに新しいライセンスキーを登録すると、そのまま続けてお使いいただけます。\n",
         "[Kaomon] The licence has ended",
         "The licence ended on {last_day}. The console can only be read.\n"
         "  Faces are deleted: {faces_deleted_at|time}\n"
         "  The tenant is deleted by: {tenant_deleted_by|time}\n\n"
         "With a new licence key before then everything goes on as it was.\n"},
        {"faces_deleted", Owners, "[顔門] 顔画像を削除しました",
         "ライセンスの終了により、テナントの顔データを削除しました。顔認証は使えません。\n"
         "証明書は管理ポータルの「ライセンス」でご覧いただけます。\n",
         "[Kaomon] The faces were deleted",
         "The licence has ended and the tenant's face data were deleted. Face logon is no longer possible.\n"
         "The certificate is on the console's page Licences.\n"},
    };
}

std::vector<MailTemplate> noticeTemplates() {
    return {
        {"notice", Administrators, "[顔門] {title_ja}", "{title_ja}\n\n{body_ja}\n\n掲載: {starts_at|time}\n",
         "[Kaomon] {title_en}", "{title_en}\n\n{body_en}\n\nShown from: {starts_at|time}\n"},
        {"maintenance_planned", Administrators, "[顔門] メンテナンスのお知らせ ({starts_at|time})",
         "次の時間にメンテナンスを行います。\n\n"
         "  開始: {starts_at|time}\n  終了予定: {ends_at|time}\n\n{text_ja}\n\n"
         "メンテナンス中、管理ポータルは閲覧のみになります。顔認証は続けて使えます。\n"
         "お知らせが予定より遅くなった理由: {late_reason}\n",
         "[Kaomon] Planned maintenance ({starts_at|time})",
         "Maintenance will take place at this time:\n\n"
         "  From: {starts_at|time}\n  Until (planned): {ends_at|time}\n\n{text_en}\n\n"
         "During it the console can only be read. Face logon goes on.\n"
         "Why this notice comes late: {late_reason}\n"},
        {"maintenance_changed", Administrators, "[顔門] メンテナンスの終了予定が変わりました",
         "メンテナンスの終了予定が変わりました。\n\n"
         "  開始: {starts_at|time}\n  新しい終了予定: {ends_at|time}\n\n顔認証は続けて使えます。\n",
         "[Kaomon] The end of the maintenance has changed",
         "The planned end of the maintenance has changed.\n\n"
         "  From: {starts_at|time}\n  Until (new): {ends_at|time}\n\nFace logon goes on.\n"},
        {"maintenance_cancelled", Administrators, "[顔門] メンテナンスを中止しました",
         "{starts_at|time} からのメンテナンスは行いません。\n理由: {reason}\n",
         "[Kaomon] The maintenance was cancelled",
         "The maintenance planned for {starts_at|time} does not take place.\nReason: {reason}\n"},
        {"maintenance_ended", Administrators, "[顔門] メンテナンスが終わりました",
         "メンテナンスが終わりました。管理ポータルはふだんどおりお使いいただけます。\n"
         "  開始: {starts_at|time}\n  終了: {ended_at|time}\n",
         "[Kaomon] The maintenance has ended",
         "The maintenance has ended and the console works as usual.\n"
         "  From: {starts_at|time}\n  Until: {ended_at|time}\n"},
    };
}

std::vector<MailTemplate> incidentTemplates() {
    return {
        {"incident_announced", Administrators, "[顔門] 障害のお知らせ",
         "障害が発生しています。\n\n  確認した時刻: {confirmed_at|time}\n  区分: {reason_ja}\n\n{text_ja}\n\n"
         "顔認証はサーバーに接続できないときも使えます。続報をお送りします。\n",
         "[Kaomon] Service incident",
         "There is an incident.\n\n  Confirmed: {confirmed_at|time}\n  Kind: {reason_en}\n\n{text_en}\n\n"
         "Face logon works even while the server cannot be reached. We will tell you more.\n"},
        {"incident_after_the_fact", Administrators, "[顔門] 発生していた障害のご報告",
         "事前にお知らせできませんでしたが、障害が発生し、すでに復旧しています。\n\n"
         "  確認した時刻: {confirmed_at|time}\n  復旧した時刻: {resolved_at|time}\n  区分: "
         "{reason_ja}\n\n{text_ja}\n",
         "[Kaomon] An incident that is over",
         "We could not tell you before: there was an incident, and it is over.\n\n"
         "  Confirmed: {confirmed_at|time}\n  Resolved: {resolved_at|time}\n  Kind: "
         "{reason_en}\n\n{text_en}\n"},
        {"incident_update", Administrators, "[顔門] 障害の続報", "障害の続報です。\n\n{text_ja}\n",
         "[Kaomon] Service incident: update", "More about the incident:\n\n{text_en}\n"},
        {"incident_resolved", Administrators, "[顔門] 障害から復旧しました",
         "障害から復旧しました。\n\n  確認した時刻: {confirmed_at|time}\n  復旧した時刻: "
         "{resolved_at|time}\n\n{text_ja}\n",
         "[Kaomon] The incident is resolved",
         "The incident is resolved.\n\n  Confirmed: {confirmed_at|time}\n  Resolved: "
         "{resolved_at|time}\n\n{text_en}\n"},
        {"incident_report", Administrators, "[顔門] 障害の報告書",
         "障害の原因と対策をご報告します。\n\n{text_ja}\n", "[Kaomon] Incident report",
         "The cause of the incident and what was done:\n\n{text_en}\n"},
    };
}

std::vector<MailTemplate> releaseTemplates() {
    return {
        {"release_planned", Administrators,
         "[顔門] クライアント {version} を {released_at|time} に公開します",
         "クライアントソフトウェアの新しいバージョン {version} を公開します。\n\n  公開予定: "
         "{released_at|time}\n\n"
         "{notes_ja}\n\n公開から2か月後 ({sunset_at|time}) "
         "に、それより前のバージョンのサポートを終了します。\n",
         "[Kaomon] Client {version} will be released on {released_at|time}",
         "A new version of the client software, {version}, will be released.\n\n  Planned: "
         "{released_at|time}\n\n"
         "{notes_en}\n\nSupport of earlier versions ends two months later, on {sunset_at|time}.\n"},
        {"release_published", Administrators, "[顔門] クライアント {version} を公開しました",
         "クライアントソフトウェア {version} "
         "を公開しました。管理ポータルの「インストーラー」から入手できます。\n\n"
         "{notes_ja}\n\nそれより前のバージョンのサポートは {sunset_at|time} "
         "に終了します。早めの更新をお勧めします。\n"
         "顔認証は、サポート終了後も止まりません。\n",
         "[Kaomon] Client {version} was released",
         "Version {version} of the client software is out; get it from the console's page "
         "Installers.\n\n{notes_en}\n\n"
         "Support of earlier versions ends on {sunset_at|time}. Please update soon.\n"
         "Face logon does not stop after that date.\n"},
        {"release_withdrawn", Administrators, "[顔門] クライアント {version} の公開を取り消しました",
         "クライアントソフトウェア {version} の公開を取り消しました。\n理由: {reason}\n",
         "[Kaomon] Client {version} was withdrawn",
         "Version {version} of the client software was withdrawn.\nReason: {reason}\n"},
    };
}

std::vector<MailTemplate> accountTemplates() {
    return {
        {"password_reissued", Person, "[顔門] 一時パスワードが発行されました",
         "あなたの一時パスワードが管理者によって発行されました。\n\n"
         "  有効期限: {expires_at|time}\n\n"
         "一時パスワードそのものは、このメールには書かれていません。管理者から渡される用紙をご覧ください。\n"
         "最初のサインインで新しいパスワードに変更します。それまで、登録済みの顔とパスワード金庫は休止します"
         "。\n"
         "心当たりのない場合は、すぐに管理者へお知らせください。\n",
         "[Kaomon] A one-time password was issued for you",
         "An administrator issued a one-time password for you.\n\n  Valid until: {expires_at|time}\n\n"
         "The password itself is not in this mail: it is on the sheet that your administrator gives you.\n"
         "You choose a new one when you first sign in. Until then your face and your vault rest.\n"
         "If you do not expect this, tell your administrator at once.\n"},
        {"account_unlocked", Person, "[顔門] アカウントのロックが解除されました",
         "あなたのアカウントのロックが管理者によって解除されました。\n\n  日時: {unlocked_at|time}\n\n"
         "心当たりのない場合は、管理者へお知らせください。\n",
         "[Kaomon] Your account was unlocked",
         "An administrator unlocked your account.\n\n  Time: {unlocked_at|time}\n\n"
         "If you do not expect this, tell your administrator.\n"},
        {"vault_recovered", Person, "[顔門] あなたのパスワード金庫が復旧されました",
         "2人の管理者が、あなたのパスワード金庫を復旧し、一時パスワードを発行しました。\n\n"
         "  日時: {recovered_at|time}\n  一時パスワードの有効期限: {expires_at|time}\n\n"
         "一時パスワードそのものは、このメールには書かれていません。管理者から受け取ってください。\n"
         "最初のサインインで新しいパスワードに変更します。\n"
         "心当たりのない場合は、すぐに別の管理者へお知らせください。\n",
         "[Kaomon] Your vault was recovered",
         "Two administrators recovered your vault and issued a one-time password for you.\n\n"
         "  Time: {recovered_at|time}\n  One-time password valid until: {expires_at|time}\n\n"
         "The password itself is not in this mail: you get it from your administrator. You choose a new one "
         "when you first sign in.\n"
         "If you do not expect this, tell another administrator at once.\n"},
        {"role_changed", Person, "[顔門] あなたの役割が変更されました",
         "あなたのアカウントの役割が管理者によって変更されました。\n\n  日時: {changed_at|time}\n\n"
         "開いていたサインインは終了しました。新しい役割は、次のサインインから有効です。\n"
         "心当たりのない場合は、すぐに管理者へお知らせください。\n",
         "[Kaomon] Your role was changed",
         "An administrator gave your account another role.\n\n  Time: {changed_at|time}\n\n"
         "Your open sessions have ended. The new role counts from your next sign-in on.\n"
         "If you do not expect this, tell your administrator at once.\n"},
        {"second_factor_removed", Person, "[顔門] 二段階認証が解除されました",
         "あなたのアカウントの二段階認証が解除されました。\n\n  日時: {removed_at|time}\n\n"
         "新しく設定するまで、パスワードだけでサインインできます。\n"
         "心当たりのない場合は、すぐに管理者へお知らせください。\n",
         "[Kaomon] Your second factor was removed",
         "The second factor of your account was removed.\n\n  Time: {removed_at|time}\n\n"
         "Until a new one is set up, the password alone lets you in.\n"
         "If you do not expect this, tell your administrator at once.\n"},
        {"reissue_report", Owners, "[顔門] 一時パスワードが {count} 件発行されました",
         "管理者 {by} が一時パスワードを {count} 件発行しました。\n\n  日時: {at|time}\n\n"
         "対象の方の顔とパスワード金庫は、以前の顔が一致するか、2人の管理者が承認するまで休止します。\n"
         "心当たりのない場合は、管理ポータルの操作履歴をご確認ください。\n",
         "[Kaomon] {count} one-time passwords were issued",
         "The administrator {by} issued {count} one-time passwords.\n\n  Time: {at|time}\n\n"
         "The faces and vaults of these people rest until a face from before matches or two administrators "
         "agree.\n"
         "If you do not expect this, look at the list of acts on the console.\n"},
        {"faces_waiting", Administrators, "[顔門] 承認を待っている顔があります",
         "新しく登録された顔が承認を待っています。承認されるまで、その顔は使えません。\n\n"
         "  最初の登録: {since|time}\n\n"
         "管理ポータルの「ユーザー」で「承認待ち」を選ぶと一覧が出ます。承認する前に、本人が登録したことを"
         "確かめてください。\n"
         "このメールは、1時間に1通までお送りします。\n",
         "[Kaomon] Faces wait for approval",
         "At least one new face waits for approval and counts nowhere until then.\n\n"
         "  First one: {since|time}\n\n"
         "On the console's page Users the filter \"Waits for approval\" lists them. Before you approve one, "
         "make sure that the person himself enrolled it.\n"
         "At most one such mail is sent in an hour.\n"},
        {"event_alert", Owners, "[顔門] 出来事の警告: {rule_name}",
         "決めておいた数の出来事が起きました。\n\n  警告の名前: {rule_name}\n  回数: {count}\n"
         "  最初: {first_at|time}\n  最後: {last_at|time}\n\n"
         "くわしくは管理ポータルの「ログ」をご覧ください。\n",
         "[Kaomon] Alert: {rule_name}",
         "As many events happened as the rule waits for.\n\n  Rule: {rule_name}\n  Count: {count}\n"
         "  First: {first_at|time}\n  Last: {last_at|time}\n\nSee the console's page Logs.\n"},
        {"alert", Owners, "[顔門] 確認が必要な出来事があります ({kind})",
         "管理ポータルで確認していただきたい出来事がありました。\n\n{values}\n",
         "[Kaomon] Something needs your attention ({kind})",
         "Something happened that you should look at on the console.\n\n{values}\n"},
    };
}

std::vector<MailTemplate> operatorTemplates() {
    return {
        {"operation_checkpoint", Operator, "[顔門] 操作ログの検査点: テナント {tenant}、{seq} 件目まで",
         "操作ログの検査点です。サーバーの外に保管してください。\n\n"
         "  テナント: {tenant}\n  件数: {seq}\n  署名した時刻: {at|time}\n\n{line}\n\n"
         "上の1行をファイルに集めると、kaomonctl audit verify --checkpoints で照合できます。\n",
         "[Kaomon] Checkpoint of an operation log: tenant {tenant}, up to entry {seq}",
         "A checkpoint of an operation log. Keep it away from the server.\n\n"
         "  Tenant: {tenant}\n  Entries: {seq}\n  Signed: {at|time}\n\n{line}\n\n"
         "Collect this line in a file, and kaomonctl audit verify --checkpoints compares the log with it.\n"},
    };
}

} // namespace

const std::vector<MailTemplate>& mailTemplates() {
    static const std::vector<MailTemplate> all = [] {
        std::vector<MailTemplate> list = licenceTemplates();
        for (auto part : {noticeTemplates(), incidentTemplates(), releaseTemplates(), accountTemplates(),
                          operatorTemplates()}) {
            list.insert(list.end(), part.begin(), part.end());
        }
        return list;
    }();
    return all;
}

} // namespace kaomon::mail
