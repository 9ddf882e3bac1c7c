<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>kaomon::cameras::CameraChoice</name>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>%1 (not allowed)</source>
        <translation>%1（使用不可）</translation>
    </message>
    <message>
        <source>%1 (not connected)</source>
        <translation>%1（未接続）</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Face logon: enrolment, test, status.</source>
        <translation>顔認証：顔の登録、認証テスト、状態の確認</translation>
    </message>
    <message>
        <source>Socket of the agent.</source>
        <translation>エージェントのソケット</translation>
    </message>
    <message>
        <source>Language: en or ja.</source>
        <translation>表示言語：en または ja</translation>
    </message>
    <message>
        <source>The language is en or ja.</source>
        <translation>表示言語には en または ja を指定してください。</translation>
    </message>
    <message>
        <source>Stay for the whole session: icon beside the clock, presence.</source>
        <translation>セッション中ずっと動作します (通知領域のアイコン、在席確認)。</translation>
    </message>
    <message>
        <source>Screen locker to start where the desktop has none, with arguments.</source>
        <translation>デスクトップにロック機能がない場合に起動する画面ロックのコマンド。</translation>
    </message>
    <message>
        <source>Start with the session from now on, or not: on or off.</source>
        <translation>サインイン時に自動で起動するかどうか (on または off)。</translation>
    </message>
    <message>
        <source>Fill in the sign-in of the window in front, once: for a key of the desktop.</source>
        <translation>前面のウィンドウのサインインを 1 回だけ入力します。デスクトップのキー割り当て用です。</translation>
    </message>
    <message>
        <source>Register the sign-in of an application; behind it the id of one that is to be changed.</source>
        <translation>アプリケーションのサインインを登録します。続けてIDを指定すると、登録済みのものを変更します。</translation>
    </message>
    <message>
        <source>With --session: the key that fills in the sign-in of the window in front, as in ctrl+alt+f; empty for none.</source>
        <translation>--session と併用: 手前のウィンドウのサインイン欄に入力するキー (例: ctrl+alt+f)。空ならキーを使いません。</translation>
    </message>
</context>
<context>
    <name>VersionText</name>
    <message>
        <source>Kaomon on this PC was updated to version %1; this window still belongs to version %2.</source>
        <extracomment>%1 is the new version, %2 the one that still runs.</extracomment>
        <translation>このPCのKaomonはバージョン %1 に更新されましたが、この画面はバージョン %2 のままです。</translation>
    </message>
    <message>
        <source>Sign out of this PC and in again, so that the new version runs.</source>
        <translation>新しいバージョンに切り替えるため、PCからいったんサインアウトし、もう一度サインインしてください。</translation>
    </message>
    <message>
        <source>The service of Kaomon on this PC is version %1 and this program is version %2: the update is not complete.</source>
        <translation>このPCのKaomonサービスはバージョン %1、このプログラムはバージョン %2 です。更新が完了していません。</translation>
    </message>
    <message>
        <source>Restart this PC. If you still see this afterwards, tell your administrator.</source>
        <translation>PCを再起動してください。再起動後も表示される場合は、管理者に連絡してください。</translation>
    </message>
    <message>
        <source>This version of Kaomon is no longer supported.</source>
        <translation>このバージョンのKaomonはサポートが終了しています。</translation>
    </message>
    <message>
        <source>Face logon goes on. Ask your administrator to install the newer version on this PC.</source>
        <translation>顔によるログオンは引き続き使用できます。このPCへの新しいバージョンのインストールを管理者に依頼してください。</translation>
    </message>
    <message>
        <source>This version of Kaomon is supported until %1 only.</source>
        <translation>このバージョンのKaomonのサポートは %1 で終了します。</translation>
    </message>
    <message>
        <source>Ask your administrator to install the newer version on this PC.</source>
        <translation>このPCへの新しいバージョンのインストールを管理者に依頼してください。</translation>
    </message>
    <message>
        <source>A newer version of Kaomon is out. This one is supported until %1.</source>
        <translation>Kaomonの新しいバージョンが公開されています。現在のバージョンのサポートは %1 までです。</translation>
    </message>
    <message>
        <source>Your administrator installs it; there is nothing for you to do.</source>
        <translation>更新は管理者が行います。操作は必要ありません。</translation>
    </message>
</context>
<context>
    <name>SeatText</name>
    <message>
        <source>A password opened this PC, so Kaomon does not know who you are.</source>
        <translation>パスワードでPCのロックが解除されたため、どなたが使用しているか確認できません。</translation>
    </message>
    <message>
        <source>Look into the camera for a moment. If you were here before, your passwords are at hand again; else sign in.</source>
        <translation>カメラを少しの間見てください。前回と同じ方であれば、パスワードをすぐに使用できます。別の方はサインインしてください。</translation>
    </message>
    <message>
        <source>Several people use this account, and Kaomon does not know who you are.</source>
        <translation>このアカウントは複数の方が使用しており、どなたが使用しているか確認できません。</translation>
    </message>
    <message>
        <source>Lock the screen and open it with your face, or sign in.</source>
        <translation>画面をロックして顔で解除するか、サインインしてください。</translation>
    </message>
</context>
<context>
    <name>TrayText</name>
    <message>
        <source>Presence: paused</source>
        <translation>在席確認: 一時停止中</translation>
    </message>
    <message>
        <source>Presence: the camera cannot be used</source>
        <translation>在席確認: カメラを使用できません</translation>
    </message>
    <message>
        <source>Presence: this PC is locked when you leave</source>
        <translation>在席確認: 離席するとこのPCはロックされます</translation>
    </message>
    <message>
        <source>Presence: off by your administrator&apos;s setting</source>
        <translation>在席確認: 管理者の設定により無効です</translation>
    </message>
    <message>
        <source>Presence: off. %1</source>
        <translation>在席確認: 無効 %1</translation>
    </message>
    <message>
        <source>The server keeps newer settings from this PC.</source>
        <translation>サーバーがこのPCに最新の設定を渡していません。</translation>
    </message>
    <message>
        <source>Face logon goes on with the older ones. Tell your administrator now.</source>
        <translation>顔認証は以前の設定のまま使えます。すぐに管理者へ連絡してください。</translation>
    </message>
    <message numerus="yes">
        <source>No administrator has confirmed the settings of this PC for %n day(s).</source>
        <translation>
            <numerusform>このPCの設定が最新であることを、管理者が%n日間確認していません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Face logon goes on. Tell your administrator: he signs in to the console, and this message goes away.</source>
        <translation>顔認証は引き続き使えます。管理者へ連絡してください。管理者が管理コンソールにサインインすると、この表示は消えます。</translation>
    </message>
    <message>
        <source>Your administrator asks for a report about this PC.</source>
        <translation>管理者が、このPCの調査用ログの送信を依頼しています。</translation>
    </message>
    <message>
        <source>The page Help says why and shows everything before it is sent.</source>
        <translation>「ヘルプ」で理由を確認できます。送信する前に内容がすべて表示されます。</translation>
    </message>
    <message>
        <source>Face logon is ready.</source>
        <translation>顔認証を使用できます。</translation>
    </message>
    <message>
        <source>Face logon is ready, but the server cannot be reached.</source>
        <translation>顔認証を使用できますが、サーバーに接続できません。</translation>
    </message>
    <message numerus="yes">
        <source>It goes on without the server for %n more day(s). Connect this PC to the network before then.</source>
        <translation>
            <numerusform>サーバーなしで使用できるのはあと%n日です。それまでにこのPCをネットワークに接続してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>Change it in Kaomon, on the page “PC password”.</source>
        <translation>Kaomonの「PCのパスワード」で変更してください。</translation>
    </message>
    <message>
        <source>The password of this PC has expired.</source>
        <translation>このPCのパスワードの有効期限が切れています。</translation>
    </message>
    <message>
        <source>The password of this PC must be changed.</source>
        <translation>このPCのパスワードを変更する必要があります。</translation>
    </message>
    <message>
        <source>Face logon may not have the new password of this PC yet.</source>
        <translation>このPCの新しいパスワードが、顔認証にまだ反映されていない可能性があります。</translation>
    </message>
    <message>
        <source>Log on with your password once; after that your face is enough again.</source>
        <translation>一度だけパスワードでログオンしてください。その後は顔認証だけで使えます。</translation>
    </message>
    <message>
        <source>The password of this PC expires today.</source>
        <translation>このPCのパスワードの有効期限は今日までです。</translation>
    </message>
    <message numerus="yes">
        <source>The password of this PC expires in %n day(s).</source>
        <translation>
            <numerusform>このPCのパスワードの有効期限まであと%n日です。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kaomon::enrolment::ConsentPage</name>
    <message>
        <source>Consent to the use of face data</source>
        <translation>顔データの利用についての同意</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>第%1版</translation>
    </message>
    <message>
        <source>Consent text</source>
        <translation>同意文</translation>
    </message>
    <message>
        <source>I agree</source>
        <translation>同意する</translation>
    </message>
    <message>
        <source>Not now: I keep using my password</source>
        <translation>今は同意しない（パスワードを使う）</translation>
    </message>
