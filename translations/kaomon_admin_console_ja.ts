<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>BulkQuestions</name>
    <message>
        <source>Enable…</source>
        <translation>有効にする…</translation>
    </message>
    <message>
        <source>Disable…</source>
        <translation>無効にする…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>復元…</translation>
    </message>
    <message>
        <source>Ask to enrol again…</source>
        <translation>再登録を依頼…</translation>
    </message>
    <message>
        <source>Move to a group…</source>
        <translation>グループへ移動…</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>ロックを解除…</translation>
    </message>
    <message>
        <source>Reissue one-time passwords…</source>
        <translation>ワンタイムパスワードを再発行…</translation>
    </message>
    <message>
        <source>Enable users</source>
        <translation>ユーザーを有効にする</translation>
    </message>
    <message numerus="yes">
        <source>%n people can sign in and use their face again.</source>
        <translation>
            <numerusform>%n 人が再びサインインし、顔認証を利用できるようになります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>有効にする</translation>
    </message>
    <message>
        <source>Disable users</source>
        <translation>ユーザーを無効にする</translation>
    </message>
    <message numerus="yes">
        <source>%n people can no longer sign in or use their face.</source>
        <translation>
            <numerusform>%n 人がサインインと顔認証を利用できなくなります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>無効にする</translation>
    </message>
    <message>
        <source>Delete users</source>
        <translation>ユーザーを削除する</translation>
    </message>
    <message numerus="yes">
        <source>%n people can no longer sign in, and their faces go from every PC. For 30 days they can be restored.</source>
        <translation>
            <numerusform>%n 人がサインインできなくなり、すべての PC から顔データが消去されます。30 日以内であれば復元できます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Restore users</source>
        <translation>ユーザーを復元する</translation>
    </message>
    <message numerus="yes">
        <source>%n people come back with their groups and faces.</source>
        <translation>
            <numerusform>%n 人が、グループと顔データとともに復元されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>復元</translation>
    </message>
    <message>
        <source>Ask to enrol again</source>
        <translation>再登録を依頼</translation>
    </message>
    <message numerus="yes">
        <source>%n people are asked for a new face at the next logon.</source>
        <translation>
            <numerusform>%n 人に、次回ログオン時に顔の再登録を依頼します。</numerusform>
        </translation>
    </message>
    <message>
        <source>Unlock users</source>
        <translation>ユーザーのロックを解除する</translation>
    </message>
    <message numerus="yes">
        <source>%n people can sign in again at once.</source>
        <translation>
            <numerusform>%n 人がすぐにサインインできるようになります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>Reissue one-time passwords</source>
        <translation>ワンタイムパスワードの再発行</translation>
    </message>
    <message numerus="yes">
        <source>The present passwords of %n people stop working at once. Save the list of new ones at the end: it is shown once.</source>
        <translation>
            <numerusform>%n 人の現在のパスワードは直ちに使えなくなります。新しいパスワードの一覧は一度しか表示されないため、完了後に必ず保存してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>Reissue</source>
        <translation>再発行</translation>
    </message>
    <message>
        <source>Move to a group</source>
        <translation>グループへの移動</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移動</translation>
    </message>
</context>
<context>
    <name>DeviceQuestions</name>
    <message>
        <source>Ask for diagnostics</source>
        <translation>調査用ログの依頼</translation>
    </message>
    <message>
        <source>The people at %1 are shown your name and the reason. They see everything before it is sent and may decline; the ticket then appears on the page Diagnostics.</source>
        <translation>%1の利用者に、あなたの名前と理由が表示されます。利用者は内容をすべて確認してから送信し、断ることもできます。送信されると「障害調査」に受付番号が表示されます。</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>依頼する</translation>
    </message>
    <message>
        <source>Suspend PC</source>
        <translation>PC の一時停止</translation>
    </message>
    <message>
        <source>Nobody can log on by face to %1 until it is active again.</source>
        <translation>%1 は、再開するまで誰も顔でログオンできません。</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Reactivate PC</source>
        <translation>PC の再開</translation>
    </message>
    <message>
        <source>%1 takes part again.</source>
        <translation>%1 の利用を再開します。</translation>
    </message>
    <message>
        <source>Reactivate</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Revoke PC</source>
        <translation>PC の失効</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>失効</translation>
    </message>
    <message>
        <source>%1 erases everything that it holds of the organisation and never returns. To use it again it must be enrolled anew. Type the name of the PC to go on.</source>
        <translation>%1 は保持している組織のデータをすべて消去し、元に戻せません。再び使うには新たに登録する必要があります。続けるには PC の名前を入力してください。</translation>
    </message>
</context>
<context>
    <name>ImportText</name>
    <message>
        <source>Add new people and update known ones</source>
        <translation>新規追加と既存の更新</translation>
    </message>
    <message>
        <source>Only add new people</source>
        <translation>新規追加のみ</translation>
    </message>
    <message>
        <source>Only update known people</source>
        <translation>既存の更新のみ</translation>
    </message>
    <message>
        <source>Add, update, and disable members who are not in the file</source>
        <translation>追加・更新し、ファイルにない人を無効化</translation>
    </message>
    <message>
        <source>Uploading</source>
        <translation>アップロード中</translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation>確認中</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>Being applied</source>
        <translation>適用中</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>適用済み</translation>
    </message>
    <message>
        <source>Being undone</source>
        <translation>取り消し中</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>取り消し済み</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>変更なし</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>無効化</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Changed since, not undone</source>
        <translation>その後変更されたため取り消し不可</translation>
    </message>
    <message>
        <source>No column is the login name. Choose it in the mapping.</source>
        <translation>利用者IDの列がありません。列の割り当てで指定してください。</translation>
    </message>
    <message>
        <source>Two columns mean the same. Ignore one of them in the mapping.</source>
        <translation>同じ意味の列が 2 つあります。列の割り当てで一方を無視にしてください。</translation>
    </message>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation>引用符が閉じられていません。</translation>
    </message>
    <message>
        <source>A row is too long.</source>
        <translation>行が長すぎます。</translation>
    </message>
    <message>
        <source>The file has more than 100,000 rows. Split it.</source>
        <translation>100,000 行を超えています。ファイルを分割してください。</translation>
    </message>
    <message>
        <source>The text is not of this encoding. Choose another encoding.</source>
        <translation>文字コードが一致しません。別の文字コードを選択してください。</translation>
    </message>
    <message>
        <source>A login name cannot be read, so it is not known who is missing in the file.</source>
        <translation>読み取れない利用者IDがあるため、ファイルにない人を特定できません。</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>%1 行目：%2</translation>
    </message>
</context>
<context>
    <name>LogonFindings</name>
    <message>
        <source>The account is deleted</source>
        <translation>アカウントは削除されています</translation>
    </message>
    <message>
        <source>Deleted at %1. It can be restored within 30 days.</source>
        <translation>%1 に削除されました。30 日以内であれば復元できます。</translation>
    </message>
    <message>
        <source>The account is disabled</source>
        <translation>アカウントは無効です</translation>
    </message>
    <message>
        <source>Neither face nor password is accepted until it is enabled.</source>
        <translation>有効にするまで、顔もパスワードも受け付けられません。</translation>
    </message>
    <message>
        <source>The account has expired</source>
        <translation>アカウントの有効期限が切れています</translation>
    </message>
    <message>
        <source>It was valid until %1. Give it a later end.</source>
        <translation>%1 まで有効でした。終了日時を延長してください。</translation>
    </message>
    <message>
        <source>The account is not valid yet</source>
        <translation>アカウントの有効期間が始まっていません</translation>
    </message>
    <message>
        <source>It begins at %1.</source>
        <translation>%1 から有効になります。</translation>
    </message>
    <message>
        <source>The first sign-in has not happened</source>
        <translation>初回サインインが済んでいません</translation>
    </message>
    <message>
        <source>The person signs in once with the one-time password, on the PC, and chooses a password. A lost one-time password is reissued.</source>
        <translation>PC でワンタイムパスワードを使って一度サインインし、新しいパスワードを設定する必要があります。紛失した場合は再発行してください。</translation>
    </message>
    <message>
        <source>The account is enabled</source>
        <translation>アカウントは有効です</translation>
    </message>
    <message>
        <source>Locked after wrong passwords</source>
        <translation>パスワードの誤りによりロックされています</translation>
    </message>
    <message>
        <source>%1 wrong passwords; locked until %2. The face still opens the PC; the password does not.</source>
        <translation>パスワードの誤り %1 回。%2 までロックされています。顔では PC を解除できますが、パスワードでは解除できません。</translation>
    </message>
    <message>
        <source>No lock after wrong passwords</source>
        <translation>パスワードの誤りによるロックはありません</translation>
    </message>
    <message>
        <source>The vault rests since a reissue</source>
        <translation>再発行以降、保管庫が休止しています</translation>
    </message>
    <message>
        <source>Since %1 a new face is refused until a face from before is seen on a PC that the person has used, or two administrators agree to a new face.</source>
        <translation>%1 以降、本人が使用した PC で以前の顔が確認されるか、二者承認で新しい顔の登録が認められるまで、新しい顔は登録できません。</translation>
    </message>
    <message>
        <source>The licence has ended and faces are erased</source>
        <translation>ライセンスが終了し、顔データは消去されました</translation>
    </message>
    <message>
        <source>Everybody logs on by password until a licence is installed and faces are enrolled again.</source>
        <translation>ライセンスを登録して顔を再登録するまで、全員がパスワードでログオンします。</translation>
    </message>
    <message>
        <source>The licence has ended</source>
        <translation>ライセンスが終了しています</translation>
    </message>
    <message>
        <source>Faces work until %1; nothing can be changed any more.</source>
        <translation>顔認証は %1 まで利用できます。変更はできません。</translation>
    </message>
    <message>
        <source>Every seat is taken</source>
        <translation>ライセンス数に空きがありません</translation>
    </message>
    <message>
        <source>%1 of %2 seats: a further face is refused. Disable somebody or install a larger licence.</source>
        <translation>%2 中 %1 を使用中のため、新しい顔は登録できません。不要なユーザーを無効にするか、ライセンスを追加してください。</translation>
    </message>
    <message>
        <source>The licence allows it</source>
        <translation>ライセンスに問題はありません</translation>
    </message>
    <message>
        <source>No face is enrolled</source>
        <translation>顔が登録されていません</translation>
    </message>
    <message>
        <source>The person enrols it on a PC: sign in to the Kaomon client with the password and choose &quot;Enrol my face&quot;.</source>
        <translation>本人が PC で登録します。Kaomon クライアントにパスワードでサインインし、顔の登録を選んでください。</translation>
    </message>
    <message>
        <source>A face waits for its review</source>
        <translation>確認待ちの顔があります</translation>
    </message>
    <message>
        <source>It was enrolled on a PC that was revoked later. Accept it when the enrolment was in order, or ask for a new one.</source>
        <translation>後に失効した PC で登録された顔です。登録に問題がなければ承認し、そうでなければ再登録を依頼してください。</translation>
    </message>
    <message>
        <source>Every face of this person is old</source>
        <translation>登録済みの顔がすべて古くなっています</translation>
    </message>
    <message>
        <source>Older than the setting &quot;Age of a face&quot; says. They go on working; the person&apos;s PC asks for a new enrolment.</source>
        <translation>設定「顔情報の有効期間」を過ぎています。引き続き使用できますが、本人の PC に再登録の案内が表示されます。</translation>
    </message>
    <message>
        <source>The face may be missed often. Ask for a new enrolment; the present face works until then.</source>
        <translation>認証に失敗しやすい状態です。再登録を依頼してください。それまでは現在の顔を使用できます。</translation>
    </message>
    <message>
        <source>A face is enrolled</source>
        <translation>顔が登録されています</translation>
    </message>
    <message>
        <source>Enrolments: %1</source>
        <translation>登録数：%1</translation>
    </message>
    <message>
        <source>The face was enrolled with another model</source>
        <translation>別の認識モデルで登録された顔です</translation>
    </message>
    <message>
        <source>Enrolled with %1, this PC compares with %2. The person has to enrol again.</source>
        <translation>登録時のモデルは %1、この PC のモデルは %2 です。再登録が必要です。</translation>
    </message>
    <message>
        <source>Face and PC use the same model</source>
        <translation>顔と PC の認識モデルは同じです</translation>
    </message>
    <message>
        <source>Model of the enrolled face: %1</source>
        <translation>登録された顔の認識モデル：%1</translation>
    </message>
    <message>
        <source>No event of this PC has named its model yet.</source>
        <translation>この PC の認識モデルはまだ報告されていません。</translation>
    </message>
    <message>
        <source>No account of a PC is linked</source>
        <translation>PC のアカウントが関連付けられていません</translation>
    </message>
    <message>
        <source>The face opens nothing until an account of the PC is linked to the person.</source>
        <translation>PC のアカウントを関連付けるまで、顔ではログオンできません。</translation>
    </message>
    <message>
        <source>Linked to an account of this PC</source>
        <translation>この PC のアカウントに関連付けられています</translation>
    </message>
    <message>
        <source>Account: %1</source>
        <translation>アカウント：%1</translation>
    </message>
    <message>
        <source>Linked through a domain only</source>
        <translation>ドメインのアカウントにだけ関連付けられています</translation>
    </message>
    <message>
        <source>That counts when the person logs on with the account of that domain.</source>
        <translation>そのドメインのアカウントでログオンする場合に有効です。</translation>
    </message>
    <message>
        <source>Not linked to an account of this PC</source>
        <translation>この PC のアカウントに関連付けられていません</translation>
    </message>
    <message>
        <source>Links exist on other PCs. Link the account that the person uses here.</source>
        <translation>ほかの PC の関連付けだけがあります。この PC で使用するアカウントを関連付けてください。</translation>
    </message>
    <message>
        <source>No PC is chosen</source>
        <translation>PC が選択されていません</translation>
    </message>
    <message>
        <source>Choose the PC above: its state and its link are looked at then.</source>
        <translation>上で PC を選択すると、状態と関連付けも確認します。</translation>
    </message>
    <message>
        <source>The PC is not in use: %1</source>
        <translation>PC を利用できません：%1</translation>
    </message>
    <message>
        <source>Nobody is logged on by face there.</source>
        <translation>この PC では顔によるログオンはできません。</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>理由：%1</translation>
    </message>
    <message>
        <source>The PC has been offline for too long</source>
        <translation>PC のオフライン期間が上限を超えています</translation>
    </message>
    <message numerus="yes">
        <source>Last seen %1; faces are not used there after %n day(s) without the server. Connect it to the network.</source>
        <translation>
            <numerusform>最終接続：%1。サーバーに %n 日間接続しないと顔認証は使えなくなります。ネットワークに接続してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>The PC has not called for a while</source>
        <translation>PC がしばらく接続していません</translation>
    </message>
    <message>
        <source>Last seen %1. What was changed since then has not reached it; faces work there until %2.</source>
        <translation>最終接続：%1。それ以降の変更は反映されていません。顔認証は %2 まで使えます。</translation>
    </message>
    <message>
        <source>The PC is in use</source>
        <translation>PC は利用できます</translation>
    </message>
    <message>
        <source>Last seen %1, version %2</source>
        <translation>最終接続：%1、バージョン：%2</translation>
    </message>
    <message>
        <source>The PC is open to a group of this person</source>
        <translation>本人のグループはこの PC を利用できます</translation>
    </message>
    <message>
        <source>The PC is kept for other groups</source>
        <translation>この PC は別のグループ専用です</translation>
    </message>
    <message>
        <source>The PCs of %1 are given only the faces of certain groups of people. Put the person into one of them, or open the PCs to his group.</source>
        <translation>%1 の PC には特定のグループの顔データだけが配布されます。本人をそのグループに追加するか、本人のグループに PC の利用を許可してください。</translation>
    </message>
    <message>
        <source>Liveness level %1, strictness %2, %3 tries of %4 s.</source>
        <translation>生体検知レベル %1、照合の厳しさ %2、1 回 %4 秒で %3 回まで</translation>
    </message>
    <message>
        <source>Settings in force</source>
        <translation>適用中の設定</translation>
    </message>
    <message>
        <source>%1 of the last %2 refusals, last at %3 on %4.</source>
        <translation>直近 %2 件の拒否のうち %1 件（最終：%3、%4）。</translation>
    </message>
    <message>
        <source>No refusal was reported</source>
        <translation>拒否の記録はありません</translation>
    </message>
    <message>
        <source>If the person was refused just now, the PC has not sent the event yet.</source>
        <translation>今しがた拒否された場合、PC からのイベントがまだ届いていない可能性があります。</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>ロックを解除…</translation>
    </message>
    <message>
        <source>Enable the account</source>
        <translation>アカウントを有効にする</translation>
    </message>
    <message>
        <source>Ask to enrol again…</source>
        <translation>再登録を依頼…</translation>
    </message>
    <message>
        <source>Accept the face</source>
        <translation>顔を承認</translation>
    </message>
    <message>
        <source>Open the person</source>
        <translation>ユーザーを開く</translation>
    </message>
    <message>
        <source>Open the PC</source>
        <translation>PC を開く</translation>
    </message>
    <message>
        <source>Open licences</source>
        <translation>ライセンスを開く</translation>
    </message>
    <message>
        <source>Show the settings</source>
        <translation>設定を表示</translation>
    </message>
    <message>
        <source>Show the events</source>
        <translation>イベントを表示</translation>
    </message>
    <message>
        <source>Open acts of two</source>
        <translation>二者承認を開く</translation>
    </message>
    <message>
        <source>A face waits for approval</source>
        <translation>顔が承認待ちです</translation>
    </message>
    <message>
        <source>Look at it on page Users, under Enrolled faces, and approve or refuse it. Until then only a face that was approved before works.</source>
        <translation>［ユーザー］ページの「登録済みの顔」で確認し、承認または却下してください。それまでは、以前に承認された顔だけが使えます。</translation>
    </message>
</context>
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
    <name>SamplePolicies</name>
    <message>
        <source>Up to 30 people</source>
        <translation>30 人まで</translation>
    </message>
    <message>
        <source>Up to 300 people</source>
        <translation>300 人まで</translation>
    </message>
    <message>
        <source>More than 300 people</source>
        <translation>301 人以上</translation>
    </message>
    <message>
        <source>Quick for the person: one administrator who knows everybody, long sessions of the console.</source>
        <translation>使いやすさを優先します。管理者が全員を把握している組織向けで、コンソールのセッションを長めにします。</translation>
    </message>
    <message>
        <source>The usual middle: a stricter match, one-time passwords for two days.</source>
        <translation>標準的な設定です。照合を厳しくし、ワンタイムパスワードの有効期間を 2 日にします。</translation>
    </message>
    <message>
        <source>For audits: liveness at every unlock, short sessions, longer logs, two weeks offline.</source>
        <translation>監査に対応します。解除のたびに生体検知を行い、セッションを短く、ログを長くし、オフラインは 2 週間までとします。</translation>
    </message>
</context>
<context>
    <name>ScimTokensPresenter</name>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>失効</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>期限切れ</translation>
    </message>
</context>
<context>
    <name>SettingValueText</name>
    <message>
        <source>On</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1～%2</translation>
    </message>
    <message>
        <source>the default</source>
        <translation>既定値</translation>
    </message>
    <message>
        <source>a group of people</source>
        <translation>ユーザーグループ</translation>
    </message>
    <message>
        <source>the person</source>
        <translation>個人</translation>
    </message>
    <message>
        <source>a group of PCs</source>
        <translation>PC グループ</translation>
    </message>
    <message>
        <source>the organisation</source>
        <translation>組織全体</translation>
    </message>
</context>
<context>
    <name>kaomon::account::AccountPage</name>
    <message>
        <source>Your password is changed. Your other sessions have ended.</source>
        <translation>パスワードを変更しました。ほかのセッションは終了しました。</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>パスワードの変更</translation>
    </message>
    <message>
        <source>Your keys are wrapped with the new password. Your other sessions end.</source>
        <translation>鍵は新しいパスワードで保護し直されます。ほかのセッションは終了します。</translation>
    </message>
    <message>
        <source>Remove the second factor</source>
        <translation>二要素認証の解除</translation>
    </message>
    <message>
        <source>From then on your password alone opens this console to whoever knows it.</source>
        <translation>以後、パスワードを知っている人は誰でもこのコンソールにサインインできるようになります。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>Not set up, but the organisation requires it.</source>
        <translation>未設定です。組織の規則により設定が必要です。</translation>
    </message>
    <message>
        <source>Not set up: whoever knows your password can sign in.</source>
        <translation>未設定です。パスワードを知っている人は誰でもサインインできます。</translation>
    </message>
    <message>
        <source>Set up at %1. Recovery codes left: %2.</source>
        <translation>%1 に設定済み。残りのリカバリーコード：%2 個</translation>
    </message>
    <message>
        <source>%1 (%2), %3</source>
        <translation>%1（%2）、%3</translation>
    </message>
    <message>
        <source>Second factor</source>
        <translation>二要素認証</translation>
    </message>
    <message>
        <source>Where you are signed in</source>
        <translation>サインイン中の場所</translation>
    </message>
    <message>
        <source>Set up the second factor</source>
        <translation>二要素認証の設定</translation>
    </message>
    <message>
        <source>New recovery codes</source>
        <translation>リカバリーコードの再作成</translation>
    </message>
    <message>
        <source>My account</source>
        <translation>自分のアカウント</translation>
    </message>
    <message>
        <source>Your password is good until %1 only: change it before then.</source>
        <translation>パスワードの有効期限は%1です。それまでに変更してください。</translation>
    </message>
    <message>
        <source>Your password is good until %1.</source>
        <translation>パスワードの有効期限は%1です。</translation>
    </message>
