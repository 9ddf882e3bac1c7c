<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>RecoverySheetDocument</name>
    <message>
        <source>Kaomon recovery sheet</source>
        <translation>Kaomon リカバリーシート</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Organisation id</source>
        <translation>組織 ID</translation>
    </message>
    <message>
        <source>Fingerprint of the root key</source>
        <translation>ルート鍵のフィンガープリント</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>リカバリー鍵</translation>
    </message>
    <message>
        <source>Made at</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>Print this sheet, put it into a sealed envelope and lock it away. It exists only once and cannot be made again.</source>
        <translation>このシートを印刷し、封筒に封入して施錠保管してください。一度しか作成されず、再発行できません。</translation>
    </message>
    <message>
        <source>Whoever holds this sheet can, together with an owner&apos;s approval, restore access to protected data. Do not store it on a computer.</source>
        <translation>このシートの所持者は、オーナーの承認があれば、保護されたデータへのアクセスを回復できます。コンピューターには保存しないでください。</translation>
    </message>
    <message>
        <source>Compare the fingerprint when you install the first PC: the same groups must be shown there.</source>
        <translation>最初の PC を導入するときに、フィンガープリントが同じであることを確認してください。</translation>
    </message>
</context>
<context>
    <name>kaomon::devices::DevicesPage</name>
    <message>
        <source>Suspend PC</source>
        <translation>PC を停止</translation>
    </message>
    <message>
        <source>Nobody can log on by face to %1 until it is active again.</source>
        <translation>再開するまで、%1 には顔でログオンできません。</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Reactivate PC</source>
        <translation>PC を再開</translation>
    </message>
    <message>
        <source>%1 takes part again.</source>
        <translation>%1 を再び使えるようにします。</translation>
    </message>
    <message>
        <source>Reactivate</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Revoke PC</source>
        <translation>PC を失効</translation>
    </message>
    <message>
        <source>%1 erases everything that it holds of the organisation and never returns. To use it again it must be enrolled anew.</source>
        <translation>%1 は組織のデータをすべて消去し、元には戻せません。再び使うには、改めて登録が必要です。</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>失効</translation>
    </message>
    <message>
        <source>PCs: %1</source>
        <translation>PC: %1 台</translation>
    </message>
    <message>
        <source>No PCs yet</source>
        <translation>PC はまだありません</translation>
    </message>
    <message>
        <source>Make an enrolment code in the other tab and take its bundle to the first PC.</source>
        <translation>「登録コード」タブでコードを作成し、バンドルファイルを最初の PC に持って行ってください。</translation>
    </message>
    <message>
        <source>PCs</source>
        <translation>PC</translation>
    </message>
    <message>
        <source>Enrolment codes</source>
        <translation>登録コード</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>さらに表示</translation>
    </message>
    <message>
        <source>List of PCs</source>
        <translation>PC の一覧</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>デバイス</translation>
    </message>
</context>
<context>
    <name>kaomon::devices::EnrolmentCodesView</name>
    <message>
        <source>Revoke enrolment code</source>
        <translation>登録コードを失効</translation>
    </message>
    <message>
        <source>No further PC can be enrolled with the code &quot;%1&quot;. PCs that have joined stay.</source>
        <translation>コード「%1」では新しい PC を登録できなくなります。登録済みの PC はそのまま使えます。</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>失効</translation>
    </message>
    <message>
        <source>No enrolment codes</source>
        <translation>登録コードはありません</translation>
    </message>
    <message>
        <source>A code brings one or more PCs into the organisation.</source>
        <translation>コードを使うと、PC を組織に登録できます。</translation>
    </message>
    <message>
        <source>New enrolment code</source>
        <translation>登録コードを作成</translation>
    </message>
    <message>
        <source>Revoke code</source>
        <translation>コードを失効</translation>
    </message>
    <message>
        <source>List of enrolment codes</source>
        <translation>登録コードの一覧</translation>
    </message>