</context>
<context>
    <name>kaomon::enrolment::EnrolmentPage</name>
    <message>
        <source>Picture %1 of %2</source>
        <translation>撮影 %1／%2枚目</translation>
    </message>
    <message>
        <source>Starting the camera…</source>
        <translation>カメラを起動しています…</translation>
    </message>
    <message>
        <source>The picture of the camera appears here during the enrolment.</source>
        <translation>登録中は、ここにカメラの映像が表示されます。</translation>
    </message>
    <message>
        <source>Your face is enrolled already.</source>
        <translation>顔は登録済みです。</translation>
    </message>
    <message>
        <source>Enrol your face</source>
        <translation>顔を登録しましょう</translation>
    </message>
    <message>
        <source>Your face is enrolled.</source>
        <translation>顔の登録が完了しました。</translation>
    </message>
    <message>
        <source>The enrolment was cancelled. Nothing was kept.</source>
        <translation>登録を中止しました。データは保存していません。</translation>
    </message>
    <message>
        <source>Look straight into the camera.</source>
        <translation>カメラを正面から見てください。</translation>
    </message>
    <message>
        <source>Turn your head a little to the left.</source>
        <translation>顔を少し左に向けてください。</translation>
    </message>
    <message>
        <source>Turn your head a little to the right.</source>
        <translation>顔を少し右に向けてください。</translation>
    </message>
    <message>
        <source>Raise your chin a little.</source>
        <translation>あごを少し上げてください。</translation>
    </message>
    <message>
        <source>Lower your chin a little.</source>
        <translation>あごを少し引いてください。</translation>
    </message>
    <message>
        <source>Sit in front of the camera with good light. Take off a mask or sunglasses. It takes about half a minute.</source>
        <translation>明るい場所でカメラの前に座り、マスクやサングラスを外してください。30秒ほどで終わります。</translation>
    </message>
    <message>
        <source>Look into the camera.</source>
        <translation>カメラを見てください。</translation>
    </message>
    <message>
        <source>From now on you can log on to this PC with your face. Try it with “Test my face”.</source>
        <translation>これからは、顔認証でこのPCにログオンできます。「認証テストを開始」で試してみてください。</translation>
    </message>
    <message>
        <source>You can start again at any time, or keep using your password.</source>
        <translation>いつでもやり直せます。パスワードも引き続き使えます。</translation>
    </message>
    <message>
        <source>Slowly, and keep your eyes on the screen.</source>
        <translation>画面を見たまま、ゆっくり動かしてください。</translation>
    </message>
    <message>
        <source>Almost done. Please blink.</source>
        <translation>もう少しで完了です。まばたきをしてください。</translation>
    </message>
    <message>
        <source>Please turn your head to the left.</source>
        <translation>顔を左に向けてください。</translation>
    </message>
    <message>
        <source>Please turn your head to the right.</source>
        <translation>顔を右に向けてください。</translation>
    </message>
    <message>
        <source>Please nod.</source>
        <translation>うなずいてください。</translation>
    </message>
    <message>
        <source>Please look at the camera again.</source>
        <translation>もう一度カメラの正面を向いてください。</translation>
    </message>
    <message>
        <source>Good. Hold still.</source>
        <translation>そのまま動かないでください。</translation>
    </message>
    <message>
        <source>Keep looking into the camera.</source>
        <translation>そのままカメラを見てください。</translation>
    </message>
    <message>
        <source>Face enrolment</source>
        <translation>顔登録</translation>
    </message>
    <message>
        <source>Start enrolment</source>
        <translation>登録を開始</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Go to the face test</source>
        <translation>認証テストへ進む</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>鮮明さ</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>明るさ</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>顔の向き</translation>
    </message>
    <message>
        <source>Please enrol your face again.</source>
        <translation>顔をもう一度登録してください。</translation>
    </message>
    <message>
        <source>This PC has a new face model, which cannot read the face you enrolled before. Until then, use your password.</source>
        <translation>このPCの顔認識モデルが新しくなったため、以前に登録した顔は使えません。再登録まではパスワードをお使いください。</translation>
    </message>
    <message>
        <source>It counts on this PC from now on. The server could not be reached; your face is sent to it at your next sign-in, and then counts on your other PCs too.</source>
        <translation>このPCではすぐに使えます。サーバーに接続できなかったため、次回のサインイン時に送信され、その後はほかのPCでも使えるようになります。</translation>
    </message>
    <message>
        <source>Your face this time</source>
        <translation>今回の顔の状態</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>ふだんどおり</translation>
    </message>
    <message>
        <source>With glasses, if you wear them only sometimes</source>
        <translation>眼鏡あり（ときどき掛ける方）</translation>
    </message>
    <message>
        <source>With a mask</source>
        <translation>マスクあり</translation>
    </message>
    <message>
        <source>Your face waits for the approval of an administrator.</source>
        <translation>顔は管理者の承認待ちです。</translation>
    </message>
    <message>
        <source>Your face was enrolled long ago. Please enrol it again.</source>
        <translation>顔を登録してから長い時間がたっています。もう一度登録してください。</translation>
    </message>
    <message>
        <source>Your face was taken and waits for approval.</source>
        <translation>顔を撮影しました。管理者の承認待ちです。</translation>
    </message>
    <message>
        <source>Until then use your password. You need not enrol again.</source>
        <translation>承認されるまではパスワードを使用してください。もう一度登録する必要はありません。</translation>
    </message>
    <message>
        <source>The server could not be reached; your face is sent to it at your next sign-in. Then an administrator has to approve it. Until then use your password.</source>
        <translation>サーバーに接続できませんでした。次回のサインイン時に顔を送信します。その後、管理者の承認が必要です。それまではパスワードを使用してください。</translation>
    </message>
    <message>
        <source>An administrator has to approve it. Until then use your password; the page “Status” says when it counts.</source>
        <translation>管理者の承認が必要です。それまではパスワードを使用してください。使えるようになると「状態」ページに表示されます。</translation>
    </message>
</context>
<context>
    <name>kaomon::facetest::FaceTestPage</name>
    <message>
        <source>Starting the camera…</source>
        <translation>カメラを起動しています…</translation>
    </message>
    <message>
        <source>The picture of the camera appears here during the test.</source>
        <translation>テスト中は、ここにカメラの映像が表示されます。</translation>
    </message>
    <message>
        <source>Look into the camera.</source>
        <translation>カメラを見てください。</translation>
    </message>
    <message>
        <source>Try whether you are recognised.</source>
        <translation>本人と認識されるか試せます。</translation>
    </message>
    <message>
        <source>The test does not log you on and does not count as a failure.</source>
        <translation>テストではログオンしません。失敗回数にも数えません。</translation>
    </message>
    <message>
        <source>Your face is not enrolled yet.</source>
        <translation>顔がまだ登録されていません。</translation>
    </message>
    <message>
        <source>Enrol it first, then test it here.</source>
        <translation>先に顔登録をしてから、ここで試してください。</translation>
    </message>
    <message>
        <source>Time: %1 s</source>
        <translation>所要時間：%1秒</translation>
    </message>
    <message>
        <source>Recognised</source>
        <translation>認証成功</translation>
    </message>
    <message>
        <source>You were recognised.</source>
        <translation>本人と認識されました。</translation>
    </message>
    <message>
        <source>You can log on to this PC with your face.</source>
        <translation>顔認証でこのPCにログオンできます。</translation>
    </message>
    <message>
        <source>Not recognised</source>
        <translation>認証失敗</translation>
    </message>
    <message>
        <source>No decision</source>
        <translation>判定不可</translation>
    </message>
    <message>
        <source>Face test</source>
        <translation>認証テスト</translation>
    </message>
    <message>
        <source>Test my face</source>
        <translation>認証テストを開始</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Go to the face enrolment</source>
        <translation>顔登録へ進む</translation>
    </message>
    <message>
        <source>Please enrol your face again.</source>
        <translation>顔をもう一度登録してください。</translation>
    </message>
    <message>
        <source>This PC has a new face model, which cannot read the face you enrolled before.</source>
        <translation>このPCの顔認識モデルが新しくなったため、以前に登録した顔は使えません。</translation>
    </message>
    <message>
        <source>Your face waits for the approval of an administrator.</source>
        <translation>顔は管理者の承認待ちです。</translation>
    </message>
    <message>
        <source>Until then use your password. You can test it here once it is approved.</source>
        <translation>それまではパスワードを使用してください。承認された後、ここで試せます。</translation>
    </message>
</context>
<context>
    <name>kaomon::mydata::MyDataPage</name>
    <message>
        <source>Person: %1 (%2)</source>
        <translation>利用者: %1 (%2)</translation>
    </message>
    <message>
        <source>Consent: none given on this PC</source>
        <translation>同意: このPCでは同意していません</translation>
    </message>
    <message>
        <source>Consent: given to version %1 of the text</source>
        <translation>同意: 同意文 第%1版に同意済み</translation>
    </message>
    <message>
        <source>Your faces are erased on the server and on this PC now, and on other PCs as soon as they are in contact with the server. Face logon stops for you; your password goes on working. This cannot be undone.</source>
        <translation>サーバーとこのPCの顔データはすぐに消去され、他のPCではサーバーに接続した時点で消去されます。顔認証は使えなくなりますが、パスワードは引き続き使えます。この操作は取り消せません。</translation>
    </message>
    <message numerus="yes">
        <source>Your consent has been withdrawn, and %n face(s) have been erased.</source>
        <translation>
            <numerusform>同意を撤回し、%n件の顔データを消去しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Erasing…</source>
        <translation>消去しています…</translation>
    </message>
    <message>
        <source>(no label)</source>
        <translation>(ラベルなし)</translation>
    </message>
    <message>
        <source>Save a copy of my data</source>
        <translation>自分のデータを保存</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSONファイル (*.json)</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>保存しました: %1</translation>
    </message>
    <message>
        <source>The file could not be written: %1. Choose another folder.</source>
        <translation>ファイルに書き込めませんでした: %1 別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>My data</source>
        <translation>自分のデータ</translation>
    </message>
    <message>
        <source>What Kaomon keeps of you. Faces are kept as numbers under a key that the server does not have; no photograph is kept.</source>
        <translation>Kaomonが保存しているあなたのデータです。顔はサーバーが持たない鍵で暗号化した数値として保存され、写真は保存されません。</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>顔</translation>
    </message>
    <message>
        <source>Enrolled on</source>
        <translation>登録日時</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Faces that are kept</source>
        <translation>保存されている顔</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>コピーを保存…</translation>
    </message>
    <message>
        <source>Withdraw consent and erase my faces…</source>
        <translation>同意を撤回し、顔データを消去…</translation>
    </message>
    <message>
        <source>Erase now</source>
        <translation>今すぐ消去</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>消去しない</translation>
    </message>