</context>
<context>
    <name>kaomon::addresses::AddressesPage</name>
    <message>
        <source>You would shut yourself out</source>
        <translation>ご自身が接続できなくなります</translation>
    </message>
    <message>
        <source>With these rules this console, %1, can no longer reach the organisation. They count at once; after ten minutes the rules before come back unless somebody inside confirms. Type your address to go on.</source>
        <translation>この規則では、このコンソール（%1）から組織に接続できなくなります。規則は直ちに適用されますが、接続できる管理者が 10 分以内に確定しなければ、以前の規則に戻ります。続行するには、ご自身のアドレスを入力してください。</translation>
    </message>
    <message>
        <source>Save all the same</source>
        <translation>それでも保存する</translation>
    </message>
    <message>
        <source>Your address</source>
        <translation>ご自身のアドレス</translation>
    </message>
    <message>
        <source>These rules keep their author out. In %1 the rules before come back.</source>
        <translation>この規則では作成者が接続できません。%1 後に以前の規則に戻ります。</translation>
    </message>
    <message>
        <source>Keep these rules</source>
        <translation>この規則を確定する</translation>
    </message>
    <message>
        <source>The server sees you at %1.</source>
        <translation>サーバーから見たご自身のアドレス：%1</translation>
    </message>
    <message>
        <source>Everybody may reach the server</source>
        <translation>すべてのアドレスから接続できます</translation>
    </message>
    <message>
        <source>Without rules no address is refused. Add one that lets your office in, and save.</source>
        <translation>規則がないため、どのアドレスも拒否されません。事業所のアドレスを許可する規則を追加し、保存してください。</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>規則を追加</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Save rules</source>
        <translation>規則を保存</translation>
    </message>
    <message>
        <source>List of rules</source>
        <translation>規則の一覧</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>接続許可アドレス</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>許可</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>%1 まで</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>無期限</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>the rules</source>
        <translation>接続元の規則</translation>
    </message>
</context>
<context>
    <name>kaomon::addresses::AddressesPresenter</name>
    <message>
        <source>Consoles</source>
        <translation>コンソール</translation>
    </message>
    <message>
        <source>PCs</source>
        <translation>PC</translation>
    </message>
    <message>
        <source>PCs that join</source>
        <translation>登録する PC</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>接続許可アドレス</translation>
    </message>
    <message>
        <source>For</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>動作</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>許可</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>For ever</source>
        <translation>無期限</translation>
    </message>
</context>
<context>
    <name>kaomon::addresses::RuleDialog</name>
    <message>
        <source>Edit rule</source>
        <translation>規則の編集</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>規則の追加</translation>
    </message>
    <message>
        <source>Where a kind of caller has any rule that lets in, everybody else of that kind is refused. Your own address is %1.</source>
        <translation>許可する規則が 1 つでもある対象では、それ以外のアドレスはすべて拒否されます。ご自身のアドレスは %1 です。</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>反映</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>規則を追加</translation>
    </message>
    <message>
        <source>Address or range</source>
        <translation>アドレスまたは範囲</translation>
    </message>
    <message>
        <source>Consoles of administrators</source>
        <translation>管理者のコンソール</translation>
    </message>
    <message>
        <source>PCs and the people on them</source>
        <translation>PC とその利用者</translation>
    </message>
    <message>
        <source>PCs that join</source>
        <translation>登録する PC</translation>
    </message>
    <message>
        <source>For</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>許可</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>動作</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Such as the office or the provider</source>
        <translation>事業所名や回線事業者名など</translation>
    </message>
    <message>
        <source>Only until</source>
        <translation>期限を設ける</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>An address such as 192.0.2.7, or a range such as 192.0.2.0/24 or 2001:db8::/32 without bits behind the prefix.</source>
        <translation>192.0.2.7 のようなアドレス、または 192.0.2.0/24、2001:db8::/32 のような範囲（プレフィックスより後のビットは 0）を入力してください。</translation>
    </message>
</context>
<context>
    <name>kaomon::administrators::ActsPresenter</name>
    <message>
        <source>Recovery of a vault</source>
        <translation>保管庫の復旧</translation>
    </message>
    <message>
        <source>New face after a reissue</source>
        <translation>再発行後の顔の登録</translation>
    </message>
    <message>
        <source>Change of owners</source>
        <translation>オーナーの変更</translation>
    </message>
    <message>
        <source>Waits for agreement</source>
        <translation>承認待ち</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation>承認済み</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>取り下げ</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>About</source>
        <translation>対象者</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>依頼者</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Good until</source>
        <translation>有効期限</translation>
    </message>
</context>
<context>
    <name>kaomon::administrators::AdministratorsPage</name>
    <message>
        <source>The keys are handed over. They open at the next sign-in.</source>
        <translation>鍵を引き渡しました。次回のサインインから使用できます。</translation>
    </message>
    <message>
        <source>Another owner or user administrator has to agree first. When it is done, finish it in the tab of acts on this computer.</source>
        <translation>ほかのオーナーまたはユーザー管理者の承認が必要です。承認後、このコンピューターの「二者承認」タブで完了してください。</translation>
    </message>
    <message>
        <source>Update keys</source>
        <translation>鍵の更新</translation>
    </message>
    <message>
        <source>The signed list of administrators follows the role that %1 has now.</source>
        <translation>署名付きの管理者一覧を、%1 の現在の役割に合わせて更新します。</translation>
    </message>
    <message>
        <source>Sign and apply</source>
        <translation>署名して適用</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Nothing is done, and the other side reads your reason.</source>
        <translation>操作は行われません。理由は依頼者に表示されます。</translation>
    </message>
    <message>
        <source>Remove the second factor</source>
        <translation>二要素認証の解除</translation>
    </message>
    <message>
        <source>%1 signs in with the password alone until a new second factor is set up. Make sure that it is really this person who asks.</source>
        <translation>二要素認証が再設定されるまで、%1 はパスワードだけでサインインします。本人からの依頼であることを必ず確認してください。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>The last owner keeps the role: without an owner nobody could ever hand keys over again.</source>
        <translation>最後のオーナーの役割は変更できません。オーナーがいなくなると、鍵を引き渡せる人がいなくなります。</translation>
    </message>
    <message>
        <source>Acts of two (%1 wait for you)</source>
        <translation>二者承認（%1 件があなたの承認待ち）</translation>
    </message>
    <message>
        <source>Acts of two</source>
        <translation>二者承認</translation>
    </message>
    <message>
        <source>No administrators</source>
        <translation>管理者がいません</translation>
    </message>
    <message>
        <source>Nothing takes two now</source>
        <translation>承認が必要な操作はありません</translation>
    </message>
    <message>
        <source>Recoveries of vaults, new faces after a reissue and changes of owners appear here.</source>
        <translation>保管庫の復旧、再発行後の顔の登録、オーナーの変更がここに表示されます。</translation>
    </message>
    <message>
        <source>Roles and keys</source>
        <translation>役割と鍵</translation>
    </message>
    <message>
        <source>Add administrator</source>
        <translation>管理者を追加</translation>
    </message>
    <message>
        <source>Every administrator must have a second factor</source>
        <translation>すべての管理者に二要素認証を必須とする</translation>
    </message>
    <message>
        <source>Hand over keys</source>
        <translation>鍵の引き渡し</translation>
    </message>
    <message>
        <source>Change role</source>
        <translation>役割の変更</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>セッション</translation>
    </message>
    <message>
        <source>Remove second factor</source>
        <translation>二要素認証を解除</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完了する</translation>
    </message>
    <message>
        <source>List of administrators</source>
        <translation>管理者の一覧</translation>
    </message>
    <message>
        <source>Acts of two administrators</source>
        <translation>二者承認の一覧</translation>
    </message>
    <message>
        <source>Administrators</source>
        <translation>管理者</translation>
    </message>
    <message>
        <source>Recover the vault</source>
        <translation>保管庫の復旧</translation>
    </message>
    <message>
        <source>The vault is opened with both halves of the recovery key and closed again under a one-time password that is shown to you once. The person&apos;s sessions end.</source>
        <translation>2 つに分けた復旧鍵を合わせて保管庫を開き、ワンタイムパスワードで保護し直します。パスワードは一度だけ表示され、本人のセッションは終了します。</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>復旧する</translation>
    </message>
    <message>
        <source>Ask for an act of two…</source>
        <translation>二者承認を依頼…</translation>
    </message>
    <message>
        <source>The keys are replaced.</source>
        <translation>鍵を更新しました。</translation>
    </message>
    <message>
        <source>Keys (%1 to replace)</source>
        <translation>鍵（更新待ち %1 件）</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>鍵</translation>
    </message>
</context>
<context>
    <name>kaomon::administrators::AdministratorsPresenter</name>
    <message>
        <source>Needs none</source>
        <translation>不要</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>引き渡し済み</translation>
    </message>
    <message>
        <source>Waits for keys</source>
        <translation>鍵待ち</translation>
    </message>
    <message>
        <source>To be updated</source>
        <translation>更新が必要</translation>
    </message>
    <message>
        <source>Not confirmed yet</source>
        <translation>受領未確認</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>利用者ID</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>鍵</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>最終サインイン</translation>
    </message>
</context>
<context>
    <name>kaomon::administrators::RecoverySheetDialog</name>
    <message>
        <source>New recovery sheet</source>
        <translation>新しいリカバリーシート</translation>
    </message>
    <message>
        <source>The recovery key is a new one. The sheet of before opens nothing that is sealed from now on: keep both until everybody has signed in once. This one is not shown again.</source>
        <translation>リカバリー鍵が新しくなりました。以前のシートでは、今後暗号化されるデータを開けません。全員が一度サインインするまで、両方のシートを保管してください。このシートは再表示できません。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>リカバリーシート</translation>
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
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>%1 に保存しました</translation>
    </message>
</context>
<context>
    <name>kaomon::administrators::KeyRenewalView</name>
    <message>
        <source>The new keys go to %1.</source>
        <translation>新しい鍵は次の管理者に渡されます：%1。</translation>
    </message>
    <message>
        <source>What is sealed from then on opens only for them. What was sealed before stays readable for those who could read it. People log on meanwhile as always.</source>
        <translation>以後に暗号化されるデータは、これらの管理者だけが開けます。これまでに暗号化されたデータは、閲覧できていた管理者が引き続き閲覧できます。更新中も利用者は通常どおりログオンできます。</translation>
    </message>
    <message>
        <source>Nothing has to be replaced. All keys are replaced all the same, and a new recovery sheet is made.</source>
        <translation>更新が必要な鍵はありません。それでもすべての鍵を更新し、新しいリカバリーシートを作成します。</translation>
    </message>
    <message>
        <source>Replace keys</source>
        <translation>鍵を更新</translation>
    </message>
    <message>
        <source>New keys are made and sealed…</source>
        <translation>新しい鍵を作成し、暗号化しています…</translation>
    </message>
    <message>
        <source>%1: left are %2 faces, %3 PCs, %4 administrators</source>
        <translation>%1：残り 顔 %2 件、PC %3 台、管理者 %4 名</translation>
    </message>
    <message>
        <source>Whoever lost a role may have kept what it opened. New keys make that useless for everything from now on.</source>
        <translation>役割から外れた人は、使えた鍵を手元に残している可能性があります。鍵を更新すると、以後のデータにはその鍵を使えなくなります。</translation>
    </message>
    <message>
        <source>An owner replaces them.</source>
        <translation>更新はオーナーが行います。</translation>
    </message>
    <message>
        <source>No key has to be replaced</source>
        <translation>更新が必要な鍵はありません</translation>
    </message>
    <message>
        <source>When an administrator loses a role or leaves, the keys that he could open appear here.</source>
        <translation>管理者が役割から外れたとき、または組織を離れたときに、その人が使えた鍵がここに表示されます。</translation>
    </message>
    <message>
        <source>Keys to be replaced</source>
        <translation>更新が必要な鍵</translation>
    </message>
    <message>
        <source>Progress of the replacement</source>
        <translation>更新の進捗</translation>
    </message>
    <message>
        <source>Stop for now</source>
        <translation>中断</translation>
    </message>
</context>
<context>
    <name>kaomon::administrators::KeyRenewalPresenter</name>
    <message>
        <source>Pictures of refused logons</source>
        <translation>拒否されたログオンの画像</translation>
    </message>
    <message>
        <source>Diagnostics of PCs</source>
        <translation>PCの診断情報</translation>
    </message>
    <message>
        <source>Recovery of vaults</source>
        <translation>保管庫の復旧</translation>
    </message>
    <message>
        <source>Emergency codes</source>
        <translation>緊急コード</translation>
    </message>
    <message>
        <source>Faces on the PCs of %1</source>
        <translation>%1 のPCの顔データ</translation>
    </message>
    <message>
        <source>The replacement was begun and waits to be finished</source>
        <translation>更新を開始しましたが、まだ完了していません</translation>
    </message>
    <message>
        <source>An administrator lost the role that opens it</source>
        <translation>この鍵を使える役割の管理者が、その役割から外れました</translation>
    </message>
    <message>
        <source>An administrator was disabled</source>
        <translation>管理者が無効になりました</translation>
    </message>
    <message>
        <source>The account of an administrator ended by its date</source>
        <translation>管理者のアカウントの有効期間が終わりました</translation>
    </message>
    <message>
        <source>An administrator was deleted</source>
        <translation>管理者が削除されました</translation>
    </message>
    <message>
        <source>A PC was revoked</source>
        <translation>PCが失効しました</translation>
    </message>
    <message>
        <source>An enrolment code was withdrawn</source>
        <translation>登録コードが取り消されました</translation>
    </message>
    <message>
        <source>An administrator asked for it</source>
        <translation>管理者が更新を依頼しました</translation>
    </message>
    <message>
        <source>Key for</source>
        <translation>鍵の用途</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Because of</source>
        <translation>対象者</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>発生日時</translation>
    </message>
</context>
<context>
    <name>kaomon::administrators::ServerPinsView</name>
    <message>
        <source>signed</source>
        <translation>署名済み</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>未署名</translation>
    </message>
    <message>
        <source>%1 (%2, until %3)</source>
        <translation>%1（%2、有効期限 %3）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Both keys are signed. Each PC follows as soon as it was online once; when all were, the operator can let the server use the next key.</source>
        <translation>どちらの鍵も署名済みです。各PCは、一度オンラインになると次の鍵を受け付けます。すべてのPCがオンラインになった後、サーバー運用者は次の鍵に切り替えられます。</translation>
    </message>
    <message>
        <source>PCs and consoles speak with a server of this key only.</source>
        <translation>PCと管理コンソールは、この鍵を持つサーバーとだけ通信します。</translation>
    </message>
    <message>
        <source>PCs that know the next key: %1 of %2.</source>
        <translation>次の鍵を受け取ったPC：%1台（全%2台中）</translation>
    </message>
    <message>
        <source>Not yet: %1 (last seen %2)</source>
        <translation>未受領：%1（最終接続：%2）</translation>
    </message>
    <message>
        <source>And further PCs: %1</source>
        <translation>ほか%1台</translation>
    </message>
    <message>
        <source>Compare the keys with what the operator of the server reads out, then sign them. Without your signature no PC follows the server.</source>
        <translation>サーバー運用者が読み上げる値と鍵を照合してから署名してください。署名がなければ、どのPCも鍵の変更に従いません。</translation>
    </message>
    <message>
        <source>An owner has to sign the keys that the server has now.</source>
        <translation>サーバーの現在の鍵には、オーナーの署名が必要です。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Sign the keys of the server</source>
        <translation>サーバーの鍵に署名</translation>
    </message>
    <message>
        <source>PCs and consoles accept only these keys from now on.
In use: %1
Next: %2
Sign only what the operator of the server told you.</source>
        <translation>今後、PCと管理コンソールは次の鍵だけを受け付けます。
使用中：%1
次の鍵：%2
サーバー運用者から伝えられた値と一致する場合だけ署名してください。</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>署名する</translation>
    </message>
    <message>
        <source>none is prepared</source>
        <translation>準備されていません</translation>
    </message>
    <message>
        <source>Key of the server</source>
        <translation>サーバーの鍵</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次の鍵</translation>
    </message>
    <message>
        <source>Sign keys…</source>
        <translation>鍵に署名…</translation>
    </message>
</context>
<context>
    <name>kaomon::administrators::AskActDialog</name>
    <message>
        <source>Ask for an act of two</source>
        <translation>二者承認の依頼</translation>
    </message>
    <message>
        <source>You sign the request now; nothing happens before another administrator has signed the same.</source>
        <translation>依頼に署名します。ほかの管理者が同じ内容に署名するまで、何も実行されません。</translation>
    </message>
    <message>
        <source>Sign and ask</source>
        <translation>署名して依頼</translation>
    </message>
    <message>
        <source>Recovery of a vault</source>
        <translation>保管庫の復旧</translation>
    </message>
    <message>
        <source>New face after a reissue</source>
        <translation>再発行後の顔の登録</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>The other administrator and the auditors read it.</source>
        <translation>承認する管理者と監査者に表示されます。</translation>
    </message>
    <message>
        <source>For somebody who has forgotten the password and has no PC left that opens the vault. An owner and a user administrator open it together, each with one half of the recovery key; the person gets a one-time password and is told.</source>
        <translation>パスワードを忘れ、保管庫を開ける PC もない場合に使用します。オーナーとユーザー管理者が復旧鍵を半分ずつ出し合って開きます。本人にはワンタイムパスワードを渡し、通知します。</translation>
    </message>
    <message>
        <source>For somebody whose password was reissued and whose face from before cannot be shown any more. One new face may be enrolled; the vault goes on resting.</source>
        <translation>パスワードを再発行した後、以前の顔を確認できない場合に使用します。新しい顔を 1 件登録できるようになります。保管庫は休止したままです。</translation>
    </message>
    <message>
        <source>Shorten the reason.</source>
        <translation>理由を短くしてください。</translation>
    </message>
    <message>
        <source>Change of an owner&apos;s account</source>
        <translation>オーナーのアカウントの変更</translation>
    </message>
    <message>
        <source>For somebody who becomes an owner, or for an owner who is to get another role, to be disabled, deleted or restored, or to lose the second factor. When another administrator has agreed, do it yourself: the agreement is good for one such change, for a week.</source>
        <translation>ユーザーをオーナーにする場合や、オーナーの役割の変更、無効化、削除、復元、二段階認証の解除を行う場合に使用します。ほかの管理者が承認した後、ご自身で操作してください。1 回の承認で 1 件の変更ができ、期限は 1 週間です。</translation>
    </message>
</context>
<context>
    <name>kaomon::administrators::HandOverDialog</name>
    <message>
        <source>Hand over keys</source>
        <translation>鍵の引き渡し</translation>
    </message>
    <message>
        <source>Have %1 read out the fingerprint that stands on top of his console, face to face or on the phone. If it differs, somebody is in between: stop here.</source>
        <translation>%1 さんのコンソール上部に表示されているフィンガープリントを、対面または電話で読み上げてもらってください。異なる場合は第三者が介在しています。中止してください。</translation>
    </message>
    <message>
        <source>Fingerprint of the keys</source>
        <translation>鍵のフィンガープリント</translation>
    </message>
    <message>
        <source>Gets the keys of the role: %1</source>
        <translation>引き渡す鍵の役割：%1</translation>
    </message>
    <message>
        <source>It is the same, sign by sign</source>
        <translation>一字一句同じであることを確認しました</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Signed where another administrator has to agree</source>
        <translation>ほかの管理者の承認が必要な場合に署名されます</translation>
    </message>
</context>
<context>
    <name>kaomon::dashboard::FaceModelsCard</name>
    <message>
        <source>People by face model</source>
        <translation>顔認識モデル別の利用者数</translation>
    </message>
    <message>
        <source>%1 of %2 people have a face of the newest model, %3.</source>
        <translation>%2 人中 %1 人が最新のモデル（%3）で顔を登録済みです。</translation>
    </message>
    <message numerus="yes">
        <source>%1 %n must enrol again; their PCs ask them to.</source>
        <translation>
            <numerusform>%1あと %n 人に再登録が必要です（各自のPCに案内が表示されます）。</numerusform>
        </translation>
    </message>
    <message>
        <source>A bar opens the list of its people.</source>
        <translation>棒を押すと、該当する利用者の一覧が開きます。</translation>
    </message>
</context>
<context>
    <name>kaomon::dashboard::DashboardPage</name>
    <message>
        <source>Seats taken</source>
        <translation>使用中のライセンス数</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>%1 中</translation>
    </message>
    <message>
        <source>without a limit</source>
        <translation>上限なし</translation>
    </message>
    <message>
        <source>With a face</source>
        <translation>顔登録済み</translation>
    </message>
    <message>
        <source>%1 of %2 people</source>
        <translation>%2 人中 %1 人</translation>
    </message>
    <message>
        <source>Without a face</source>
        <translation>顔未登録</translation>
    </message>
    <message>
        <source>log on by password</source>
        <translation>パスワードでログオン</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>ロック中</translation>
    </message>
    <message>
        <source>after wrong passwords</source>
        <translation>パスワード誤りによる</translation>
    </message>
    <message>
        <source>Not signed in yet</source>
        <translation>未サインイン</translation>
    </message>
    <message>
        <source>hold a one-time password</source>
        <translation>ワンタイムパスワード発行済み</translation>
    </message>
    <message>
        <source>PCs</source>
        <translation>PC</translation>
    </message>
    <message>
        <source>PCs that wait</source>
        <translation>受け入れ待ちの PC</translation>
    </message>
    <message>
        <source>to be taken in</source>
        <translation>受け入れが必要</translation>
    </message>
    <message>
        <source>Silent PCs</source>
        <translation>応答のない PC</translation>
    </message>
    <message>
        <source>not heard of for a week</source>
        <translation>1 週間以上通信なし</translation>
    </message>
    <message>
        <source>Time to unlock</source>
        <translation>認証時間</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ミリ秒</translation>
    </message>
    <message>
        <source>median, two weeks</source>
        <translation>中央値（2 週間）</translation>
    </message>
    <message>
        <source>By password</source>
        <translation>パスワード利用</translation>
    </message>
    <message>
        <source>Suspected pictures</source>
        <translation>なりすましの疑い</translation>
    </message>
    <message>
        <source>shown instead of a face</source>
        <translation>写真などの提示</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>No end</source>
        <translation>期限なし</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>読み取り専用</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>残り %n 日</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 accepted, %3 refused</source>
        <translation>%1：成功 %2 件、拒否 %3 件</translation>
    </message>
    <message>
        <source>Nothing to count yet</source>
        <translation>集計するデータがまだありません</translation>
    </message>
    <message>
        <source>Add people and PCs; the numbers follow.</source>
        <translation>ユーザーと PC を追加すると、ここに集計が表示されます。</translation>
    </message>
    <message>
        <source>Logons by face, last two weeks</source>
        <translation>顔によるログオン（直近 2 週間）</translation>
    </message>
    <message>
        <source>PCs by version</source>
        <translation>バージョン別の PC 数</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>ダッシュボード</translation>
    </message>
    <message>
        <source>Accepted in green, refused in red. Press a day to see its events.</source>
        <translation>緑は成功、赤は拒否です。日付を押すとその日のイベントを表示します。</translation>
    </message>
    <message>
        <source>%1 (until %2)</source>
        <translation>%1（%2 まで）</translation>
    </message>
    <message>
        <source>Nobody was refused.</source>
        <translation>拒否はありません。</translation>
    </message>
    <message>
        <source>Acts of two that wait for you</source>
        <translation>承認待ちの二者承認</translation>
    </message>
    <message>
        <source>PCs to take in</source>
        <translation>受け入れ待ちの PC</translation>
    </message>
    <message>
        <source>Faces to approve</source>
        <translation>承認待ちの顔</translation>
    </message>
    <message>
        <source>Faces to enrol again</source>
        <translation>再登録が必要な顔</translation>
    </message>
    <message>
        <source>Groups asked for</source>
        <translation>グループの変更依頼</translation>
    </message>
    <message>
        <source>Face keys to replace</source>
        <translation>交換が必要な顔鍵</translation>
    </message>
    <message>
        <source>Imports not finished</source>
        <translation>未完了のインポート</translation>
    </message>
    <message>
        <source>Nothing waits for you.</source>
        <translation>対応が必要なものはありません。</translation>
    </message>
    <message>
        <source>Why logons were refused, last two weeks</source>
        <translation>ログオンが拒否された理由（過去 2 週間）</translation>
    </message>
    <message>
        <source>What waits for you</source>
        <translation>対応が必要なもの</translation>
    </message>
    <message>
        <source>median of the newest</source>
        <translation>中央値（最新分）</translation>
    </message>
    <message>
        <source>or by an emergency code</source>
        <translation>緊急コードを含む</translation>
    </message>
    <message>
        <source>Keys of the organisation to replace</source>
        <translation>更新が必要な組織の鍵</translation>
    </message>
    <message>
        <source>owners are reminded of its end by mail</source>
        <translation>オーナーへ期限のお知らせメールが送られます</translation>
    </message>
    <message>
        <source>it ends, and the console can only be read</source>
        <translation>期限が切れ、管理コンソールは閲覧のみとなります</translation>
    </message>
    <message>
        <source>the faces are erased</source>
        <translation>顔データが消去されます</translation>
    </message>
    <message>
        <source>everything else is erased</source>
        <translation>その他のデータもすべて消去されます</translation>
    </message>
    <message>
        <source>Next in the calendar of the licence, on %1: %2.</source>
        <translation>ライセンスの次の予定（%1）：%2。</translation>
    </message>
