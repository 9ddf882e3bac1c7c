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
        <source>The storage set aside for this is full.</source>
        <translation>割り当てられた保存容量がいっぱいです。</translation>
    </message>
    <message>
        <source>Delete what is no longer needed, or ask the operator for more room.</source>
        <translation>不要なデータを削除するか、運用担当者に容量の追加を依頼してください。</translation>
    </message>
    <message>
        <source>The service is under maintenance and can only be read just now.</source>
        <translation>メンテナンス中のため、現在は閲覧のみ可能です。</translation>
    </message>
    <message>
        <source>Try again when the maintenance is over. Logon by face goes on meanwhile.</source>
        <translation>メンテナンス終了後にもう一度お試しください。顔によるログオンは引き続き利用できます。</translation>
    </message>
    <message>
        <source>Your face is covered by a mask.</source>
        <translation>マスクで顔が隠れています。</translation>
    </message>
    <message>
        <source>Take the mask off for a moment, or use your password.</source>
        <translation>一時的にマスクを外すか、パスワードを使用してください。</translation>
    </message>
    <message>
        <source>Part of your face is covered.</source>
        <translation>顔の一部が隠れています。</translation>
    </message>
    <message>
        <source>Keep hair, hands and other things away from your face.</source>
        <translation>髪や手などが顔にかからないようにしてください。</translation>
    </message>
    <message>
        <source>Your eyes are closed.</source>
        <translation>目が閉じています。</translation>
    </message>
    <message>
        <source>Open your eyes and look at the camera.</source>
        <translation>目を開けてカメラを見てください。</translation>
    </message>
    <message>
        <source>The movement that was asked for was not seen.</source>
        <translation>指示された動作を確認できませんでした。</translation>
    </message>
    <message>
        <source>Start again and follow the instruction on the screen, or use your password.</source>
        <translation>もう一度開始して画面の指示に従うか、パスワードを使用してください。</translation>
    </message>
    <message>
        <source>The picture does not come from a live camera.</source>
        <translation>カメラからの映像が実際の映像ではない可能性があります。</translation>
    </message>
    <message>
        <source>Connect the camera directly, close programs that alter its picture, or use your password.</source>
        <translation>カメラを直接接続し、映像を加工するプログラムを終了するか、パスワードを使用してください。</translation>
    </message>
    <message>
        <source>This face is already enrolled for somebody else.</source>
        <translation>この顔は別の利用者として登録されています。</translation>
    </message>
    <message>
        <source>Ask your administrator to check which account is yours.</source>
        <translation>どのアカウントが正しいか、管理者に確認を依頼してください。</translation>
    </message>
    <message>
        <source>The face engine failed its self-test and does not serve.</source>
        <translation>顔認証エンジンの自己診断に失敗したため、顔認証を停止しています。</translation>
    </message>
    <message>
        <source>The lid of this PC is closed.</source>
        <translation>PCのふたが閉じています。</translation>
    </message>
    <message>
        <source>Open the lid, or use your password.</source>
        <translation>ふたを開けるか、パスワードを使用してください。</translation>
    </message>
    <message>
        <source>Face logon is not used in a remote session.</source>
        <translation>リモート接続では顔によるログオンを利用できません。</translation>
    </message>
    <message>
        <source>The stored password of this PC is out of date.</source>
        <translation>このPCに保存されているパスワードが古くなっています。</translation>
    </message>
    <message>
        <source>Type your current password once; it is then stored again.</source>
        <translation>現在のパスワードを一度入力してください。自動的に保存し直されます。</translation>
    </message>
    <message>
        <source>Your face was recognised; one more step is needed.</source>
        <translation>顔は確認されました。もう一つの確認が必要です。</translation>
    </message>
    <message>
        <source>Type your password or PIN.</source>
        <translation>パスワードまたはPINを入力してください。</translation>
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
        <source>This step needs a fresh proof that it is you.</source>
        <translation>この操作には本人確認が必要です。</translation>
    </message>
    <message>
        <source>Enter your password again, or sign out and in, then repeat the step.</source>
        <translation>パスワードをもう一度入力するか、サインインし直してから、操作をやり直してください。</translation>
    </message>
    <message>
        <source>A code from your authenticator app is needed too.</source>
        <translation>認証アプリのコードも必要です。</translation>
    </message>
    <message>
        <source>Enter the six-digit code or one of your recovery codes.</source>
        <translation>6 桁のコード、または回復コードを入力してください。</translation>
    </message>
    <message>
        <source>Your organisation requires a second factor for administrators.</source>
        <translation>組織の決まりにより、管理者には第二の認証要素が必要です。</translation>
    </message>
    <message>
        <source>Set up the authenticator app, then continue.</source>
        <translation>認証アプリを設定してから続けてください。</translation>
    </message>
    <message>
        <source>This code from the authenticator app is wrong or was used already.</source>
        <translation>認証アプリのコードが正しくないか、すでに使われています。</translation>
    </message>
    <message>
        <source>Wait for the next code and enter that one. Check that the clock of the phone is right.</source>
        <translation>次のコードを待って入力してください。スマートフォンの時計が正しいかも確認してください。</translation>
    </message>
    <message>
        <source>This account is the last owner of the organisation.</source>
        <translation>このアカウントは組織の最後のオーナーです。</translation>
    </message>
    <message>
        <source>Make somebody else an owner first, without an end date, and hand the keys over.</source>
        <translation>先に、有効期限のない別のオーナーを決め、鍵を引き渡してください。</translation>
    </message>
    <message>
        <source>After a new password was issued, a new face needs more than the password.</source>
        <translation>パスワードの再発行後は、パスワードだけでは新しい顔を登録できません。</translation>
    </message>
    <message>
        <source>Use the face enrolled before, or ask a second administrator to confirm the new face.</source>
        <translation>以前に登録した顔を使うか、別の管理者に新しい顔の確認を依頼してください。</translation>
    </message>
    <message>
        <source>The emergency code is wrong or was used already.</source>
        <translation>緊急コードが正しくないか、すでに使われています。</translation>
    </message>
    <message>
        <source>Check each character. After five tries start again and read out the new request.</source>
        <translation>1 文字ずつ確認してください。5 回失敗したら、最初からやり直して新しい要求コードを伝えてください。</translation>
    </message>
    <message>
        <source>The emergency code has expired.</source>
        <translation>緊急コードの有効期限が切れています。</translation>
    </message>
    <message>
        <source>Start again and ask your administrator for a new one.</source>
        <translation>最初からやり直し、管理者に新しいコードを依頼してください。</translation>
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
        <source>Face logon is off after too many failures.</source>
        <translation>失敗が多すぎたため、顔認証を停止しています。</translation>
    </message>
    <message>
        <source>Log on to this PC with your password once: your face counts again from then on. On an account that several people share, ask your administrator.</source>
        <translation>一度パスワードでこのPCにログオンすると、再び顔認証を使えます。複数の人で使うアカウントの場合は、管理者に連絡してください。</translation>
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
    <message>
        <source>An administrator has to agree to this first.</source>
        <translation>先に管理者の同意が必要です。</translation>
    </message>
    <message>
        <source>Ask an administrator with the right role to agree, then try again. If it is about your face, use your password until then. If it is about an owner, ask on page Administrators, under Acts of two, for a change of an owner&apos;s account.</source>
        <translation>必要な役割を持つ管理者に同意を依頼し、その後もう一度操作してください。顔に関する場合は、それまでパスワードを使用してください。オーナーに関する場合は、「管理者」画面の「二者承認」で、オーナーのアカウントの変更への同意を依頼してください。</translation>
    </message>