</context>
<context>
    <name>kaomon::presence::PresenceOverlay</name>
    <message>
        <source>You are not seen in front of this PC. Look at the camera.</source>
        <translation>PCの前にあなたの顔が見えません。カメラを見てください。</translation>
    </message>
    <message numerus="yes">
        <source>The screen will be locked in %n second(s).</source>
        <translation>
            <numerusform>あと%n秒で画面をロックします。</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody's session is open on this PC.</source>
        <translation>このPCは、ほかの人が使っている途中です。</translation>
    </message>
    <message>
        <source>%1 is using this PC.</source>
        <extracomment>%1 is a person's name.</extracomment>
        <translation>%1さんがこのPCを使っています。</translation>
    </message>
    <message>
        <source>Is it not you? Lock the screen, then show your face.</source>
        <translation>ご本人でない場合は、画面をロックしてから、顔を見せてください。</translation>
    </message>
    <message>
        <source>Somebody else is looking at your screen.</source>
        <translation>他の人があなたの画面を見ています。</translation>
    </message>
    <message>
        <source>This PC should be locked, but its screen lock did not start.</source>
        <translation>画面をロックする必要がありますが、ロックを開始できませんでした。</translation>
    </message>
    <message>
        <source>Look at the camera to go on, and tell your administrator.</source>
        <translation>続けるにはカメラを見てください。また、管理者に連絡してください。</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::ClientWindow</name>
    <message>
        <source>You have been signed out.</source>
        <translation>サインアウトしました。</translation>
    </message>
    <message>
        <source>%1 The faces and keys that it held have been erased.</source>
        <translation>%1 このPCに保存されていた顔情報と鍵は消去されました。</translation>
    </message>
    <message>
        <source>%1 Everything that Kaomon kept on it has been erased, and your administrator can see that.</source>
        <translation>%1 このPCにKaomonが保存していた情報はすべて消去され、管理者側でも消去済みと表示されます。</translation>
    </message>
    <message>
        <source>Kaomon</source>
        <translation>Kaomon</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Face enrolment</source>
        <translation>顔登録</translation>
    </message>
    <message>
        <source>Face test</source>
        <translation>認証テスト</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>パスワード変更</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>サインアウト</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>表示言語</translation>
    </message>
    <message>
        <source>My data</source>
        <translation>自分のデータ</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>パスワード保管庫</translation>
    </message>
    <message>
        <source>Demonstration: the check for a living person may be off, and then photographs unlock this PC. Do not use it for real data.</source>
        <translation>デモ環境です。生体検知が無効の場合があり、そのときは写真でもこのPCのロックを解除できます。実際のデータには使用しないでください。</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>お知らせ</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>PC password</source>
        <translation>PCのパスワード</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::StatusPage</name>
    <message>
        <source>—</source>
        <translation>－</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>オンライン</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>オフライン</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A person&apos;s name, then the login name in brackets.</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>登録済み</translation>
    </message>
    <message>
        <source>Not enrolled: use “Face enrolment”</source>
        <translation>未登録（「顔登録」から登録できます）</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>The server keeps newer settings from this PC. Face logon goes on with the older ones. Tell your administrator now.</source>
        <translation>サーバーがこのPCに最新の設定を渡していません。顔認証は以前の設定のまま使えます。すぐに管理者へ連絡してください。</translation>
    </message>
    <message numerus="yes">
        <source>No administrator has confirmed the settings of this PC for %n day(s). Face logon goes on. Tell your administrator: he signs in to the console, and this message goes away.</source>
        <translation>
            <numerusform>このPCの設定が最新であることを、管理者が%n日間確認していません。顔認証は引き続き使えます。管理者へ連絡してください。管理者が管理コンソールにサインインすると、この表示は消えます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline. Face logon keeps working; check the network.</source>
        <translation>オフラインです。顔認証は引き続き使えます。ネットワークを確認してください。</translation>
    </message>
    <message>
        <source>Offline. Face logon keeps working until %1; check the network.</source>
        <translation>オフラインです。顔認証は%1まで使えます。ネットワークを確認してください。</translation>
    </message>
    <message>
        <source>Connected to %1</source>
        <translation>%1 に接続中</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>All sent</source>
        <translation>すべて送信済み</translation>
    </message>
    <message>
        <source>Waiting to be sent: %1</source>
        <translation>送信待ち：%1件</translation>
    </message>
    <message>
        <source>On</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>Off: photographs unlock this PC</source>
        <translation>無効（写真でもロックを解除できます）</translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation>未登録</translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>承認待ち</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>登録済み</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>登録取り消し済み</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>データ消去済み</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Keys in a file that only the system administrator can read</source>
        <translation>システム管理者だけが読めるファイルに保存</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Signed in as</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>Your face</source>
        <translation>顔登録</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>このPC</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Last synchronised</source>
        <translation>最終同期</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>認証記録</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Check for a living person</source>
        <translation>生体検知</translation>
    </message>
    <message>
        <source>Face model</source>
        <translation>顔認証モデル</translation>
    </message>
    <message>
        <source>Stored keys</source>
        <translation>鍵の保護</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Please enrol your face again: this PC has a new face model</source>
        <translation>再登録が必要です（このPCの顔認識モデルが新しくなりました）</translation>
    </message>
    <message>
        <source>Must be changed: use “PC password”</source>
        <translation>変更が必要です。「PCのパスワード」で変更してください</translation>
    </message>
    <message>
        <source>Expired: use “PC password”</source>
        <translation>有効期限切れです。「PCのパスワード」で変更してください</translation>
    </message>
    <message>
        <source>Log on with it once, so that your face opens this PC with the new one</source>
        <translation>一度パスワードでログオンすると、顔認証に新しいパスワードが反映されます</translation>
    </message>
    <message numerus="yes">
        <source>Expires in %n day(s): use “PC password”</source>
        <translation>
            <numerusform>有効期限まであと%n日です。「PCのパスワード」で変更できます</numerusform>
        </translation>
    </message>
    <message>
        <source>In order</source>
        <translation>問題ありません</translation>
    </message>
    <message>
        <source>Password of the PC</source>
        <translation>PCのパスワード</translation>
    </message>
    <message>
        <source>Your Kaomon password is good until %1. At your first sign-in afterwards you choose another one.</source>
        <translation>Kaomonのパスワードの有効期限は%1です。期限後の最初のサインインで新しいパスワードを設定します。</translation>
    </message>
    <message>
        <source>An administrator refused your new face: %1. Enrol it again, or ask him.</source>
        <translation>新しい顔は管理者に却下されました: %1。もう一度登録するか、管理者に問い合わせてください。</translation>
    </message>
    <message>
        <source>Your earlier face goes on working.</source>
        <translation>以前の顔は引き続き使えます。</translation>
    </message>
    <message>
        <source>Waits for the approval of an administrator. Until then use your password.</source>
        <translation>管理者の承認待ちです。それまではパスワードを使用してください。</translation>
    </message>
    <message>
        <source>Enrolled; a further face waits for the approval of an administrator</source>
        <translation>登録済み (追加の顔は管理者の承認待ち)</translation>
    </message>
    <message>
        <source>Enrolled long ago: please enrol your face again. It goes on working until then.</source>
        <translation>登録から長い時間がたっています。もう一度顔を登録してください。それまでは今の顔が使えます。</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::Tray</name>
    <message>
        <source>Open Kaomon</source>
        <translation>Kaomonを開く</translation>
    </message>
    <message>
        <source>I am presenting: do not lock the screen</source>
        <translation>発表中 (画面をロックしない)</translation>
    </message>
    <message numerus="yes">
        <source>%n new notice(s)…</source>
        <translation>
            <numerusform>新着のお知らせ %n件…</numerusform>
        </translation>
    </message>
    <message>
        <source>Notices…</source>
        <translation>お知らせ…</translation>
    </message>
    <message>
        <source>Notice from your administrators</source>
        <translation>管理者からのお知らせ</translation>
    </message>
    <message numerus="yes">
        <source>%n new notice(s). Click here to read.</source>
        <translation>
            <numerusform>新着のお知らせが%n件あります。クリックすると表示します。</numerusform>
        </translation>
    </message>
    <message>
        <source>Fill in the sign-in in front</source>
        <translation>前面のサインインに入力する</translation>
    </message>
</context>
<context>
    <name>kaomon::signin::PasswordPage</name>
    <message>
        <source>At least %1 characters</source>
        <translation>%1文字以上</translation>
    </message>
    <message>
        <source>%1 or more kinds of: small letters, capital letters, digits, others</source>
        <extracomment>How many kinds, a digit.</extracomment>
        <translation>英小文字・英大文字・数字・その他のうち%1種類以上</translation>
    </message>
    <message>
        <source>Not your login name and not a common word</source>
        <translation>利用者IDやよく使われる語ではない</translation>
    </message>
    <message>
        <source>The same twice</source>
        <translation>2回の入力が一致している</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <extracomment>A tick or a dot, then a rule for the new password.</extracomment>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>The password that you were given is valid for this once. Choose your own now.</source>
        <translation>発行されたパスワードは一度だけ有効です。新しいパスワードを設定してください。</translation>
    </message>
    <message>
        <source>After the change you are asked for the new password everywhere.</source>
        <translation>変更後は、すべての場所で新しいパスワードを使用します。</translation>
    </message>
    <message>
        <source>Changing…</source>
        <translation>変更しています…</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>パスワードを変更</translation>
    </message>
    <message>
        <source>Current password</source>
        <translation>現在のパスワード</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新しいパスワード</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>新しいパスワード（確認）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>kaomon::signin::SignInPage</name>
    <message>
        <source>Sign in to Kaomon</source>
        <translation>Kaomonにサインイン</translation>
    </message>
    <message>
        <source>Use the login name and password that your administrator gave you.</source>
        <translation>管理者から受け取った利用者IDとパスワードを入力してください。</translation>
    </message>