</context>
<context>
    <name>kaomon::devices::DeviceDetailsDialog</name>
    <message>
        <source>Camera, model and clock are taken from the PC&apos;s last events.</source>
        <translation>カメラ、認識モデル、時刻は、PC の最近のイベントから表示しています。</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>不明</translation>
    </message>
    <message numerus="yes">
        <source>ahead of the server by %n second(s)</source>
        <translation>
            <numerusform>サーバーより %n 秒進んでいます</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>behind the server, or events arrive late, by %n second(s)</source>
        <translation>
            <numerusform>サーバーより %n 秒遅れているか、イベントの到着が遅れています</numerusform>
        </translation>
    </message>
    <message>
        <source>in step with the server</source>
        <translation>サーバーと一致しています</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>System</source>
        <translation>OS</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Model of faces</source>
        <translation>認識モデル</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>several people</source>
        <translation>複数人</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>1 人</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>登録日時</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最終接続</translation>
    </message>
    <message>
        <source>Last logon by face</source>
        <translation>最後の顔ログオン</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Works offline until</source>
        <translation>オフライン利用の期限</translation>
    </message>
    <message>
        <source>Events on their way</source>
        <translation>未到着のイベント</translation>
    </message>
    <message>
        <source>Events that are lost</source>
        <translation>失われたイベント</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
</context>
<context>
    <name>kaomon::devices::DeviceGroupDialog</name>
    <message>
        <source>Group of PCs</source>
        <translation>PC グループ</translation>
    </message>
    <message>
        <source>New group of PCs</source>
        <translation>PC グループの作成</translation>
    </message>
    <message>
        <source>The PCs of a group share one face key; faces go only to PCs of groups that may use them.</source>
        <translation>グループ内の PC は 1 つの顔鍵を共有します。顔データは、利用を許可されたグループの PC だけに配布されます。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Create group</source>
        <translation>グループを作成</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>グループ名</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Several people use each of these PCs</source>
        <translation>1 台の PC を複数人で使用する</translation>
    </message>
    <message>
        <source>Only the faces of these groups of people are given to the PCs. Nothing ticked: everybody&apos;s.</source>
        <translation>選択したユーザーグループの顔データだけを PC に配布します。選択しない場合は全員分です。</translation>
    </message>
    <message>
        <source>Groups of people</source>
        <translation>ユーザーグループ</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>No</source>
        <translation>いいえ</translation>
    </message>
</context>
<context>
    <name>kaomon::devices::DeviceGroupsPresenter</name>
    <message>
        <source>Being replaced</source>
        <translation>交換中</translation>
    </message>
    <message>
        <source>No face key yet</source>
        <translation>顔鍵なし</translation>
    </message>
    <message>
        <source>To be replaced</source>
        <translation>交換が必要</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Group of PCs</source>
        <translation>PC グループ</translation>
    </message>
    <message>
        <source>PCs</source>
        <translation>PC 台数</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>利用形態</translation>
    </message>
    <message>
        <source>Several people</source>
        <translation>複数人で共用</translation>
    </message>
    <message>
        <source>One person each</source>
        <translation>個人専用</translation>
    </message>
    <message>
        <source>Faces of</source>
        <translation>顔データの対象</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>全員</translation>
    </message>
    <message>
        <source>Face key</source>
        <translation>顔鍵</translation>
    </message>
</context>
<context>
    <name>kaomon::devices::DeviceGroupsView</name>
    <message>
        <source>Replace the face key</source>
        <translation>顔鍵の交換</translation>
    </message>
    <message>
        <source>Every face that the %1 PCs of %2 use is sealed with a new key. People log on meanwhile as always. It can be stopped and taken up again at any time.</source>
        <translation>%2 の PC %1 台が使用するすべての顔データを新しい鍵で封印し直します。その間も通常どおりログオンできます。いつでも中断し、再開できます。</translation>
    </message>
    <message>
        <source>Replace face key</source>
        <translation>顔鍵を交換</translation>
    </message>
    <message>
        <source>Delete group</source>
        <translation>グループの削除</translation>
    </message>
    <message>
        <source>The new key is announced…</source>
        <translation>新しい鍵を登録しています…</translation>
    </message>
    <message>
        <source>Left: %1 faces, %2 PCs, %3 administrators</source>
        <translation>残り：顔 %1 件、PC %2 台、管理者 %3 人</translation>
    </message>
    <message>
        <source>No groups of PCs</source>
        <translation>PC グループがありません</translation>
    </message>
    <message>
        <source>The first one comes with the founding of the organisation.</source>
        <translation>最初のグループは組織の開設時に作成されます。</translation>
    </message>
    <message>
        <source>Progress of the replacement</source>
        <translation>交換の進捗</translation>
    </message>
    <message>
        <source>List of groups of PCs</source>
        <translation>PC グループの一覧</translation>
    </message>
    <message>
        <source>New group of PCs</source>
        <translation>PC グループの作成</translation>
    </message>
    <message>
        <source>Edit group</source>
        <translation>グループを編集</translation>
    </message>
    <message>
        <source>Stop for now</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>The group %1 and its settings go. Only a group without PCs and open enrolment codes can be deleted. Type its name to go on.</source>
        <translation>グループ %1 とその設定を削除します。PC と有効な登録コードがないグループだけを削除できます。続けるには名前を入力してください。</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>グループ名</translation>
    </message>
</context>
<context>
    <name>kaomon::devices::DevicesPage</name>
    <message>
        <source>Ask for diagnostics…</source>
        <translation>調査用ログを依頼…</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Reactivate</source>
        <translation>再開</translation>
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
    <message>
        <source>The face key is replaced.</source>
        <translation>顔鍵を交換しました。</translation>
    </message>
    <message>
        <source>Another administrator has to do what is left.</source>
        <translation>残りは、ほかの管理者による操作が必要です。</translation>
    </message>
    <message>
        <source>Wipe PC</source>
        <translation>PC データの消去</translation>
    </message>
    <message>
        <source>%1 is revoked for ever and erases faces, keys and everything else of the organisation as soon as it calls. Files of its users stay. Type the name of the PC to go on.</source>
        <translation>%1 は永久に失効し、次回の通信時に顔データ、鍵など組織のデータをすべて消去します。利用者のファイルは消去されません。続行するには PC 名を入力してください。</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>消去する</translation>
    </message>
    <message>
        <source>Name of the PC</source>
        <translation>PC 名</translation>
    </message>
    <message>
        <source>Why is %1 wiped?</source>
        <translation>%1 のデータを消去する理由を入力してください。</translation>
    </message>
    <message>
        <source>%1 · version %2 · enrolled %3 · last seen %4</source>
        <translation>%1 · バージョン %2 · 登録 %3 · 最終通信 %4</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>理由：%1</translation>
    </message>
    <message>
        <source>The PC erased itself at %1.</source>
        <translation>%1 に消去が完了しました。</translation>
    </message>
    <message>
        <source>Asked to erase itself at %1; it has not called since.</source>
        <translation>%1 に消去を指示しました。その後の通信はありません。</translation>
    </message>
    <message>
        <source>No such PCs</source>
        <translation>該当する PC がありません</translation>
    </message>
    <message>
        <source>Widen or clear the filters above.</source>
        <translation>上の絞り込み条件を広げるか、解除してください。</translation>
    </message>
    <message>
        <source>Groups of PCs</source>
        <translation>PC グループ</translation>
    </message>
    <message>
        <source>Search PC</source>
        <translation>PC を検索</translation>
    </message>
    <message>
        <source>Every state</source>
        <translation>すべての状態</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Every group</source>
        <translation>すべてのグループ</translation>
    </message>
    <message>
        <source>Group of PCs</source>
        <translation>PC グループ</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>受け入れる</translation>
    </message>
    <message>
        <source>More</source>
        <translation>その他の操作</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>名前の変更…</translation>
    </message>
    <message>
        <source>Move to another group…</source>
        <translation>別のグループへ移動…</translation>
    </message>
    <message>
        <source>Wipe…</source>
        <translation>データの消去…</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>詳細…</translation>
    </message>
    <message>
        <source>Taking in PCs: %1 of %2</source>
        <translation>PC を受け入れています：%2 台中 %1 台</translation>
    </message>
    <message>
        <source>Selected: %1 of %2</source>
        <translation>選択中：%2 台中 %1 台</translation>
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
    <name>kaomon::devices::GroupChoiceDialog</name>
    <message>
        <source>Group of PCs</source>
        <translation>PC グループ</translation>
    </message>
    <message>
        <source>Take the PC in</source>
        <translation>PC の受け入れ</translation>
    </message>
    <message>
        <source>%1 gets the faces of the group. Take in only a PC that you expect: its name is what the PC said of itself.</source>
        <translation>%1 にグループの顔データが配布されます。名前は PC の自己申告です。登録予定の PC だけを受け入れてください。</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>受け入れる</translation>
    </message>
    <message>
        <source>Move to another group</source>
        <translation>別のグループへ移動</translation>
    </message>
    <message>
        <source>%1 gets the faces and settings of the other group at its next call.</source>
        <translation>%1 は、次回の通信時に移動先グループの顔データと設定を受け取ります。</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Take the PCs in</source>
        <translation>PC の受け入れ</translation>
    </message>
    <message numerus="yes">
        <source>%n PCs get the faces of the group. Take in only PCs that you expect: their names are what they said of themselves.</source>
        <translation>
            <numerusform>%n 台の PC にグループの顔データが渡されます。名前は PC が自ら申告したものです。心当たりのある PC だけを受け入れてください。</numerusform>
        </translation>
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
        <translation>バンドルファイルを PC に持って行くか、PC でコードを入力してください。登録できる PC の台数：%1。有効期限：%2。この画面は再表示できません。</translation>
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
        <translation>保存しました：%1</translation>
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
    <message>
        <source>Group of PCs</source>
        <translation>PC グループ</translation>
    </message>
    <message>
        <source>Each PC waits until an administrator takes it in</source>
        <translation>管理者が受け入れるまで PC を待機させる</translation>
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
        <translation>例：https://kaomon.example.com:8443</translation>
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
        <translation>保存しました：%1</translation>
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
    <message>
        <source>Settings to begin with; nothing is signed before you have looked at them.</source>
        <translation>初期設定のひな型（確認するまで署名されません）</translation>
    </message>
    <message>
        <source>Settings to begin with</source>
        <translation>初期設定のひな型</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>既定値</translation>
    </message>
    <message>
        <source>Up to 30 people</source>
        <translation>30 人まで</translation>
    </message>
    <message>
        <source>Up to 300 people</source>
        <translation>300 人まで</translation>
    </message>
    <message>
        <source>More than 300 people</source>
        <translation>301 人以上</translation>
    </message>
    <message>
        <source>I have a licence key to install</source>
        <translation>登録するライセンスキーがある</translation>
    </message>
</context>
<context>
    <name>kaomon::licences::LicencesPage</name>
    <message>
        <source>Paste a licence</source>
        <translation>ライセンスを貼り付け</translation>
    </message>
    <message>
        <source>The whole text of the licence, as it came by mail.</source>
        <translation>メールで届いたライセンスの全文を貼り付けてください。</translation>
    </message>
    <message>
        <source>Install licence</source>
        <translation>ライセンスを登録</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>ライセンスの本文</translation>
    </message>
    <message>
        <source>Licence (*.licence *.txt *.json);;Every file (*)</source>
        <translation>ライセンス (*.licence *.txt *.json);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Remove licence</source>
        <translation>ライセンスを削除</translation>
    </message>
    <message>
        <source>Licence %1 for %2 seats will not begin on %3.</source>
        <translation>ライセンス %1（%2 人分）は %3 に開始しなくなります。</translation>
    </message>
    <message>
        <source>Save certificates</source>
        <translation>消去証明書を保存</translation>
    </message>
    <message>
        <source>Text file (*.txt)</source>
        <translation>テキストファイル (*.txt)</translation>
    </message>
    <message>
        <source>The licence has ended: the organisation is read-only.</source>
        <translation>ライセンスが終了したため、読み取り専用です。</translation>
    </message>
    <message>
        <source>No licence is installed: nobody can take a seat.</source>
        <translation>ライセンスが登録されていないため、顔認証を利用できる人がいません。</translation>
    </message>
    <message>
        <source>No licence is needed on this server.</source>
        <translation>このサーバーではライセンスは不要です。</translation>
    </message>
    <message numerus="yes">
        <source>Licensed until %1, %n day(s) left.</source>
        <translation>
            <numerusform>ライセンス有効期限：%1（残り %n 日）</numerusform>
        </translation>
    </message>
    <message>
        <source>Licensed until %1.</source>
        <translation>ライセンス有効期限：%1</translation>
    </message>
    <message>
        <source>Seats taken: %1 of %2</source>
        <translation>使用中のライセンス数：%2 中 %1</translation>
    </message>
    <message>
        <source>Full: nobody else can enrol a face.</source>
        <translation>上限に達しました。新たに顔を登録できません。</translation>
    </message>
    <message>
        <source>Nearly full.</source>
        <translation>まもなく上限に達します。</translation>
    </message>
    <message>
        <source>A seat is an enabled user with a face.</source>
        <translation>ライセンス数は、顔を登録した有効なユーザーの数です。</translation>
    </message>
    <message>
        <source>Seats taken: %1, without a limit. A seat is an enabled user with a face.</source>
        <translation>使用中のライセンス数：%1（上限なし）。ライセンス数は、顔を登録した有効なユーザーの数です。</translation>
    </message>
    <message>
        <source>Times are shown in your time zone; the calendar follows that of the organisation: %1.</source>
        <translation>時刻はお使いのタイムゾーンで表示しています。日程は組織のタイムゾーン（%1）に従います。</translation>
    </message>
    <message>
        <source>Nothing ends, so nothing is erased.</source>
        <translation>終了予定はなく、消去されるデータもありません。</translation>
    </message>
    <message>
        <source>Install licence file</source>
        <translation>ライセンスファイルを登録</translation>
    </message>
    <message>
        <source>What is erased when</source>
        <translation>消去の予定</translation>
    </message>
    <message>
        <source>List of licences</source>
        <translation>ライセンスの一覧</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>Owners are reminded by mail on %1.</source>
        <translation>オーナーへの通知メール：%1。</translation>
    </message>
</context>
<context>
    <name>kaomon::licences::LicencesPresenter</name>
    <message>
        <source>Not begun</source>
        <translation>開始前</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>置き換え済み</translation>
    </message>
    <message>
        <source>Invalid</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>The organisation becomes read-only</source>
        <translation>組織が読み取り専用になります</translation>
    </message>
    <message>
        <source>All faces are erased; nobody logs on by face any more</source>
        <translation>すべての顔データを消去し、顔でのログオンが終了します</translation>
    </message>
    <message>
        <source>The organisation is erased for good</source>
        <translation>組織のデータを完全に消去します</translation>
    </message>
    <message>
        <source>faces</source>
        <translation>顔データ</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>予定</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>試用</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>有償</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>開始日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>終了日</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Erased, as of now</source>
        <translation>消去される件数（現時点）</translation>
    </message>
    <message>
        <source>people</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>PCs</source>
        <translation>PC</translation>
    </message>
    <message>
        <source>events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>signed settings</source>
        <translation>署名済み設定</translation>
    </message>
    <message>
        <source>log entries</source>
        <translation>操作ログ</translation>
    </message>
    <message>
        <source>further records: %1</source>
        <translation>その他の記録：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>kaomon::logonhelp::FindingCard</name>
    <message>
        <source>For information</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>問題なし</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>In the way</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>kaomon::logonhelp::LogonHelpPage</name>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>%1 may try the password again at once.</source>
        <translation>%1 さんは、すぐにパスワードを入力し直せるようになります。</translation>
    </message>
    <message>
        <source>Ask to enrol again</source>
        <translation>再登録を依頼</translation>
    </message>
    <message>
        <source>%1 is asked for a new face at the next logon. The present face goes on working until then.</source>
        <translation>次回ログオン時に、%1 さんに顔の再登録を求めます。それまでは現在の顔を使用できます。</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) stand in the way of %1. Begin at the top.</source>
        <translation>
            <numerusform>%1 さんがログオンできない原因が %n 件あります。上から順に対応してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing that the server knows of stands in the way of %1. Let the person try again and look at what the PC says; the doubtful points below come first.</source>
        <translation>サーバーで確認できる範囲では、%1 さんがログオンできない原因は見つかりません。もう一度試してもらい、PC の表示を確認してください。要確認の項目があれば先に対応してください。</translation>
    </message>
    <message>
        <source>Whose logon does not work?</source>
        <translation>ログオンできないユーザーを選んでください</translation>
    </message>
    <message>
        <source>Choose the person, and the PC if you know it. Everything that the server knows is looked at in one go.</source>
        <translation>ユーザーと、わかれば PC を選択してください。サーバーにある情報をまとめて確認します。</translation>
    </message>
    <message>
        <source>Why can this person not log on?</source>
        <translation>ログオンできない原因を調べる</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>PC (empty: any)</source>
        <translation>PC（空欄：すべて）</translation>
    </message>
    <message>
        <source>Logon help</source>
        <translation>ログオン支援</translation>
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
    <message>
        <source>Faces in the picture</source>
        <translation>映っている顔の数</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>実行した動作</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>受付番号</translation>
    </message>
    <message>
        <source>Misses in a row</source>
        <translation>連続した不一致の回数</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Version before</source>
        <translation>更新前のバージョン</translation>
    </message>
    <message>
        <source>System</source>
        <translation>システム</translation>
    </message>
    <message>
        <source>Keys kept by</source>
        <translation>鍵の保護方法</translation>
    </message>
    <message>
        <source>Events that waited</source>
        <translation>送信待ちだったイベント</translation>
    </message>
    <message>
        <source>Last heard of the server</source>
        <translation>サーバーとの最終通信</translation>
    </message>
    <message>
        <source>Everything of this person</source>
        <translation>この利用者のイベント</translation>
    </message>
    <message>
        <source>Everything of this PC</source>
        <translation>この PC のイベント</translation>
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
        <source>PC</source>
        <translation>PC</translation>
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
        <translation>検索</translation>
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
    <message>
        <source>%1: %2 refused, %3 others</source>
        <translation>%1：拒否 %2 件、その他 %3 件</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) will not come any more.</source>
        <translation>
            <numerusform>%n 件は今後も届きません。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of this PC %n event(s) are missing (numbers %1). They come when the PC reaches the server again; if they never do, somebody has kept them back.</source>
        <translation>
            <numerusform>この PC のイベント %n 件（番号 %1）が届いていません。PC がサーバーに接続すると届きます。届かない場合は、何者かが送信を妨げている可能性があります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show newer events</source>
        <translation>以降のイベントを表示</translation>
    </message>
    <message>
        <source>New events appear at once.</source>
        <translation>新しいイベントはすぐに表示されます。</translation>
    </message>
    <message>
        <source>The list is fetched again every five seconds.</source>
        <translation>一覧を 5 秒ごとに取得し直します。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>出力</translation>
    </message>
    <message>
        <source>CSV for spreadsheets (UTF-8)</source>
        <translation>CSV（表計算用、UTF-8）</translation>
    </message>
    <message>
        <source>CSV (Shift_JIS)</source>
        <translation>CSV(Shift_JIS)</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines 形式</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>出力の進み具合</translation>
    </message>
    <message>
        <source>Events by day</source>
        <translation>日別のイベント数</translation>
    </message>
    <message>
        <source>The events are in the file.</source>
        <translation>イベントをファイルに出力しました。</translation>
    </message>
    <message>
        <source>Export events</source>
        <translation>イベントの出力</translation>
    </message>
    <message>
        <source>CSV file (*.csv)</source>
        <translation>CSV ファイル (*.csv)</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines ファイル (*.jsonl)</translation>
    </message>
    <message>
        <source>Pause the export</source>
        <translation>出力を一時停止</translation>
    </message>
    <message>
        <source>Go on with the export</source>
        <translation>出力を再開</translation>
    </message>
    <message>
        <source>Discard the export</source>
        <translation>出力を破棄</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>重要度</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>検索語</translation>
    </message>
    <message>
        <source>Every severity</source>
        <translation>すべての重要度</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>全期間</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>過去 24 時間</translation>
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
        <source>From … to …</source>
        <translation>期間を指定…</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>新しい順</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>古い順</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>並び順</translation>
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
        <translation>変更あり（値は記録されません）</translation>
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
        <translation>PC</translation>
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
        <translation>変更内容（変更前と変更後）</translation>
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
        <translation>CSV（表計算用、UTF-8）</translation>
    </message>
    <message>
        <source>CSV (Shift_JIS)</source>
        <translation>CSV(Shift_JIS)</translation>
    </message>
    <message>
        <source>Records with hashes, to be verified</source>
        <translation>ハッシュ付きの記録（検証用）</translation>
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
<context>
    <name>kaomon::provisioning::ProposalsPresenter</name>
    <message>
        <source>Login name</source>
        <translation>利用者ID</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>Groups now</source>
        <translation>現在のグループ</translation>
    </message>
    <message>
        <source>Groups asked for</source>
        <translation>グループの変更依頼</translation>
    </message>
    <message>
        <source>Agreed to the groups of the identity provider</source>
        <translation>ID プロバイダーのグループ変更を承認</translation>
    </message>