</context>
<context>
    <name>kaomon::devices::IssuedCodeDialog</name>
    <message>
        <source>Enrolment code</source>
        <translation>登録コード</translation>
    </message>
    <message>
        <source>Take the bundle file to the PC, or type the code there. Number of PCs that can join with it: %1. Valid until %2. It is not shown again.</source>
        <translation>バンドルファイルを PC に持って行くか、PC でコードを入力してください。登録できる PC の台数: %1。有効期限: %2。この画面は再表示できません。</translation>
    </message>
    <message>
        <source>Enrolment code as a QR code</source>
        <translation>登録コードの QR コード</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Save bundle</source>
        <translation>バンドルを保存</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>コピーしました。</translation>
    </message>
    <message>
        <source>Enrolment bundle (*.json)</source>
        <translation>登録バンドル (*.json)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>保存しました: %1</translation>
    </message>
</context>
<context>
    <name>kaomon::devices::NewCodeDialog</name>
    <message>
        <source>New enrolment code</source>
        <translation>登録コードを作成</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>What the code is for, such as a room or a delivery of PCs</source>
        <translation>部屋の名前や納品の単位など、コードの用途</translation>
    </message>
    <message>
        <source>Number of PCs</source>
        <translation>PC の台数</translation>
    </message>
    <message>
        <source>Valid for days</source>
        <translation>有効日数</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Create code</source>
        <translation>コードを作成</translation>
    </message>
</context>
<context>
    <name>kaomon::firstrun::CodeStep</name>
    <message>
        <source>The bootstrap code opens a new organisation on the server, once. The operator got it when the organisation was made.</source>
        <translation>ブートストラップコードは、サーバー上の新しい組織を一度だけ開設するためのものです。組織を作成したときに、運用担当者に表示されます。</translation>
    </message>
    <message>
        <source>Bootstrap code</source>
        <translation>ブートストラップコード</translation>
    </message>
    <message>
        <source>32 letters and digits; spaces and hyphens do not matter</source>
        <translation>英数字 32 文字。空白とハイフンは無視されます</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>次へ</translation>
    </message>
</context>
<context>
    <name>kaomon::firstrun::FingerprintStep</name>
    <message>
        <source>Shown by %1.</source>
        <translation>%1 が示した値です。</translation>
    </message>
    <message>
        <source>Compare this fingerprint with the one that the server&apos;s operator gave you along with the bootstrap code. From now on this console talks to a server with exactly this key.</source>
        <translation>ブートストラップコードと一緒に運用担当者から受け取ったフィンガープリントと見比べてください。以後、このコンソールは、この鍵を持つサーバーとだけ通信します。</translation>
    </message>
    <message>
        <source>Server fingerprint</source>
        <translation>サーバーのフィンガープリント</translation>
    </message>
    <message>
        <source>Trust this server</source>
        <translation>このサーバーを信頼する</translation>
    </message>
    <message>
        <source>It differs</source>
        <translation>一致しない</translation>
    </message>
</context>
<context>
    <name>kaomon::firstrun::FirstRunPage</name>
    <message>
        <source>Save recovery sheet</source>
        <translation>リカバリーシートを保存</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Making the keys on this computer…</source>
        <translation>このコンピューターで鍵を作成しています…</translation>
    </message>
    <message>
        <source>Registering the organisation and signing in…</source>
        <translation>組織を登録してサインインしています…</translation>
    </message>
    <message>
        <source>Talking to the server…</source>
        <translation>サーバーと通信しています…</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>手順 %1 / %2</translation>
    </message>
    <message>
        <source>Set up your organisation</source>
        <translation>組織の初期設定</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Open organisation file</source>
        <translation>組織ファイルを開く</translation>
    </message>
    <message>
        <source>Organisation file (*.json)</source>
        <translation>組織ファイル (*.json)</translation>
    </message>
    <message>
        <source>This is not an organisation file. Ask the administrator to save it again and to hand it over unchanged.</source>
        <translation>組織ファイルではありません。管理者にもう一度保存してもらい、変更せずに受け取ってください。</translation>
    </message>