</context>
<context>
    <name>kaomon::vaultpage::EntryForm</name>
    <message>
        <source>Title</source>
        <translation>件名</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>One-time code key</source>
        <translation>ワンタイムコードのキー</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Tags, separated by commas</source>
        <translation>タグ (コンマ区切り)</translation>
    </message>
    <message>
        <source>Leave empty to keep it</source>
        <translation>変更しない場合は空欄のまま</translation>
    </message>
    <message>
        <source>Make one up</source>
        <translation>自動生成</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Fills in</source>
        <translation>入力先のアプリケーション</translation>
    </message>
    <message>
        <source>No application</source>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>kaomon::vaultpage::VaultPage</name>
    <message>
        <source>Needs a new password</source>
        <translation>新しいパスワードの登録が必要</translation>
    </message>
    <message>
        <source>Also changed on another PC</source>
        <translation>別のPCでも変更あり</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>With one-time code</source>
        <translation>ワンタイムコードあり</translation>
    </message>
    <message>
        <source>The entry is deleted on every PC. This cannot be undone.</source>
        <translation>この登録はすべてのPCから削除されます。元に戻すことはできません。</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) that should be here were not given out by the server. Tell your administrator.</source>
        <translation>
            <numerusform>サーバーから受け取れなかった登録が%n件あります。管理者に連絡してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>Another PC changed this entry meanwhile. Yours stands beside it; keep the right one.</source>
        <translation>この登録は別のPCでも変更されました。今回の変更は別の登録として保存しましたので、正しい方を残してください。</translation>
    </message>
    <message>
        <source>Look at the camera…</source>
        <translation>カメラを見てください…</translation>
    </message>
    <message>
        <source>Passwords are not kept here</source>
        <translation>パスワード保管庫は使用できません</translation>
    </message>
    <message>
        <source>Your administrator has switched this off.</source>
        <translation>管理者がこの機能を無効にしています。</translation>
    </message>
    <message>
        <source>Your passwords are locked</source>
        <translation>パスワード保管庫はロックされています</translation>
    </message>
    <message>
        <source>Your face opens them, also without the server.</source>
        <translation>顔認証で開きます。サーバーに接続できないときも使用できます。</translation>
    </message>
    <message>
        <source>Open with my face</source>
        <translation>顔認証で開く</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>パスワードを表示</translation>
    </message>
    <message>
        <source>Hide password</source>
        <translation>パスワードを隠す</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>削除しない</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>パスワード保管庫</translation>
    </message>
    <message>
        <source>User names and passwords of your applications. They are locked with a key that the server does not have.</source>
        <translation>業務アプリケーションのユーザー名とパスワードです。サーバーが持たない鍵で保護されています。</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>件名</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>登録一覧</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ロック</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>追加…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>変更…</translation>
    </message>
    <message>
        <source>Delete now</source>
        <translation>削除する</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>取り込み…</translation>
    </message>
    <message>
        <source>Applications</source>
        <translation>アプリケーション</translation>
    </message>
    <message>
        <source>Refused by the application; tell your administrator</source>
        <translation>アプリケーションに拒否されました。管理者にお知らせください</translation>
    </message>
    <message>
        <source>Set by your company; it can be used and not shown</source>
        <translation>会社が設定したものです。使えますが、表示はできません</translation>
    </message>
</context>
<context>
    <name>DiagnosticsPartText</name>
    <message>
        <source>This PC: versions, state, camera</source>
        <translation>このPC：バージョン、状態、カメラ</translation>
    </message>
    <message>
        <source>What the examination of this PC found</source>
        <translation>このPCの点検結果</translation>
    </message>
    <message>
        <source>Settings in force</source>
        <translation>適用中の設定</translation>
    </message>
    <message>
        <source>Log of the face logon service</source>
        <translation>顔認証サービスのログ</translation>
    </message>
    <message>
        <source>Log of this program</source>
        <translation>このプログラムのログ</translation>
    </message>
    <message>
        <source>Events that the server does not have yet</source>
        <translation>サーバーに未送信のイベント</translation>
    </message>
    <message>
        <source>Times at which the service ended by accident</source>
        <translation>サービスが異常終了した日時</translation>
    </message>
    <message>
        <source>Always included: nothing of the rest can be understood without it.</source>
        <translation>必ず含まれます。これがないと、ほかの内容を調べることができません。</translation>
    </message>
</context>
<context>
    <name>kaomon::helpdesk::DiagnosticsPage</name>
    <message>
        <source>Your administrator %1 asks for a report about this PC: %2
You see all of it before it is sent, and may leave parts out or decline.</source>
        <translation>管理者 %1 が、このPCの調査用ログの送信を依頼しています: %2
送信する前に内容がすべて表示されます。一部を除くことも、断ることもできます。</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>断る</translation>
    </message>
    <message>
        <source>Saved: %1. Give this file to your help desk; nothing was sent.</source>
        <translation>保存しました：%1。このファイルをヘルプデスクに渡してください。送信はしていません。</translation>
    </message>
    <message>
        <source>The file could not be written: %1. Choose another folder.</source>
        <translation>ファイルに書き込めませんでした：%1。別のフォルダーを選んでください。</translation>
    </message>
    <message numerus="yes">
        <source>%n report(s) of yours wait on this PC until the server can be reached.</source>
        <translation>
            <numerusform>サーバーに接続できるまで、%n件の報告がこのPCで送信を待っています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Last ticket: %1, sent on %2.</source>
        <translation>前回の受付番号：%1（送信：%2）</translation>
    </message>
    <message>
        <source>Show first, send afterwards</source>
        <translation>内容を確認してから送信できます</translation>
    </message>
    <message>
        <source>Kaomon collects what this PC says of itself and of your own logons. You see all of it before anything is sent, and can leave parts out. Passwords, pictures and faces are never in it.</source>
        <translation>このPCの状態とご自身のログオンに関する情報を収集します。送信前にすべての内容を確認でき、不要な部分を除くこともできます。パスワード、画像、顔の情報は含まれません。</translation>
    </message>
    <message>
        <source>Collect</source>
        <translation>収集する</translation>
    </message>
    <message>
        <source>Collecting…</source>
        <translation>収集しています…</translation>
    </message>
    <message>
        <source>Sending: %1 of %2 parts</source>
        <translation>送信しています：%1 / %2</translation>
    </message>
    <message>
        <source>Packing and sealing…</source>
        <translation>まとめて暗号化しています…</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s), </source>
        <translation>
            <numerusform>%n行、</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) about other people of this PC are left out.</source>
        <translation>
            <numerusform>このPCのほかの利用者に関する%n行は除いてあります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Sent. Your ticket number is:</source>
        <translation>送信しました。受付番号：</translation>
    </message>
    <message>
        <source>Read this number out to your help desk. Only administrators of your organisation can open what you sent, and it is deleted after 30 days.</source>
        <translation>この番号をヘルプデスクに伝えてください。送信した内容を開けるのは組織の管理者だけで、30日後に削除されます。</translation>
    </message>
    <message>
        <source>It could not be sent yet. %1</source>
        <translation>まだ送信できていません。%1</translation>
    </message>
    <message>
        <source>It waits on this PC, sealed, and is sent by itself as soon as the server can be reached; the ticket number is shown here then. If it is urgent, begin again and save it in a file for your help desk.</source>
        <translation>暗号化してこのPCに保管しており、サーバーに接続できしだい自動で送信します。送信後、受付番号をここに表示します。お急ぎの場合は最初からやり直し、ファイルに保存してヘルプデスクに渡してください。</translation>
    </message>
    <message>
        <source>Save for the help desk</source>
        <translation>ヘルプデスク用に保存</translation>
    </message>
    <message>
        <source>ZIP files (*.zip)</source>
        <translation>ZIPファイル (*.zip)</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>If something does not work, your help desk can look into it with what this PC has noted.</source>
        <translation>うまく動かないときは、このPCの記録をもとにヘルプデスクが調べることができます。</translation>
    </message>
    <message>
        <source>What is included</source>
        <translation>含める内容</translation>
    </message>
    <message>
        <source>Content of the part that is chosen</source>
        <translation>選択した項目の内容</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>続きを表示</translation>
    </message>
    <message>
        <source>What happened? (optional)</source>
        <translation>どのような問題ですか（任意）</translation>
    </message>
    <message>
        <source>Save in a file…</source>
        <translation>ファイルに保存…</translation>
    </message>
    <message>
        <source>Send to the help desk</source>
        <translation>ヘルプデスクに送信</translation>
    </message>
    <message>
        <source>Ticket number</source>
        <translation>受付番号</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>最初からやり直す</translation>
    </message>
</context>
<context>
    <name>kaomon::notices::NoticesPage</name>
    <message>
        <source>No notices</source>
        <translation>お知らせはありません</translation>
    </message>
    <message>
        <source>Notices of your administrators appear here and in the tray.</source>
        <translation>管理者からのお知らせは、ここと通知領域に表示されます。</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>新着：%1</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>お知らせ</translation>
    </message>
    <message>
        <source>I have taken note of it</source>
        <translation>確認しました</translation>
    </message>
    <message>
        <source>You have taken note of it; your administrators can see that.</source>
        <translation>確認済みです。管理者にも伝わっています。</translation>
    </message>