</context>
<context>
    <name>kaomon::provisioning::ProvisioningPage</name>
    <message>
        <source>Signed: %1.</source>
        <translation>%1 件に署名しました。</translation>
    </message>
    <message>
        <source>Signed: %1. Not signed, since they were changed meanwhile: %2. Look at them again.</source>
        <translation>%1 件に署名しました。%2 件はその間に変更されたため署名していません。もう一度確認してください。</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒否</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) stay in their groups. The provider&apos;s lists are set back to what is signed.</source>
        <translation>
            <numerusform>%n 人のグループは変更されません。プロバイダーのグループは署名済みの内容に戻ります。</numerusform>
        </translation>
    </message>
    <message>
        <source>New token</source>
        <translation>トークンを発行</translation>
    </message>
    <message>
        <source>Whoever has the token can add, change and disable users. It is shown once.</source>
        <translation>トークンの所持者は、ユーザーの追加・変更・無効化ができます。表示は一度だけです。</translation>
    </message>
    <message>
        <source>Make token</source>
        <translation>発行</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>For example the name of the identity provider</source>
        <translation>例：ID プロバイダーの名前</translation>
    </message>
    <message>
        <source>Valid for days</source>
        <translation>有効日数</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Enter it at the identity provider now, with the address %1. It is not shown again.</source>
        <translation>今すぐ ID プロバイダーに、アドレス %1 とともに設定してください。再表示はできません。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>コピーしました。</translation>
    </message>
    <message>
        <source>Revoke token</source>
        <translation>トークンを失効</translation>
    </message>
    <message>
        <source>The provider that uses &quot;%1&quot; can no longer write anything. What it has written stays.</source>
        <translation>「%1」を使用するプロバイダーは書き込みができなくなります。これまでに書き込まれた内容は残ります。</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>失効させる</translation>
    </message>
    <message>
        <source>Waiting: %1, chosen: %2</source>
        <translation>承認待ち：%1 件、選択中：%2 件</translation>
    </message>
    <message>
        <source>Address for the provider (SCIM 2.0): %1</source>
        <translation>プロバイダーに設定するアドレス（SCIM 2.0）：%1</translation>
    </message>
    <message>
        <source>Groups asked for (%1)</source>
        <translation>グループの変更依頼（%1）</translation>
    </message>
    <message>
        <source>Groups asked for</source>
        <translation>グループの変更依頼</translation>
    </message>
    <message>
        <source>Nothing waits for agreement</source>
        <translation>承認待ちの依頼はありません</translation>
    </message>
    <message>
        <source>Changes of groups that an identity provider asks for appear here.</source>
        <translation>ID プロバイダーからのグループ変更依頼がここに表示されます。</translation>
    </message>
    <message>
        <source>No provider may write users</source>
        <translation>ユーザーを書き込めるプロバイダーはありません</translation>
    </message>
    <message>
        <source>Make a token and enter it at your identity provider.</source>
        <translation>トークンを発行し、ID プロバイダーに設定してください。</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Groups decide which settings and PCs apply to a person, so a change that an identity provider asks for counts only when you have signed it.</source>
        <translation>グループによって適用される設定と PC が決まるため、ID プロバイダーからの変更依頼は、署名するまで反映されません。</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>さらに表示</translation>
    </message>
    <message>
        <source>Sign and agree</source>
        <translation>署名して承認</translation>
    </message>
    <message>
        <source>Identity provider</source>
        <translation>ID プロバイダー</translation>
    </message>
</context>
<context>
    <name>kaomon::provisioning::ScimTokensPresenter</name>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>発行日時</translation>
    </message>
    <message>
        <source>Good until</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>最終使用</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
</context>
<context>
    <name>kaomon::settings::ApplyDialog</name>
    <message>
        <source>Sign and apply</source>
        <translation>署名して適用</translation>
    </message>
    <message>
        <source>New settings of: %1</source>
        <translation>設定の対象：%1</translation>
    </message>
    <message>
        <source>Another value applies to %1 of %2 people and on %3 of %4 PCs.</source>
        <translation>%2 人中 %1 人、PC %4 台中 %3 台で設定値が変わります。</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>変更内容</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Signed with the settings and shown in their history</source>
        <translation>設定とともに署名され、履歴に表示されます</translation>
    </message>
    <message>
        <source>%1, locked</source>
        <translation>%1（固定）</translation>
    </message>
    <message>
        <source>Shorten the reason.</source>
        <translation>理由を短くしてください。</translation>
    </message>
</context>
<context>
    <name>kaomon::settings::SampleDialog</name>
    <message>
        <source>Sample policies</source>
        <translation>設定のひな型</translation>
    </message>
    <message>
        <source>The settings are put in as changes that are not signed yet: look at them, change what does not fit, then preview and apply.</source>
        <translation>ひな型の値は未署名の変更として入力されます。内容を確認し、合わないものを直してから、プレビューして適用してください。</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>入力する</translation>
    </message>
</context>
<context>
    <name>kaomon::settings::ScopeBar</name>
    <message>
        <source>Settings of</source>
        <translation>設定の対象</translation>
    </message>
    <message>
        <source>The whole organisation</source>
        <translation>組織全体</translation>
    </message>
    <message>
        <source>A group of people</source>
        <translation>ユーザーグループ</translation>
    </message>
    <message>
        <source>One person</source>
        <translation>個人</translation>
    </message>
    <message>
        <source>A group of PCs</source>
        <translation>PC グループ</translation>
    </message>
    <message>
        <source>Group of people</source>
        <translation>ユーザーグループ</translation>
    </message>
    <message>
        <source>No groups yet</source>
        <translation>グループがありません</translation>
    </message>
    <message>
        <source>Group of PCs</source>
        <translation>PC グループ</translation>
    </message>
    <message>
        <source>Name or login name</source>
        <translation>氏名または利用者ID</translation>
    </message>
</context>
<context>
    <name>kaomon::settings::SettingEditor</name>
    <message>
        <source>Lock</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Lock: %1</source>
        <translation>固定：%1</translation>
    </message>
    <message>
        <source>Narrower places cannot say otherwise</source>
        <translation>下位の対象では変更できなくなります</translation>
    </message>
    <message>
        <source>Say nothing here</source>
        <translation>ここでの指定をやめる</translation>
    </message>
    <message>
        <source>Say nothing here: %1</source>
        <translation>ここでの指定をやめる：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>元に戻す：%1</translation>
    </message>
    <message>
        <source>On</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Names with a comma between them</source>
        <translation>名前をコンマ区切りで入力</translation>
    </message>
    <message>
        <source>Changed, not signed yet.</source>
        <translation>変更あり（未署名）。</translation>
    </message>
    <message>
        <source>Locked by %1.</source>
        <translation>%1で固定されています。</translation>
    </message>
    <message>
        <source>Said here; without it: %1 (%2).</source>
        <translation>ここで指定（指定しない場合：%1、%2）。</translation>
    </message>
    <message>
        <source>Comes from %1.</source>
        <translation>%1の値です。</translation>
    </message>
    <message>
        <source>Default: %1.</source>
        <translation>既定値：%1。</translation>
    </message>
    <message>
        <source>Range: %1.</source>
        <translation>範囲：%1。</translation>
    </message>
    <message>
        <source>Has no effect: in one picture narrow eyes cannot be told from closed ones. Liveness level 2 or more asks for a blink, which only open eyes can do.</source>
        <translation>この設定は効きません:1枚の画像では、細い目と閉じた目を見分けられません。生体検知をレベル2以上にすると、開いた目にしかできないまばたきを求めます。</translation>
    </message>
    <message>
        <source>Has no effect: the operator of the service decides this for all tenants alike.</source>
        <translation>この設定は効きません:サービスの運用者が、すべてのテナントについて同じように決めています。</translation>
    </message>
    <message>
        <source>Has no effect: PCs are updated by what installs packages on them, for example apt and unattended-upgrades.</source>
        <translation>この設定は効きません:PCの更新は、そのPCのパッケージ管理(apt や unattended-upgrades など)が行います。</translation>
    </message>
    <message>
        <source>Kept for a later version: no program acts on it yet.</source>
        <translation>今後のバージョン用の設定です。現在は動作に影響しません。</translation>
    </message>
</context>
<context>
    <name>kaomon::settings::SettingsExplainPresenter</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation>指定元</translation>
    </message>
    <message>
        <source>%1, locked</source>
        <translation>%1（固定）</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>署名者</translation>
    </message>
    <message>
        <source>Signed at</source>
        <translation>署名日時</translation>
    </message>
    <message>
        <source>Does not count</source>
        <translation>適用されない指定</translation>
    </message>
</context>
<context>
    <name>kaomon::settings::SettingsForm</name>
    <message>
        <source>No setting of this group can be given at this place.</source>
        <translation>この対象で指定できる設定はありません。</translation>
    </message>
    <message>
        <source>No setting contains these words.</source>
        <translation>該当する設定がありません。</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>設定の分類</translation>
    </message>
</context>
<context>
    <name>kaomon::settings::SettingsHistoryPresenter</name>
    <message>
        <source>nothing</source>
        <translation>指定なし</translation>
    </message>
    <message>
        <source>%1, locked</source>
        <translation>%1（固定）</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版</translation>
    </message>
    <message>
        <source>Stored at</source>
        <translation>保存日時</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定数</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>変更後</translation>
    </message>
</context>
<context>
    <name>kaomon::settings::SettingsPage</name>
    <message>
        <source>Bring version %1 back</source>
        <translation>第 %1 版に戻す</translation>
    </message>
    <message>
        <source>What version %1 said is signed again as the next version. Later versions stay in the history.</source>
        <translation>第 %1 版の内容を次の版として署名し直します。以降の版は履歴に残ります。</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Changes not signed yet: %1</source>
        <translation>未署名の変更：%1 件</translation>
    </message>
    <message>
        <source>No settings</source>
        <translation>設定がありません</translation>
    </message>
    <message>
        <source>The server told none.</source>
        <translation>サーバーから設定を取得できませんでした。</translation>
    </message>
    <message>
        <source>Choose whose settings to show</source>
        <translation>設定の対象を選択してください</translation>
    </message>
    <message>
        <source>Search for the person, or choose a group.</source>
        <translation>ユーザーを検索するか、グループを選択してください。</translation>
    </message>
    <message>
        <source>Nothing was ever set here</source>
        <translation>ここで指定された設定はありません</translation>
    </message>
    <message>
        <source>What applies comes from wider places and defaults.</source>
        <translation>上位の対象と既定値が適用されています。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>What applies to whom</source>
        <translation>適用状況の確認</translation>
    </message>
    <message>
        <source>Search all settings</source>
        <translation>すべての設定を検索</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Preview and apply</source>
        <translation>影響を確認して適用</translation>
    </message>
    <message>
        <source>Bring this version back</source>
        <translation>この版に戻す</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版の一覧</translation>
    </message>
    <message>
        <source>What this version changed</source>
        <translation>この版の変更内容</translation>
    </message>
    <message>
        <source>Person (empty: anybody)</source>
        <translation>ユーザー（空欄：全員）</translation>
    </message>
    <message>
        <source>PC (empty: any)</source>
        <translation>PC（空欄：すべて）</translation>
    </message>
    <message>
        <source>Search setting</source>
        <translation>設定を検索</translation>
    </message>
    <message>
        <source>Settings in force</source>
        <translation>適用中の設定</translation>
    </message>
    <message>
        <source>The sample is put in but not signed yet: %1 changes. Look at them, then preview and apply.</source>
        <translation>ひな型を入力しました（未署名の変更 %1 件）。確認してから、プレビューして適用してください。</translation>
    </message>
    <message>
        <source>Everything is set as in the sample already.</source>
        <translation>すべてひな型のとおりに設定されています。</translation>
    </message>
    <message>
        <source>inherited</source>
        <translation>継承</translation>
    </message>
    <message>
        <source>%1, locked</source>
        <translation>%1（ロック）</translation>
    </message>
    <message>
        <source>Sample policies…</source>
        <translation>設定のひな型…</translation>
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
    <name>kaomon::shell::FeaturePage</name>
    <message>
        <source>Refresh</source>
        <translation>更新</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::FormDialog</name>
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
    <name>kaomon::shell::MainWindow</name>
    <message>
        <source>Kaomon console</source>
        <translation>Kaomon コンソール</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::MergeDialog</name>
    <message>
        <source>(empty)</source>
        <translation>（空欄）</translation>
    </message>
    <message>
        <source>Somebody else has changed this too</source>
        <translation>ほかの管理者も変更しました</translation>
    </message>
    <message>
        <source>While you were editing %1, another administrator saved the fields below with other values. Choose for each which one is to count; nothing is saved before you save.</source>
        <translation>%1 を編集している間に、ほかの管理者が次の項目を別の値で保存しました。項目ごとにどちらを使うか選んでください。保存するまで反映されません。</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>反映する</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>後で決める</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>編集前：%1</translation>
    </message>
    <message>
        <source>Mine: %1</source>
        <translation>自分の変更：%1</translation>
    </message>
    <message>
        <source>Theirs: %1</source>
        <translation>ほかの管理者の変更：%1</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::NewPasswordDialog</name>
    <message>
        <source>Present password</source>
        <translation>現在のパスワード</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新しいパスワード</translation>
    </message>
    <message>
        <source>At least 12 characters, of three kinds</source>
        <translation>12 文字以上、3 種類以上の文字を使用</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>新しいパスワード（確認）</translation>
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
        <translation>英小文字、英大文字、数字、その他の文字のうち 3 種類以上を使用してください。</translation>
    </message>
    <message>
        <source>The password must not be the login name or the mail address.</source>
        <translation>利用者IDやメールアドレスと同じパスワードは使用できません。</translation>
    </message>
    <message>
        <source>This password is too easy to guess.</source>
        <translation>推測されやすいパスワードです。</translation>
    </message>
    <message>
        <source>The password has characters that cannot be used.</source>
        <translation>使用できない文字が含まれています。</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::OneTimePasswordDialog</name>
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
        <translation>保存しました：%1</translation>
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
        <source>Shorten the reason.</source>
        <translation>理由を短くしてください。</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::ReauthDialog</name>
    <message>
        <source>Confirm that it is you</source>
        <translation>本人確認</translation>
    </message>
    <message>
        <source>This act needs your password again. What you have entered is kept.</source>
        <translation>この操作にはパスワードの再入力が必要です。入力済みの内容は保持されます。</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Code of your authenticator app</source>
        <translation>認証アプリのコード</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::RecoveryCodesDialog</name>
    <message>
        <source>Recovery codes</source>
        <translation>リカバリーコード</translation>
    </message>
    <message>
        <source>Each of these codes replaces the authenticator app once. They are shown only now: print or save them and lock them away.</source>
        <translation>各コードは、認証アプリの代わりに一度だけ使用できます。表示されるのは今回だけです。印刷または保存し、施錠して保管してください。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Save recovery codes</source>
        <translation>リカバリーコードを保存</translation>
    </message>
    <message>
        <source>Text file (*.txt)</source>
        <translation>テキストファイル (*.txt)</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::RoleDialog</name>
    <message>
        <source>Change role</source>
        <translation>役割の変更</translation>
    </message>
    <message>
        <source>%1 is signed out everywhere and has the new role from the next sign-in. Keys that the new role may not open are taken away; keys that it needs are handed over on the page of administrators.</source>
        <translation>%1 はすべての場所でサインアウトされ、次回のサインインから新しい役割になります。新しい役割で使えない鍵は取り上げられ、必要な鍵は「管理者」ページで引き渡します。</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Kept in the record of what administrators did</source>
        <translation>管理者の操作記録に残ります</translation>
    </message>
    <message>
        <source>May do everything: keys of the organisation, administrators, licences.</source>
        <translation>組織の鍵、管理者、ライセンスを含むすべての操作ができます。</translation>
    </message>
    <message>
        <source>Manages people, PCs, settings and addresses; signs with a key of the organisation.</source>
        <translation>ユーザー、PC、設定、接続許可アドレスを管理し、組織の鍵で署名します。</translation>
    </message>
    <message>
        <source>Unlocks accounts, reissues passwords, answers emergency codes.</source>
        <translation>ロックの解除、パスワードの再発行、緊急コードの応答ができます。</translation>
    </message>
    <message>
        <source>Reads everything that is recorded and changes nothing.</source>
        <translation>記録をすべて閲覧できますが、変更はできません。</translation>
    </message>
    <message>
        <source>Opens pictures of refused faces; every look is recorded.</source>
        <translation>拒否された顔の画像を閲覧できます。閲覧はすべて記録されます。</translation>
    </message>
    <message>
        <source>Logs on by face; no console.</source>
        <translation>顔でログオンします。コンソールは使用できません。</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::SecondFactorDialog</name>
    <message>
        <source>Set up the second factor</source>
        <translation>二要素認証の設定</translation>
    </message>
    <message>
        <source>Read the picture with an authenticator app, then type the six digits that the app shows.</source>
        <translation>認証アプリで QR コードを読み取り、表示された 6 桁の数字を入力してください。</translation>
    </message>
    <message>
        <source>Confirm code</source>
        <translation>コードを確認</translation>
    </message>
    <message>
        <source>Secret as a QR code</source>
        <translation>秘密鍵の QR コード</translation>
    </message>
    <message>
        <source>Or type this secret into the app</source>
        <translation>または、この秘密鍵をアプリに入力</translation>
    </message>
    <message>
        <source>Code of your authenticator app</source>
        <translation>認証アプリのコード</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::SessionsDialog</name>
    <message>
        <source>Sessions of %1</source>
        <translation>%1 のセッション</translation>
    </message>
    <message>
        <source>Whoever is signed out here has to sign in again.</source>
        <translation>終了したセッションでは、再度サインインが必要です。</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::SessionsPresenter</name>
    <message>
        <source>This console</source>
        <translation>このコンソール</translation>
    </message>
    <message>
        <source>PC %1</source>
        <translation>PC %1</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>コンソール</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>最終使用</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::SessionsView</name>
    <message>
        <source>Signed in nowhere</source>
        <translation>サインイン中のセッションはありません</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>セッション</translation>
    </message>
    <message>
        <source>End session</source>
        <translation>セッションを終了</translation>
    </message>
    <message>
        <source>End all others</source>
        <translation>ほかをすべて終了</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::SignInAgainDialog</name>
    <message>
        <source>Sign in again</source>
        <translation>もう一度サインイン</translation>
    </message>
    <message>
        <source>Your session has ended. Give your password, %1, and go on where you are: nothing that you have entered is lost.</source>
        <translation>セッションが終了しました。%1 さんのパスワードを入力すると、この画面のまま続けられます。入力した内容は失われません。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>サインアウト</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Code of your authenticator app</source>
        <translation>認証アプリのコード</translation>
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
        <source>Demonstration organisation: liveness may be off, and then a photograph unlocks a PC. Never use it to protect anything.</source>
        <translation>デモ用の組織です。生体検知を無効にできるため、写真でも PC を解除できる場合があります。保護の目的では使わないでください。</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>You</source>
        <translation>個人</translation>
    </message>
    <message>
        <source>No owner has handed the organisation&apos;s keys over to you yet, so you can read but not sign. Read this fingerprint out to an owner: %1</source>
        <translation>組織の鍵がまだ引き渡されていないため、閲覧はできますが署名はできません。次のフィンガープリントをオーナーに読み上げてください：%1</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>サービス</translation>
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
    <message>
        <source>en</source>
        <extracomment>Which of the operator&apos;s two texts is shown: en or ja</extracomment>
        <translation>ja</translation>
    </message>
    <message>
        <source>Certificate fingerprint of the server: %1</source>
        <translation>サーバー証明書のフィンガープリント：%1</translation>
    </message>
</context>
<context>
    <name>kaomon::signin::SignInQuestions</name>
    <message>
        <source>Second factor</source>
        <translation>二要素認証</translation>
    </message>
    <message>
        <source>Type the six digits of your authenticator app, or one of your recovery codes.</source>
        <translation>認証アプリの 6 桁の数字、またはリカバリーコードを入力してください。</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>Choose your password</source>
        <translation>パスワードの設定</translation>
    </message>
    <message>
        <source>You signed in with a one-time password, or have to choose a new one. Your keys are made on this computer; the server never sees them.</source>
        <translation>ワンタイムパスワードでサインインしたか、パスワードの変更が求められています。鍵はこのコンピューターで作成され、サーバーには送信されません。</translation>
    </message>
    <message>
        <source>Set password</source>
        <translation>パスワードを設定</translation>
    </message>
</context>
<context>
    <name>kaomon::transfer::ImportFileStep</name>
    <message>
        <source>Choose a CSV file</source>
        <translation>CSV ファイルを選択</translation>
    </message>
    <message>
        <source>CSV file (*.csv *.txt *.tsv);;Every file (*)</source>
        <translation>CSV ファイル (*.csv *.txt *.tsv);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Meaning of column %1</source>
        <translation>列「%1」の意味</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>無視する</translation>
    </message>
    <message>
        <source>No file chosen</source>
        <translation>ファイルが選択されていません</translation>
    </message>
    <message>
        <source>UTF-8 or Shift_JIS, with a header in Japanese or English, at most 64 MiB and 100,000 rows. A cell * leaves the field as it is.</source>
        <translation>UTF-8 または Shift_JIS、日本語または英語の見出し行付き、64 MiB・100,000 行まで。セルが * の項目は変更されません。</translation>
    </message>
    <message>
        <source>Choose which column is the login name.</source>
        <translation>利用者IDの列を選択してください。</translation>
    </message>
    <message>
        <source>Two columns mean the same. Ignore one of them.</source>
        <translation>同じ意味の列が 2 つあります。一方を無視にしてください。</translation>
    </message>
    <message>
        <source>Read as %1. Check the first rows and what each column means.</source>
        <translation>%1 として読み取りました。先頭の行と各列の意味を確認してください。</translation>
    </message>
    <message>
        <source>Upload and check</source>
        <translation>アップロードして確認</translation>
    </message>
    <message>
        <source>What the import does</source>
        <translation>インポートの動作</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>文字コード</translation>
    </message>
    <message>
        <source>Encoding: automatic</source>
        <translation>文字コード：自動</translation>
    </message>
    <message>
        <source>First rows of the file</source>
        <translation>ファイルの先頭行</translation>
    </message>