</context>
<context>
    <name>SettingChoice</name>
    <message>
        <source>Standard: one false match in 10,000</source>
        <translation>標準：誤認率 1 万分の 1</translation>
    </message>
    <message>
        <source>High: one false match in 100,000</source>
        <translation>高：誤認率 10 万分の 1</translation>
    </message>
    <message>
        <source>Highest: one false match in 1,000,000</source>
        <translation>最高：誤認率 100 万分の 1</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>許可</translation>
    </message>
    <message>
        <source>Allow with a second factor</source>
        <translation>追加の認証があれば許可</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Built-in infrared camera</source>
        <translation>内蔵赤外線カメラ</translation>
    </message>
    <message>
        <source>Built-in colour camera</source>
        <translation>内蔵カラーカメラ</translation>
    </message>
    <message>
        <source>USB camera</source>
        <translation>USB カメラ</translation>
    </message>
    <message>
        <source>Network camera</source>
        <translation>ネットワークカメラ</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>On</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>無視</translation>
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
        <source>Face or password</source>
        <translation>顔またはパスワード</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>顔</translation>
    </message>
    <message>
        <source>Face and password</source>
        <translation>顔とパスワード</translation>
    </message>
    <message>
        <source>Emergency code only</source>
        <translation>緊急コードのみ</translation>
    </message>
    <message>
        <source>Record only</source>
        <translation>記録のみ</translation>
    </message>
    <message>
        <source>Turn the screen off</source>
        <translation>画面を消す</translation>
    </message>
    <message>
        <source>Log off</source>
        <translation>ログオフ</translation>
    </message>
    <message>
        <source>Any face</source>
        <translation>顔を検出したとき</translation>
    </message>
    <message>
        <source>The same person</source>
        <translation>本人と確認できたとき</translation>
    </message>
    <message>
        <source>The same person with a second factor</source>
        <translation>本人確認と追加の認証ができたとき</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>While the screen is shared</source>
        <translation>画面共有中は停止</translation>
    </message>
    <message>
        <source>Shut down</source>
        <translation>シャットダウン</translation>
    </message>
    <message>
        <source>Notify</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Dim the screen</source>
        <translation>画面を暗くする</translation>
    </message>
    <message>
        <source>Blur the screen</source>
        <translation>画面をぼかす</translation>
    </message>
    <message>
        <source>Blurred</source>
        <translation>ぼかして保存</translation>
    </message>
    <message>
        <source>By the person alone</source>
        <translation>本人が登録</translation>
    </message>
    <message>
        <source>With approval</source>
        <translation>承認後に有効</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>初回のみ</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>毎日</translation>
    </message>
    <message>
        <source>Every time</source>
        <translation>毎回</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>姓</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>利用者ID</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Ask first</source>
        <translation>確認してから</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>milliseconds</source>
        <translation>ミリ秒</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>days</source>
        <translation>日</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>ピクセル</translation>
    </message>
    <message>
        <source>degrees</source>
        <translation>度</translation>
    </message>
    <message>
        <source>× 0.1 ms</source>
        <translation>× 0.1 ミリ秒</translation>
    </message>
    <message>
        <source>Face and PIN</source>
        <translation>顔とPIN</translation>
    </message>