</context>
<context>
    <name>kaomon::pin::PinPage</name>
    <message>
        <source>Starting the camera…</source>
        <translation>カメラを起動しています…</translation>
    </message>
    <message>
        <source>The picture of the camera appears here while you are looked at.</source>
        <translation>顔を確認している間、ここにカメラの映像が表示されます。</translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>PINを変更</translation>
    </message>
    <message>
        <source>Set the PIN</source>
        <translation>PINを設定</translation>
    </message>
    <message>
        <source>Enrol your face first: the PIN is kept after a look at it.</source>
        <translation>先に顔を登録してください。PINは顔を確認したあとに保存されます。</translation>
    </message>
    <message>
        <source>Look into the camera.</source>
        <translation>カメラを見てください。</translation>
    </message>
    <message>
        <source>The PIN was not changed. %1</source>
        <translation>PINは変更されませんでした。%1</translation>
    </message>
    <message>
        <source>The PIN is set. It is good on this PC only.</source>
        <translation>PINを設定しました。このPCでのみ使えます。</translation>
    </message>
    <message>
        <source>A PIN is set on this PC.</source>
        <translation>このPCにはPINが設定されています。</translation>
    </message>
    <message>
        <source>No PIN is set on this PC yet.</source>
        <translation>このPCにはPINがまだ設定されていません。</translation>
    </message>
    <message>
        <source>You are looked at next; then the PIN is kept.</source>
        <translation>次に顔を確認し、そのあとPINを保存します。</translation>
    </message>
    <message>
        <source>A PIN has digits only.</source>
        <translation>PINに使えるのは数字だけです。</translation>
    </message>
    <message numerus="yes">
        <source>At least %n digit(s), please.</source>
        <translation>
            <numerusform>%n桁以上で入力してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>This PIN would be guessed first. Choose another one.</source>
        <translation>推測されやすいPINです。別の番号にしてください。</translation>
    </message>
    <message>
        <source>Type the same PIN a second time.</source>
        <translation>確認のため、同じPINをもう一度入力してください。</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Your organisation asks for a PIN besides your face. It is kept on this PC only, so that nobody can use it elsewhere. After several wrong ones it pauses.</source>
        <translation>組織の設定により、顔に加えてPINが必要です。PINはこのPCだけに保存され、ほかの場所では使えません。続けて間違えると一時的に使えなくなります。</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>新しいPIN</translation>
    </message>
    <message>
        <source>New PIN again</source>
        <translation>新しいPIN（確認）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>FillText</name>
    <message>
        <source>A part of the password stands where it can be read and could not be taken out. Delete it from the window, and change the password if somebody may have seen it.</source>
        <translation>パスワードの一部が画面に表示されたまま、消去できませんでした。画面から削除し、他の人に見られた可能性があるときはパスワードを変更してください。</translation>
    </message>
    <message>
        <source>Filled in.</source>
        <translation>入力しました。</translation>
    </message>
    <message>
        <source>Filled in. Look whether the application has taken it.</source>
        <translation>入力しました。アプリケーションに受け付けられたか確認してください。</translation>
    </message>
    <message>
        <source>No entry belongs to this window. Nothing was filled in.</source>
        <translation>このウィンドウに対応する登録がありません。何も入力していません。</translation>
    </message>
    <message>
        <source>Several entries fit and none was chosen. Nothing was filled in.</source>
        <translation>該当する登録が複数あり、選択されませんでした。何も入力していません。</translation>
    </message>
    <message>
        <source>The window shows no field to sign in. Wait until it does and try again.</source>
        <translation>サインインの入力欄が表示されていません。表示されてからもう一度お試しください。</translation>
    </message>
    <message>
        <source>A field is gone or has changed. Nothing more was filled in; look at the window.</source>
        <translation>入力欄がなくなったか、変わりました。入力を中止しました。ウィンドウを確認してください。</translation>
    </message>
    <message>
        <source>The application runs as another user or with an administrator's rights and is not filled in. Type the password.</source>
        <translation>アプリケーションが別のユーザーまたは管理者権限で動作しているため、入力しません。パスワードを直接入力してください。</translation>
    </message>
    <message>
        <source>This screen belongs to the system and is not filled in. Type the password.</source>
        <translation>システムの画面のため、入力しません。パスワードを直接入力してください。</translation>
    </message>
    <message>
        <source>Another window came to the front, so filling in has stopped. Go back and try again.</source>
        <translation>別のウィンドウが前面になったため、入力を中止しました。元のウィンドウに戻ってもう一度お試しください。</translation>
    </message>
    <message>
        <source>The keyboard took some characters differently, so filling in has stopped. Type the password.</source>
        <translation>一部の文字を入力できないため、中止しました。パスワードを直接入力してください。</translation>
    </message>
    <message>
        <source>The field did not hold what was filled in, so filling in has stopped. Type the password.</source>
        <translation>入力した内容が欄に正しく入らなかったため、中止しました。パスワードを直接入力してください。</translation>
    </message>
    <message>
        <source>The application refused the password. It is not tried again until you put the new one into &quot;Passwords&quot;.</source>
        <translation>アプリケーションがパスワードを受け付けませんでした。「パスワード保管庫」に新しいパスワードを登録するまで、再入力は行いません。</translation>
    </message>
    <message>
        <source>What is known of this sign-in does not fit the window any more. Tell your administrator.</source>
        <translation>登録されているサインインの情報が現在のウィンドウと一致しません。管理者にお知らせください。</translation>
    </message>
    <message>
        <source>Your administrator does not allow applications to be signed in to. Type the password.</source>
        <translation>管理者の設定により、アプリケーションへの代行入力は許可されていません。パスワードを直接入力してください。</translation>
    </message>
    <message>
        <source>Your face was not recognised. Nothing was filled in. Try again, or type the password.</source>
        <translation>顔を確認できませんでした。何も入力していません。もう一度お試しになるか、パスワードを直接入力してください。</translation>
    </message>
</context>
<context>
    <name>kaomon::applogin::FillWindow</name>
    <message>
        <source>Fill in</source>
        <translation>入力する</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Fill in a sign-in</source>
        <translation>サインインの代行入力</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>登録の一覧</translation>
    </message>
    <message>
        <source>Looking which window it is…</source>
        <translation>ウィンドウを確認しています…</translation>
    </message>
    <message>
        <source>Look at the camera…</source>
        <translation>カメラを見てください…</translation>
    </message>
    <message>
        <source>Which entry is it?</source>
        <translation>どの登録を使いますか。</translation>
    </message>
    <message>
        <source>Filling in. Please do not type.</source>
        <translation>入力しています。キーボードに触れないでください。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>OsPasswordText</name>
    <message numerus="yes">
        <source>At least %n character(s)</source>
        <translation>
            <numerusform>%n文字以上</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kind(s) or more of: small letters, capital letters, digits, other characters</source>
        <translation>
            <numerusform>小文字・大文字・数字・記号のうち%n種類以上</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n digit(s)</source>
        <translation>
            <numerusform>数字を%n文字以上</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n capital letter(s)</source>
        <translation>
            <numerusform>大文字を%n文字以上</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n small letter(s)</source>
        <translation>
            <numerusform>小文字を%n文字以上</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n character(s) that are neither letter nor digit</source>
        <translation>
            <numerusform>記号を%n文字以上</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n character(s) that differ from the current password</source>
        <translation>
            <numerusform>現在のパスワードにない文字を%n文字以上</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The same character at most %n time(s) in a row</source>
        <translation>
            <numerusform>同じ文字の連続は%n文字まで</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of the last %n password(s)</source>
        <translation>
            <numerusform>過去%n回に使用したパスワードは使えません</numerusform>
        </translation>
    </message>
    <message>
        <source>Not containing the account&apos;s name</source>
        <translation>アカウント名を含むものは使えません</translation>
    </message>
    <message>
        <source>Not a word of a dictionary</source>
        <translation>辞書にある単語は使えません</translation>
    </message>
    <message>
        <source>Not too simple, and not too much like the current one</source>
        <translation>単純すぎるもの、現在のパスワードに似すぎたものは使えません</translation>
    </message>
    <message>
        <source>This PC tells no rules in advance. If it refuses the new password, its reason is shown here.</source>
        <translation>このPCの規則を事前に表示することはできません。新しいパスワードが受け付けられない場合は、理由をここに表示します。</translation>
    </message>
    <message>
        <source>It must be changed now.</source>
        <translation>パスワードを今すぐ変更する必要があります。</translation>
    </message>
    <message>
        <source>It has expired and must be changed now.</source>
        <translation>パスワードの有効期限が切れています。今すぐ変更してください。</translation>
    </message>
    <message numerus="yes">
        <source>It was changed a short time ago. This PC allows the next change in %n day(s).</source>
        <translation>
            <numerusform>パスワードは最近変更されています。次に変更できるのは%n日後です。</numerusform>
        </translation>
    </message>
    <message>
        <source>It expires today.</source>
        <translation>パスワードの有効期限は今日までです。</translation>
    </message>
    <message numerus="yes">
        <source>It expires in %n day(s).</source>
        <translation>
            <numerusform>パスワードの有効期限まであと%n日です。</numerusform>
        </translation>
    </message>
    <message>
        <source>Face logon takes over the new password by itself.</source>
        <translation>新しいパスワードは顔認証にも自動的に反映されます。</translation>
    </message>
    <message>
        <source>The key ring of your desktop gets the new password too, while it is unlocked.</source>
        <translation>デスクトップのキーリングも、ロックが解除されていれば新しいパスワードに変わります。</translation>
    </message>
    <message>
        <source>This PC did not say whether the password was changed. At the next logon try the new password first, then the old one; after that face logon works again by itself.</source>
        <translation>パスワードが変更されたかどうかを確認できませんでした。次のログオンでは、まず新しいパスワードを、使えない場合は以前のパスワードを入力してください。その後は顔認証が自動的に元どおり使えます。</translation>
    </message>
    <message>
        <source>The current password is not right. Nothing was changed.</source>
        <translation>現在のパスワードが違います。変更されていません。</translation>
    </message>
    <message>
        <source>This PC refuses the new password. Nothing was changed. Its reason:</source>
        <translation>新しいパスワードは受け付けられませんでした。変更されていません。このPCが示した理由:</translation>
    </message>
    <message>
        <source>This PC refuses the new password and names no reason. Nothing was changed. Try a longer one.</source>
        <translation>新しいパスワードは受け付けられませんでした（理由は示されていません）。変更されていません。より長いパスワードをお試しください。</translation>
    </message>
    <message>
        <source>This PC does not allow the change. Nothing was changed. Its reason:</source>
        <translation>このPCではパスワードの変更が許可されていません。変更されていません。このPCが示した理由:</translation>
    </message>
    <message>
        <source>This PC does not allow the change. Ask your administrator.</source>
        <translation>このPCではパスワードの変更が許可されていません。管理者に連絡してください。</translation>
    </message>
    <message>
        <source>This PC asks for something else besides the password. Change it in a terminal, with the command “passwd”.</source>
        <translation>このPCではパスワード以外の入力も求められます。端末で「passwd」コマンドを使って変更してください。</translation>
    </message>
    <message>
        <source>The password cannot be changed just now. Nothing was changed. Try again in a minute; if that does not help, tell your administrator.</source>
        <translation>現在パスワードを変更できません。変更されていません。1分ほど待ってからやり直してください。解決しない場合は管理者に連絡してください。</translation>
    </message>
    <message>
        <source>A password cannot be empty or longer than 511 bytes. Nothing was changed.</source>
        <translation>パスワードは1バイト以上511バイト以内で入力してください。変更されていません。</translation>
    </message>
    <message>
        <source>The password of this PC is changed. Face logon has the new one.</source>
        <translation>このPCのパスワードを変更しました。顔認証にも反映済みです。</translation>
    </message>
    <message>
        <source>The password of this PC is changed, but face logon could not take over the new one. Log on with the new password once; after that your face is enough again.</source>
        <translation>このPCのパスワードを変更しましたが、顔認証には反映できませんでした。一度だけ新しいパスワードでログオンしてください。その後は顔認証だけで使えます。</translation>
    </message>
    <message>
        <source>The password of this PC is changed.</source>
        <translation>このPCのパスワードを変更しました。</translation>
    </message>