</context>
<context>
    <name>kaomon::transfer::ImportJobStep</name>
    <message>
        <source>Undo the import</source>
        <translation>インポートの取り消し</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>%1 are added, %2 changed, %3 disabled; %4 rows are refused and left out.</source>
        <translation>追加 %1 人、変更 %2 人、無効化 %3 人。拒否された %4 行は取り込まれません。</translation>
    </message>
    <message>
        <source>Apply the import</source>
        <translation>インポートの適用</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>適用</translation>
    </message>
    <message>
        <source>More than a fifth of the members would be disabled. Type their number to go on.</source>
        <translation>メンバーの 5 分の 1 を超える人が無効化されます。続行するには人数を入力してください。</translation>
    </message>
    <message>
        <source>Number of people who are disabled</source>
        <translation>無効化される人数</translation>
    </message>
    <message>
        <source>Save refused rows</source>
        <translation>拒否された行を保存</translation>
    </message>
    <message>
        <source>CSV file (*.csv)</source>
        <translation>CSV ファイル (*.csv)</translation>
    </message>
    <message>
        <source>Rows: %1 · to add: %2 · to change: %3 · unchanged: %4 · to disable: %5 · refused: %6</source>
        <translation>行数：%1 · 追加：%2 · 変更：%3 · 変更なし：%4 · 無効化：%5 · 拒否：%6</translation>
    </message>
    <message>
        <source>Done: %1 · refused while it was applied: %2</source>
        <translation>完了：%1 · 適用時に拒否：%2</translation>
    </message>
    <message>
        <source>Undone: %1 · changed since and left as they are: %2</source>
        <translation>取り消し：%1 · その後変更されたため対象外：%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Which rows</source>
        <translation>表示する行</translation>
    </message>
    <message>
        <source>Every row</source>
        <translation>すべての行</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進捗</translation>
    </message>
    <message>
        <source>Rows of the import</source>
        <translation>インポートの行</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>さらに表示</translation>
    </message>
    <message>
        <source>Back to the imports</source>
        <translation>インポートに戻る</translation>
    </message>
    <message>
        <source>One-time passwords for the new people</source>
        <translation>追加した人のワンタイムパスワード</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Cancel the import</source>
        <translation>インポートを中止</translation>
    </message>
    <message>
        <source>The server does not answer. The import goes on by itself as soon as it does.</source>
        <translation>サーバーが応答していません。応答し次第、インポートを自動的に再開します。</translation>
    </message>
    <message>
        <source>What was before comes back for %1 people, and who was added is erased, where nobody changed the person since. It works once. Type the number of people to go on.</source>
        <translation>%1 人をインポート前の状態に戻し、追加された人を消去します（その後に変更された人は除きます）。一度だけ実行できます。続けるには人数を入力してください。</translation>
    </message>
    <message>
        <source>Number of people</source>
        <translation>人数</translation>
    </message>
</context>
<context>
    <name>kaomon::transfer::ImportPresenter</name>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>利用者ID</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>処理</translation>
    </message>
    <message>
        <source>What is wrong and how to mend it</source>
        <translation>問題と対処</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>kaomon::transfer::TransferPage</name>
    <message>
        <source>Export users</source>
        <translation>ユーザーをエクスポート</translation>
    </message>
    <message>
        <source>CSV file (*.csv)</source>
        <translation>CSV ファイル (*.csv)</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>保存しました。</translation>
    </message>
    <message>
        <source>No imports yet</source>
        <translation>インポートはまだありません</translation>
    </message>
    <message>
        <source>They are kept for 30 days after their last step.</source>
        <translation>最後の操作から 30 日間保存されます。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>インポート</translation>
    </message>
    <message>
        <source>Earlier imports</source>
        <translation>これまでのインポート</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>List of imports</source>
        <translation>インポートの一覧</translation>
    </message>
    <message>
        <source>Open import</source>
        <translation>インポートを開く</translation>
    </message>
    <message>
        <source>Every user as a CSV file, in the form that imports read.</source>
        <translation>すべてのユーザーを、インポートできる形式の CSV ファイルに出力します。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>文字コード</translation>
    </message>
    <message>
        <source>UTF-8 with a mark, for spreadsheets</source>
        <translation>BOM 付き UTF-8</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>見出し行</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>Write characters without a form there as 〓</source>
        <translation>表現できない文字を〓に置き換える</translation>
    </message>
    <message>
        <source>Import and export</source>
        <translation>インポート／エクスポート</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>写真</translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation>エクスポートを中止</translation>
    </message>
    <message>
        <source>The file is on its way</source>
        <translation>ファイルを受信しています</translation>
    </message>
</context>
<context>
    <name>kaomon::users::BulkDialog</name>
    <message>
        <source>Progress</source>
        <translation>進捗</translation>
    </message>
    <message>
        <source>Result for each person</source>
        <translation>ユーザーごとの結果</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Save one-time passwords (CSV)</source>
        <translation>ワンタイムパスワードを保存（CSV）</translation>
    </message>
    <message>
        <source>%1 of %2 done, %3 refused</source>
        <translation>%2 件中 %1 件完了、%3 件拒否</translation>
    </message>
    <message>
        <source>Stopped: %1 were not touched.</source>
        <translation>中止しました。%1 件は変更されていません。</translation>
    </message>
    <message>
        <source>Save one-time passwords</source>
        <translation>ワンタイムパスワードの保存</translation>
    </message>
    <message>
        <source>CSV file (*.csv)</source>
        <translation>CSV ファイル (*.csv)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Undoing: %1 of %2 done, %3 refused</source>
        <translation>元に戻しています：%2 件中 %1 件完了、%3 件拒否</translation>
    </message>
    <message>
        <source>The server does not answer. This goes on by itself as soon as it does.</source>
        <translation>サーバーが応答していません。応答し次第、自動的に再開します。</translation>
    </message>
</context>
<context>
    <name>kaomon::users::BulkPresenter</name>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>利用者ID</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>One-time password</source>
        <translation>ワンタイムパスワード</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>取り消し：%1</translation>
    </message>
</context>
<context>
    <name>kaomon::users::EditUserDialog</name>
    <message>
        <source>Edit user</source>
        <translation>ユーザーの編集</translation>
    </message>
    <message>
        <source>A new login name counts at once; the old one stays reserved for this person.</source>
        <translation>新しい利用者IDは直ちに有効になります。以前の利用者IDは、この人のために予約されたままになります。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
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
        <translation>氏名の読み（かな）</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有効期間の開始</translation>
    </message>
    <message>
        <source>Valid to</source>
        <translation>有効期間の終了</translation>
    </message>
</context>
<context>
    <name>kaomon::users::EmergencyDialog</name>
    <message>
        <source>Emergency code by phone</source>
        <translation>電話による緊急コードの発行</translation>
    </message>
    <message>
        <source>%1 reads the 16 characters on the logon screen out to you. Make sure first that it is really this person: the answer stands in for the face.</source>
        <translation>%1 さんに、ログオン画面に表示された 16 文字を読み上げてもらってください。応答コードは顔の代わりになります。必ず先に本人であることを確認してください。</translation>
    </message>
    <message>
        <source>Make the answer</source>
        <translation>応答コードを作成</translation>
    </message>
    <message>
        <source>PC in front of the person</source>
        <translation>本人が使用している PC</translation>
    </message>
    <message>
        <source>Request (16 characters)</source>
        <translation>要求コード（16 文字）</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Misheard, or not the request of this person on this PC. Have it read out again.</source>
        <translation>聞き間違いか、この人・この PC の要求コードではありません。もう一度読み上げてもらってください。</translation>
    </message>
    <message>
        <source>The emergency key is not sealed to you: another administrator has to answer.</source>
        <translation>緊急鍵が引き渡されていません。ほかの管理者が応答する必要があります。</translation>
    </message>
    <message numerus="yes">
        <source>Read it out. It works once, for %n hour(s), and replaces the face only.</source>
        <translation>
            <numerusform>読み上げてください。一度だけ、%n 時間有効で、顔の代わりにのみ使用できます。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kaomon::users::FaceAccessPresenter</name>
    <message>
        <source>A PC that is gone</source>
        <translation>削除済みの PC</translation>
    </message>
    <message>
        <source>Somebody who is gone</source>
        <translation>削除済みの利用者</translation>
    </message>
    <message>
        <source>%1 (console or client)</source>
        <translation>%1（コンソールまたはクライアント）</translation>
    </message>
    <message>
        <source>Given to</source>
        <translation>提供先</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>顔</translation>
    </message>
    <message>
        <source>Deleted since</source>
        <translation>削除済み</translation>
    </message>
    <message>
        <source>First</source>
        <translation>初回</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最終</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>回数</translation>
    </message>
</context>
<context>
    <name>kaomon::users::FacesPresenter</name>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>登録日時</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>経過</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 日</numerusform>
        </translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>品質</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>認識モデル</translation>
    </message>
    <message>
        <source>On PC</source>
        <translation>登録した PC</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>PC was revoked</source>
        <translation>PC 失効</translation>
    </message>
    <message>
        <source>Waits for approval</source>
        <translation>承認待ち</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>承認済み</translation>
    </message>
    <message>
        <source>Photograph, by %1</source>
        <translation>写真（%1）</translation>
    </message>
    <message>
        <source>Taken by %1</source>
        <translation>%1 が登録</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>kaomon::users::FilterBar</name>
    <message>
        <source>Every state of account</source>
        <translation>アカウント：すべて</translation>
    </message>
    <message>
        <source>State of account</source>
        <translation>アカウントの状態</translation>
    </message>
    <message>
        <source>Every state of face</source>
        <translation>顔：すべて</translation>
    </message>
    <message>
        <source>State of face</source>
        <translation>顔の状態</translation>
    </message>
    <message>
        <source>Every face model</source>
        <translation>顔モデル：すべて</translation>
    </message>
    <message>
        <source>Face model</source>
        <translation>顔モデル</translation>
    </message>
    <message>
        <source>Face model: %1</source>
        <translation>顔モデル：%1</translation>
    </message>
    <message>
        <source>Every role</source>
        <translation>役割：すべて</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Every group</source>
        <translation>すべてのグループ</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>条件を解除</translation>
    </message>
</context>
<context>
    <name>kaomon::users::GroupsDialog</name>
    <message>
        <source>Groups of people</source>
        <translation>ユーザーグループ</translation>
    </message>
    <message>
        <source>Settings can be given to a group, and PCs can be kept for groups.</source>
        <translation>グループ単位で設定を指定したり、PC の利用者をグループに限定したりできます。</translation>
    </message>
    <message>
        <source>List of groups</source>
        <translation>グループの一覧</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>グループ名</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Create group</source>
        <translation>グループを作成</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Delete group</source>
        <translation>グループの削除</translation>
    </message>
    <message>
        <source>The group %1 and the settings that were given to it go. Only a group without people can be deleted. Type its name to go on.</source>
        <translation>グループ %1 と、そのグループの設定を削除します。所属者のいないグループだけを削除できます。続けるには名前を入力してください。</translation>
    </message>
</context>
<context>
    <name>kaomon::users::GroupsPresenter</name>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
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
        <translation>%1：%2、最終接続 %3</translation>
    </message>
    <message>
        <source>No PC has been enrolled yet. Make an enrolment code under Devices first.</source>
        <translation>登録済みの PC がありません。先に「デバイス」で登録コードを作成してください。</translation>
    </message>
</context>
<context>
    <name>kaomon::users::MembershipsDialog</name>
    <message>
        <source>Groups</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Groups decide which settings apply to %1. The first one ticked has the last word among them; drag to change the order.</source>
        <translation>グループによって %1 に適用される設定が決まります。選択したうち先頭のグループの設定が優先されます。ドラッグで順序を変更できます。</translation>
    </message>
    <message>
        <source>Sign and apply</source>
        <translation>署名して適用</translation>
    </message>
    <message>
        <source>Groups of people</source>
        <translation>ユーザーグループ</translation>
    </message>
    <message>
        <source>There are no groups yet. Make one with &quot;Manage groups&quot;.</source>
        <translation>グループがまだありません。「グループの管理」で作成してください。</translation>
    </message>
</context>
<context>
    <name>kaomon::users::MoveDialog</name>
    <message>
        <source>Move to a group</source>
        <translation>グループへの移動</translation>
    </message>
    <message numerus="yes">
        <source>%n people are in this group only afterwards; settings of the group apply to them.</source>
        <translation>
            <numerusform>%n 人の所属がこのグループだけになり、グループの設定が適用されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>No group</source>
        <translation>グループなし</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
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
    <name>kaomon::users::PersonDialog</name>
    <message>
        <source>Login name</source>
        <translation>利用者ID</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Enrolled faces</source>
        <translation>登録された顔</translation>
    </message>
    <message>
        <source>Show older entries</source>
        <translation>さらに古い履歴を表示</translation>
    </message>
    <message>
        <source>Accept the face</source>
        <translation>顔を承認</translation>
    </message>
    <message>
        <source>Delete the face</source>
        <translation>顔を削除</translation>
    </message>
    <message>
        <source>A face is kept as numbers that only the PCs can open; there is no picture of it.</source>
        <translation>顔は、PC だけが復号できる数値として保管されます。写真は保存されません。</translation>
    </message>
    <message>
        <source>This enrolment is erased from the server and from every PC. Without another one the person logs on by password. Type the login name %1 to go on.</source>
        <translation>この登録をサーバーとすべての PC から消去します。ほかに登録がない場合、本人はパスワードでログオンします。続行するには利用者ID「%1」を入力してください。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>まだ履歴はありません</translation>
    </message>
    <message>
        <source>Logons by face and acts of administrators appear here.</source>
        <translation>顔によるログオンと管理者の操作がここに表示されます。</translation>
    </message>
    <message>
        <source>No face is enrolled</source>
        <translation>顔が登録されていません</translation>
    </message>
    <message>
        <source>The person enrols it on a PC, in the Kaomon client.</source>
        <translation>本人が PC の Kaomon クライアントで登録します。</translation>
    </message>
    <message>
        <source>Refuse the face…</source>
        <translation>顔を却下…</translation>
    </message>
    <message>
        <source>Approve the face</source>
        <translation>顔を承認</translation>
    </message>
    <message>
        <source>From then on it opens this person&apos;s accounts. There is no picture of it: make sure that the person himself enrolled it, at this time and on this PC.</source>
        <translation>承認すると、この顔で本人のアカウントを開けるようになります。画像は保存されていません。本人がこの日時にこのPCで登録したことを確認してください。</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>Refuse the face</source>
        <translation>顔を却下</translation>
    </message>
    <message>
        <source>It is erased. The person is shown the reason and can enrol again.</source>
        <translation>この顔は消去されます。本人には理由が表示され、もう一度登録できます。</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>Handed out to</source>
        <translation>顔データの提供先</translation>
    </message>
    <message>
        <source>Each time that the server hands out a sealed face it is noted here. PCs open it to compare; consoles cannot.</source>
        <translation>サーバーが暗号化済みの顔データを渡すたびに記録されます。照合のために復号できるのは PC だけで、コンソールでは復号できません。</translation>
    </message>
    <message>
        <source>Nobody was given a face</source>
        <translation>顔データはまだどこにも渡されていません</translation>
    </message>
    <message>
        <source>PCs fetch it when they next talk to the server.</source>
        <translation>各 PC は次回サーバーに接続したときに取得します。</translation>
    </message>
</context>
<context>
    <name>kaomon::users::PersonHistoryPresenter</name>
    <message>
        <source>Role changed</source>
        <translation>役割の変更</translation>
    </message>
    <message>
        <source>One-time password reissued</source>
        <translation>ワンタイムパスワードの再発行</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>ロックの解除</translation>
    </message>
    <message>
        <source>A session was ended</source>
        <translation>セッションの終了</translation>
    </message>
    <message>
        <source>Every session was ended</source>
        <translation>すべてのセッションの終了</translation>
    </message>
    <message>
        <source>Second factor set up</source>
        <translation>二要素認証の設定</translation>
    </message>
    <message>
        <source>Second factor removed</source>
        <translation>二要素認証の解除</translation>
    </message>
    <message>
        <source>New recovery codes</source>
        <translation>リカバリーコードの再発行</translation>
    </message>
    <message>
        <source>The vault rests no longer</source>
        <translation>保管庫の休止解除</translation>
    </message>
    <message>
        <source>Emergency code by phone</source>
        <translation>電話での緊急コード発行</translation>
    </message>
    <message>
        <source>by an administrator</source>
        <translation>管理者の操作</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Result or reason</source>
        <translation>結果・理由</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>場所</translation>
    </message>
</context>
<context>
    <name>kaomon::users::SecurityPresenter</name>
    <message>
        <source>consoles</source>
        <translation>コンソール</translation>
    </message>
    <message>
        <source>a running session</source>
        <translation>使用中のセッション</translation>
    </message>
    <message>
        <source>PC %1</source>
        <translation>PC %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>From</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Locked for %1 until %2 after %3 wrong passwords.</source>
        <translation>%1：パスワードを %3 回誤ったため、%2 までロックされています。</translation>
    </message>
    <message>
        <source>The vault rests since the reissue at %1, until a face from before is seen.</source>
        <translation>%1 の再発行以降、以前に登録した顔が確認されるまで保管庫は休止しています。</translation>
    </message>
</context>
<context>
    <name>kaomon::users::UnlockDialog</name>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>%1 can sign in again at once. Make sure that it is really this person.</source>
        <translation>%1 はすぐにサインインできるようになります。本人であることを必ず確認してください。</translation>
    </message>
    <message>
        <source>Nothing locks this account now.</source>
        <translation>現在ロックされていません。</translation>
    </message>
    <message>
        <source>Last wrong passwords</source>
        <translation>最近のパスワード誤り</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Kept in the record of what administrators did</source>
        <translation>管理者の操作記録に残ります</translation>
    </message>
    <message>
        <source>Must choose a new password at the next sign-in</source>
        <translation>次回サインイン時にパスワードの変更を求める</translation>
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
    <message>
        <source>Groups</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Asked to enrol again</source>
        <translation>再登録の依頼</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>削除日時</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>復元</translation>
    </message>
    <message>
        <source>Ask to enrol again</source>
        <translation>再登録を依頼</translation>
    </message>
    <message>
        <source>%1 is asked for a new face at the next logon. The present face goes on working until then.</source>
        <translation>%1 に、次回ログオン時に顔の再登録を依頼します。それまでは現在の顔を使用できます。</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>More</source>
        <translation>その他の操作</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>編集…</translation>
    </message>
    <message>
        <source>Groups…</source>
        <translation>グループ…</translation>
    </message>
    <message>
        <source>Ask to enrol again…</source>
        <translation>再登録を依頼…</translation>
    </message>
    <message>
        <source>Emergency code by phone…</source>
        <translation>電話による緊急コードの発行…</translation>
    </message>
    <message>
        <source>Settings that apply</source>
        <translation>適用される設定</translation>
    </message>
    <message>
        <source>Change role…</source>
        <translation>役割の変更…</translation>
    </message>
    <message>
        <source>Sessions…</source>
        <translation>セッション…</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有効期間</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>%1 から</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>%1 まで</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 ～ %2</translation>
    </message>
    <message>
        <source>Timeline…</source>
        <translation>履歴…</translation>
    </message>
    <message>
        <source>Enrolled faces…</source>
        <translation>登録された顔…</translation>
    </message>
    <message>
        <source>Why can this person not log on?</source>
        <translation>ログオンできない原因を調べる</translation>
    </message>
    <message>
        <source>Recover the vault…</source>
        <translation>保管庫を復旧…</translation>
    </message>
    <message>
        <source>Take the face with this PC&apos;s camera…</source>
        <translation>この PC のカメラで顔を登録…</translation>
    </message>
    <message>
        <source>Remove link</source>
        <translation>関連付けの解除</translation>
    </message>
    <message>
        <source>The face of %1 no longer opens %2. PCs learn it with their next call to the server; the account itself stays.</source>
        <translation>%1 さんの顔で %2 を開けなくなります。PC には次回のサーバー接続時に反映されます。アカウント自体は残ります。</translation>
    </message>
    <message>
        <source>%1 can no longer sign in, and the face goes from every PC. For 30 days the user can be restored; events stay. Type the login name %2 to go on.</source>
        <translation>%1 さんはサインインできなくなり、顔データはすべての PC から消去されます。30 日以内なら復元できます。イベントの記録は残ります。続けるには利用者ID %2 を入力してください。</translation>
    </message>
    <message>
        <source>Disable user</source>
        <translation>利用者の無効化</translation>
    </message>
    <message>
        <source>%1 can no longer sign in or use the face until enabled again.</source>
        <translation>%1 さんは、再び有効にするまでサインインも顔認証もできなくなります。</translation>
    </message>
    <message>
        <source>Enable user</source>
        <translation>利用者の有効化</translation>
    </message>
    <message>
        <source>%1 can sign in and use the face again.</source>
        <translation>%1 さんは再びサインインと顔認証ができるようになります。</translation>
    </message>
</context>
<context>
    <name>kaomon::users::UsersPage</name>
    <message>
        <source>Users: %1</source>
        <translation>ユーザー：%1 人</translation>
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
        <source>Search login name, name or mail</source>
        <translation>利用者ID・名前・メールで検索</translation>
    </message>
    <message>
        <source>Search users</source>
        <translation>ユーザーを検索</translation>
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
    <message>
        <source>Move to a group</source>
        <translation>グループへの移動</translation>
    </message>
    <message>
        <source>Selected: %1 of %2</source>
        <translation>選択中：%2 件中 %1 件</translation>
    </message>
    <message>
        <source>Nobody fits the search and the filters above.</source>
        <translation>検索と絞り込みの条件に一致するユーザーがいません。</translation>
    </message>
    <message>
        <source>Manage groups</source>
        <translation>グループの管理</translation>
    </message>
    <message>
        <source>Selected users</source>
        <translation>選択したユーザー</translation>
    </message>
    <message>
        <source>Number of people, to be sure</source>
        <translation>確認のため人数を入力</translation>
    </message>
    <message>
        <source>Looking up everybody who fits: %1 of %2</source>
        <translation>条件に合う全員を確認しています：%2 人中 %1 人</translation>
    </message>
    <message>
        <source>Select all %1 that fit</source>
        <translation>条件に合う %1 人をすべて選択</translation>
    </message>