</context>
<context>
    <name>SettingText</name>
    <message>
        <source>Strictness of the face match</source>
        <translation>顔照合の厳しさ</translation>
    </message>
    <message>
        <source>Time to find a face</source>
        <translation>顔を探す時間</translation>
    </message>
    <message>
        <source>Tries per attempt</source>
        <translation>1回の認証での照合回数</translation>
    </message>
    <message>
        <source>Misses before a pause</source>
        <translation>待機までの失敗回数</translation>
    </message>
    <message>
        <source>Length of the pause</source>
        <translation>待機時間</translation>
    </message>
    <message>
        <source>Liveness check at logon</source>
        <translation>サインイン時の生体検知</translation>
    </message>
    <message>
        <source>Liveness check at unlock</source>
        <translation>ロック解除時の生体検知</translation>
    </message>
    <message>
        <source>Liveness check while working</source>
        <translation>常時認証時の生体検知</translation>
    </message>
    <message>
        <source>Liveness check before filling</source>
        <translation>アプリ入力時の生体検知</translation>
    </message>
    <message>
        <source>Strictness of the liveness check</source>
        <translation>生体検知の厳しさ</translation>
    </message>
    <message>
        <source>Eyes must be open</source>
        <translation>目が開いていること</translation>
    </message>
    <message>
        <source>Faces with a mask</source>
        <translation>マスク着用時の扱い</translation>
    </message>
    <message>
        <source>Smallest face</source>
        <translation>顔の最小サイズ</translation>
    </message>
    <message>
        <source>Least light</source>
        <translation>明るさの下限</translation>
    </message>
    <message>
        <source>Order of cameras</source>
        <translation>カメラの優先順</translation>
    </message>
    <message>
        <source>Largest picture height</source>
        <translation>映像の高さの上限</translation>
    </message>
    <message>
        <source>Turn the picture</source>
        <translation>映像の回転</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>露出</translation>
    </message>
    <message>
        <source>Compressed pictures</source>
        <translation>圧縮映像</translation>
    </message>
    <message>
        <source>No face with a closed lid</source>
        <translation>蓋を閉じているときは顔認証しない</translation>
    </message>
    <message>
        <source>No face in remote sessions</source>
        <translation>リモート接続では顔認証しない</translation>
    </message>
    <message>
        <source>When there is no camera</source>
        <translation>カメラが使えないとき</translation>
    </message>
    <message>
        <source>Cameras that are refused</source>
        <translation>使用を認めないカメラ</translation>
    </message>
    <message>
        <source>A camera whose name contains one of these is a program that plays pictures; the face before it does not count.</source>
        <translation>名前にこれらの語を含むカメラは、映像を再生するソフトウェア（仮想カメラ）とみなし、顔を認証に使いません。</translation>
    </message>
    <message>
        <source>Light up in the dark</source>
        <translation>暗いときの補助光</translation>
    </message>
    <message>
        <source>Factors at logon</source>
        <translation>サインインの認証要素</translation>
    </message>
    <message>
        <source>Factors at unlock</source>
        <translation>ロック解除の認証要素</translation>
    </message>
    <message>
        <source>Factors over remote desktop</source>
        <translation>リモートデスクトップの認証要素</translation>
    </message>
    <message>
        <source>Factors for elevation</source>
        <translation>昇格時の認証要素</translation>
    </message>
    <message>
        <source>Hide other logon methods</source>
        <translation>他のサインイン方法を隠す</translation>
    </message>
    <message>
        <source>Providers to hide</source>
        <translation>隠す認証プロバイダー</translation>
    </message>
    <message>
        <source>Accounts left alone</source>
        <translation>対象外のアカウント</translation>
    </message>
    <message>
        <source>Other ways of logging on</source>
        <translation>別の方法の許可</translation>
    </message>
    <message>
        <source>Life of an emergency code</source>
        <translation>緊急コードの有効時間</translation>
    </message>
    <message>
        <source>Length of the PIN</source>
        <translation>PINの桁数</translation>
    </message>
    <message>
        <source>Wrong passwords before a wait</source>
        <translation>待機までの誤入力回数</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>待機時間の上限</translation>
    </message>
    <message>
        <source>Wrong passwords are forgotten</source>
        <translation>誤入力回数の消去</translation>
    </message>
    <message>
        <source>Shortest password</source>
        <translation>パスワードの最小文字数</translation>
    </message>
    <message>
        <source>Longest password</source>
        <translation>パスワードの最大文字数</translation>
    </message>
    <message>
        <source>Kinds of characters</source>
        <translation>パスワードの文字種</translation>
    </message>
    <message>
        <source>Passwords not to be used again</source>
        <translation>再利用できないパスワード</translation>
    </message>
    <message>
        <source>Age of a password</source>
        <translation>パスワードの有効期間</translation>
    </message>
    <message>
        <source>Life of a one-time password</source>
        <translation>再発行パスワードの有効時間</translation>
    </message>
    <message>
        <source>Watch while working</source>
        <translation>常時認証</translation>
    </message>
    <message>
        <source>Time between checks</source>
        <translation>確認の間隔</translation>
    </message>
    <message>
        <source>Absence before action</source>
        <translation>離席とみなすまでの時間</translation>
    </message>
    <message>
        <source>Warning before action</source>
        <translation>警告の表示時間</translation>
    </message>
    <message>
        <source>Sound with the warning</source>
        <translation>警告音</translation>
    </message>
    <message>
        <source>When the person is gone</source>
        <translation>離席時の動作</translation>
    </message>
    <message>
        <source>Coming back in time</source>
        <translation>警告の取り消し</translation>
    </message>
    <message>
        <source>When somebody else sits there</source>
        <translation>他人を検知したときの動作</translation>
    </message>
    <message>
        <source>Time before a stranger counts</source>
        <translation>他人とみなすまでの時間</translation>
    </message>
    <message>
        <source>Typing counts as being there</source>
        <translation>操作による猶予</translation>
    </message>
    <message>
        <source>While another program uses the camera</source>
        <translation>他のアプリがカメラを使用中のとき</translation>
    </message>
    <message>
        <source>Longest pause</source>
        <translation>一時停止の上限</translation>
    </message>
    <message>
        <source>After a lock</source>
        <translation>ロック後の動作までの時間</translation>
    </message>
    <message>
        <source>What happens after a lock</source>
        <translation>ロック後の動作</translation>
    </message>
    <message>
        <source>When somebody looks on</source>
        <translation>のぞき見を検知したときの動作</translation>
    </message>
    <message>
        <source>Time before an onlooker counts</source>
        <translation>のぞき見とみなすまでの時間</translation>
    </message>
    <message>
        <source>Smallest face of an onlooker</source>
        <translation>のぞき見とみなす顔の大きさ</translation>
    </message>
    <message>
        <source>Events that are suspicious together</source>
        <translation>警告する件数</translation>
    </message>
    <message>
        <source>Time for suspicious events</source>
        <translation>件数を数える時間</translation>
    </message>
    <message>
        <source>Keep a stranger&apos;s picture</source>
        <translation>他人の画像の保存</translation>
    </message>
    <message>
        <source>Age of kept pictures</source>
        <translation>保存画像の期間</translation>
    </message>
    <message>
        <source>Age of logon records</source>
        <translation>認証ログの保存期間</translation>
    </message>
    <message>
        <source>Age of administration records</source>
        <translation>管理ログの保存期間</translation>
    </message>
    <message>
        <source>Age of diagnostic records</source>
        <translation>診断ログの保存期間</translation>
    </message>
    <message>
        <source>Face without the server</source>
        <translation>オフラインでの顔認証</translation>
    </message>
    <message>
        <source>Days usable without the server</source>
        <translation>オフラインで使える日数</translation>
    </message>
    <message>
        <source>Days kept without the server</source>
        <translation>オフラインで保持する日数</translation>
    </message>
    <message>
        <source>Refresh of the store</source>
        <translation>保存データの更新間隔</translation>
    </message>
    <message>
        <source>Days without a confirmation</source>
        <translation>最新確認なしの許容日数</translation>
    </message>
    <message>
        <source>The console of an owner or user administrator confirms by itself, while he is signed in, which settings are the newest. When this was longer ago than so many days, PCs say so: the server may be keeping something from them. 0 means never.</source>
        <translation>オーナーまたはユーザー管理者が管理コンソールにサインインしている間、どの設定が最新かをコンソールが自動的に確認（署名）します。最後の確認からこの日数を過ぎると、サーバーが何かを渡していないおそれがあるため、PCに表示します。0は表示しません。</translation>
    </message>
    <message>
        <source>Uses without the server</source>
        <translation>オフラインでの利用回数</translation>
    </message>
    <message>
        <source>Misses before erasing</source>
        <translation>消去までの失敗回数</translation>
    </message>
    <message>
        <source>Time to find the server</source>
        <translation>名前解決の待ち時間</translation>
    </message>
    <message>
        <source>Time to connect</source>
        <translation>接続の待ち時間</translation>
    </message>
    <message>
        <source>Time to send</source>
        <translation>送信の待ち時間</translation>
    </message>
    <message>
        <source>Time for the answer</source>
        <translation>受信の待ち時間</translation>
    </message>
    <message>
        <source>Who enrols faces</source>
        <translation>顔の登録方法</translation>
    </message>
    <message>
        <source>Faces per person</source>
        <translation>1人あたりの顔の数</translation>
    </message>
    <message>
        <source>Follow changing faces</source>
        <translation>顔の変化への追随</translation>
    </message>
    <message>
        <source>Keep pictures of enrolments</source>
        <translation>登録時の顔画像の保管</translation>
    </message>
    <message>
        <source>Six pictures of the face are kept, sealed so that only PCs of the organisation can open them, and each person is asked to agree to that. Another model pack then makes its faces of them, and nobody enrols again. Pictures tell more of a person than numbers: leave it off unless you need it. Switched off, they are erased.</source>
        <translation>顔の画像6枚を、組織のPCだけが開ける形で暗号化して保管します。保管については利用者ごとに同意を求めます。別のモデルパックへ移行するときは保管画像から顔を作り直すため、再登録は不要です。画像は数値より多くの個人情報を含むため、必要な場合にだけ有効にしてください。無効にすると、保管した画像は消去されます。</translation>
    </message>
    <message>
        <source>Age of a face</source>
        <translation>顔情報の有効期間</translation>
    </message>
    <message>
        <source>Asking for consent</source>
        <translation>同意の確認</translation>
    </message>
    <message>
        <source>Fill passwords into applications</source>
        <translation>アプリへの自動入力</translation>
    </message>
    <message>
        <source>People add applications</source>
        <translation>利用者によるアプリ登録</translation>
    </message>
    <message>
        <source>Age of the last look</source>
        <translation>顔の再確認までの時間</translation>
    </message>
    <message>
        <source>Fill without a gesture</source>
        <translation>操作なしの自動入力</translation>
    </message>
    <message>
        <source>Wait before filling</source>
        <translation>入力開始までの待ち時間</translation>
    </message>
    <message>
        <source>Wait between keys</source>
        <translation>キー入力の間隔</translation>
    </message>
    <message>
        <source>Filling without the server</source>
        <translation>オフラインでの自動入力</translation>
    </message>
    <message>
        <source>Hidden passwords</source>
        <translation>非表示パスワード</translation>
    </message>
    <message>
        <source>Show passwords</source>
        <translation>パスワードの表示</translation>
    </message>
    <message>
        <source>Shared PC</source>
        <translation>共用PC</translation>
    </message>
    <message>
        <source>Show who is signed in</source>
        <translation>利用者名の表示</translation>
    </message>
    <message>
        <source>Name that is shown</source>
        <translation>画面に出す名前</translation>
    </message>
    <message>
        <source>Console: end without use</source>
        <translation>操作がないときの終了</translation>
    </message>
    <message>
        <source>Console: longest session</source>
        <translation>セッションの最長時間</translation>
    </message>
    <message>
        <source>Updates of the client</source>
        <translation>クライアントの更新</translation>
    </message>
    <message>
        <source>Update ring</source>
        <translation>更新リング</translation>
    </message>
    <message>
        <source>Age of a version</source>
        <translation>旧版の利用期限</translation>
    </message>
    <message>
        <source>Lock against removal</source>
        <translation>アンインストールの制限</translation>
    </message>
    <message>
        <source>Notice of planned work</source>
        <translation>計画停止の予告</translation>
    </message>
    <message>
        <source>Notice of an emergency</source>
        <translation>緊急停止の連絡</translation>
    </message>
    <message>
        <source>How rarely a stranger may be taken for the person. Stricter levels refuse the right person a little more often.</source>
        <translation>他人を本人と誤る確率の上限です。厳しくすると、本人が拒否されることが少し増えます。</translation>
    </message>
    <message>
        <source>After this time the attempt ends and another way of logging on is offered.</source>
        <translation>この時間を過ぎると認証を終え、別の方法を案内します。</translation>
    </message>
    <message>
        <source>How many looks that do not match end an attempt.</source>
        <translation>一致しない照合がこの回数続くと認証を終えます。</translation>
    </message>
    <message>
        <source>After this many misses each further try has to wait.</source>
        <translation>失敗がこの回数に達すると、次の認証まで待つ必要があります。</translation>
    </message>
    <message>
        <source>How long each further try waits after too many misses.</source>
        <translation>失敗が続いたあと、次の認証まで待つ時間です。</translation>
    </message>
    <message>
        <source>When somebody logs on. 0: off, demonstration tenants only. 1: the picture alone. 2: a blink. 3: a turn of the head. 4: an infrared camera. A model pack that cannot tell a photograph by the picture alone asks for the blink at 1 and for the blink and the turn at 2.</source>
        <translation>サインイン時の生体検知のレベルです。0：無効（デモ用テナントのみ）、1：映像のみで判定、2：まばたき、3：顔の向きを変える動作、4：赤外線カメラ。映像のみでは写真を見分けられないモデルパックの場合、1ではまばたきを、2ではまばたきと顔の向きを変える動作の両方をお願いします。</translation>
    </message>
    <message>
        <source>Level from 0 (off, demonstration tenants only) to 4 (strictest) when a locked screen is opened.</source>
        <translation>画面ロックを解除するときの生体検知のレベルです。0は無効（デモ用テナントのみ）、4が最も厳しい設定です。</translation>
    </message>
    <message>
        <source>Level from 0 to 4 for the checks while somebody works.</source>
        <translation>利用中の確認で使う生体検知のレベル（0～4）です。</translation>
    </message>
    <message>
        <source>Level from 0 to 4 before a password is filled into an application.</source>
        <translation>アプリにパスワードを入力する前の生体検知のレベル（0～4）です。</translation>
    </message>
    <message>
        <source>Standard or high; the numbers behind it belong to the model pack.</source>
        <translation>標準または高から選びます。実際の数値はモデルパックごとに調整済みです。</translation>
    </message>
    <message>
        <source>A face with closed eyes does not count.</source>
        <translation>目を閉じた顔は照合に使いません。</translation>
    </message>
    <message>
        <source>Allow them with a stricter match, ask for another factor too, or refuse them.</source>
        <translation>照合を厳しくして許可する、別の要素も求める、拒否する、から選びます。</translation>
    </message>
    <message>
        <source>A face narrower than this is too far away.</source>
        <translation>これより幅の小さい顔は、遠すぎるとみなします。</translation>
    </message>
    <message>
        <source>A picture darker than this is not used.</source>
        <translation>これより暗い映像は使いません。</translation>
    </message>
    <message>
        <source>Which kind of camera is taken first when there are several.</source>
        <translation>複数のカメラがあるときに使う順番です。</translation>
    </message>
    <message>
        <source>Larger pictures cost time without making the match better.</source>
        <translation>大きすぎる映像は、精度が上がらず時間がかかります。</translation>
    </message>
    <message>
        <source>For cameras that are mounted on their side or upside down.</source>
        <translation>横向きや上下逆に取り付けたカメラ用の設定です。</translation>
    </message>
    <message>
        <source>0 lets the camera decide; otherwise the time for each picture, where the camera can be told.</source>
        <translation>0 はカメラに任せます。それ以外は、カメラが対応していれば1枚ごとの露光時間になります。</translation>
    </message>
    <message>
        <source>Whether the camera sends compressed pictures; automatic fits most cameras.</source>
        <translation>カメラから圧縮映像を受け取るかどうかです。通常は自動にします。</translation>
    </message>
    <message>
        <source>While the lid of a notebook is closed the face is not asked for.</source>
        <translation>ノートパソコンの蓋が閉じている間は、顔認証を行いません。</translation>
    </message>
    <message>
        <source>Ignore: the password is enough, as on a PC without face logon. Password: what the fallback allows. Lock: no password in place of the face, and an open session is locked.</source>
        <translation>無視:顔ログオンのないPCと同じように、パスワードだけで使えます。パスワード:代わりの方法の設定に従います。ロック:顔の代わりにパスワードを使えず、開いているセッションはロックします。</translation>
    </message>
    <message>
        <source>A white frame on the screen lights the face when it is too dark.</source>
        <translation>暗いときに、画面の白い枠で顔を照らします。</translation>
    </message>
    <message>
        <source>What is asked for when somebody logs on.</source>
        <translation>サインイン時に求める認証要素です。</translation>
    </message>
    <message>
        <source>What is asked for when a locked screen is opened.</source>
        <translation>画面ロックの解除時に求める認証要素です。</translation>
    </message>
    <message>
        <source>What is asked for when somebody connects from another PC.</source>
        <translation>別のPCから接続するときに求める認証要素です。</translation>
    </message>
    <message>
        <source>What is asked for when Windows wants an administrator&apos;s consent.</source>
        <translation>Windowsが管理者の許可を求めるときの認証要素です。</translation>
    </message>
    <message>
        <source>Other providers on the logon screen of Windows are hidden where faces have opened the PC for a week, while the agent answers and the camera works.</source>
        <translation>Windowsのサインイン画面で他の認証プロバイダーを表示しません。顔認証で1週間サインインできているPCで、エージェントが応答しカメラが使える間だけ有効です。</translation>
    </message>
    <message>
        <source>Class ids of the providers that are hidden. Empty: all but Windows&apos; own for the password.</source>
        <translation>表示しない認証プロバイダーのクラスIDです。空欄の場合、Windows標準のパスワード以外のすべてを表示しません。</translation>
    </message>
    <message>
        <source>Whether a password may be used instead of the face, only an emergency code, or neither.</source>
        <translation>顔の代わりにパスワードを使えるか、緊急コードだけにするか、どちらも使えないかを選びます。</translation>
    </message>
    <message>
        <source>How long a code from the help desk works.</source>
        <translation>ヘルプデスクが発行したコードの有効時間です。</translation>
    </message>
    <message>
        <source>How many digits the PIN of the client has.</source>
        <translation>クライアントのPINの桁数です。</translation>
    </message>
    <message>
        <source>After this many wrong passwords each further one has to wait. Can only be made stricter.</source>
        <translation>パスワードの誤入力がこの回数に達すると、次の入力まで待つ必要があります。厳しくする変更だけが可能です。</translation>
    </message>
    <message>
        <source>The wait grows with each wrong password up to this.</source>
        <translation>誤入力のたびに延びる待機時間の上限です。</translation>
    </message>
    <message>
        <source>After this time without a try counting starts again.</source>
        <translation>この時間入力がなければ、回数を数え直します。</translation>
    </message>
    <message>
        <source>Fewest characters of a portal password. Kaomon&apos;s programs check it where the password is typed: the server never sees it.</source>
        <translation>ポータルのパスワードの最小文字数です。サーバーはパスワードを受け取らないため、入力するプログラムが確認します。</translation>
    </message>
    <message>
        <source>Most characters of a portal password.</source>
        <translation>ポータルのパスワードの最大文字数です。</translation>
    </message>
    <message>
        <source>How many of small letters, capital letters, digits and others a password needs.</source>
        <translation>英小文字・英大文字・数字・その他のうち、必要な種類の数です。</translation>
    </message>
    <message>
        <source>How many earlier passwords may not be chosen anew. Portal passwords are not compared: the server never learns one, and whatever is kept of old ones could be stolen. For the password of a PC its operating system has a rule of its own.</source>
        <translation>過去に使ったパスワードのうち、再び選べない個数です。ポータルのパスワードは照合しません。サーバーはパスワードを受け取らず、過去のパスワードの情報を残せば盗まれるおそれがあるためです。PC のパスワードについては OS 側の設定に従います。</translation>
    </message>
    <message>
        <source>After this many days a new one is asked for; 0 means never.</source>
        <translation>この日数が過ぎると変更を求めます。0は無期限です。</translation>
    </message>
    <message>
        <source>How long a reissued password works.</source>
        <translation>再発行したパスワードの有効時間です。</translation>
    </message>
    <message>
        <source>Whether Kaomon checks now and then that the person is still there.</source>
        <translation>利用中に本人がいることを定期的に確認します。</translation>
    </message>
    <message>
        <source>How often is looked while nothing happens.</source>
        <translation>操作がない間の確認間隔です。</translation>
    </message>
    <message>
        <source>How long nobody may be seen before something is done.</source>
        <translation>姿が見えなくなってから動作するまでの時間です。</translation>
    </message>
    <message>
        <source>How long the warning is shown first.</source>
        <translation>動作の前に警告を表示する時間です。</translation>
    </message>
    <message>
        <source>The warning can be heard too.</source>
        <translation>警告を音でも知らせます。</translation>
    </message>
    <message>
        <source>Write it down, turn the screen off, lock, or log off.</source>
        <translation>記録のみ、画面オフ、ロック、サインアウトから選びます。</translation>
    </message>
    <message>
        <source>What ends the warning: any face, the right face, or another factor.</source>
        <translation>警告を取り消す条件です。顔の検出、本人との一致、別の要素から選びます。</translation>
    </message>
    <message>
        <source>How long another face must be there.</source>
        <translation>別の顔がこの時間続くと他人とみなします。</translation>
    </message>
    <message>
        <source>For this long after a key or the mouse was used nobody is taken for gone.</source>
        <translation>キーボードやマウスの操作後、この時間は離席とみなしません。</translation>
    </message>
    <message>
        <source>Pause, look together with it, or lock.</source>
        <translation>一時停止、共有、ロックから選びます。</translation>
    </message>
    <message>
        <source>After this time the pause ends even if the camera is still in use.</source>
        <translation>カメラが使用中でも、この時間で一時停止を終えます。</translation>
    </message>
    <message>
        <source>After this time locked, the session ends or the PC shuts down; 0 means never.</source>
        <translation>ロックがこの時間続くと、サインアウトまたはシャットダウンします。0は行いません。</translation>
    </message>
    <message>
        <source>Log off or shut down.</source>
        <translation>サインアウトまたはシャットダウンを選びます。</translation>
    </message>
    <message>
        <source>Write it down, notify, dim, blur, or lock.</source>
        <translation>記録、通知、減光、ぼかし、ロックから選びます。</translation>
    </message>
    <message>
        <source>How long a second face must be there.</source>
        <translation>2人目の顔がこの時間続くとのぞき見とみなします。</translation>
    </message>
    <message>
        <source>Smaller faces are too far away to read the screen.</source>
        <translation>これより小さい顔は、画面を読めない距離とみなします。</translation>
    </message>
    <message>
        <source>This many in the time below raise an alert.</source>
        <translation>下の時間内にこの件数が起きると警告します。</translation>
    </message>
    <message>
        <source>The time in which they are counted.</source>
        <translation>件数を数える時間の長さです。</translation>
    </message>
    <message>
        <source>Off, blurred, or as it is; sealed for those who may see it.</source>
        <translation>保存しない、ぼかして保存、そのまま保存から選びます。閲覧権限のある人だけが開けます。</translation>
    </message>
    <message>
        <source>After this many days they are erased.</source>
        <translation>この日数が過ぎると消去します。</translation>
    </message>
    <message>
        <source>Whether the face may be used while the server cannot be reached.</source>
        <translation>サーバーに接続できない間の顔認証を許可します。</translation>
    </message>
    <message>
        <source>After this many days without the server the face is no longer accepted.</source>
        <translation>サーバーとの通信がこの日数途絶えると、顔認証を使えなくなります。</translation>
    </message>
    <message>
        <source>After this many days without the server the PC erases its faces.</source>
        <translation>サーバーとの通信がこの日数途絶えると、PC内の顔情報を消去します。</translation>
    </message>
    <message>
        <source>How often a PC fetches everything anew. 0 means at each start.</source>
        <translation>PCがすべてのデータを取り直す間隔です。0 は起動のたびに取り直します。</translation>
    </message>
    <message>
        <source>How many times the face works without the server; 0 means without limit.</source>
        <translation>サーバーなしで顔認証を使える回数です。0は無制限です。</translation>
    </message>
    <message>
        <source>Longest wait for the server&apos;s address.</source>
        <translation>サーバーのアドレスを調べる時間の上限です。</translation>
    </message>
    <message>
        <source>Longest wait for a connection.</source>
        <translation>接続できるまで待つ時間の上限です。</translation>
    </message>
    <message>
        <source>Longest wait without progress while a request is sent.</source>
        <translation>要求の送信が進まないまま待つ最長時間です。</translation>
    </message>
    <message>
        <source>Longest wait without progress for an answer.</source>
        <translation>応答が進まないまま待つ最長時間です。</translation>
    </message>
    <message>
        <source>How many faces a person may have, such as with and without glasses.</source>
        <translation>眼鏡の有無など、1人が登録できる顔の数です。</translation>
    </message>
    <message>
        <source>Whether an enrolled face is brought up to date, a little at a time, by logons that are beyond doubt. What was enrolled is kept.</source>
        <translation>本人に間違いないと判定したログオンのときに、登録した顔情報を少しずつ更新するかどうかです。登録時の顔情報はそのまま残ります。</translation>
    </message>
    <message>
        <source>Whether Kaomon types passwords after it has seen the face.</source>
        <translation>顔を確認したあと、パスワードを自動で入力します。</translation>
    </message>
    <message>
        <source>Whether people may teach Kaomon their own applications.</source>
        <translation>利用者が自分のアプリを登録できるようにします。</translation>
    </message>
    <message>
        <source>For this long after a match the face is not asked for again.</source>
        <translation>照合後、この時間は顔を再確認しません。</translation>
    </message>
    <message>
        <source>Whether passwords are filled without a key being pressed.</source>
        <translation>キー操作なしでパスワードを入力します。</translation>
    </message>
    <message>
        <source>Some applications need a moment after they appear.</source>
        <translation>表示直後は入力を受け付けないアプリのための待ち時間です。</translation>
    </message>
    <message>
        <source>Some applications lose keys that come too fast.</source>
        <translation>速い入力を取りこぼすアプリのための間隔です。</translation>
    </message>
    <message>
        <source>After this many days without the server nothing is filled any more.</source>
        <translation>サーバーとの通信がこの日数途絶えると、自動入力を停止します。</translation>
    </message>
    <message>
        <source>Whether people may look at a stored password.</source>
        <translation>保存したパスワードを利用者が表示できるようにします。</translation>
    </message>
    <message>
        <source>Several people use the same account; Kaomon finds out who is there.</source>
        <translation>複数の人が同じアカウントを使います。誰が利用中かを顔で判別します。</translation>
    </message>
    <message>
        <source>After this long without use the name is shown; 0 means never.</source>
        <translation>操作がない時間がこの長さになると名前を表示します。0は表示しません。</translation>
    </message>
    <message>
        <source>On a PC that several people use: full name, family name, login name, or nothing.</source>
        <translation>共有PCの画面に出す名前です:氏名、姓、ログイン名、または出さない。</translation>
    </message>
    <message>
        <source>After this long without use people have to sign in again.</source>
        <translation>操作がないままこの時間が過ぎると、再サインインが必要です。</translation>
    </message>
    <message>
        <source>After this time people have to sign in again in any case. Counts for sessions that begin after the change.</source>
        <translation>この時間が過ぎると、必ず再サインインが必要です。変更後に始まるセッションから適用します。</translation>
    </message>
    <message>
        <source>Off, ask, or automatic.</source>
        <translation>行わない、確認する、自動から選びます。</translation>
    </message>
    <message>
        <source>PCs of a lower ring get an update earlier.</source>
        <translation>番号の小さいリングのPCから先に更新します。</translation>
    </message>
    <message>
        <source>After this many days an old version is no longer accepted.</source>
        <translation>この日数が過ぎた旧版は使えなくなります。</translation>
    </message>
    <message>
        <source>The client is not removed from a PC that belongs to the tenant. To remove it, revoke the PC or switch this off for its group.</source>
        <translation>テナントに属するPCからクライアントを削除できないようにします。削除するときは、PCを失効させるか、そのPCグループでこの設定をオフにしてください。</translation>
    </message>
    <message>
        <source>How many days before planned work people are told.</source>
        <translation>計画停止を何日前に知らせるかです。</translation>
    </message>
    <message>
        <source>Within how many minutes people are told of an unplanned stop.</source>
        <translation>計画外の停止を何分以内に知らせるかです。</translation>
    </message>
    <message>
        <source>Face match</source>
        <translation>顔照合</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Logon</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>Lock-out</source>
        <translation>ロックアウト</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>常時認証</translation>
    </message>
    <message>
        <source>Onlookers</source>
        <translation>のぞき見</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Without the server</source>
        <translation>オフライン</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <translation>登録</translation>
    </message>
    <message>
        <source>App fill</source>
        <translation>アプリ入力</translation>
    </message>
    <message>
        <source>Shared PCs</source>
        <translation>共用PC</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>管理コンソール</translation>
    </message>
    <message>
        <source>Client program</source>
        <translation>クライアント</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>お知らせ</translation>
    </message>
    <message>
        <source>In a remote session the face of whoever sits at the PC does not count. Off: only where another machine is named; a terminal that was once opened over SSH is looked at.</source>
        <translation>リモート接続中は、PCの前にいる人の顔を認証に使いません。オフの場合は、接続元のPCが判明している接続だけを対象とし、SSHで開いたことのある端末でも顔を確認します。</translation>
    </message>
    <message>
        <source>These accounts are never asked for a face and never locked by presence.</source>
        <translation>これらのアカウントには顔認証を求めず、常時認証によるロックも行いません。</translation>
    </message>
    <message>
        <source>After this many wrong PINs in a row a PC erases the person&apos;s faces and PIN until the server gives the faces again; 0 means never.</source>
        <translation>PINをこの回数続けて間違えると、PCはその人の顔とPINを消去します。顔はサーバーから再び受け取るまで使えません。0は消去しません。</translation>
    </message>
    <message>
        <source>The person alone, or the person with the approval of an administrator, who looks at each first face before it counts.</source>
        <translation>本人だけで登録するか、管理者の承認を必要とするか。承認が必要な場合、最初の顔は承認されるまで使えません。</translation>
    </message>
    <message>
        <source>After this many days the person is asked to enrol again; the face goes on working. 0 means never.</source>
        <translation>この日数が過ぎると再登録を求めます。顔は引き続き使えます。0は求めません。</translation>
    </message>
    <message>
        <source>Once, before the enrolment; or besides before the first logon by face of a day, or before each one.</source>
        <translation>登録前に一度だけ確認するか、さらに毎日最初の顔認証の前、または毎回の顔認証の前にも確認するか。</translation>
    </message>
    <message>
        <source>Faces from photographs</source>
        <translation>写真から登録した顔</translation>
    </message>
    <message>
        <source>On each PC the first logon with a face that was made of a photograph asks for the password as well, since a photograph may have the wrong name. With “none” it does not.</source>
        <translation>写真の取り違えに備え、写真から登録した顔での初回ログオン時には、PC ごとにパスワードの入力も求めます。「なし」を選ぶと求めません。</translation>
    </message>
    <message>
        <source>People may use passwords that an administrator has set for them and that they cannot see.</source>
        <translation>管理者が設定したパスワードを、利用者は見ずに使えます。</translation>
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