</context>
<context>
    <name>kaomon::ospassword::OsPasswordPage</name>
    <message>
        <source>The password of root is not changed here.</source>
        <translation>rootのパスワードはここでは変更できません。</translation>
    </message>
    <message>
        <source>Use the command “passwd” in a terminal.</source>
        <translation>端末で「passwd」コマンドを使ってください。</translation>
    </message>
    <message>
        <source>This account has no password on this PC.</source>
        <translation>このアカウントには、このPCのパスワードが設定されていません。</translation>
    </message>
    <message>
        <source>There is nothing to change. Ask your administrator if you need one.</source>
        <translation>変更するパスワードはありません。必要な場合は管理者に連絡してください。</translation>
    </message>
    <message>
        <source>The password cannot be changed with Kaomon on this PC.</source>
        <translation>このPCでは、Kaomonからパスワードを変更できません。</translation>
    </message>
    <message>
        <source>Use the command “passwd” in a terminal, or ask your administrator.</source>
        <translation>端末で「passwd」コマンドを使うか、管理者に連絡してください。</translation>
    </message>
    <message>
        <source>Account: %1</source>
        <translation>アカウント: %1</translation>
    </message>
    <message>
        <source>・ %1</source>
        <extracomment>A rule for the new password behind a dot.</extracomment>
        <translation>・ %1</translation>
    </message>
    <message>
        <source>Changing…</source>
        <translation>変更しています…</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>パスワードを変更</translation>
    </message>
    <message>
        <source>This PC is changing the password. This may take a few seconds.</source>
        <translation>パスワードを変更しています。数秒かかることがあります。</translation>
    </message>
    <message>
        <source>The two new passwords are not the same.</source>
        <translation>新しいパスワードが一致していません。</translation>
    </message>
    <message>
        <source>Change the password of this PC</source>
        <translation>このPCのパスワードを変更</translation>
    </message>
    <message>
        <source>Current password of this PC</source>
        <translation>このPCの現在のパスワード</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新しいパスワード</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>新しいパスワード（確認）</translation>
    </message>
    <message>
        <source>What this PC asks of the new password</source>
        <translation>新しいパスワードの条件</translation>
    </message>
</context>
<context>
    <name>ImportText</name>
    <message>
        <source>title</source>
        <translation>件名</translation>
    </message>
    <message>
        <source>user name</source>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>one-time code key</source>
        <translation>ワンタイムコードのキー</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Has no title, address or user name</source>
        <translation>件名、アドレス、ユーザー名がありません</translation>
    </message>
    <message>
        <source>Has neither user name nor password</source>
        <translation>ユーザー名とパスワードがありません</translation>
    </message>
    <message>
        <source>Too long, or not a valid text: %1</source>
        <translation>長すぎるか、使用できない文字が含まれています：%1</translation>
    </message>
    <message>
        <source>Its password is encrypted in the file</source>
        <translation>ファイル内のパスワードが暗号化されています</translation>
    </message>
    <message>
        <source>Was in the recycle bin</source>
        <translation>ごみ箱に入っていました</translation>
    </message>
    <message>
        <source>Is here already</source>
        <translation>すでに登録されています</translation>
    </message>
    <message>
        <source>More than a vault can hold</source>
        <translation>保管庫に登録できる件数を超えています</translation>
    </message>
    <message>
        <source>Made by a newer version</source>
        <translation>新しいバージョンで作成されています</translation>
    </message>
    <message>
        <source>Wrong at %1: %2</source>
        <extracomment>%1 is the place in the file, %2 an English word on what is wrong</extracomment>
        <translation>%1 に誤りがあります：%2</translation>
    </message>
    <message>
        <source>The first line of the file names no columns for title and password. Export it as CSV from KeePassXC, or as KeePass 2 XML.</source>
        <translation>ファイルの1行目に、件名とパスワードの列名がありません。KeePassXCのCSV、またはKeePass 2のXMLとして書き出してください。</translation>
    </message>
    <message>
        <source>A quotation mark in the file has no end (%1). Nothing was imported.</source>
        <translation>ファイル内の引用符が閉じられていません（%1）。何も取り込んでいません。</translation>
    </message>
    <message>
        <source>The file is neither UTF-8 nor Shift_JIS. Nothing was imported.</source>
        <translation>ファイルの文字コードがUTF-8でもShift_JISでもありません。何も取り込んでいません。</translation>
    </message>
    <message>
        <source>The file is too large (%1). Nothing was imported.</source>
        <translation>ファイルが大きすぎます（%1）。何も取り込んでいません。</translation>
    </message>
    <message>
        <source>The file is no KeePass 2 XML that can be read (%1). Nothing was imported.</source>
        <translation>KeePass 2のXMLとして読み取れません（%1）。何も取り込んでいません。</translation>
    </message>
    <message>
        <source>The file was made by a newer version. Update Kaomon on this PC.</source>
        <translation>このファイルは新しいバージョンで作成されています。このPCのKaomonを更新してください。</translation>
    </message>
    <message>
        <source>The file holds no applications of Kaomon (%1). Nothing was imported.</source>
        <translation>Kaomonのアプリケーション定義のファイルではありません（%1）。何も取り込んでいません。</translation>
    </message>
</context>
<context>
    <name>RegistrationText</name>
    <message>
        <source>User name</source>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>ワンタイムコード</translation>
    </message>
    <message>
        <source>Press this button</source>
        <translation>このボタンを押す</translation>
    </message>
    <message>
        <source>Leave alone</source>
        <translation>使用しない</translation>
    </message>
    <message>
        <source>Tab key</source>
        <translation>Tabキー</translation>
    </message>
    <message>
        <source>Enter key</source>
        <translation>Enterキー</translation>
    </message>
    <message>
        <source>Text field</source>
        <translation>入力欄</translation>
    </message>
    <message>
        <source>Password field</source>
        <translation>パスワード欄</translation>
    </message>
    <message>
        <source>Button</source>
        <translation>ボタン</translation>
    </message>
    <message>
        <source>Selection field</source>
        <translation>選択欄</translation>
    </message>
    <message>
        <source>Prompt in the terminal</source>
        <translation>端末の入力待ち</translation>
    </message>
    <message>
        <source>Check box</source>
        <translation>チェックボックス</translation>
    </message>
    <message>
        <source>Part of the window</source>
        <translation>ウィンドウの部品</translation>
    </message>
    <message>
        <source>%1 &quot;%2&quot;</source>
        <extracomment>%1 is a kind of field, %2 its name in the program</extracomment>
        <translation>%1「%2」</translation>
    </message>
    <message>
        <source>%1, no. %2</source>
        <extracomment>%1 is a kind of field, %2 its number among those of its kind</extracomment>
        <translation>%1（%2番目）</translation>
    </message>
    <message>
        <source>It is not the program %1.</source>
        <translation>プログラムが %1 ではありません。</translation>
    </message>
    <message>
        <source>The window&apos;s class is not %1.</source>
        <translation>ウィンドウのクラスが %1 ではありません。</translation>
    </message>
    <message>
        <source>The title is not &quot;%1&quot;.</source>
        <translation>タイトルが「%1」ではありません。</translation>
    </message>
    <message>
        <source>The program was not started with &quot;%1&quot;.</source>
        <translation>プログラムの引数が「%1」ではありません。</translation>
    </message>
    <message>
        <source>It was not made with %1.</source>
        <translation>%1 で作られたウィンドウではありません。</translation>
    </message>
    <message>
        <source>It has no %1.</source>
        <translation>%1 がありません。</translation>
    </message>
    <message>
        <source>On each page something must be filled in, nothing twice, and one button at most is pressed. Change what the fields are for.</source>
        <translation>ページごとに、入力する欄を1つ以上選んでください。同じ項目を2回使うことや、ボタンを2つ以上押すことはできません。「用途」を変更してください。</translation>
    </message>
    <message>
        <source>With key steps the title must fit: nothing within the window can be looked at. Put the title in.</source>
        <translation>キー操作で入力する場合は、ウィンドウの中を確認できないため、タイトルの指定が必要です。タイトルを入力してください。</translation>
    </message>
    <message>
        <source>Give the application a name of at most 200 bytes.</source>
        <translation>アプリケーションの名前を200バイト以内で入力してください。</translation>
    </message>
    <message>
        <source>The key steps type nothing. Add the user name or the password.</source>
        <translation>キー操作に入力する項目がありません。ユーザー名またはパスワードを追加してください。</translation>
    </message>
    <message>
        <source>A text that the window is recognised by is empty, too long or no valid expression. Correct it.</source>
        <translation>ウィンドウを見分けるための文字列が、空か、長すぎるか、正しい正規表現ではありません。修正してください。</translation>
    </message>
    <message>
        <source>The page is not of %1.</source>
        <translation>%1 のページではありません。</translation>
    </message>