</context>
<context>
    <name>kaomon::alerts::AlertsPage</name>
    <message>
        <source>Remove rule</source>
        <translation>規則を削除</translation>
    </message>
    <message>
        <source>&quot;%1&quot; raises no alerts any more. Those that were raised stay.</source>
        <translation>「%1」による警報は今後発生しません。発生済みの警報は残ります。</translation>
    </message>
    <message>
        <source>Remove webhook</source>
        <translation>Webhook を削除</translation>
    </message>
    <message>
        <source>Nothing is sent to %1 any more; %2 waiting events are not sent.</source>
        <translation>%1 への送信を停止します。送信待ちの %2 件は送信されません。</translation>
    </message>
    <message>
        <source>Secret of the webhook</source>
        <translation>Webhook の共有鍵</translation>
    </message>
    <message>
        <source>With this secret &quot;%1&quot; checks the signature of what it gets (HMAC-SHA-256). It is shown once and kept nowhere here.</source>
        <translation>「%1」はこの鍵で受信内容の署名（HMAC-SHA-256）を検証します。表示は一度だけで、ここには保存されません。</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>共有鍵</translation>
    </message>
    <message>
        <source>%1: %2 to %3 refused (%4)</source>
        <translation>%1：%2～%3 が拒否されました（%4）</translation>
    </message>
    <message>
        <source>Syslog server of the operator</source>
        <translation>運用者の Syslog サーバー</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>送信済み</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>送信待ち</translation>
    </message>
    <message>
        <source>Last delivered</source>
        <translation>最終送信</translation>
    </message>
    <message>
        <source>Failed tries</source>
        <translation>失敗回数</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>次回の再送</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>直近のエラー</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>変更できる人</translation>
    </message>
    <message>
        <source>the operator of the server only</source>
        <translation>サーバーの運用者のみ</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Switch off rule</source>
        <translation>規則を無効にする</translation>
    </message>
    <message>
        <source>Switch on rule</source>
        <translation>規則を有効にする</translation>
    </message>
    <message>
        <source>No alerts</source>
        <translation>警報はありません</translation>
    </message>
    <message>
        <source>When a rule holds, the alert appears here.</source>
        <translation>規則に該当すると、ここに警報が表示されます。</translation>
    </message>
    <message>
        <source>No rules of your own</source>
        <translation>独自の規則はありません</translation>
    </message>
    <message>
        <source>Many refusals at one PC are told in any case, by the setting for bursts of events.</source>
        <translation>1 台の PC での拒否の多発は、設定により常に通知されます。</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>規則を追加</translation>
    </message>
    <message>
        <source>Only owners and auditors see the rules</source>
        <translation>規則を表示できるのはオーナーと監査者のみです</translation>
    </message>
    <message>
        <source>Nothing is sent anywhere</source>
        <translation>送信先はありません</translation>
    </message>
    <message>
        <source>A webhook gets events or alerts as they come.</source>
        <translation>Webhook を登録すると、発生したイベントや警報を随時送信します。</translation>
    </message>
    <message>
        <source>Add webhook</source>
        <translation>Webhook を追加</translation>
    </message>
    <message>
        <source>Only owners and auditors see the targets</source>
        <translation>送信先を表示できるのはオーナーと監査者のみです</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>警報</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>Webhooks and syslog</source>
        <translation>Webhook と Syslog</translation>
    </message>
    <message>
        <source>Show older alerts</source>
        <translation>以前の警報を表示</translation>
    </message>
    <message>
        <source>Show the events</source>
        <translation>イベントを表示</translation>
    </message>
    <message>
        <source>Change rule</source>
        <translation>規則を変更</translation>
    </message>
    <message>
        <source>Change webhook</source>
        <translation>Webhook を変更</translation>
    </message>
    <message>
        <source>Go on sending</source>
        <translation>送信を再開</translation>
    </message>
    <message>
        <source>List of alerts</source>
        <translation>警報の一覧</translation>
    </message>
    <message>
        <source>List of rules</source>
        <translation>規則の一覧</translation>
    </message>
    <message>
        <source>List of targets</source>
        <translation>送信先の一覧</translation>
    </message>
</context>
<context>
    <name>kaomon::alerts::AlertsPresenter</name>
    <message>
        <source>Many refusals at one PC (setting)</source>
        <translation>1 台の PC での拒否の多発（設定）</translation>
    </message>
    <message>
        <source>for each PC</source>
        <translation>PC ごと</translation>
    </message>
    <message>
        <source>for each person</source>
        <translation>利用者ごと</translation>
    </message>
    <message>
        <source>in the organisation</source>
        <translation>組織全体</translation>
    </message>
    <message>
        <source>%1 in %2 min, %3</source>
        <translation>%2 分間に %1 件、%3</translation>
    </message>
    <message>
        <source>Raised</source>
        <translation>発生日時</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>First</source>
        <translation>最初</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最後</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Every event</source>
        <translation>すべてのイベント</translation>
    </message>
    <message>
        <source>When</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>No</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>On</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>無効</translation>
    </message>
</context>
<context>
    <name>kaomon::alerts::RuleDialog</name>
    <message>
        <source>Change rule</source>
        <translation>規則を変更</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>規則の追加</translation>
    </message>
    <message>
        <source>So many events within so many minutes are one alert; then none about the same until that time is over.</source>
        <translation>指定した時間内に指定した件数のイベントが発生すると、警報を 1 件発します。その時間が過ぎるまで同じ警報は発しません。</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>規則を追加</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>for each PC</source>
        <translation>PC ごと</translation>
    </message>
    <message>
        <source>for each person</source>
        <translation>利用者ごと</translation>
    </message>
    <message>
        <source>in the whole organisation</source>
        <translation>組織全体で</translation>
    </message>
    <message>
        <source>Also send a mail to the owners</source>
        <translation>オーナーにメールでも通知する</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Within minutes</source>
        <translation>時間（分）</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>集計単位</translation>
    </message>
    <message>
        <source>Refused logons and unlocks</source>
        <translation>ログオン・ロック解除の拒否</translation>
    </message>
    <message>
        <source>A picture or mask instead of a face</source>
        <translation>写真やマスクによるなりすましの疑い</translation>
    </message>
    <message>
        <source>Somebody else at a locked PC</source>
        <translation>他人の検知によるロック</translation>
    </message>
    <message>
        <source>Password used instead of the face</source>
        <translation>顔の代わりにパスワードを使用</translation>
    </message>
    <message>
        <source>Face or PIN locked on a PC</source>
        <translation>端末で顔またはPINがロック</translation>
    </message>
    <message>
        <source>Somebody tampers with the client</source>
        <translation>クライアントの改ざん</translation>
    </message>
    <message>
        <source>Trouble of PCs</source>
        <translation>PC の異常</translation>
    </message>
    <message>
        <source>Everything critical</source>
        <translation>重大なイベントすべて</translation>
    </message>
    <message>
        <source>Every event</source>
        <translation>すべてのイベント</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>No</source>
        <translation>いいえ</translation>
    </message>
</context>
<context>
    <name>kaomon::alerts::TargetsPresenter</name>
    <message>
        <source>Syslog server of the operator</source>
        <translation>運用者の Syslog サーバー</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>警報</translation>
    </message>
    <message>
        <source>Events and alerts</source>
        <translation>イベントと警報</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>Trying again</source>
        <translation>再送中</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>送信断念</translation>
    </message>
    <message>
        <source>Delivering</source>
        <translation>送信中</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Sends</source>
        <translation>送信内容</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>送信待ち</translation>
    </message>
    <message>
        <source>Last delivered</source>
        <translation>最終送信</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
</context>
<context>
    <name>kaomon::alerts::WebhookDialog</name>
    <message>
        <source>Change webhook</source>
        <translation>Webhook を変更</translation>
    </message>
    <message>
        <source>New webhook</source>
        <translation>Webhook の追加</translation>
    </message>
    <message>
        <source>The server posts what happens as JSON to this address, signed with a secret that is made here and shown once. It connects to public addresses only, unless its operator allows others.</source>
        <translation>サーバーは発生した内容を JSON でこのアドレスに送信します。署名用の鍵はここで生成し、一度だけ表示します。運用者が許可した場合を除き、接続先は公開アドレスに限られます。</translation>
    </message>
    <message>
        <source>Add webhook</source>
        <translation>Webhook を追加</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>https only</source>
        <translation>https のみ</translation>
    </message>
    <message>
        <source>Events and alerts</source>
        <translation>イベントと警報</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>警報</translation>
    </message>
    <message>
        <source>What is sent</source>
        <translation>送信内容</translation>
    </message>
    <message>
        <source>An address such as https://example.com/events.</source>
        <translation>https://example.com/events のようなアドレスを入力してください。</translation>
    </message>
</context>
<context>
    <name>kaomon::logs::KeptForPresenter</name>
    <message>
        <source>Kept for: logons and faces %1 days, administration %2 days, PCs %3 days, pictures of refused people %4 days.</source>
        <translation>保存期間：認証・顔 %1 日、操作 %2 日、PC %3 日、拒否された人物の画像 %4 日</translation>
    </message>
</context>
<context>
    <name>kaomon::logs::PeriodDialog</name>
    <message>
        <source>Period</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>Events from the first up to the second time are shown.</source>
        <translation>開始日時から終了日時までのイベントを表示します。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>To</source>
        <translation>終了</translation>
    </message>
</context>
<context>
    <name>kaomon::notices::NoticeDialog</name>
    <message>
        <source>Change notice</source>
        <translation>お知らせを変更</translation>
    </message>
    <message>
        <source>New notice</source>
        <translation>お知らせの作成</translation>
    </message>
    <message>
        <source>A language that you leave empty is stood for by the other one. Plain text; links only as https://.</source>
        <translation>空欄の言語には、もう一方の言語の文面を表示します。書式なしの文章で入力してください。リンクは https:// のみ使えます。</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>公開</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Shown until</source>
        <translation>掲載終了日時</translation>
    </message>
    <message>
        <source>Shown to</source>
        <translation>掲載先</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>Title (%1)</source>
        <translation>件名（%1）</translation>
    </message>
    <message>
        <source>Text (%1)</source>
        <translation>本文（%1）</translation>
    </message>
    <message>
        <source>Preview (%1)</source>
        <translation>プレビュー（%1）</translation>
    </message>
    <message>
        <source>Choose who sees it.</source>
        <translation>掲載先を選択してください。</translation>
    </message>
    <message>
        <source>A title is one line of at most 200 bytes.</source>
        <translation>件名は 1 行、200 バイト以内で入力してください。</translation>
    </message>
    <message>
        <source>The text is too long, or has a link that is not https:// or signs that cannot be shown.</source>
        <translation>本文が長すぎるか、https:// 以外のリンク、または表示できない文字が含まれています。</translation>
    </message>
    <message>
        <source>It ends before it begins.</source>
        <translation>終了日時が開始日時より前です。</translation>
    </message>
    <message>
        <source>This is how it will look.</source>
        <translation>ここに表示例が出ます。</translation>
    </message>
</context>
<context>
    <name>kaomon::notices::NoticesPage</name>
    <message>
        <source>Withdraw notice</source>
        <translation>お知らせの取り下げ</translation>
    </message>
    <message numerus="yes">
        <source>&quot;%1&quot; is shown to nobody any more. Mails that have not left yet are not sent; %n person(s) have read it.</source>
        <translation>
            <numerusform>「%1」の掲載を取りやめます。未送信のメールは送信されません。既読は %n 人です。</numerusform>
        </translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>取り下げ</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Until it is withdrawn</source>
        <translation>取り下げまで</translation>
    </message>
    <message>
        <source>Shown to</source>
        <translation>掲載先</translation>
    </message>
    <message>
        <source>By</source>
        <translation>発信者</translation>
    </message>
    <message>
        <source>Operator of the service</source>
        <translation>サービスの運用者</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>既読</translation>
    </message>
    <message>
        <source>Taken note</source>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>Last read</source>
        <translation>最終既読</translation>
    </message>
    <message>
        <source>You took note</source>
        <translation>自分の確認日時</translation>
    </message>
    <message>
        <source>No notices</source>
        <translation>お知らせはありません</translation>
    </message>
    <message>
        <source>Notices of the operator and of your organisation appear here, on the sign-in screens and at the PCs.</source>
        <translation>運用者と組織からのお知らせを、ここ、サインイン画面、PC に表示します。</translation>
    </message>
    <message>
        <source>Write a notice</source>
        <translation>お知らせを作成</translation>
    </message>
    <message>
        <source>Show older notices</source>
        <translation>以前のお知らせを表示</translation>
    </message>
    <message>
        <source>I have taken note</source>
        <translation>確認しました</translation>
    </message>
    <message>
        <source>Change notice</source>
        <translation>お知らせを変更</translation>
    </message>
    <message>
        <source>List of notices</source>
        <translation>お知らせの一覧</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>お知らせ</translation>
    </message>
</context>
<context>
    <name>kaomon::notices::NoticesPresenter</name>
    <message>
        <source>To come</source>
        <translation>予定</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>掲載中</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>取り下げ</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>件名</translation>
    </message>
    <message>
        <source>By</source>
        <translation>発信者</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>運用者</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>既読</translation>
    </message>
    <message>
        <source>Taken note</source>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
</context>
<context>
    <name>kaomon::pictures::AccessesPresenter</name>
    <message>
        <source>Time</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>障害調査</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>閲覧</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>By</source>
        <translation>閲覧者</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
</context>
<context>
    <name>kaomon::pictures::PicturesPage</name>
    <message>
        <source>Open picture</source>
        <translation>画像を開く</translation>
    </message>
    <message>
        <source>You will see the face of somebody who was refused. That you opened it, and the reason that you give here, can be read by owners and auditors.</source>
        <translation>拒否された人物の顔を表示します。閲覧した事実とここに入力した理由は、オーナーと監査者が確認できます。</translation>
    </message>
    <message>
        <source>Somebody was refused</source>
        <translation>認証が拒否された人物</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>受信済み</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>受信中</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>撮影日時</translation>
    </message>
    <message>
        <source>PC</source>
        <translation>PC</translation>
    </message>
    <message>
        <source>PC of</source>
        <translation>PC の利用者</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>受信日時</translation>
    </message>
    <message>
        <source>Erased on</source>
        <translation>消去予定日</translation>
    </message>
    <message>
        <source>Pictures take %1 of %2.</source>
        <translation>画像は %2 中 %1 を使用しています。</translation>
    </message>
    <message>
        <source>Diagnostics take %1 of %2.</source>
        <translation>障害調査は %2 中 %1 を使用しています。</translation>
    </message>
    <message>
        <source>No pictures</source>
        <translation>画像はありません</translation>
    </message>
    <message>
        <source>Where the setting for pictures of refused people is on, PCs send them here.</source>
        <translation>拒否された人物の画像を保存する設定の PC から、画像が届きます。</translation>
    </message>
    <message>
        <source>Only image viewers see these pictures</source>
        <translation>画像を表示できるのは画像閲覧者のみです</translation>
    </message>
    <message>
        <source>Give somebody the role on the page Administrators; not even owners have it by themselves.</source>
        <translation>役割は「管理者」ページで付与してください。オーナーであっても、この役割がなければ閲覧できません。</translation>
    </message>
    <message>
        <source>Nobody has opened anything</source>
        <translation>閲覧の記録はありません</translation>
    </message>
    <message>
        <source>Each opening of a picture or of diagnostics is written here.</source>
        <translation>画像や障害調査データを開くたびに、ここに記録されます。</translation>
    </message>
    <message>
        <source>Only owners and auditors see the openings</source>
        <translation>閲覧の記録を表示できるのはオーナーと監査者のみです</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Who opened what</source>
        <translation>閲覧の記録</translation>
    </message>
    <message>
        <source>Show older pictures</source>
        <translation>以前の画像を表示</translation>
    </message>
    <message>
        <source>Show older openings</source>
        <translation>以前の記録を表示</translation>
    </message>
    <message>
        <source>Picture of the refused person</source>
        <translation>拒否された人物の画像</translation>
    </message>
    <message>
        <source>List of pictures</source>
        <translation>画像の一覧</translation>
    </message>
    <message>
        <source>List of openings</source>
        <translation>閲覧の記録の一覧</translation>
    </message>
    <message>
        <source>Pictures of refused people</source>
        <translation>拒否された人物の画像</translation>
    </message>
</context>
<context>
    <name>kaomon::pictures::PicturesPresenter</name>
    <message>
        <source>Taken</source>
        <translation>撮影日時</translation>
    </message>
    <message>
        <source>PC</source>
        <translation>PC</translation>
    </message>
    <message>
        <source>PC of</source>
        <translation>PC の利用者</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Erased on</source>
        <translation>消去予定日</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>受信済み</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>受信中</translation>
    </message>
</context>
<context>
    <name>kaomon::service::MailsPresenter</name>
    <message>
        <source>To be sent</source>
        <translation>送信待ち</translation>
    </message>
    <message>
        <source>Trying again</source>
        <translation>再送待ち</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>送信中</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>送信済み</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>送信断念</translation>
    </message>
    <message>
        <source>No address</source>
        <translation>宛先なし</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>送信期限</translation>
    </message>
    <message>
        <source>About</source>
        <translation>件名の種類</translation>
    </message>
    <message>
        <source>To</source>
        <translation>宛先</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>試行回数</translation>
    </message>
    <message>
        <source>Answer of the mail server</source>
        <translation>メールサーバーの応答</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
</context>
<context>
    <name>kaomon::service::ServicePage</name>
    <message>
        <source>Planned maintenance</source>
        <translation>計画メンテナンス</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Over since</source>
        <translation>終了日時</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Announced</source>
        <translation>告知</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n day(s) ahead</source>
        <translation>
            <numerusform>%1（%n 日前）</numerusform>
        </translation>
    </message>
    <message>
        <source>Two weeks ahead</source>
        <translation>2 週間前の告知</translation>
    </message>
    <message>
        <source>No</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>Why later</source>
        <translation>遅れた理由</translation>
    </message>
    <message>
        <source>First mail</source>
        <translation>最初のメール</translation>
    </message>
    <message>
        <source>too late</source>
        <translation>期限超過</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>残り %1</translation>
    </message>
    <message>
        <source>overdue by %1</source>
        <translation>%1 超過</translation>
    </message>
    <message>
        <source>Report: %1</source>
        <translation>報告：%1</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>緊急</translation>
    </message>
    <message>
        <source>Noticed</source>
        <translation>検知</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>Mail due</source>
        <translation>メールの期限</translation>
    </message>
    <message>
        <source>Time for the mail</source>
        <translation>メールまでの時間</translation>
    </message>
    <message>
        <source>People told</source>
        <translation>告知日時</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>Told afterwards</source>
        <translation>事後の告知</translation>
    </message>
    <message>
        <source>Consoles are read-only for another %1. PCs and face logon go on.</source>
        <translation>コンソールはあと %1 の間、閲覧のみです。PC と顔認証によるログオンは通常どおり使えます。</translation>
    </message>
    <message>
        <source>The service takes changes.</source>
        <translation>コンソールでの変更操作は可能です。</translation>
    </message>
    <message>
        <source>Nothing planned, nothing wrong</source>
        <translation>予定も障害もありません</translation>
    </message>
    <message>
        <source>Maintenance is announced here and by mail, as a rule two weeks ahead.</source>
        <translation>メンテナンスは、原則として 2 週間前までにこのページとメールでお知らせします。</translation>
    </message>
    <message>
        <source>No mails</source>
        <translation>メールはありません</translation>
    </message>
    <message>
        <source>Mails to administrators about this organisation appear here.</source>
        <translation>この組織の管理者あてのメールが表示されます。</translation>
    </message>
    <message>
        <source>Only owners, user administrators and auditors see the mails</source>
        <translation>メールを表示できるのはオーナー、ユーザー管理者、監査者のみです</translation>
    </message>
    <message>
        <source>This server sends no mail</source>
        <translation>このサーバーはメールを送信しません</translation>
    </message>
    <message>
        <source>Its operator has set no mail server.</source>
        <translation>運用者がメールサーバーを設定していません。</translation>
    </message>
    <message>
        <source>Interruptions</source>
        <translation>停止・障害</translation>
    </message>
    <message>
        <source>Mails</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>All mails</source>
        <translation>すべてのメール</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>送信待ち</translation>
    </message>
    <message>
        <source>Trying again</source>
        <translation>再送待ち</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>送信中</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>送信済み</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>送信断念</translation>
    </message>
    <message>
        <source>No address</source>
        <translation>宛先なし</translation>
    </message>
    <message>
        <source>State of the mails</source>
        <translation>メールの状態</translation>
    </message>
    <message>
        <source>Show older mails</source>
        <translation>以前のメールを表示</translation>
    </message>
    <message>
        <source>List of interruptions</source>
        <translation>停止・障害の一覧</translation>
    </message>
    <message>
        <source>List of mails</source>
        <translation>メールの一覧</translation>
    </message>
    <message>
        <source>Maintenance and emergencies</source>
        <translation>メンテナンスと障害</translation>
    </message>
