<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>ErrorText</name>
    <message>
        <source>All seats of the licence are taken.</source>
        <translation>ライセンスの利用可能人数に達しています。</translation>
    </message>
    <message>
        <source>Disable a user who no longer needs a face, or install a larger licence.</source>
        <translation>顔認証が不要になった利用者を無効にするか、人数の多いライセンスを登録してください。</translation>
    </message>
    <message>
        <source>The licence has ended; nothing can be changed any more.</source>
        <translation>ライセンスの有効期間が終了したため、変更できません。</translation>
    </message>
    <message>
        <source>Ask the owner to install a new licence before the faces are erased.</source>
        <translation>顔情報が削除される前に新しいライセンスを登録するよう、オーナーに依頼してください。</translation>
    </message>
    <message>
        <source>Kaomon met an unexpected fault.</source>
        <translation>予期しないエラーが発生しました。</translation>
    </message>
    <message>
        <source>Try again. If it happens again, tell your administrator the time it happened.</source>
        <translation>もう一度お試しください。繰り返す場合は、発生時刻を管理者に連絡してください。</translation>
    </message>
    <message>
        <source>The operation was cancelled.</source>
        <translation>操作を中止しました。</translation>
    </message>
    <message>
        <source>Start it again when you are ready.</source>
        <translation>準備ができたら、もう一度始めてください。</translation>
    </message>
    <message>
        <source>There was no answer in time.</source>
        <translation>時間内に応答がありませんでした。</translation>
    </message>
    <message>
        <source>Check the network connection and try again.</source>
        <translation>ネットワーク接続を確認し、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The service cannot answer just now.</source>
        <translation>現在、サービスが応答できません。</translation>
    </message>
    <message>
        <source>Wait a moment and try again.</source>
        <translation>しばらく待ってから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Something you entered cannot be accepted.</source>
        <translation>入力内容に誤りがあります。</translation>
    </message>
    <message>
        <source>Correct the marked entry and try again.</source>
        <translation>該当する項目を直して、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The server did not understand the request.</source>
        <translation>サーバーが要求を解釈できませんでした。</translation>
    </message>
    <message>
        <source>Check that this program is up to date, then try again.</source>
        <translation>プログラムが最新か確認し、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The data is larger than the server accepts.</source>
        <translation>データが大きすぎて、サーバーが受け付けません。</translation>
    </message>
    <message>
        <source>Send less at once.</source>
        <translation>量を減らして送信してください。</translation>
    </message>
    <message>
        <source>The request is larger than the server accepts.</source>
        <translation>要求が大きすぎて、サーバーが受け付けません。</translation>
    </message>
    <message>
        <source>Sign out, sign in and try again.</source>
        <translation>サインアウトしてからサインインし直し、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The server does not accept this kind of data.</source>
        <translation>サーバーが対応していない形式のデータです。</translation>
    </message>
    <message>
        <source>What you asked for no longer exists.</source>
        <translation>対象が見つかりません。すでに削除された可能性があります。</translation>
    </message>
    <message>
        <source>Reload the list and choose again.</source>
        <translation>一覧を更新して選び直してください。</translation>
    </message>
    <message>
        <source>The server does not offer this operation.</source>
        <translation>サーバーがこの操作に対応していません。</translation>
    </message>
    <message>
        <source>This does not fit what is already there.</source>
        <translation>現在の状態と矛盾するため、処理できません。</translation>
    </message>
    <message>
        <source>Reload, check the current state and try again.</source>
        <translation>最新の状態に更新して確認し、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Somebody else changed this in the meantime.</source>
        <translation>ほかの人が先に変更しました。</translation>
    </message>
    <message>
        <source>Reload, check the change and make yours again.</source>
        <translation>最新の内容を読み込んで確認し、変更をやり直してください。</translation>
    </message>
    <message>
        <source>The server needs to know which version you changed.</source>
        <translation>変更元の版を確認できません。</translation>
    </message>
    <message>
        <source>Reload and make the change again.</source>
        <translation>最新の内容を読み込み、変更をやり直してください。</translation>
    </message>
    <message>
        <source>This request was already used for something else.</source>
        <translation>この要求は別の処理ですでに使われています。</translation>
    </message>
    <message>
        <source>Reload and try again.</source>
        <translation>最新の状態に更新し、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The same request is still being worked on.</source>
        <translation>同じ要求を処理しています。</translation>
    </message>
    <message>
        <source>Wait a moment, then reload.</source>
        <translation>少し待ってから、最新の状態に更新してください。</translation>
    </message>
    <message>
        <source>The request lacked its protection against being done twice.</source>
        <translation>二重処理を防ぐ情報が要求にありません。</translation>
    </message>
    <message>
        <source>There were too many attempts.</source>
        <translation>試行回数が多すぎます。</translation>
    </message>
    <message>
        <source>Wait a minute and try again.</source>
        <translation>1分ほど待ってから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>This PC must fetch all its data again.</source>
        <translation>このPCのデータをすべて取得し直す必要があります。</translation>
    </message>
    <message>
        <source>Leave it connected to the network; it does so by itself.</source>
        <translation>ネットワークに接続したままお待ちください。自動で取得します。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>ディスクの空き容量がありません。</translation>
    </message>
    <message>
        <source>Free some space, or ask your administrator to.</source>
        <translation>空き容量を増やすか、管理者に連絡してください。</translation>
    </message>
    <message>
        <source>You are not signed in any more.</source>
        <translation>サインインの有効期限が切れました。</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>もう一度サインインしてください。</translation>
    </message>
    <message>
        <source>You may not do this.</source>
        <translation>この操作を行う権限がありません。</translation>
    </message>
    <message>
        <source>Ask your administrator for the right to do it.</source>
        <translation>必要な場合は、管理者に権限の付与を依頼してください。</translation>
    </message>
    <message>
        <source>The login name or the password is wrong, or the account is locked.</source>
        <translation>利用者IDまたはパスワードが違うか、アカウントがロックされています。</translation>
    </message>
    <message>
        <source>Check both and try again. After several failures wait 15 minutes or ask your administrator.</source>
        <translation>入力内容を確認してください。失敗が続く場合は、15分待つか管理者に連絡してください。</translation>
    </message>
    <message>
        <source>You must choose a new password first.</source>
        <translation>先にパスワードを変更する必要があります。</translation>
    </message>
    <message>
        <source>Change your password, then continue.</source>
        <translation>パスワードを変更してから続けてください。</translation>
    </message>
    <message>
        <source>This password is too easy to guess.</source>
        <translation>推測されやすいパスワードです。</translation>
    </message>
    <message>
        <source>Choose a longer one with different kinds of characters.</source>
        <translation>文字の種類を増やし、より長いパスワードにしてください。</translation>
    </message>
    <message>
        <source>The start code is wrong, used or expired.</source>
        <translation>初期設定コードが違うか、使用済みまたは期限切れです。</translation>
    </message>
    <message>
        <source>Make a new one on the server with kaomonctl.</source>
        <translation>サーバーでkaomonctlを使い、新しいコードを発行してください。</translation>
    </message>
    <message>
        <source>The enrolment code of this PC is wrong.</source>
        <translation>PC登録コードが違います。</translation>
    </message>
    <message>
        <source>Check the code, or ask your administrator for a new one.</source>
        <translation>コードを確認するか、管理者に再発行を依頼してください。</translation>
    </message>
    <message>
        <source>The enrolment code of this PC has expired.</source>
        <translation>PC登録コードの有効期限が切れています。</translation>
    </message>
    <message>
        <source>Ask your administrator for a new one.</source>
        <translation>管理者に再発行を依頼してください。</translation>
    </message>
    <message>
        <source>The enrolment code of this PC was already used.</source>
        <translation>PC登録コードはすでに使用されています。</translation>
    </message>
    <message>
        <source>The server could not verify this device.</source>
        <translation>サーバーがこの機器を確認できませんでした。</translation>
    </message>
    <message>
        <source>Sign in again. If it happens again, ask your administrator to enrol this PC anew.</source>
        <translation>サインインし直してください。繰り返す場合は、PCの再登録を管理者に依頼してください。</translation>
    </message>
    <message>
        <source>The clock of this PC differs too much from the server&apos;s.</source>
        <translation>このPCの時計がサーバーと大きくずれています。</translation>
    </message>
    <message>
        <source>Set the date and time of this PC, then try again.</source>
        <translation>PCの日付と時刻を合わせてから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>This program is too old for the server.</source>
        <translation>このプログラムは古く、サーバーに接続できません。</translation>
    </message>
    <message>
        <source>Update Kaomon on this PC.</source>
        <translation>このPCのKaomonを更新してください。</translation>
    </message>
    <message>
        <source>This account is disabled.</source>
        <translation>このアカウントは無効になっています。</translation>
    </message>
    <message>
        <source>Ask your administrator to enable it.</source>
        <translation>管理者に有効化を依頼してください。</translation>
    </message>
    <message>
        <source>This account is locked after too many failures.</source>
        <translation>失敗が続いたため、アカウントがロックされました。</translation>
    </message>
    <message>
        <source>Wait 15 minutes, or ask your administrator to unlock it.</source>
        <translation>15分待つか、管理者にロック解除を依頼してください。</translation>
    </message>
    <message>
        <source>This login name is already taken.</source>
        <translation>この利用者IDはすでに使われています。</translation>
    </message>
    <message>
        <source>Choose another login name.</source>
        <translation>別の利用者IDを指定してください。</translation>
    </message>
    <message>
        <source>The server cannot be reached.</source>
        <translation>サーバーに接続できません。</translation>
    </message>
    <message>
        <source>Check the network connection. Face logon keeps working on this PC meanwhile.</source>
        <translation>ネットワーク接続を確認してください。その間も、このPCの顔認証は使えます。</translation>
    </message>
    <message>
        <source>The server does not show the certificate this PC knows.</source>
        <translation>サーバー証明書が、登録されているものと一致しません。</translation>
    </message>
    <message>
        <source>Do not go on. Tell your administrator at once.</source>
        <translation>操作を続けず、すぐに管理者に連絡してください。</translation>
    </message>
    <message>
        <source>No secure connection to the server could be made.</source>
        <translation>サーバーとの安全な接続を確立できません。</translation>
    </message>
    <message>
        <source>Check the network and the clock of this PC, then try again.</source>
        <translation>ネットワークとPCの時計を確認し、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The other side sent an answer that makes no sense.</source>
        <translation>相手から解釈できない応答がありました。</translation>
    </message>
    <message>
        <source>Check that all parts of Kaomon have the same version.</source>
        <translation>Kaomonの各プログラムの版がそろっているか確認してください。</translation>
    </message>
    <message>
        <source>A document from the server is not signed correctly and was refused.</source>
        <translation>サーバーから届いた文書の署名が正しくないため、拒否しました。</translation>
    </message>
    <message>
        <source>Tell your administrator.</source>
        <translation>管理者に連絡してください。</translation>
    </message>
    <message>
        <source>The server offered an older list of keys than before; it was refused.</source>
        <translation>以前より古い鍵一覧が届いたため、拒否しました。</translation>
    </message>
    <message>
        <source>The server offered older settings than before; they were refused.</source>
        <translation>以前より古い設定が届いたため、拒否しました。</translation>
    </message>
    <message>
        <source>The settings are not signed by an administrator and were refused.</source>
        <translation>管理者の署名がない設定のため、拒否しました。</translation>
    </message>
    <message>
        <source>Ask your administrator to save the settings again.</source>
        <translation>設定を保存し直すよう、管理者に依頼してください。</translation>
    </message>
    <message>
        <source>A key that is needed is not on this PC.</source>
        <translation>必要な鍵がこのPCにありません。</translation>
    </message>
    <message>
        <source>Connect this PC to the network and sign in once with your password.</source>
        <translation>ネットワークに接続し、パスワードで一度サインインしてください。</translation>
    </message>
    <message>
        <source>This needs the consent of a second administrator.</source>
        <translation>この操作には、別の管理者の承認が必要です。</translation>
    </message>
    <message>
        <source>Ask an administrator with the right role to agree, then try again.</source>
        <translation>権限を持つ別の管理者に承認を依頼してから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The consent has expired.</source>
        <translation>承認の有効期限が切れました。</translation>
    </message>
    <message>
        <source>Make a new request and have it agreed to again.</source>
        <translation>新しく申請し、あらためて承認を受けてください。</translation>
    </message>
    <message>
        <source>Protected data could not be opened.</source>
        <translation>保護されたデータを開けませんでした。</translation>
    </message>
    <message>
        <source>Sign in with your password. If it happens again, tell your administrator.</source>
        <translation>パスワードでサインインしてください。繰り返す場合は、管理者に連絡してください。</translation>
    </message>
    <message>
        <source>The server asked for weaker protection of your password than allowed; nothing was sent.</source>
        <translation>許容より弱いパスワード保護を要求されたため、送信を中止しました。</translation>
    </message>
    <message>
        <source>Data could not be saved.</source>
        <translation>データを保存できませんでした。</translation>
    </message>
    <message>
        <source>Try again. If it happens again, tell your administrator.</source>
        <translation>もう一度お試しください。繰り返す場合は、管理者に連絡してください。</translation>
    </message>
    <message>
        <source>The data stored on this PC is damaged.</source>
        <translation>このPCに保存されたデータが壊れています。</translation>
    </message>
    <message>
        <source>Connect this PC to the network; it fetches its data again. Use your password meanwhile.</source>
        <translation>ネットワークに接続すると取得し直します。それまではパスワードを使ってください。</translation>
    </message>
    <message>
        <source>The data stored on this PC is older than it should be and was refused.</source>
        <translation>このPCのデータが以前の状態に戻されているため、使用を中止しました。</translation>
    </message>
    <message>
        <source>Connect this PC to the network. If it happens again, tell your administrator.</source>
        <translation>ネットワークに接続してください。繰り返す場合は、管理者に連絡してください。</translation>
    </message>
    <message>
        <source>The stored data was written by a newer version of Kaomon.</source>
        <translation>保存データは、より新しい版のKaomonで作成されています。</translation>
    </message>
    <message>
        <source>Update Kaomon on this machine.</source>
        <translation>この機器のKaomonを更新してください。</translation>
    </message>
    <message>
        <source>The face models are not installed on this PC.</source>
        <translation>顔認証モデルがこのPCに入っていません。</translation>
    </message>
    <message>
        <source>Ask your administrator to install them.</source>
        <translation>管理者にインストールを依頼してください。</translation>
    </message>
    <message>
        <source>The face models on this PC are damaged.</source>
        <translation>このPCの顔認証モデルが壊れています。</translation>
    </message>
    <message>
        <source>Ask your administrator to install them again.</source>
        <translation>管理者に再インストールを依頼してください。</translation>
    </message>
    <message>
        <source>Your face was enrolled with another face model.</source>
        <translation>登録されている顔データは、別の顔認証モデルで作成されています。</translation>
    </message>
    <message>
        <source>Enrol your face again.</source>
        <translation>顔登録をやり直してください。</translation>
    </message>
    <message>
        <source>There is no camera.</source>
        <translation>カメラが見つかりません。</translation>
    </message>
    <message>
        <source>Connect a camera, or switch on the one of this PC.</source>
        <translation>カメラを接続するか、内蔵カメラを有効にしてください。</translation>
    </message>
    <message>
        <source>Another program uses the camera.</source>
        <translation>ほかのプログラムがカメラを使用中です。</translation>
    </message>
    <message>
        <source>Close the other program, such as a video call, and try again.</source>
        <translation>ビデオ会議などのプログラムを終了し、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Kaomon may not use the camera.</source>
        <translation>カメラの使用が許可されていません。</translation>
    </message>
    <message>
        <source>Allow it in the system settings, or ask your administrator.</source>
        <translation>システム設定で許可するか、管理者に連絡してください。</translation>
    </message>
    <message>
        <source>The camera was unplugged.</source>
        <translation>カメラの接続が切れました。</translation>
    </message>
    <message>
        <source>Connect it again and try again.</source>
        <translation>カメラを接続し直し、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The camera does not work properly.</source>
        <translation>カメラが正常に動作していません。</translation>
    </message>
    <message>
        <source>Unplug it, connect it again and try again.</source>
        <translation>カメラを抜き差しし、もう一度お試しください。</translation>
    </message>
    <message>
        <source>No face can be seen.</source>
        <translation>顔が映っていません。</translation>
    </message>
    <message>
        <source>Look into the camera from an arm&apos;s length.</source>
        <translation>カメラから腕の長さほど離れ、正面を見てください。</translation>
    </message>
    <message>
        <source>More than one face can be seen.</source>
        <translation>複数の顔が映っています。</translation>
    </message>
    <message>
        <source>Make sure that you are alone in front of the camera.</source>
        <translation>カメラの前には一人で立ってください。</translation>
    </message>
    <message>
        <source>Your face is too far away.</source>
        <translation>顔が遠すぎます。</translation>
    </message>
    <message>
        <source>Move closer to the camera.</source>
        <translation>カメラに近づいてください。</translation>
    </message>
    <message>
        <source>Your face is too dark.</source>
        <translation>顔が暗すぎます。</translation>
    </message>
    <message>
        <source>Turn on a light, or turn towards the window.</source>
        <translation>照明をつけるか、明るい方を向いてください。</translation>
    </message>
    <message>
        <source>Your face is too bright.</source>
        <translation>顔が明るすぎます。</translation>
    </message>
    <message>
        <source>Turn away from the strong light.</source>
        <translation>強い光が直接当たらないようにしてください。</translation>
    </message>
    <message>
        <source>The picture is blurred.</source>
        <translation>映像がぼやけています。</translation>
    </message>
    <message>
        <source>Hold still, and wipe the camera if needed.</source>
        <translation>動かずにお待ちください。必要ならカメラのレンズを拭いてください。</translation>
    </message>
    <message>
        <source>Your face is turned away.</source>
        <translation>顔が横を向いています。</translation>
    </message>
    <message>
        <source>Look straight into the camera.</source>
        <translation>カメラを正面から見てください。</translation>
    </message>
    <message>
        <source>Your face is not in the middle of the picture.</source>
        <translation>顔が画面の中央にありません。</translation>
    </message>
    <message>
        <source>Move to the middle.</source>
        <translation>画面の中央に移動してください。</translation>
    </message>
    <message>
        <source>Your face was not recognised.</source>
        <translation>登録された顔と一致しませんでした。</translation>
    </message>
    <message>
        <source>Try again in better light, or use your password.</source>
        <translation>明るい場所でもう一度試すか、パスワードを使ってください。</translation>
    </message>
    <message>
        <source>The pictures do not all show the same person.</source>
        <translation>撮影した映像が同じ人の顔として確認できません。</translation>
    </message>
    <message>
        <source>Stay alone in front of the camera and start again.</source>
        <translation>一人でカメラの前に立ち、最初からやり直してください。</translation>
    </message>
    <message>
        <source>It could not be confirmed that a living person is in front of the camera.</source>
        <translation>カメラの前に本人がいることを確認できませんでした。</translation>
    </message>
    <message>
        <source>Use your password, or try again without glare or a mask.</source>
        <translation>パスワードを使うか、反射やマスクのない状態でもう一度お試しください。</translation>
    </message>
    <message>
        <source>The check for a living person is not available with this face model.</source>
        <translation>この顔認証モデルでは、生体検知を使えません。</translation>
    </message>
    <message>
        <source>Use your password and tell your administrator.</source>
        <translation>パスワードを使い、管理者に連絡してください。</translation>
    </message>
    <message>
        <source>No face of yours is enrolled.</source>
        <translation>顔が登録されていません。</translation>
    </message>
    <message>
        <source>Use your password, then enrol your face in Kaomon.</source>
        <translation>パスワードを使い、Kaomonで顔登録をしてください。</translation>
    </message>
    <message>
        <source>You have not agreed to the use of your face data yet.</source>
        <translation>顔データの利用に同意していません。</translation>
    </message>
    <message>
        <source>Read the text and agree, or keep using your password.</source>
        <translation>同意文を読んで同意するか、引き続きパスワードを使ってください。</translation>
    </message>
    <message>
        <source>Face logon is paused after several failures.</source>
        <translation>失敗が続いたため、顔認証を一時停止しています。</translation>
    </message>
    <message>
        <source>Use your password, or wait a few minutes.</source>
        <translation>パスワードを使うか、数分お待ちください。</translation>
    </message>
    <message>
        <source>Face logon is switched off.</source>
        <translation>顔認証は無効に設定されています。</translation>
    </message>
    <message>
        <source>Use your password. Ask your administrator if you need face logon.</source>
        <translation>パスワードを使ってください。顔認証が必要な場合は、管理者に連絡してください。</translation>
    </message>
    <message>
        <source>This PC has been without the server for too long.</source>
        <translation>サーバーに接続していない期間が長すぎます。</translation>
    </message>
    <message>
        <source>Connect it to the network, and use your password meanwhile.</source>
        <translation>ネットワークに接続してください。それまではパスワードを使ってください。</translation>
    </message>
    <message>
        <source>This PC is not registered with Kaomon.</source>
        <translation>このPCはKaomonに登録されていません。</translation>
    </message>
    <message>
        <source>Ask your administrator to register it.</source>
        <translation>管理者にPCの登録を依頼してください。</translation>
    </message>
    <message>
        <source>This PC is waiting for approval.</source>
        <translation>このPCは承認待ちです。</translation>
    </message>
    <message>
        <source>Ask your administrator to approve it.</source>
        <translation>管理者に承認を依頼してください。</translation>
    </message>
    <message>
        <source>Your organisation does not allow access from this network.</source>
        <translation>お使いのネットワークからの接続は、組織で許可されていません。</translation>
    </message>
    <message>
        <source>Connect through the network of your organisation, or ask your administrator to allow this one.</source>
        <translation>組織のネットワークから接続するか、このネットワークの許可を管理者に依頼してください。</translation>
    </message>
    <message>
        <source>This change would lock you out.</source>
        <translation>この変更を保存すると、あなた自身が接続できなくなります。</translation>
    </message>
    <message>
        <source>Check it, then type what is asked for to confirm that you mean it.</source>
        <translation>内容を確認し、続行する場合は表示された文字を入力してください。</translation>
    </message>
    <message>
        <source>This PC has been suspended.</source>
        <translation>このPCは一時停止されています。</translation>
    </message>
    <message>
        <source>Use your password and ask your administrator.</source>
        <translation>パスワードを使い、管理者に連絡してください。</translation>
    </message>
    <message>
        <source>This PC has been removed from Kaomon.</source>
        <translation>このPCの登録は取り消されています。</translation>
    </message>
    <message>
        <source>Ask your administrator to register it again.</source>
        <translation>管理者に再登録を依頼してください。</translation>
    </message>
    <message>
        <source>Your account on this PC is not linked with your Kaomon account.</source>
        <translation>このPCのアカウントがKaomonの利用者と結び付けられていません。</translation>
    </message>
    <message>
        <source>Ask your administrator to link them.</source>
        <translation>管理者に関連付けを依頼してください。</translation>
    </message>
    <message>
        <source>Face logon is not allowed here.</source>
        <translation>この場面では顔認証を使えません。</translation>
    </message>
    <message>
        <source>Use your password.</source>
        <translation>パスワードを使ってください。</translation>
    </message>
    <message>
        <source>Face logon is not allowed for the system administrator&apos;s account.</source>
        <translation>システム管理者アカウントでは顔認証を使えません。</translation>
    </message>
    <message>
        <source>Use the password.</source>
        <translation>パスワードを使ってください。</translation>
    </message>
    <message>
        <source>The logon took too long.</source>
        <translation>ログオンの有効時間が過ぎました。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>もう一度お試しください。</translation>
    </message>
    <message>
        <source>The Kaomon service of this PC does not answer.</source>
        <translation>このPCのKaomonサービスが応答しません。</translation>
    </message>
    <message>
        <source>Wait a moment. If it does not come back, restart the PC or ask your administrator. Your password keeps working.</source>
        <translation>少しお待ちください。復旧しない場合は、PCを再起動するか管理者に連絡してください。パスワードは使えます。</translation>
    </message>
    <message>
        <source>The Kaomon service is busy with another attempt.</source>
        <translation>Kaomonサービスは別の処理を行っています。</translation>
    </message>
    <message>
        <source>Wait a few seconds and try again.</source>
        <translation>数秒待ってから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The Kaomon service did not accept this program.</source>
        <translation>Kaomonサービスがこのプログラムの接続を拒否しました。</translation>
    </message>
    <message>
        <source>Start Kaomon from your own session.</source>
        <translation>ご自分のセッションからKaomonを起動してください。</translation>
    </message>
    <message>
        <source>You are not signed in.</source>
        <translation>サインインしていません。</translation>
    </message>
    <message>
        <source>Sign in first.</source>
        <translation>先にサインインしてください。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 is what happened, %2 is what to do next; both are whole sentences.</extracomment>
        <translation>%1%2</translation>
    </message>
</context>
<context>
    <name>kaomon::ui::MeterBar</name>
    <message>
        <source>Good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>kaomon::ui::SignInForm</name>
    <message>
        <source>Login name</source>
        <translation>利用者ID</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>サインインしています…</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>サインイン</translation>
    </message>
</context>
<context>
    <name>kaomon::ui::StatePanel</name>
    <message>
        <source>Loading…</source>
        <translation>読み込んでいます…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
</context>
</TS>