</context>
<context>
    <name>kaomon::applogin::EntryPage</name>
    <message>
        <source>A new entry</source>
        <translation>新しいログイン情報</translation>
    </message>
    <message>
        <source>An entry that is there</source>
        <translation>登録済みのログイン情報</translation>
    </message>
    <message>
        <source>Make one up</source>
        <translation>自動生成</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>表示する</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>ログイン情報</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>件名</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Password once more</source>
        <translation>パスワード（確認）</translation>
    </message>
    <message>
        <source>One-time code key</source>
        <translation>ワンタイムコードのキー</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>When your face is asked for</source>
        <translation>顔認証を行うとき</translation>
    </message>
    <message>
        <source>each time</source>
        <translation>毎回</translation>
    </message>
    <message>
        <source>when it was seen longer ago than</source>
        <translation>前回の確認から次の時間が過ぎたとき</translation>
    </message>
    <message>
        <source>not while presence sees you</source>
        <translation>在席確認中は省略</translation>
    </message>
    <message>
        <source>as your administrator has set</source>
        <translation>管理者の設定に従う</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>分</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分</translation>
    </message>
    <message>
        <source>Your face is asked for</source>
        <translation>顔認証</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Choose an entry.</source>
        <translation>ログイン情報を選んでください。</translation>
    </message>
    <message>
        <source>This entry has no user name. Put it in under &quot;Passwords&quot;, or make a new entry.</source>
        <translation>このログイン情報にはユーザー名がありません。「パスワード保管庫」で入力するか、新しく作成してください。</translation>
    </message>
    <message>
        <source>This entry has no password. Put it in under &quot;Passwords&quot;, or make a new entry.</source>
        <translation>このログイン情報にはパスワードがありません。「パスワード保管庫」で入力するか、新しく作成してください。</translation>
    </message>
    <message>
        <source>This entry has no one-time code key. Put it in under &quot;Passwords&quot;, or make a new entry.</source>
        <translation>このログイン情報にはワンタイムコードのキーがありません。「パスワード保管庫」で入力するか、新しく作成してください。</translation>
    </message>
    <message>
        <source>Give the entry a title.</source>
        <translation>件名を入力してください。</translation>
    </message>
    <message>
        <source>Type the user name.</source>
        <translation>ユーザー名を入力してください。</translation>
    </message>
    <message>
        <source>Type the password, twice.</source>
        <translation>パスワードを2回入力してください。</translation>
    </message>
    <message>
        <source>The two passwords differ. Type both again.</source>
        <translation>2つのパスワードが一致していません。両方を入力し直してください。</translation>
    </message>
    <message>
        <source>Put in the key of the one-time codes that the application gave you.</source>
        <translation>アプリケーションから提供されたワンタイムコードのキーを入力してください。</translation>
    </message>
</context>
<context>
    <name>kaomon::applogin::FieldTable</name>
    <message>
        <source>Fields of the window</source>
        <translation>ウィンドウの入力欄</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>欄</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>What %1 is for</source>
        <translation>%1 の用途</translation>
    </message>
</context>
<context>
    <name>kaomon::applogin::OutcomeDialog</name>
    <message>
        <source>the window closes</source>
        <translation>ウィンドウが閉じる</translation>
    </message>
    <message>
        <source>the window is called &quot;%1&quot; and shows &quot;%2&quot;</source>
        <translation>ウィンドウのタイトルが「%1」で、「%2」が表示される</translation>
    </message>
    <message>
        <source>the window is called &quot;%1&quot;</source>
        <translation>ウィンドウのタイトルが「%1」になる</translation>
    </message>
    <message>
        <source>the window shows &quot;%1&quot;</source>
        <translation>ウィンドウに「%1」が表示される</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Look at the window now</source>
        <translation>現在のウィンドウを読み取る</translation>
    </message>
    <message>
        <source>How the sign-in ends</source>
        <translation>サインインの成否の見分け方</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>意味</translation>
    </message>
    <message>
        <source>It failed when</source>
        <translation>失敗とみなす条件:</translation>
    </message>
    <message>
        <source>It worked when</source>
        <translation>成功とみなす条件:</translation>
    </message>
    <message>
        <source>What is looked at</source>
        <translation>確認する内容</translation>
    </message>
    <message>
        <source>the window shows</source>
        <translation>ウィンドウの表示</translation>
    </message>
    <message>
        <source>the window is called</source>
        <translation>ウィンドウのタイトル</translation>
    </message>
    <message>
        <source>Text; * stands for anything</source>
        <translation>文字列（*は任意の文字列）</translation>
    </message>
    <message>
        <source>To choose a text that the application shows: type a wrong password in it by hand, then press this.</source>
        <translation>アプリケーションに表示される文字列を選ぶには、誤ったパスワードを手で入力してから、このボタンを押してください。</translation>
    </message>
    <message>
        <source>After the sign-in one of these is waited for; what failed is looked at first. Without one that says that it worked, the window has to close. A password that failed is not tried again until a new one is put in.</source>
        <translation>サインインの後、次のいずれかになるまで待ちます。失敗の条件を先に確認します。成功の条件がないときは、ウィンドウが閉じると成功とみなします。失敗したパスワードは、新しいパスワードを登録するまで再び使いません。</translation>
    </message>
    <message>
        <source>The window is not open any more. Open it, and choose it once more.</source>
        <translation>ウィンドウはすでに閉じています。開き直してから、もう一度選んでください。</translation>
    </message>
    <message>
        <source>It worked when %1</source>
        <translation>成功: %1</translation>
    </message>
    <message>
        <source>It failed when %1</source>
        <translation>失敗: %1</translation>
    </message>
    <message>
        <source>Put in a text of at most 256 bytes, or choose one that the window shows.</source>
        <translation>256バイト以内の文字列を入力するか、ウィンドウに表示されている文字列を選んでください。</translation>
    </message>
    <message numerus="yes">
        <source>There may be %n of a kind. Remove one first.</source>
        <translation>
            <numerusform>登録できる条件は、成功と失敗でそれぞれ%n件までです。先に1件削除してください。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kaomon::applogin::FormPage</name>
    <message>
        <source>The title must be</source>
        <translation>タイトルを指定</translation>
    </message>
    <message>
        <source>Started with</source>
        <translation>引数を指定</translation>
    </message>
    <message>
        <source>Fields of the window</source>
        <translation>ウィンドウの入力欄</translation>
    </message>
    <message>
        <source>Key steps</source>
        <translation>キー操作</translation>
    </message>
    <message>
        <source>Press Enter at the end where no button is pressed</source>
        <translation>ボタンを押さないページでは、最後にEnterキーを押す</translation>
    </message>
    <message>
        <source>Add the next page of the sign-in</source>
        <translation>次のページを追加</translation>
    </message>
    <message>
        <source>How the sign-in ends…</source>
        <translation>サインインの成否の見分け方…</translation>
    </message>
    <message>
        <source>Show the fields on the window</source>
        <translation>ウィンドウ上に枠を表示</translation>
    </message>
    <message>
        <source>Name of the application</source>
        <translation>アプリケーションの名前</translation>
    </message>
    <message>
        <source>How the title is compared</source>
        <translation>タイトルの比較方法</translation>
    </message>
    <message>
        <source>exactly</source>
        <translation>完全一致</translation>
    </message>
    <message>
        <source>with * and ?</source>
        <translation>* と ? を使用</translation>
    </message>
    <message>
        <source>by an expression</source>
        <translation>正規表現</translation>
    </message>
    <message>
        <source>Title of the window</source>
        <translation>ウィンドウのタイトル</translation>
    </message>
    <message>
        <source>What the program was started with; * stands for anything</source>
        <translation>プログラムの引数（* は任意の文字列）</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Where the user name is asked for first and the password on the next page: go on to that page in the application, then press this.</source>
        <translation>ユーザー名のあと、次のページでパスワードを求められる場合は、アプリケーションで次のページに進んでから押してください。</translation>
    </message>
    <message>
        <source>Fill in by</source>
        <translation>入力方法</translation>
    </message>
    <message>
        <source>The window is not open any more. Open it, and choose it once more.</source>
        <translation>ウィンドウが閉じられています。もう一度開いて、選び直してください。</translation>
    </message>
    <message>
        <source>%1 (class %2)</source>
        <extracomment>%1 is the path of a program, %2 the class of its window</extracomment>
        <translation>%1（クラス：%2）</translation>
    </message>
    <message>
        <source>The keys are typed blindly. Put the cursor into the first field before you fill in, and try it out now.</source>
        <translation>この方法では、入力欄を確認せずにキーを送ります。代行入力の前に、カーソルを最初の欄に置いてください。登録後に必ずお試しください。</translation>
    </message>
    <message>
        <source>No password field was found on this page. If it comes on the next one, fill the user name in by hand, go on, and add that page.</source>
        <translation>このページにはパスワード欄が見つかりません。次のページにある場合は、ユーザー名を手で入力して次に進み、「次のページを追加」を押してください。</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>不一致</translation>
    </message>