</context>
<context>
    <name>kaomon::service::ServicePresenter</name>
    <message>
        <source>Announced</source>
        <translation>告知</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>実施中</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation>確認中</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>Was none</source>
        <translation>障害なし</translation>
    </message>
    <message>
        <source>People were told</source>
        <translation>告知済み</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Planned maintenance</source>
        <translation>計画メンテナンス</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>緊急</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::ChipRow</name>
    <message>
        <source>Remove filter %1</source>
        <translation>条件「%1」を解除</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>条件を解除</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::DutyText</name>
    <message>
        <source>Planned maintenance</source>
        <translation>計画メンテナンス</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>緊急</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>リリース</translation>
    </message>
    <message>
        <source>Serious defect</source>
        <translation>重大不具合</translation>
    </message>
    <message>
        <source>Technical information</source>
        <translation>技術情報</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>Consoles</source>
        <translation>コンソール</translation>
    </message>
    <message>
        <source>Sign-in screens</source>
        <translation>サインイン画面</translation>
    </message>
    <message>
        <source>People at PCs</source>
        <translation>PC の利用者</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>Maintenance</source>
        <translation>メンテナンス</translation>
    </message>
    <message>
        <source>Line of the provider</source>
        <translation>通信事業者の回線</translation>
    </message>
    <message>
        <source>Software of a third party</source>
        <translation>第三者のソフトウェア</translation>
    </message>
    <message>
        <source>Operational or technical reasons</source>
        <translation>運用上または技術上の理由</translation>
    </message>
    <message>
        <source>Disaster</source>
        <translation>災害</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::LocalText</name>
    <message>
        <source>en</source>
        <extracomment>The code of the language of this catalogue: en, ja. No word.</extracomment>
        <translation>ja</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 時間 %2 分</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>, </source>
        <extracomment>between the things of a list</extracomment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>kaomon::software::SoftwarePage</name>
    <message>
        <source>The file is there, with the hash that it has to have: %1</source>
        <translation>ファイルを保存し、ハッシュ値の一致を確認しました：%1</translation>
    </message>
    <message>
        <source>PCs join with this file: %1. Keep it like a password until then.</source>
        <translation>PC はこのファイルで登録できます：%1。登録が済むまで、パスワードと同様に管理してください。</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>ダウンロード</translation>
    </message>
    <message>
        <source>Every file (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Release key of the operator</source>
        <translation>運用者のリリース鍵</translation>
    </message>
    <message>
        <source>Bundle for PCs that join</source>
        <translation>PC 登録用バンドル</translation>
    </message>
    <message>
        <source>A file with the server&apos;s address, its key and an enrolment code. An installer that finds it beside itself enrols the PC by itself.</source>
        <translation>サーバーのアドレス、サーバー鍵、登録コードを含むファイルです。インストーラーと同じ場所に置くと、PC が自動で登録されます。</translation>
    </message>
    <message>
        <source>Save bundle</source>
        <translation>バンドルを保存</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Such as the room or the image</source>
        <translation>部屋名やイメージ名など</translation>
    </message>
    <message>
        <source> PC(s)</source>
        <translation> 台</translation>
    </message>
    <message>
        <source>Number of PCs</source>
        <translation>PC の台数</translation>
    </message>
    <message>
        <source> day(s)</source>
        <translation> 日</translation>
    </message>
    <message>
        <source>Valid for days</source>
        <translation>有効日数</translation>
    </message>
    <message>
        <source>Bundle (*.json)</source>
        <translation>バンドル (*.json)</translation>
    </message>
    <message numerus="yes">
        <source>%n PC(s).</source>
        <translation>
            <numerusform>PC は %n 台です。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them have a version that is no longer supported.</source>
        <translation>
            <numerusform>うち %n 台はサポートが終了した版です。</numerusform>
        </translation>
    </message>
    <message>
        <source>Every version is supported.</source>
        <translation>すべてサポート対象の版です。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>%1 (latest)</source>
        <translation>%1（最新）</translation>
    </message>
    <message>
        <source>%1 (until %2)</source>
        <translation>%1（%2 まで）</translation>
    </message>
    <message>
        <source>%1 (ended %2)</source>
        <translation>%1（%2 終了）</translation>
    </message>
    <message>
        <source>Pause the download</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Go on with the download</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>For: %1</source>
        <translation>対応環境：%1</translation>
    </message>
    <message>
        <source>Withdrawn: %1</source>
        <translation>取り下げ：%1</translation>
    </message>
    <message>
        <source>No releases</source>
        <translation>リリースはありません</translation>
    </message>
    <message>
        <source>The operator of the server has published none yet.</source>
        <translation>サーバーの運用者はまだ公開していません。</translation>
    </message>
    <message>
        <source>Check signatures with a key…</source>
        <translation>鍵で署名を検証…</translation>
    </message>
    <message>
        <source>Bundle for PCs that join…</source>
        <translation>PC 登録用バンドル…</translation>
    </message>
    <message>
        <source>Discard the download</source>
        <translation>ダウンロードを破棄</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>ダウンロードの進み具合</translation>
    </message>
    <message>
        <source>PCs by version</source>
        <translation>バージョン別の PC 数</translation>
    </message>
    <message>
        <source>List of releases</source>
        <translation>リリースの一覧</translation>
    </message>
    <message>
        <source>Files of the release</source>
        <translation>リリースのファイル</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>ソフトウェア</translation>
    </message>
</context>
<context>
    <name>kaomon::software::SoftwarePresenter</name>
    <message>
        <source>To come</source>
        <translation>予定</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>取り下げ</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Supported</source>
        <translation>サポート中</translation>
    </message>
    <message>
        <source>No longer supported</source>
        <translation>サポート終了</translation>
    </message>
    <message>
        <source>Checked here</source>
        <translation>検証済み（この PC）</translation>
    </message>
    <message>
        <source>Checked by the server</source>
        <translation>検証済み（サーバー）</translation>
    </message>
    <message>
        <source>Of another file</source>
        <translation>別のファイルの署名</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>不正</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>リリース日</translation>
    </message>
    <message>
        <source>Supported until</source>
        <translation>サポート終了日</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>変更点</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>For</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>署名</translation>
    </message>
</context>
<context>
    <name>kaomon::support::SupportPage</name>
    <message>
        <source>In a trial there is no support.</source>
        <translation>試用中はサポートをご利用いただけません。</translation>
    </message>
    <message>
        <source>The operator of this server has given no contact.</source>
        <translation>サーバーの運用者が連絡先を登録していません。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>電話</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Web ページ</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>People of your organisation ask you first; only administrators ask the operator.</source>
        <translation>組織内の利用者の窓口は管理者です。運用者へのお問い合わせは管理者から行ってください。</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>受付時間</translation>
    </message>
    <message>
        <source>Monday to Friday, 8:30 to 17:30</source>
        <translation>月曜日～金曜日 8:30～17:30</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>タイムゾーン</translation>
    </message>
    <message>
        <source>Opens again</source>
        <translation>次回の受付開始</translation>
    </message>
    <message>
        <source>Also closed: %1</source>
        <translation>休業日：%1</translation>
    </message>
    <message>
        <source>PCs, cameras and their drivers</source>
        <translation>PC、カメラ、ドライバー</translation>
    </message>
    <message>
        <source>The line from the office to the server</source>
        <translation>事業所からサーバーまでの回線</translation>
    </message>
    <message>
        <source>Accounts, faces, policies of the organisation</source>
        <translation>組織のアカウント、顔、ポリシー</translation>
    </message>
    <message>
        <source>Recovery sheet and keys of the organisation</source>
        <translation>復旧シートと組織の鍵</translation>
    </message>
    <message>
        <source>Looking at logs, acting on alerts</source>
        <translation>ログの確認、警報への対応</translation>
    </message>
    <message>
        <source>The client software on the PCs: to install and to update</source>
        <translation>クライアントソフトウェアの導入と更新</translation>
    </message>
    <message>
        <source>The client software: to make, to sign, to publish</source>
        <translation>クライアントソフトウェアの作成、署名、公開</translation>
    </message>
    <message>
        <source>The server and its database, backups</source>
        <translation>サーバー、データベース、バックアップ</translation>
    </message>
    <message>
        <source>Announcing maintenance and emergencies</source>
        <translation>メンテナンスと障害の告知</translation>
    </message>
    <message>
        <source>Erasing after the end of the licence</source>
        <translation>ライセンス終了後の消去</translation>
    </message>
    <message>
        <source>What</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>You</source>
        <translation>お客様</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>運用者</translation>
    </message>
    <message>
        <source>Open now</source>
        <translation>受付中</translation>
    </message>
    <message>
        <source>Closed now</source>
        <translation>受付時間外</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>連絡先</translation>
    </message>
    <message>
        <source>When</source>
        <translation>受付時間</translation>
    </message>
    <message>
        <source>Who is responsible for what</source>
        <translation>責任分担</translation>
    </message>
    <message>
        <source>Times in notices are aims, not promises: there is no agreed level of service and no refund. The operator may limit from which countries the server can be reached; who is refused for that reason sees &quot;address not allowed&quot;.</source>
        <translation>告知に関する時間は目標であり、保証ではありません。サービスレベルの保証および返金はありません。運用者はサーバーに接続できる国を制限することがあり、制限された場合は「許可されていないアドレス」と表示されます。</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>サポート</translation>
    </message>
</context>
<context>
    <name>kaomon::tickets::BundleModel</name>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>情報</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>レベル</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
</context>
<context>
    <name>kaomon::tickets::BundleView</name>
    <message>
        <source>all right</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>with a warning</source>
        <translation>警告あり</translation>
    </message>
    <message numerus="yes">
        <source>Ticket %1 · %2 · %3 %4 · %n line(s)</source>
        <translation>
            <numerusform>受付番号 %1 · %2 · %3 %4 · %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>cut: there were more</source>
        <translation>上限を超えた行は省略</translation>
    </message>
    <message>
        <source>Test: %1</source>
        <translation>テスト：%1</translation>
    </message>
    <message>
        <source>The PC about itself</source>
        <translation>PC の情報</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>試行</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>No such lines</source>
        <translation>該当する行はありません</translation>
    </message>
    <message>
        <source>Widen or clear the search above.</source>
        <translation>検索条件を広げるか解除してください。</translation>
    </message>
    <message>
        <source>Back to the tickets</source>
        <translation>受付番号の一覧に戻る</translation>
    </message>
    <message>
        <source>Show every line again</source>
        <translation>すべての行を表示</translation>
    </message>
    <message>
        <source>Follow this attempt</source>
        <translation>この試行を追跡</translation>
    </message>
    <message>
        <source>Every program</source>
        <translation>すべてのプログラム</translation>
    </message>
    <message>
        <source>Every level</source>
        <translation>すべてのレベル</translation>
    </message>
    <message>
        <source>From info</source>
        <translation>情報以上</translation>
    </message>
    <message>
        <source>From warnings</source>
        <translation>警告以上</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>エラーのみ</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>レベル</translation>
    </message>
    <message>
        <source>Search lines</source>
        <translation>行を検索</translation>
    </message>
    <message>
        <source>Progress of the opening</source>
        <translation>読み込みの進み具合</translation>
    </message>
    <message>
        <source>Lines of the bundle</source>
        <translation>バンドルの行</translation>
    </message>
</context>
<context>
    <name>kaomon::tickets::TicketsPage</name>
    <message>
        <source>ticket %1</source>
        <translation>受付番号 %1</translation>
    </message>
    <message>
        <source>Open bundle</source>
        <translation>調査データを開く</translation>
    </message>
    <message>
        <source>Logs of the PC %1 are opened here. That you opened them, and the reason that you give, can be read by owners and auditors.</source>
        <translation>PC「%1」のログを開きます。開いた事実とここに入力した理由は、オーナーと監査者が確認できます。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>What was said and what was done. Replaces the text of the ticket.</source>
        <translation>聞き取った内容と対応内容を入力します。これまでの文面は置き換えられます。</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>備考を保存</translation>
    </message>
    <message>
        <source>Delete bundle</source>
        <translation>調査データを削除</translation>
    </message>
    <message>
        <source>The bundle of ticket %1, %2, is gone for good. Type the number of the ticket to go on.</source>
        <translation>受付番号 %1 の調査データ（%2）を完全に削除します。続行するには受付番号を入力してください。</translation>
    </message>
    <message>
        <source>PC</source>
        <translation>PC</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>収集日時</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>送信日時</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更新日時</translation>
    </message>
    <message>
        <source>Erased on</source>
        <translation>消去予定日</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>受信日時</translation>
    </message>
    <message>
        <source>%1 of %2 parts</source>
        <translation>%2 個中 %1 個</translation>
    </message>
    <message>
        <source>Take into work</source>
        <translation>対応を開始</translation>
    </message>
    <message>
        <source>Close ticket</source>
        <translation>対応を完了</translation>
    </message>
    <message>
        <source>Open ticket again</source>
        <translation>対応を再開</translation>
    </message>
    <message>
        <source>Only the help desk and owners see the tickets</source>
        <translation>受付番号を表示できるのはヘルプデスクとオーナーのみです</translation>
    </message>
    <message>
        <source>No such ticket</source>
        <translation>該当する受付番号はありません</translation>
    </message>
    <message>
        <source>A ticket has ten digits, such as 482-719-350-6.</source>
        <translation>受付番号は 482-719-350-6 のような 10 桁の数字です。</translation>
    </message>
    <message>
        <source>No tickets</source>
        <translation>受付番号はありません</translation>
    </message>
    <message>
        <source>When somebody sends diagnostics from his PC, the ticket that he reads out appears here.</source>
        <translation>利用者が PC から調査データを送信すると、本人に伝えられた受付番号がここに表示されます。</translation>
    </message>
    <message>
        <source>Every state</source>
        <translation>すべての状態</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>受信中</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>In work</source>
        <translation>対応中</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Number of the ticket</source>
        <translation>受付番号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Show older tickets</source>
        <translation>以前の受付番号を表示</translation>
    </message>
    <message>
        <source>Open bundle…</source>
        <translation>調査データを開く…</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>備考…</translation>
    </message>
    <message>
        <source>List of tickets</source>
        <translation>受付番号の一覧</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>障害調査</translation>
    </message>
</context>
<context>
    <name>kaomon::tickets::TicketsPresenter</name>
    <message>
        <source>sent, ticket %1</source>
        <translation>送信済み、受付番号 %1</translation>
    </message>
    <message>
        <source>declined at %1</source>
        <translation>%1に辞退</translation>
    </message>
    <message>
        <source>not answered yet</source>
        <translation>未回答</translation>
    </message>
    <message>
        <source>%1, asked by %2 at %3: %4</source>
        <translation>%1 (%3に%2が依頼): %4</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>受信中</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>In work</source>
        <translation>対応中</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>受付番号</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>送信日時</translation>
    </message>
    <message>
        <source>PC</source>
        <translation>PC</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>What the person says</source>
        <translation>利用者の申告</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
</context>
<context>
    <name>kaomon::devices::RenameDeviceDialog</name>
    <message>
        <source>Rename PC</source>
        <translation>PC 名の変更</translation>
    </message>
    <message>
        <source>The name in this console; the PC keeps its own.</source>
        <translation>このコンソールでの表示名です。PC 自体の名前は変わりません。</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Name of the PC</source>
        <translation>PC 名</translation>
    </message>
    <message>
        <source>Shorten the name.</source>
        <translation>名前を短くしてください。</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::MessageBar</name>
    <message>
        <source>Fold up</source>
        <translation>折りたたむ</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>他 %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kaomon::shell::SaveFilterDialog</name>
    <message>
        <source>Save filter</source>
        <translation>条件を保存</translation>
    </message>
    <message>
        <source>What the list is filtered by now is kept under this name.</source>
        <translation>現在の絞り込み条件に名前を付けて保存します。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Other administrators see it too</source>
        <translation>他の管理者にも表示する</translation>
    </message>
    <message>
        <source>Shorten the name.</source>
        <translation>名前を短くしてください。</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::SavedFilterBar</name>
    <message>
        <source>Saved filters</source>
        <translation>保存した条件</translation>
    </message>
    <message>
        <source>%1 (shared)</source>
        <translation>%1（共有）</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>条件を保存</translation>
    </message>
    <message>
        <source>Delete saved filter</source>
        <translation>保存した条件を削除</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::ConfirmationKeeper</name>
    <message>
        <source>The server shows older settings than another administrator has confirmed. Tell the operator of the server, and change nothing until it is explained.</source>
        <translation>サーバーが、ほかの管理者が確認したものより古い設定を返しています。サーバーの運用者へ連絡し、原因が分かるまで変更しないでください。</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::ServiceMessages</name>
    <message>
        <source>Maintenance: this console is read-only until %1 (%2 left). Face logon at the PCs goes on.</source>
        <translation>メンテナンス中：このコンソールは %1 まで閲覧のみです（残り %2）。PC での顔認証によるログオンは通常どおり使えます。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Maintenance from %1 to %2: this console will be read-only then. Face logon goes on.</source>
        <translation>%1～%2 にメンテナンスを行います。その間、このコンソールは閲覧のみとなります。顔認証によるログオンは通常どおり使えます。</translation>
    </message>
    <message>
        <source>Emergency: %1</source>
        <translation>緊急：%1</translation>
    </message>
    <message>
        <source>The operator&apos;s mail is due in %1.</source>
        <translation>運用者からのメールは %1 以内に届きます。</translation>
    </message>
    <message>
        <source>The operator&apos;s mail is overdue by %1.</source>
        <translation>運用者からのメールが %1 遅れています。</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 (and %n more)</source>
        <translation>
            <numerusform>%1：%2（ほか %n 件）</numerusform>
        </translation>
    </message>
    <message>
        <source>Read</source>
        <translation>読む</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>kaomon::shell::WriteLock</name>
    <message>
        <source>Nothing can be changed from consoles until %1: a maintenance is under way.</source>
        <translation>メンテナンス中のため、%1 まではコンソールから変更できません。</translation>
    </message>
</context>
<context>
    <name>AssistText</name>
    <message>
        <source>The password of %1 was reissued: a new face needs an act of two administrators first (page Administrators).</source>
        <translation>%1 さんのパスワードは再発行されています。新しい顔の登録には、先に管理者 2 名による承認が必要です（「管理者」画面）。</translation>
    </message>
    <message>
        <source>If the new face does not fit the one that %1 has, a second administrator has to approve it.</source>
        <translation>新しい顔が %1 さんの登録済みの顔と一致しない場合は、別の管理者の承認が必要です。</translation>
    </message>
    <message>
        <source>%1 has a password and a vault already: a second administrator has to approve the face before it counts.</source>
        <translation>%1 さんはすでにパスワードと保管庫を使用しています。顔を有効にするには、別の管理者の承認が必要です。</translation>
    </message>
    <message>
        <source>Looking for the agent of this PC…</source>
        <translation>この PC のエージェントを確認しています…</translation>
    </message>
    <message>
        <source>Let %1 sit in front of the camera</source>
        <translation>%1 さんにカメラの前に座ってもらってください</translation>
    </message>
    <message>
        <source>Starting the camera…</source>
        <translation>カメラを起動しています…</translation>
    </message>
    <message>
        <source>Signing and sending the face…</source>
        <translation>顔データに署名して送信しています…</translation>
    </message>
    <message>
        <source>The face of %1 is enrolled</source>
        <translation>%1 さんの顔を登録しました</translation>
    </message>
    <message>
        <source>The face of %1 waits for a second administrator</source>
        <translation>%1 さんの顔は別の管理者の承認待ちです</translation>
    </message>
    <message>
        <source>The face was deleted again</source>
        <translation>登録した顔を削除しました</translation>
    </message>
    <message>
        <source>The face was taken, but is not at the server yet</source>
        <translation>顔は撮影済みですが、まだサーバーに保存されていません</translation>
    </message>
    <message>
        <source>The agent does not run on this PC</source>
        <translation>この PC でエージェントが動作していません</translation>
    </message>
    <message>
        <source>This PC does not belong to your organisation</source>
        <translation>この PC は組織に登録されていません</translation>
    </message>
    <message>
        <source>You cannot enrol your own face here</source>
        <translation>ご自身の顔はここでは登録できません</translation>
    </message>
    <message>
        <source>This person has as many faces as the settings allow</source>
        <translation>登録できる顔の数が上限に達しています</translation>
    </message>
    <message>
        <source>A second administrator is needed</source>
        <translation>別の管理者の承認が必要です</translation>
    </message>
    <message>
        <source>Faces are taken by the agent of a PC, never by this console. Install and start kaomon-agent on this PC, or sign in on a PC that has it.</source>
        <translation>顔の撮影はコンソールではなく PC のエージェントが行います。この PC に kaomon-agent をインストールして起動するか、エージェントのある PC でサインインしてください。</translation>
    </message>
    <message>
        <source>Take this PC in first (page Devices, “New enrolment code”), or sign in on a PC that belongs to the organisation.</source>
        <translation>先にこの PC を登録する（「デバイス」画面の「新しい登録コード」）か、組織に登録済みの PC でサインインしてください。</translation>
    </message>
    <message>
        <source>Use the client program of your PC, or ask another administrator.</source>
        <translation>ご自身の PC のクライアントで登録するか、別の管理者に依頼してください。</translation>
    </message>
    <message>
        <source>Delete one of the faces first, or raise the limit in the settings.</source>
        <translation>登録済みの顔を 1 件削除するか、設定で上限を引き上げてください。</translation>
    </message>
    <message>
        <source>Something about this person has changed meanwhile. Close this window and begin again.</source>
        <translation>この利用者の情報が変更されています。画面を閉じて、最初からやり直してください。</translation>
    </message>
    <message>
        <source>PCs forget it at their next contact with the server.</source>
        <translation>各 PC からは、次回サーバーに接続したときに消去されます。</translation>
    </message>
    <message>
        <source>Good light, no mask, no sunglasses. It takes about half a minute. The pictures stay on this PC and are not kept.</source>
        <translation>明るい場所で、マスクとサングラスを外してください。所要時間は約 30 秒です。画像はこの PC の外に送られず、保存もされません。</translation>
    </message>
    <message>
        <source>The person looks into the camera.</source>
        <translation>カメラを見てもらってください。</translation>
    </message>
    <message>
        <source>The PC has sealed it; the server cannot open it.</source>
        <translation>顔データは PC で暗号化されており、サーバーは復号できません。</translation>
    </message>
    <message>
        <source>Quality %1 of 100. You vouched for it with your signature, and every PC checks that. It counts there after the next contact with the server.</source>
        <translation>品質：%1／100。あなたの署名により登録を保証しました。署名は各 PC で検証され、次回サーバーに接続した後に有効になります。</translation>
    </message>
    <message>
        <source>It does not fit a face that %1 has, and there is something to protect. Another owner or user administrator approves it under More → Enrolled faces; until then the password stays.</source>
        <translation>%1 さんの登録済みの顔と一致せず、保護すべきデータがあります。別のオーナーまたはユーザー管理者が「その他の操作」→「登録された顔」で承認するまでは、パスワードを使用します。</translation>
    </message>
    <message>
        <source>Keep this window open and send it again; nobody has to sit down once more.</source>
        <translation>この画面を開いたまま、もう一度送信してください。撮り直しは不要です。</translation>
    </message>
    <message>
        <source>Look straight into the camera.</source>
        <translation>カメラをまっすぐ見てください。</translation>
    </message>
    <message>
        <source>Turn the head a little to the left.</source>
        <translation>顔を少し左に向けてください。</translation>
    </message>
    <message>
        <source>Turn the head a little to the right.</source>
        <translation>顔を少し右に向けてください。</translation>
    </message>
    <message>
        <source>Raise the chin a little.</source>
        <translation>あごを少し上げてください。</translation>
    </message>
    <message>
        <source>Lower the chin a little.</source>
        <translation>あごを少し引いてください。</translation>
    </message>
    <message>
        <source>Slowly, and keep the eyes on the screen.</source>
        <translation>視線は画面に向けたまま、ゆっくり動かしてください。</translation>
    </message>
    <message>
        <source>Almost done. Please blink.</source>
        <translation>まもなく完了します。まばたきをしてください。</translation>
    </message>
    <message>
        <source>Please turn the head to the left.</source>
        <translation>顔を左に向けてください。</translation>
    </message>
    <message>
        <source>Please turn the head to the right.</source>
        <translation>顔を右に向けてください。</translation>
    </message>
    <message>
        <source>Please nod.</source>
        <translation>うなずいてください。</translation>
    </message>
    <message>
        <source>Please look at the camera again.</source>
        <translation>もう一度カメラを見てください。</translation>
    </message>
    <message>
        <source>Good. Hold still.</source>
        <translation>そのまま動かないでください。</translation>
    </message>
    <message>
        <source>Keep looking into the camera.</source>
        <translation>カメラを見続けてください。</translation>
    </message>
</context>
<context>
    <name>PhotoImportText</name>
    <message>
        <source>The face is no longer there.</source>
        <translation>顔データがすでにありません。</translation>
    </message>
    <message>
        <source>Nothing to do: a camera has taken a new one, or somebody has deleted it.</source>
        <translation>対処は不要です。カメラで登録し直されたか、削除されています。</translation>
    </message>
    <message>
        <source>A second administrator has approved the face since.</source>
        <translation>取り込み後に別の管理者が承認しています。</translation>
    </message>
    <message>
        <source>Delete it under Users → More → Enrolled faces if it is to go as well.</source>
        <translation>これも削除する場合は「ユーザー」→「その他の操作」→「登録された顔」で削除してください。</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>取り消し済み</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>取り消し対象外</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>利用者ID</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>写真</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>品質</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>対処方法</translation>
    </message>
    <message>
        <source>The file&apos;s name leads out of the folder.</source>
        <translation>ファイル名がフォルダーの外を指しています。</translation>
    </message>
    <message>
        <source>Name the file like the login and pack it anew.</source>
        <translation>ファイル名を利用者IDにして、ZIP を作り直してください。</translation>
    </message>
    <message>
        <source>It is a link, not a file.</source>
        <translation>ファイルではなくリンクです。</translation>
    </message>
    <message>
        <source>Pack the picture itself.</source>
        <translation>写真ファイルそのものを ZIP に入れてください。</translation>
    </message>
    <message>
        <source>The file&apos;s name is no login.</source>
        <translation>ファイル名が利用者IDの形式ではありません。</translation>
    </message>
    <message>
        <source>Name the file like the login, such as taro.jpg or taro_2.jpg.</source>
        <translation>taro.jpg や taro_2.jpg のように、利用者IDをファイル名にしてください。</translation>
    </message>
    <message>
        <source>Nobody has this login.</source>
        <translation>この利用者IDの利用者がいません。</translation>
    </message>
    <message>
        <source>Correct the file&apos;s name, or add the user first.</source>
        <translation>ファイル名を修正するか、先にユーザーを追加してください。</translation>
    </message>
    <message>
        <source>More than five pictures of one person.</source>
        <translation>1 人の写真が 5 枚を超えています。</translation>
    </message>
    <message>
        <source>Leave the five best ones in the file.</source>
        <translation>写りのよい 5 枚だけを残してください。</translation>
    </message>
    <message>
        <source>It is neither JPEG nor PNG.</source>
        <translation>JPEG でも PNG でもありません。</translation>
    </message>
    <message>
        <source>Save the picture as JPEG.</source>
        <translation>JPEG 形式で保存してください。</translation>
    </message>
    <message>
        <source>The picture is larger than 10 MiB or 50 megapixels.</source>
        <translation>写真が 10 MiB または 5000 万画素を超えています。</translation>
    </message>
    <message>
        <source>Save it smaller; 1000 pixels are enough.</source>
        <translation>縮小して保存してください。1000 画素程度で十分です。</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>ファイルを読み取れません。</translation>
    </message>
    <message>
        <source>Pack the picture anew, without a password.</source>
        <translation>パスワードを付けずに ZIP を作り直してください。</translation>
    </message>
    <message>
        <source>The person has a face already.</source>
        <translation>すでに顔が登録されています。</translation>
    </message>
    <message>
        <source>Nothing to do. A photograph does not replace a face that is enrolled.</source>
        <translation>対処は不要です。登録済みの顔が写真で置き換わることはありません。</translation>
    </message>
    <message>
        <source>The person has not agreed to the use of face data.</source>
        <translation>本人が顔データの利用に同意していません。</translation>
    </message>
    <message>
        <source>Let the person agree at his PC, or take the face beside him (Users → More).</source>
        <translation>本人の PC で同意してもらうか、対面で顔を登録してください（「ユーザー」→「その他の操作」）。</translation>
    </message>
    <message>
        <source>The person&apos;s password was reissued.</source>
        <translation>パスワードが再発行されています。</translation>
    </message>
    <message>
        <source>Two administrators have to agree to a new face first.</source>
        <translation>新しい顔の登録には、先に管理者 2 名の承認が必要です。</translation>
    </message>
    <message>
        <source>You may not enrol this person.</source>
        <translation>この利用者の顔を登録する権限がありません。</translation>
    </message>
    <message>
        <source>Nobody enrols himself, and faces of administrators are for owners.</source>
        <translation>自分自身の登録はできません。管理者の顔はオーナーだけが登録できます。</translation>
    </message>
    <message>
        <source>Somebody else has this face.</source>
        <translation>別の利用者の顔と一致します。</translation>
    </message>
    <message>
        <source>Look whether the picture has the wrong name.</source>
        <translation>ファイル名に誤りがないか確認してください。</translation>
    </message>
    <message>
        <source>The pictures show different people.</source>
        <translation>写真に別の人が写っています。</translation>
    </message>
    <message>
        <source>Look which picture has the wrong name.</source>
        <translation>どの写真のファイル名が誤っているか確認してください。</translation>
    </message>
    <message>
        <source>There is no face in the picture.</source>
        <translation>写真から顔を検出できません。</translation>
    </message>
    <message>
        <source>Use a picture that shows the face from the front.</source>
        <translation>正面を向いた写真を使用してください。</translation>
    </message>
    <message>
        <source>There are several faces in the picture.</source>
        <translation>写真に複数の顔が写っています。</translation>
    </message>
    <message>
        <source>Cut the picture so that only this person is in it.</source>
        <translation>本人だけが写るように切り抜いてください。</translation>
    </message>
    <message>
        <source>The face is too small in the picture.</source>
        <translation>写真の中の顔が小さすぎます。</translation>
    </message>
    <message>
        <source>Cut the picture closer, or use one with more pixels.</source>
        <translation>顔の近くで切り抜くか、より高解像度の写真を使用してください。</translation>
    </message>
    <message>
        <source>The picture is not sharp.</source>
        <translation>写真がぼやけています。</translation>
    </message>
    <message>
        <source>Use a sharper picture.</source>
        <translation>鮮明な写真を使用してください。</translation>
    </message>
    <message>
        <source>The face is too dark.</source>
        <translation>顔が暗すぎます。</translation>
    </message>
    <message>
        <source>Use a brighter picture.</source>
        <translation>より明るい写真を使用してください。</translation>
    </message>
    <message>
        <source>The face is too bright.</source>
        <translation>顔が明るすぎます。</translation>
    </message>
    <message>
        <source>Use a darker picture.</source>
        <translation>明るさを抑えた写真を使用してください。</translation>
    </message>
    <message>
        <source>The face is turned away.</source>
        <translation>顔が正面を向いていません。</translation>
    </message>
    <message>
        <source>Use a picture from the front.</source>
        <translation>正面の写真を使用してください。</translation>
    </message>
    <message>
        <source>The person has as many faces as the settings allow.</source>
        <translation>登録できる顔の数が上限に達しています。</translation>
    </message>
    <message>
        <source>Delete one of the faces first.</source>
        <translation>登録済みの顔を 1 件削除してください。</translation>
    </message>
    <message>
        <source>Something about the person has changed since the check.</source>
        <translation>確認後に利用者の情報が変更されています。</translation>
    </message>
    <message>
        <source>Check the file once more.</source>
        <translation>もう一度ファイルを確認してください。</translation>
    </message>
    <message>
        <source>Not looked at yet</source>
        <translation>未確認</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>登録可能</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>対象外</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>登録済み</translation>
    </message>
    <message>
        <source>Waits for approval</source>
        <translation>承認待ち</translation>
    </message>
    <message>
        <source>The person has something to protect.</source>
        <translation>保護すべきデータがあります。</translation>
    </message>
    <message>
        <source>A second administrator approves it under Users → More → Enrolled faces.</source>
        <translation>別の管理者が「ユーザー」→「その他の操作」→「登録された顔」で承認してください。</translation>
    </message>
    <message>
        <source>Picture %1 was not used: %2</source>
        <translation>写真 %1 は使用しませんでした：%2</translation>
    </message>
</context>
<context>
    <name>kaomon::transfer::PhotoImportView</name>
    <message>
        <source>Undo the import of photographs</source>
        <translation>写真の取り込みの取り消し</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) that this import brought are erased from the server and from every PC. What somebody has replaced or approved since stays and is named. Type the number of faces to go on.</source>
        <translation>
            <numerusform>この取り込みで登録した %n 件の顔データを、サーバーとすべての PC から消去します。その後に置き換えや承認が行われたものはそのまま残し、一覧に表示します。続行するには件数を入力してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>Number of faces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Taking back: %1 of %2</source>
        <translation>取り消しています：%2 件中 %1 件</translation>
    </message>
    <message>
        <source>%1 faces were taken back, %2 stay; the table says why.</source>
        <translation>%1 件を取り消しました。%2 件は残っています。理由は一覧に表示しています。</translation>
    </message>
    <message>
        <source>%1 of %2 faces were taken back. %3</source>
        <translation>%2 件中 %1 件を取り消しました。%3</translation>
    </message>
    <message>
        <source>Choose a ZIP file of photographs</source>
        <translation>写真の ZIP ファイルを選択</translation>
    </message>
    <message>
        <source>ZIP file (*.zip)</source>
        <translation>ZIP ファイル (*.zip)</translation>
    </message>
    <message>
        <source>Save what was left out</source>
        <translation>対象外の一覧を保存</translation>
    </message>
    <message>
        <source>CSV file (*.csv)</source>
        <translation>CSV ファイル (*.csv)</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>保存しました。</translation>
    </message>
    <message>
        <source>The agent does not run on this PC. Faces are made by the agent of a PC, never by this console: start kaomon-agent, or sign in on a PC that has it.</source>
        <translation>この PC でエージェントが動作していません。顔データはコンソールではなく PC のエージェントが作成します。kaomon-agent を起動するか、エージェントのある PC でサインインしてください。</translation>
    </message>
    <message>
        <source>This PC does not belong to your organisation. Take it in first (page Devices).</source>
        <translation>この PC は組織に登録されていません。先に「デバイス」画面で登録してください。</translation>
    </message>
    <message>
        <source>This is no ZIP file, or one beyond the limits: 200 MB, 5000 pictures.</source>
        <translation>ZIP ファイルではないか、上限（200 MB、5000 枚）を超えています。</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 を読み込んでいます…</translation>
    </message>
    <message>
        <source>Looking at the pictures of %1: %2 of %3 people</source>
        <translation>%1 の写真を確認しています：%3 人中 %2 人</translation>
    </message>
    <message>
        <source>%1: %2 faces are ready, %3 are left out. Nothing has changed yet.</source>
        <translation>%1：登録可能 %2 件、対象外 %3 件。まだ何も変更していません。</translation>
    </message>
    <message>
        <source>Signing and sending: %1 of %2</source>
        <translation>署名して送信しています：%2 件中 %1 件</translation>
    </message>
    <message>
        <source>%1 of %2 faces were sent. %3</source>
        <translation>%2 件中 %1 件を送信しました。%3</translation>
    </message>
    <message>
        <source>%1 faces were taken over, %2 wait for a second administrator, %3 were left out.</source>
        <translation>登録 %1 件、別の管理者の承認待ち %2 件、対象外 %3 件。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>続行</translation>
    </message>
    <message numerus="yes">
        <source>Take over %n face(s)</source>
        <translation>
            <numerusform>%n 件の顔を登録</numerusform>
        </translation>
    </message>
    <message>
        <source>Photographs in a ZIP file, named like the login: taro.jpg, taro_2.jpg. Only people who have agreed are taken over. On each PC the first logon with such a face asks for the password too, and a face taken by a camera replaces it.</source>
        <translation>利用者IDをファイル名にした写真（taro.jpg、taro_2.jpg など）の ZIP ファイルから顔を登録します。同意済みの利用者だけが対象です。写真の顔での初回ログオン時には PC ごとにパスワードも求められ、カメラで登録すると置き換わります。</translation>
    </message>
    <message>
        <source>Choose a ZIP file…</source>
        <translation>ZIP ファイルを選択…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>People of the ZIP file</source>
        <translation>ZIP ファイルの利用者</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進行状況</translation>
    </message>