</context>
<context>
    <name>kaomon::firstrun::OwnerStep</name>
    <message>
        <source>A login name has no spaces and at most 128 characters.</source>
        <translation>利用者IDは空白を含まない 128 文字以内で入力してください。</translation>
    </message>
    <message>
        <source>This is not a mail address.</source>
        <translation>メールアドレスの形式ではありません。</translation>
    </message>
    <message>
        <source>The two passwords are not the same.</source>
        <translation>2 つのパスワードが一致しません。</translation>
    </message>
    <message>
        <source>At least 12 characters.</source>
        <translation>12 文字以上にしてください。</translation>
    </message>
    <message>
        <source>At most 128 characters.</source>
        <translation>128 文字以内にしてください。</translation>
    </message>
    <message>
        <source>Use three of: lower case, upper case, digits, other characters.</source>
        <translation>小文字・大文字・数字・その他の文字のうち 3 種類を使ってください。</translation>
    </message>
    <message>
        <source>The password must not be the login name or the mail address.</source>
        <translation>利用者IDやメールアドレスと同じパスワードは使えません。</translation>
    </message>
    <message>
        <source>This password is too easy to guess.</source>
        <translation>このパスワードは推測されやすいため使えません。</translation>
    </message>
    <message>
        <source>The password has characters that cannot be used.</source>
        <translation>パスワードに使えない文字が含まれています。</translation>
    </message>
    <message>
        <source>This is a demonstration organisation: a photograph unlocks as well as a face does. Do not use it to protect anything.</source>
        <translation>これはデモ用の組織です。写真でも顔と同じように解除できます。保護の目的では使わないでください。</translation>
    </message>
    <message>
        <source>You become the owner of the organisation. The keys are made on this computer; the server never sees them, nor your password.</source>
        <translation>あなたが組織のオーナーになります。鍵はこのコンピューターで作成され、鍵もパスワードもサーバーには渡りません。</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>利用者ID</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>表示名</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>At least 12 characters, of three kinds</source>
        <translation>3 種類以上の文字で 12 文字以上</translation>
    </message>
    <message>
        <source>Password again</source>
        <translation>パスワード（確認）</translation>
    </message>
    <message>
        <source>Create tenant keys</source>
        <translation>組織の鍵を作成</translation>
    </message>
</context>
<context>
    <name>kaomon::firstrun::ServerStep</name>
    <message>
        <source>Which Kaomon server do you want to administer? Its operator knows the address.</source>
        <translation>管理する Kaomon サーバーのアドレスを入力してください。アドレスは運用担当者に確認してください。</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>サーバーのアドレス</translation>
    </message>
    <message>
        <source>For example https://kaomon.example.com:8443</source>
        <translation>例: https://kaomon.example.com:8443</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Is your organisation set up already? Then do not set it up again: ask one of its administrators for the organisation file (“Save organisation file” at the top of his window) and open it here.</source>
        <translation>組織はすでに設定済みですか。その場合は設定し直さず、管理者に組織ファイル（管理画面上部の「組織ファイルを保存」）をもらい、ここで開いてください。</translation>
    </message>
    <message>
        <source>Open organisation file</source>
        <translation>組織ファイルを開く</translation>
    </message>
</context>
<context>
    <name>kaomon::firstrun::SheetStep</name>
    <message>
        <source>Saved as %1</source>
        <translation>保存しました: %1</translation>
    </message>
    <message>
        <source>The keys are made. If every owner loses his password, only this sheet brings back what is protected. Save or print it now: it is not shown again.</source>
        <translation>鍵を作成しました。オーナー全員がパスワードを失った場合、保護されたデータを回復できるのはこのシートだけです。今すぐ保存または印刷してください。再表示はできません。</translation>
    </message>
    <message>
        <source>Save recovery sheet</source>
        <translation>リカバリーシートを保存</translation>
    </message>
    <message>
        <source>I have stored the recovery sheet</source>
        <translation>リカバリーシートを保管しました</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>リカバリーシート</translation>
    </message>