</context>
<context>
    <name>kaomon::applogin::KeyList</name>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Key steps</source>
        <translation>キー操作</translation>
    </message>
    <message>
        <source>Key step to add</source>
        <translation>追加するキー操作</translation>
    </message>
</context>
<context>
    <name>kaomon::applogin::RegistrationWindow</name>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Register an application</source>
        <translation>アプリケーションの登録</translation>
    </message>
    <message>
        <source>Change an application</source>
        <translation>アプリケーションの変更</translation>
    </message>
    <message>
        <source>Look at the camera…</source>
        <translation>カメラを見てください…</translation>
    </message>
    <message>
        <source>Applications are not filled in here</source>
        <translation>代行入力は使用できません</translation>
    </message>
    <message>
        <source>Applications are not registered by people here</source>
        <translation>アプリケーションの登録はできません</translation>
    </message>
    <message>
        <source>Your administrator has switched this off.</source>
        <translation>管理者がこの機能を無効にしています。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Your passwords are locked</source>
        <translation>パスワード保管庫はロックされています</translation>
    </message>
    <message>
        <source>Your face opens them, also without the server.</source>
        <translation>顔認証で開きます。サーバーに接続できないときも使用できます。</translation>
    </message>
    <message>
        <source>Open with my face</source>
        <translation>顔認証で開く</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>What was understood</source>
        <translation>読み取った内容の確認</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>ログイン情報</translation>
    </message>
    <message>
        <source>Try it out</source>
        <translation>試す</translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <extracomment>the way through the registration: %1 of %2, and the name of the page</extracomment>
        <translation>手順 %1／%2：%3</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <extracomment>title of the window: what is done, and the page of how many</extracomment>
        <translation>%1（%2／%3）</translation>
    </message>
</context>
<context>
    <name>kaomon::applogin::TrialPage</name>
    <message>
        <source>Try it out</source>
        <translation>試す</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>The window is recognised</source>
        <translation>ウィンドウの認識</translation>
    </message>
    <message>
        <source>The fields are found</source>
        <translation>入力欄の確認</translation>
    </message>
    <message>
        <source>Your face is seen</source>
        <translation>顔認証</translation>
    </message>
    <message>
        <source>The application is filled in</source>
        <translation>アプリケーションへの入力</translation>
    </message>
    <message>
        <source>Saved. Another PC changed this meanwhile; yours stands beside it under &quot;Passwords&quot;.</source>
        <translation>保存しました。別のPCでも変更されていたため、今回の変更は「パスワード保管庫」に別の登録として保存しました。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>未実行</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>for screen readers: %1 is a stage of the trial, %2 how it stands</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Saved. Leave the sign-in of the application open and try it out: your face is looked at, and the application is filled in for real. From now on the shortcut for filling in does the same.</source>
        <translation>保存しました。アプリケーションのサインイン画面を開いたまま、お試しください。顔認証のあと、実際に入力されます。今後は、代行入力のショートカットキーで同じことができます。</translation>
    </message>
</context>
<context>
    <name>kaomon::applogin::TrialRun</name>
    <message>
        <source>Looking which window it is…</source>
        <translation>ウィンドウを確認しています…</translation>
    </message>
    <message>
        <source>The window is not recognised. %1</source>
        <translation>ウィンドウを認識できません。%1</translation>
    </message>
    <message>
        <source>The window is not open. Open the sign-in of the application and try again.</source>
        <translation>ウィンドウが開いていません。アプリケーションのサインイン画面を開いて、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The window is recognised, but not every field is there: %1.</source>
        <translation>ウィンドウは認識できましたが、次の欄が見つかりません：%1</translation>
    </message>
    <message>
        <source>Look at the camera…</source>
        <translation>カメラを見てください…</translation>
    </message>
    <message>
        <source>Filling in. Please do not type.</source>
        <translation>入力しています。キーボードに触れないでください。</translation>
    </message>
</context>
<context>
    <name>kaomon::applogin::WindowPage</name>
    <message>
        <source>List again</source>
        <translation>一覧を更新</translation>
    </message>
    <message>
        <source>Open the sign-in of the application, so that its fields are on the screen. Then drag this mark onto its window and let go. Esc gives up.</source>
        <translation>アプリケーションのサインイン画面を開き、入力欄が見える状態にしてください。次に、このマークをそのウィンドウの上までドラッグして離します。Escキーで取り消せます。</translation>
    </message>
    <message>
        <source>Drag onto the window of the application</source>
        <translation>アプリケーションのウィンドウにドラッグ</translation>
    </message>
    <message>
        <source>Open windows</source>
        <translation>開いているウィンドウ</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Or choose it from the windows that are open:</source>
        <translation>または、開いているウィンドウから選びます：</translation>
    </message>
    <message>
        <source>There is no window of another program there any more. Choose once more.</source>
        <translation>その場所にほかのプログラムのウィンドウはありません。もう一度選んでください。</translation>
    </message>
    <message>
        <source>Looking at the window…</source>
        <translation>ウィンドウを確認しています…</translation>
    </message>
    <message>
        <source>(without a title)</source>
        <translation>（タイトルなし）</translation>
    </message>
    <message>
        <source>The windows of other programs cannot be seen in this session. Applications can be registered under X11 with accessibility switched on.</source>
        <translation>このセッションでは、ほかのプログラムのウィンドウを確認できません。アプリケーションの登録は、アクセシビリティを有効にしたX11のセッションで行えます。</translation>
    </message>
    <message>
        <source>No window of another program is open. Open the sign-in of the application, then list again.</source>
        <translation>ほかのプログラムのウィンドウが開いていません。アプリケーションのサインイン画面を開いてから、一覧を更新してください。</translation>
    </message>
</context>
<context>
    <name>kaomon::vaultpage::ApplicationsPane</name>
    <message>
        <source>%1 (copy)</source>
        <extracomment>the name of a copy of an application</extracomment>
        <translation>%1（コピー）</translation>
    </message>
    <message>
        <source>Made by a newer version</source>
        <translation>新しいバージョンで作成されています</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>No entry</source>
        <translation>ログイン情報なし</translation>
    </message>
    <message>
        <source>The application is deleted on every PC; its entries stay. This cannot be undone.</source>
        <translation>このアプリケーションはすべてのPCから削除されます。ログイン情報は残ります。元に戻すことはできません。</translation>
    </message>
    <message>
        <source>Your administrator has switched off that people register applications themselves.</source>
        <translation>管理者の設定により、利用者によるアプリケーションの登録は無効になっています。</translation>
    </message>
    <message>
        <source>The registration has a window of its own.</source>
        <translation>登録用のウィンドウを開いています。</translation>
    </message>
    <message>
        <source>No application yet. Open the sign-in of one and register it: from then on your face fills it in.</source>
        <translation>アプリケーションはまだ登録されていません。サインイン画面を開いて登録すると、以後は顔認証で代行入力できます。</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>有効にする</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>無効にする</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>削除しない</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>アプリケーション</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>ログイン情報</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Applications</source>
        <translation>アプリケーション</translation>
    </message>
    <message>
        <source>Register an application…</source>
        <translation>アプリケーションを登録…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>変更…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>取り込み…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出し…</translation>
    </message>
    <message>
        <source>Delete now</source>
        <translation>削除する</translation>
    </message>
    <message>
        <source>From your company; add your password under &quot;Passwords&quot;</source>
        <translation>会社が用意したものです。「パスワード」でご自分のパスワードを追加してください</translation>
    </message>
    <message>
        <source>From your company</source>
        <translation>会社が用意したもの</translation>
    </message>
</context>
<context>
    <name>kaomon::vaultpage::ImportDialog</name>
    <message>
        <source>Import</source>
        <translation>取り込み</translation>
    </message>
    <message>
        <source>Rows of the file</source>
        <translation>ファイルの行</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>件名</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>処理</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>Not imported</source>
        <translation>未処理</translation>
    </message>
    <message>
        <source>Will be imported</source>
        <translation>取り込みます</translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>対象外：%1</translation>
    </message>
    <message>
        <source>Not imported: %1</source>
        <translation>取り込めません：%1</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>取り込み済み</translation>
    </message>
    <message>
        <source>%1 to import, %2 left out.</source>
        <translation>取り込み %1 件、対象外 %2 件</translation>
    </message>
    <message>
        <source>%1 imported, %2 refused, %3 still to come.</source>
        <translation>取り込み済み %1 件、拒否 %2 件、残り %3 件</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>kaomon::vaultpage::VaultFiles</name>
    <message>
        <source>Import passwords</source>
        <translation>パスワードの取り込み</translation>
    </message>
    <message>
        <source>KeePass XML or CSV (*.xml *.csv);;All files (*)</source>
        <translation>KeePass XML または CSV (*.xml *.csv);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Import applications</source>
        <translation>アプリケーションの取り込み</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSONファイル (*.json)</translation>
    </message>
    <message>
        <source>Export applications</source>
        <translation>アプリケーションの書き出し</translation>
    </message>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>ファイルを読み取れません：%1</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Saved: %1. No password is in it.</source>
        <translation>保存しました：%1（パスワードは含まれていません）</translation>
    </message>
    <message>
        <source>The file could not be written: %1. Choose another folder.</source>
        <translation>ファイルを書き込めませんでした：%1。別のフォルダーを選んでください。</translation>
    </message>
</context>
</TS>