</context>
<context>
    <name>kaomon::users::AssistDialog</name>
    <message>
        <source>Take a face with this PC&apos;s camera</source>
        <translation>この PC のカメラで顔を登録</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>続行</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>もう一度確認</translation>
    </message>
    <message>
        <source>Delete this face again</source>
        <translation>この顔を削除</translation>
    </message>
    <message>
        <source>Turn the screen to %1 and let the person read this. No face is taken without consent; whoever does not agree keeps using the password.</source>
        <translation>画面を %1 さんに見せて、次の文章を読んでもらってください。同意がなければ顔は登録しません。同意しない場合は、これまでどおりパスワードを使用します。</translation>
    </message>
    <message>
        <source>Language of the text</source>
        <translation>表示言語</translation>
    </message>
    <message>
        <source>Consent text</source>
        <translation>同意文</translation>
    </message>
    <message>
        <source>%1 is here, has read the text and agrees</source>
        <translation>%1 さん本人がここにいて、同意文を読み、同意しました</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進行状況</translation>
    </message>
    <message>
        <source>The face this time</source>
        <translation>今回の顔</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>ふだんどおり</translation>
    </message>
    <message>
        <source>With glasses, worn only sometimes</source>
        <translation>眼鏡あり（ときどき掛ける場合）</translation>
    </message>
    <message>
        <source>With a mask</source>
        <translation>マスクあり</translation>
    </message>
    <message>
        <source>Stop the camera</source>
        <translation>カメラを停止</translation>
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
        <translation>向き</translation>
    </message>
    <message>
        <source>The face is not at the server yet</source>
        <translation>顔がまだサーバーに保存されていません</translation>
    </message>
    <message>
        <source>If you close now, it is lost and has to be taken again.</source>
        <translation>ここで閉じると失われ、撮り直しが必要になります。</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Starting the camera…</source>
        <translation>カメラを起動しています…</translation>
    </message>
    <message>
        <source>The picture of the camera appears here.</source>
        <translation>カメラの映像がここに表示されます。</translation>
    </message>
    <message>
        <source>Record the consent</source>
        <translation>同意を記録</translation>
    </message>
    <message>
        <source>Start the camera</source>
        <translation>カメラを開始</translation>
    </message>
    <message>
        <source>Start the camera again</source>
        <translation>もう一度カメラを開始</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>再送信</translation>
    </message>
</context>
<context>
    <name>kaomon::appfill::AppTemplatesPage</name>
    <message>
        <source>Applications that were registered on a PC</source>
        <translation>PC で登録したアプリケーション</translation>
    </message>
    <message>
        <source>Applications (*.json)</source>
        <translation>アプリケーション (*.json)</translation>
    </message>
    <message>
        <source>Withdraw application</source>
        <translation>アプリケーションの取り下げ</translation>
    </message>
    <message>
        <source>No PC fills it in any more. People&apos;s own passwords for it stay with them.</source>
        <translation>どの PC でも入力されなくなります。各人が登録したパスワードは残ります。</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>取り下げる</translation>
    </message>
    <message>
        <source>No applications yet</source>
        <translation>アプリケーションはまだありません</translation>
    </message>
    <message>
        <source>Register an application on a PC with the client, export it there and import the file here: then your people only add their passwords.</source>
        <translation>PC のクライアントでアプリケーションを登録して書き出し、そのファイルをここで読み込みます。利用者はパスワードを追加するだけで使えます。</translation>
    </message>
    <message>
        <source>Import applications</source>
        <translation>アプリケーションを読み込む</translation>
    </message>
    <message>
        <source>Roll out</source>
        <translation>配布する</translation>
    </message>
    <message>
        <source>Set a hidden password</source>
        <translation>非表示パスワードを設定</translation>
    </message>
    <message>
        <source>Applications of the company</source>
        <translation>会社のアプリケーション</translation>
    </message>
    <message>
        <source>App logins</source>
        <translation>アプリログイン</translation>
    </message>
    <message>
        <source>Remove hidden password</source>
        <translation>非表示パスワードの削除</translation>
    </message>
    <message>
        <source>%1 cannot use &quot;%2&quot; any more. In the application itself the password stays as it is.</source>
        <translation>%1 さんは「%2」を使えなくなります。アプリケーション側のパスワードは変更されません。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>No hidden passwords</source>
        <translation>非表示パスワードはありません</translation>
    </message>
    <message>
        <source>Choose an application and set a password for a person: he can have it filled in after a look at his face and never sees it. The setting &quot;Hidden passwords&quot; must allow it.</source>
        <translation>アプリケーションを選び、利用者のパスワードを設定します。本人は顔認証のあと入力に使えますが、表示はできません。設定「非表示パスワード」をオンにしておく必要があります。</translation>
    </message>
    <message>
        <source>Applications</source>
        <translation>アプリケーション</translation>
    </message>
    <message>
        <source>Hidden passwords</source>
        <translation>非表示パスワード</translation>
    </message>
</context>
<context>
    <name>kaomon::appfill::AppTemplatesPresenter</name>
    <message>
        <source>Signed by nobody who may; sign it again</source>
        <translation>有効な署名がありません。もう一度署名してください</translation>
    </message>
    <message>
        <source>Made by a newer version</source>
        <translation>新しい版で作られています</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>アプリケーション</translation>
    </message>
    <message>
        <source>Rolled out to</source>
        <translation>配布先</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>(not there any more)</source>
        <translation>（削除済み）</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>取り下げ済み</translation>
    </message>
    <message>
        <source>%1 % of the PCs</source>
        <translation>PC の %1 %</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n group(s) of PCs</source>
        <translation>
            <numerusform>%1 と PC グループ %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kaomon::appfill::BlindDialog</name>
    <message>
        <source>Password for &quot;%1&quot; that nobody sees</source>
        <translation>「%1」の非表示パスワード</translation>
    </message>
    <message>
        <source>It is sealed here for this person. He can have it filled in after a look at his face; it is shown to nobody, not to the server either. A new one with the same title takes the place of the old one. He must have signed in to the client on a PC before.</source>
        <translation>この PC 上で、本人だけが使えるように暗号化します。本人は顔認証のあと入力に使えますが、誰にも（サーバーにも）表示されません。同じ名前で設定すると、前のものと置き換わります。本人が一度 PC のクライアントでサインインしている必要があります。</translation>
    </message>
    <message>
        <source>Seal and hand over</source>
        <translation>暗号化して渡す</translation>
    </message>
    <message>
        <source>Login of the person</source>
        <translation>本人の利用者ID</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>User name in the application</source>
        <translation>アプリケーションのユーザー名</translation>
    </message>
    <message>
        <source>Password in the application</source>
        <translation>アプリケーションのパスワード</translation>
    </message>
</context>
<context>
    <name>kaomon::appfill::HiddenPasswordsPresenter</name>
    <message>
        <source>Person</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>アプリケーション</translation>
    </message>
    <message>
        <source>Set on</source>
        <translation>設定日時</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Signed by nobody who may; set it again</source>
        <translation>有効な署名がありません。もう一度設定してください</translation>
    </message>
</context>
<context>
    <name>kaomon::appfill::RolloutDialog</name>
    <message>
        <source>Roll out &quot;%1&quot;</source>
        <translation>「%1」を配布</translation>
    </message>
    <message>
        <source>Sign and roll out</source>
        <translation>署名して配布</translation>
    </message>
    <message>
        <source>Share of the PCs</source>
        <translation>配布する PC の割合</translation>
    </message>
    <message>
        <source>Groups of PCs</source>
        <translation>PC グループ</translation>
    </message>
    <message>
        <source>A share of the PCs first, then more: a PC that has it keeps it when the share grows. The PCs of the groups chosen here have it in any case.</source>
        <translation>まず一部の PC に配布し、徐々に広げます。割合を増やしても、配布済みの PC はそのままです。ここで選んだグループの PC には必ず配布されます。</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
</context>
<context>
    <name>kaomon::users::UnsentFaceDialog</name>
    <message>
        <source>%1 %2</source>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>A face that you took at %1 is not at the server.</source>
        <translation>%1 に撮影した顔データがサーバーに送信されていません。</translation>
    </message>
    <message>
        <source>The face of %1, which you took at %2, is not at the server.</source>
        <translation>%2 に撮影した %1 さんの顔データがサーバーに送信されていません。</translation>
    </message>
    <message>
        <source>It is kept sealed on this PC, for at most three days. Discarded, it has to be taken again.</source>
        <translation>暗号化した状態で、この PC に最長 3 日間保管されます。破棄すると撮り直しが必要になります。</translation>
    </message>
    <message>
        <source>A face was not sent</source>
        <translation>未送信の顔データ</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>今すぐ送信</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>後で決める</translation>
    </message>
    <message>
        <source>Discard the face</source>
        <translation>顔データを破棄</translation>
    </message>
</context>
<context>
    <name>kaomon::users::UnsentFaceNote</name>
    <message numerus="yes">
        <source>%n face(s) that you took here were not sent to the server.</source>
        <translation>
            <numerusform>この PC で撮影した顔データ %n 件がサーバーに送信されていません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Send or discard…</source>
        <translation>送信または破棄…</translation>
    </message>
</context>
</TS>