</context>
<context>
    <name>kaomon::logs::EventPanel</name>
    <message>
        <source>Time on the PC</source>
        <translation>PC の時刻</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>受信日時</translation>
    </message>
    <message>
        <source>PC</source>
        <translation>PC</translation>
    </message>
    <message>
        <source>User</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>利用者ID</translation>
    </message>
    <message>
        <source>OS account</source>
        <translation>OS アカウント</translation>
    </message>
    <message>
        <source>Situation</source>
        <translation>場面</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ミリ秒</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>フレーム数</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>Liveness level</source>
        <translation>生体検知レベル</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Camera id</source>
        <translation>カメラ ID</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Server was</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>reachable</source>
        <translation>接続中</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>Client version</source>
        <translation>クライアントのバージョン</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>試行</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>コード</translation>
    </message>
</context>
<context>
    <name>kaomon::logs::EventsPage</name>
    <message>
        <source>No such events</source>
        <translation>該当するイベントはありません</translation>
    </message>
    <message>
        <source>Widen or clear the filters above.</source>
        <translation>上の条件を広げるか、解除してください。</translation>
    </message>
    <message>
        <source>No events yet</source>
        <translation>イベントはまだありません</translation>
    </message>
    <message>
        <source>Logons by face and changes of PCs appear here.</source>
        <translation>顔ログオンや PC の変化がここに表示されます。</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>すべての種類</translation>
    </message>
    <message>
        <source>Logon</source>
        <translation>ログオン</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>顔</translation>
    </message>
    <message>
        <source>PC</source>
        <translation>PC</translation>
    </message>
    <message>
        <source>Administration</source>
        <translation>管理</translation>
    </message>
    <message>
        <source>All results</source>
        <translation>すべての結果</translation>
    </message>
    <message>
        <source>Kind of event</source>
        <translation>イベントの種類</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Search PC, user or code</source>
        <translation>PC・ユーザー・コードで検索</translation>
    </message>
    <message>
        <source>Search events</source>
        <translation>イベントを検索</translation>
    </message>
    <message>
        <source>Refresh by itself</source>
        <translation>自動更新</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Show older events</source>
        <translation>以前のイベントを表示</translation>
    </message>
    <message>
        <source>List of events</source>
        <translation>イベントの一覧</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::ConsoleApplication</name>
    <message>
        <source>Your session has ended. Sign in again to go on.</source>
        <translation>セッションが終了しました。続けるには、もう一度サインインしてください。</translation>
    </message>
    <message>
        <source>You are signed out.</source>
        <translation>サインアウトしました。</translation>
    </message>
    <message>
        <source>Save organisation file</source>
        <translation>組織ファイルを保存</translation>
    </message>
    <message>
        <source>Organisation file (*.json)</source>
        <translation>組織ファイル (*.json)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::MainWindow</name>
    <message>
        <source>Kaomon console</source>
        <translation>Kaomon コンソール</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::ReasonDialog</name>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Kept in the record of what administrators did</source>
        <translation>管理者の操作記録に残ります</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Shorten the reason.</source>
        <translation>理由を短くしてください。</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::TopBar</name>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>サインアウト</translation>
    </message>
    <message>
        <source>Save organisation file</source>
        <translation>組織ファイルを保存</translation>
    </message>
    <message>
        <source>For the console of another administrator or of another computer</source>
        <translation>ほかの管理者や別のコンピューターの管理コンソール用</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::Workspace</name>
    <message>
        <source>Demonstration organisation: liveness is off, so a photograph unlocks a PC. Never use it to protect anything.</source>
        <translation>デモ用の組織です。生体検知が無効のため、写真でも PC を解除できます。保護の目的では使わないでください。</translation>
    </message>
</context>
<context>
    <name>kaomon::signin::SignInPage</name>
    <message>
        <source>Sign in</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>Administration through %1</source>
        <translation>%1 に接続して管理します</translation>
    </message>
    <message>
        <source>Set up another organisation</source>
        <translation>別の組織を設定</translation>
    </message>
</context>
<context>
    <name>kaomon::users::LinkAccountDialog</name>
    <message>
        <source>Link account</source>
        <translation>アカウントを関連付け</translation>
    </message>
    <message>
        <source>After a face match this account of the operating system is opened. The link is signed with your key; PCs accept no other.</source>
        <translation>顔が一致すると、この OS アカウントが開きます。関連付けはあなたの鍵で署名され、署名のないものは PC に受け付けられません。</translation>
    </message>
    <message>
        <source>PC</source>
        <translation>PC</translation>
    </message>
    <message>
        <source>Account name</source>
        <translation>アカウント名</translation>
    </message>
    <message>
        <source>The name with which the user logs on to that PC</source>
        <translation>その PC にログオンするときの名前</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>関連付ける</translation>
    </message>
    <message>
        <source>%1: %2, last seen %3</source>
        <translation>%1: %2、最終接続 %3</translation>
    </message>
    <message>
        <source>No PC has been enrolled yet. Make an enrolment code under Devices first.</source>
        <translation>登録済みの PC がありません。先に「デバイス」で登録コードを作成してください。</translation>
    </message>
</context>
<context>
    <name>kaomon::users::NewUserDialog</name>
    <message>
        <source>Add user</source>
        <translation>ユーザーを追加</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>利用者ID</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>表示名</translation>
    </message>
    <message>
        <source>Reading of the name (kana)</source>
        <translation>ふりがな</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>What the user types to sign in; without spaces</source>
        <translation>サインインに使う名前。空白は使えません</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Create user</source>
        <translation>ユーザーを作成</translation>
    </message>
</context>
<context>
    <name>kaomon::users::OneTimePasswordDialog</name>
    <message>
        <source>One-time password</source>
        <translation>ワンタイムパスワード</translation>
    </message>
    <message>
        <source>Give this password to %1 in person or on paper. It works once, until %2, and is not shown again.</source>
        <translation>このパスワードを %1 さんに直接または書面で渡してください。%2 まで 1 回だけ使えます。再表示はできません。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Save sheet</source>
        <translation>用紙を保存</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>コピーしました。</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Your first sign-in</source>
        <translation>はじめてのサインイン</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>利用者ID</translation>
    </message>
    <message>
        <source>Sign in with this one-time password on your PC. You are then asked for a password of your own.</source>
        <translation>お使いの PC で、このワンタイムパスワードを使ってサインインしてください。続いて、ご自身のパスワードを設定します。</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>保存しました: %1</translation>
    </message>
</context>
<context>
    <name>kaomon::users::UserPanel</name>
    <message>
        <source>Login name</source>
        <translation>利用者ID</translation>
    </message>
    <message>
        <source>Kana</source>
        <translation>ふりがな</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Face pictures</source>
        <translation>顔の登録数</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>追加日時</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>最終サインイン</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>有効にする</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>無効にする</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>Remove link to %1</source>
        <translation>%1 の関連付けを解除</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>No account of a PC is linked yet: the face opens nothing.</source>
        <translation>関連付けられたアカウントがまだありません。この顔では何も開きません。</translation>
    </message>
    <message>
        <source>Reissue one-time password</source>
        <translation>ワンタイムパスワードを再発行</translation>
    </message>
    <message>
        <source>The present password of %1 stops working at once. A new one-time password is shown to you.</source>
        <translation>%1 さんの現在のパスワードはすぐに使えなくなり、新しいワンタイムパスワードが表示されます。</translation>
    </message>
    <message>
        <source>Reissue</source>
        <translation>再発行</translation>
    </message>
    <message>
        <source>Delete user</source>
        <translation>ユーザーを削除</translation>
    </message>
    <message>
        <source>%1 can no longer sign in, and his face is erased from every PC. Events stay.</source>
        <translation>%1 さんはサインインできなくなり、顔のデータはすべての PC から消去されます。イベントは残ります。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Accounts opened by this face</source>
        <translation>この顔で開くアカウント</translation>
    </message>
    <message>
        <source>Link account</source>
        <translation>アカウントを関連付け</translation>
    </message>
</context>
<context>
    <name>kaomon::users::UsersPage</name>
    <message>
        <source>Users: %1</source>
        <translation>ユーザー: %1 人</translation>
    </message>
    <message>
        <source>No users yet</source>
        <translation>ユーザーはまだいません</translation>
    </message>
    <message>
        <source>Add the people who will log on with their face.</source>
        <translation>顔でログオンする人を追加してください。</translation>
    </message>
    <message>
        <source>Add user</source>
        <translation>ユーザーを追加</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>No login name, name or mail contains this text.</source>
        <translation>利用者ID・名前・メールに、この文字列を含むユーザーはいません。</translation>
    </message>
    <message>
        <source>Search login name, name or mail</source>
        <translation>利用者ID・名前・メールで検索</translation>
    </message>
    <message>
        <source>Search users</source>
        <translation>ユーザーを検索</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>さらに表示</translation>
    </message>
    <message>
        <source>List of users</source>
        <translation>ユーザーの一覧</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>ユーザー</translation>
    </message>
</context>
<context>
    <name>kaomon::operations::OperationPanel</name>
    <message>
        <source>Field</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>changed (never written down)</source>
        <translation>変更あり(値は記録されません)</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作者</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>権限</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>More</source>
        <translation>補足</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>接続元</translation>
    </message>
    <message>
        <source>PC</source>
        <translation>端末</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>セッション</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>要求 ID</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>ハッシュ</translation>
    </message>
    <message>
        <source>Everything done to this object</source>
        <translation>この対象への操作をすべて表示</translation>
    </message>
    <message>
        <source>Everything done by this person</source>
        <translation>この操作者の操作をすべて表示</translation>
    </message>
    <message>
        <source>What was changed, before and after</source>
        <translation>変更内容(変更前と変更後)</translation>
    </message>
    <message>
        <source>Details of the entry</source>
        <translation>記録の詳細</translation>
    </message>
</context>
<context>
    <name>kaomon::operations::OperationsPage</name>
    <message>
        <source>Operations</source>
        <translation>操作ログ</translation>
    </message>
    <message>
        <source>Export the operation log</source>
        <translation>操作ログの出力</translation>
    </message>
    <message numerus="yes">
        <source>%n entries; the first signed checkpoint is made within the hour.</source>
        <translation>
            <numerusform>%n 件。最初の署名付きチェックポイントは 1 時間以内に作成されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 entries. Verified and signed up to entry %2 at %3.</source>
        <translation>%1 件。%3 に %2 件目まで検証し、署名しました。</translation>
    </message>
    <message>
        <source>No such entries</source>
        <translation>該当する記録はありません</translation>
    </message>
    <message>
        <source>Widen or clear the filters above.</source>
        <translation>上の絞り込み条件を広げるか、解除してください。</translation>
    </message>
    <message>
        <source>No entries yet</source>
        <translation>記録はまだありません</translation>
    </message>
    <message>
        <source>What administrators do appears here.</source>
        <translation>管理者の操作がここに表示されます。</translation>
    </message>
    <message>
        <source>The operation log was written.</source>
        <translation>操作ログを書き出しました。</translation>
    </message>
    <message>
        <source>The export was stopped; no file was written.</source>
        <translation>出力を中止しました。ファイルは作成されていません。</translation>
    </message>
    <message>
        <source>All operations</source>
        <translation>すべての操作</translation>
    </message>
    <message>
        <source>All results</source>
        <translation>すべての結果</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>全期間</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>過去 1 日</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>過去 7 日</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>過去 30 日</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>過去 1 年</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>Search names, reasons and values</source>
        <translation>名前・理由・値を検索</translation>
    </message>
    <message>
        <source>Search operations</source>
        <translation>操作ログの検索</translation>
    </message>
    <message>
        <source>Show everything again</source>
        <translation>すべて表示に戻す</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>出力</translation>
    </message>
    <message>
        <source>CSV for spreadsheets (UTF-8)</source>
        <translation>CSV(表計算用、UTF-8)</translation>
    </message>
    <message>
        <source>CSV (Shift_JIS)</source>
        <translation>CSV(Shift_JIS)</translation>
    </message>
    <message>
        <source>Records with hashes, to be verified</source>
        <translation>ハッシュ付きの記録(検証用)</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>出力の進み具合</translation>
    </message>
    <message>
        <source>Stop the export</source>
        <translation>出力を中止</translation>
    </message>
    <message>
        <source>Show older entries</source>
        <translation>以前の記録を表示</translation>
    </message>
    <message>
        <source>List of operations</source>
        <translation>操作の一覧</translation>
    </message>
</context>
</TS>
