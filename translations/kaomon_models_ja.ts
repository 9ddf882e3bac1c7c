<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>DisplayText</name>
    <message>
        <source>Owner</source>
        <translation>オーナー</translation>
    </message>
    <message>
        <source>User administrator</source>
        <translation>ユーザー管理者</translation>
    </message>
    <message>
        <source>Help desk</source>
        <translation>ヘルプデスク</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>監査者</translation>
    </message>
    <message>
        <source>Image viewer</source>
        <translation>画像閲覧者</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>メンバー</translation>
    </message>
    <message>
        <source>One-time password</source>
        <translation>ワンタイムパスワード</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>ロック中</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>Being deleted</source>
        <translation>削除中</translation>
    </message>
    <message>
        <source>No face</source>
        <translation>未登録</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>登録済み</translation>
    </message>
    <message>
        <source>Low quality</source>
        <translation>品質不足</translation>
    </message>
    <message>
        <source>Enrol again</source>
        <translation>要再登録</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>消去済み</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>失効</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>利用可能</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>使用済み</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>ブロック中</translation>
    </message>
    <message>
        <source>Logon by face</source>
        <translation>顔ログオン</translation>
    </message>
    <message>
        <source>Logon refused</source>
        <translation>ログオン拒否</translation>
    </message>
    <message>
        <source>Unlock by face</source>
        <translation>顔で解除</translation>
    </message>
    <message>
        <source>Unlock refused</source>
        <translation>解除拒否</translation>
    </message>
    <message>
        <source>Face paused after misses</source>
        <translation>失敗により顔認証を一時停止</translation>
    </message>
    <message>
        <source>Wrong PIN</source>
        <translation>PIN の誤り</translation>
    </message>
    <message>
        <source>PIN set on a PC</source>
        <translation>PC で PIN を設定</translation>
    </message>
    <message>
        <source>Locked session ended</source>
        <translation>ロック中のセッションを終了</translation>
    </message>
    <message>
        <source>Session no longer watched</source>
        <translation>在席の見守りが中断</translation>
    </message>
    <message>
        <source>Diagnostics sent</source>
        <translation>診断情報を送信</translation>
    </message>
    <message>
        <source>Password used instead</source>
        <translation>パスワードで代替</translation>
    </message>
    <message>
        <source>Consent given</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Face enrolled</source>
        <translation>顔を登録</translation>
    </message>
    <message>
        <source>Face made anew of kept pictures</source>
        <translation>保管画像からの顔の再作成</translation>
    </message>
    <message>
        <source>Face brought up to date</source>
        <translation>顔情報を更新</translation>
    </message>
    <message>
        <source>Face test passed</source>
        <translation>顔テスト成功</translation>
    </message>
    <message>
        <source>Face test failed</source>
        <translation>顔テスト失敗</translation>
    </message>
    <message>
        <source>PC enrolled</source>
        <translation>PC を登録</translation>
    </message>
    <message>
        <source>PC online</source>
        <translation>PC オンライン</translation>
    </message>
    <message>
        <source>PC offline</source>
        <translation>PC オフライン</translation>
    </message>
    <message>
        <source>Clock of the PC is wrong</source>
        <translation>PC の時計がずれています</translation>
    </message>
    <message>
        <source>Local store made anew</source>
        <translation>ローカルストアを再作成</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Could not decide</source>
        <translation>判定不能</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>情報</translation>
    </message>
    <message>
        <source>Logon</source>
        <translation>ログオン</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロック解除</translation>
    </message>
    <message>
        <source>Administrator rights</source>
        <translation>管理者権限</translation>
    </message>
    <message>
        <source>App login</source>
        <translation>アプリログイン</translation>
    </message>
    <message>
        <source>Face test</source>
        <translation>顔テスト</translation>
    </message>
    <message>
        <source>Silent for a week</source>
        <translation>1 週間応答なし</translation>
    </message>
    <message>
        <source>Face deleted</source>
        <translation>顔を削除</translation>
    </message>
    <message>
        <source>App login saved</source>
        <translation>アプリログインを登録</translation>
    </message>
    <message>
        <source>App login changed</source>
        <translation>アプリログインを変更</translation>
    </message>
    <message>
        <source>App login deleted</source>
        <translation>アプリログインを削除</translation>
    </message>
    <message>
        <source>Emergency code used</source>
        <translation>緊急コードを使用</translation>
    </message>
    <message>
        <source>Face or PIN locked on a PC</source>
        <translation>端末で顔またはPINがロック</translation>
    </message>
    <message>
        <source>Face or PIN usable again</source>
        <translation>顔またはPINのロックを解除</translation>
    </message>
    <message>
        <source>Person is there</source>
        <translation>在席を確認</translation>
    </message>
    <message>
        <source>Person out of sight</source>
        <translation>顔を見失い</translation>
    </message>
    <message>
        <source>Person is back</source>
        <translation>復帰</translation>
    </message>
    <message>
        <source>Locked, nobody was there</source>
        <translation>離席によりロック</translation>
    </message>
    <message>
        <source>Locked, somebody else was there</source>
        <translation>別人を検知しロック</translation>
    </message>
    <message>
        <source>Somebody looked on</source>
        <translation>のぞき見を検知</translation>
    </message>
    <message>
        <source>Shared PC handed over</source>
        <translation>共用 PC の利用者の交代</translation>
    </message>
    <message>
        <source>Presence check paused</source>
        <translation>在席確認を一時停止</translation>
    </message>
    <message>
        <source>Presence check went on</source>
        <translation>在席確認を再開</translation>
    </message>
    <message>
        <source>Camera covered, or no light</source>
        <translation>カメラが覆われているか、光がありません</translation>
    </message>
    <message>
        <source>Camera not available</source>
        <translation>カメラを使用できません</translation>
    </message>
    <message>
        <source>PC locked</source>
        <translation>PC をロック</translation>
    </message>
    <message>
        <source>PC could not be locked</source>
        <translation>PC をロックできません</translation>
    </message>
    <message>
        <source>Face added</source>
        <translation>顔を追加</translation>
    </message>
    <message>
        <source>Face of low quality</source>
        <translation>顔の品質不足</translation>
    </message>
    <message>
        <source>Face of somebody else</source>
        <translation>他のユーザーの顔と重複</translation>
    </message>
    <message>
        <source>Consent withdrawn</source>
        <translation>同意を撤回</translation>
    </message>
    <message>
        <source>Face erased after the licence</source>
        <translation>ライセンス終了により顔を消去</translation>
    </message>
    <message>
        <source>App login filled</source>
        <translation>アプリに入力</translation>
    </message>
    <message>
        <source>App login not filled</source>
        <translation>アプリに入力できません</translation>
    </message>
    <message>
        <source>Password of an app shown</source>
        <translation>アプリのパスワードを表示</translation>
    </message>
    <message>
        <source>Password of an app renewed</source>
        <translation>アプリのパスワードを更新</translation>
    </message>
    <message>
        <source>App login suspended</source>
        <translation>アプリログインを停止</translation>
    </message>
    <message>
        <source>Password changed</source>
        <translation>パスワードを変更</translation>
    </message>
    <message>
        <source>Password not changed</source>
        <translation>パスワード変更に失敗</translation>
    </message>
    <message>
        <source>Password expired</source>
        <translation>パスワードの期限切れ</translation>
    </message>
    <message>
        <source>Saved password out of date</source>
        <translation>保存したパスワードが古い</translation>
    </message>
    <message>
        <source>Saved password renewed</source>
        <translation>保存したパスワードを更新</translation>
    </message>
    <message>
        <source>Data on the PC renewed</source>
        <translation>PC のデータを更新</translation>
    </message>
    <message>
        <source>Data on the PC expired</source>
        <translation>PC のデータが期限切れ</translation>
    </message>
    <message>
        <source>Client updated</source>
        <translation>クライアントを更新</translation>
    </message>
    <message>
        <source>Service on the PC stopped</source>
        <translation>PC のサービスが停止</translation>
    </message>
    <message>
        <source>Newer settings kept from the PC</source>
        <translation>最新の設定がPCに渡されていない</translation>
    </message>
    <message>
        <source>Settings not confirmed for days</source>
        <translation>設定が最新か長期間未確認</translation>
    </message>
    <message>
        <source>Tampering with the client</source>
        <translation>クライアントの改ざん</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>在席</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>顔</translation>
    </message>
    <message>
        <source>Filled logins</source>
        <translation>代行入力</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>PC</source>
        <translation>PC</translation>
    </message>
    <message>
        <source>For information</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>重大</translation>
    </message>
    <message>
        <source>Saved password not renewed yet</source>
        <translation>保存済みパスワードの更新待ち</translation>
    </message>
    <message>
        <source>Waits for approval</source>
        <translation>承認待ち</translation>
    </message>
    <message>
        <source>Face taken, waits for approval</source>
        <translation>顔を撮影 (承認待ち)</translation>
    </message>
    <message>
        <source>Face approved</source>
        <translation>顔を承認</translation>
    </message>
    <message>
        <source>Face refused by an administrator</source>
        <translation>管理者が顔を却下</translation>
    </message>
    <message>
        <source>Face taken by an administrator</source>
        <translation>管理者が顔を登録</translation>
    </message>
</context>
<context>
    <name>OperationText</name>
    <message>
        <source>Sign-in</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>Sign-out</source>
        <translation>サインアウト</translation>
    </message>
    <message>
        <source>Proved the password again</source>
        <translation>パスワードの再確認</translation>
    </message>
    <message>
        <source>Changed the own password</source>
        <translation>自分のパスワードの変更</translation>
    </message>
    <message>
        <source>Founded the organisation</source>
        <translation>組織の開設</translation>
    </message>
    <message>
        <source>Added a user</source>
        <translation>ユーザーの追加</translation>
    </message>
    <message>
        <source>Changed a user</source>
        <translation>ユーザーの変更</translation>
    </message>
    <message>
        <source>Deleted a user</source>
        <translation>ユーザーの削除</translation>
    </message>
    <message>
        <source>Restored a user</source>
        <translation>ユーザーの復元</translation>
    </message>
    <message>
        <source>Changed several users</source>
        <translation>ユーザーの一括操作</translation>
    </message>
    <message>
        <source>Asked for new face pictures</source>
        <translation>顔の再登録の依頼</translation>
    </message>
    <message>
        <source>Changed a role</source>
        <translation>権限の変更</translation>
    </message>
    <message>
        <source>Reissued a password</source>
        <translation>パスワードの再発行</translation>
    </message>
    <message>
        <source>Reissued passwords</source>
        <translation>パスワードの一括再発行</translation>
    </message>
    <message>
        <source>Unlocked a user</source>
        <translation>ロック解除</translation>
    </message>
    <message>
        <source>Unlocked several users</source>
        <translation>一括ロック解除</translation>
    </message>
    <message>
        <source>Kept pictures of an enrolment</source>
        <translation>登録時の顔画像の保管</translation>
    </message>
    <message>
        <source>Erased pictures of an enrolment</source>
        <translation>登録時の顔画像の消去</translation>
    </message>
    <message>
        <source>Confirmed a face</source>
        <translation>顔の確認</translation>
    </message>
    <message>
        <source>Stored a PC&apos;s emergency key</source>
        <translation>PC の緊急用鍵の登録</translation>
    </message>
    <message>
        <source>Issued an emergency code</source>
        <translation>緊急コードの発行</translation>
    </message>
    <message>
        <source>Ended a session</source>
        <translation>セッションの終了</translation>
    </message>
    <message>
        <source>Ended the own other sessions</source>
        <translation>自分の他のセッションの終了</translation>
    </message>
    <message>
        <source>Ended a user&apos;s sessions</source>
        <translation>ユーザーのセッションの終了</translation>
    </message>
    <message>
        <source>Began to set up a second factor</source>
        <translation>二要素認証の設定開始</translation>
    </message>
    <message>
        <source>Set up a second factor</source>
        <translation>二要素認証の設定</translation>
    </message>
    <message>
        <source>Made new recovery codes</source>
        <translation>回復コードの再作成</translation>
    </message>
    <message>
        <source>Removed the own second factor</source>
        <translation>自分の二要素認証の解除</translation>
    </message>
    <message>
        <source>Removed a user&apos;s second factor</source>
        <translation>ユーザーの二要素認証の解除</translation>
    </message>
    <message>
        <source>Changed the rules of accounts</source>
        <translation>アカウントの規則の変更</translation>
    </message>
    <message>
        <source>Asked for an act of two administrators</source>
        <translation>2 人の管理者による操作の申請</translation>
    </message>
    <message>
        <source>Agreed to an act of two administrators</source>
        <translation>2 人の管理者による操作の承認</translation>
    </message>
    <message>
        <source>Refused an act of two administrators</source>
        <translation>2 人の管理者による操作の却下</translation>
    </message>
    <message>
        <source>Recovered a vault</source>
        <translation>金庫の回復</translation>
    </message>
    <message>
        <source>Added a group</source>
        <translation>グループの追加</translation>
    </message>
    <message>
        <source>Changed a group</source>
        <translation>グループの変更</translation>
    </message>
    <message>
        <source>Deleted a group</source>
        <translation>グループの削除</translation>
    </message>
    <message>
        <source>Added a group of PCs</source>
        <translation>PC グループの追加</translation>
    </message>
    <message>
        <source>Changed a group of PCs</source>
        <translation>PC グループの変更</translation>
    </message>
    <message>
        <source>Deleted a group of PCs</source>
        <translation>PC グループの削除</translation>
    </message>
    <message>
        <source>Took in a PC</source>
        <translation>PC の登録</translation>
    </message>
    <message>
        <source>Changed a PC</source>
        <translation>PC の変更</translation>
    </message>
    <message>
        <source>Approved a PC</source>
        <translation>PC の承認</translation>
    </message>
    <message>
        <source>A PC erased itself</source>
        <translation>PC の消去完了</translation>
    </message>
    <message>
        <source>Made an enrolment code</source>
        <translation>登録コードの作成</translation>
    </message>
    <message>
        <source>Withdrew an enrolment code</source>
        <translation>登録コードの無効化</translation>
    </message>
    <message>
        <source>Changed the list of keys</source>
        <translation>鍵一覧の更新</translation>
    </message>
    <message>
        <source>Handed out keys</source>
        <translation>鍵の配付</translation>
    </message>
    <message>
        <source>Showed that the root key was received</source>
        <translation>ルート鍵の受領確認</translation>
    </message>
    <message>
        <source>Confirmed which settings are the newest</source>
        <translation>最新の設定の確認</translation>
    </message>
    <message>
        <source>Changed settings or memberships</source>
        <translation>設定・所属の変更</translation>
    </message>
    <message>
        <source>Changed the allowed addresses</source>
        <translation>接続許可アドレスの変更</translation>
    </message>
    <message>
        <source>Confirmed the allowed addresses</source>
        <translation>接続許可アドレスの確定</translation>
    </message>
    <message>
        <source>Installed a licence</source>
        <translation>ライセンスの登録</translation>
    </message>
    <message>
        <source>Removed a licence</source>
        <translation>ライセンスの削除</translation>
    </message>
    <message>
        <source>Began an import</source>
        <translation>インポートの開始</translation>
    </message>
    <message>
        <source>Checked an import</source>
        <translation>インポートの検査</translation>
    </message>
    <message>
        <source>Carried out an import</source>
        <translation>インポートの実行</translation>
    </message>
    <message>
        <source>Undid an import</source>
        <translation>インポートの取り消し</translation>
    </message>
    <message>
        <source>Gave up an import</source>
        <translation>インポートの中止</translation>
    </message>
    <message>
        <source>Exported users</source>
        <translation>ユーザーのエクスポート</translation>
    </message>
    <message>
        <source>Exported events</source>
        <translation>イベントのエクスポート</translation>
    </message>
    <message>
        <source>Exported events as JSON lines</source>
        <translation>イベントのエクスポート（JSON Lines形式）</translation>
    </message>
    <message>
        <source>Exported the operation log</source>
        <translation>操作ログの出力</translation>
    </message>
    <message>
        <source>Exported the operation log with hashes</source>
        <translation>操作ログ（ハッシュ付き）の出力</translation>
    </message>
    <message>
        <source>Made a provisioning token</source>
        <translation>プロビジョニング用トークンの作成</translation>
    </message>
    <message>
        <source>Withdrew a provisioning token</source>
        <translation>プロビジョニング用トークンの無効化</translation>
    </message>
    <message>
        <source>A provider added a user</source>
        <translation>ID 連携によるユーザーの追加</translation>
    </message>
    <message>
        <source>A provider changed a user</source>
        <translation>ID 連携によるユーザーの置換</translation>
    </message>
    <message>
        <source>A provider changed a user&apos;s details</source>
        <translation>ID 連携によるユーザーの変更</translation>
    </message>
    <message>
        <source>A provider deleted a user</source>
        <translation>ID 連携によるユーザーの削除</translation>
    </message>
    <message>
        <source>Enrolled a face</source>
        <translation>顔の登録</translation>
    </message>
    <message>
        <source>Accepted a face</source>
        <translation>顔の承認</translation>
    </message>
    <message>
        <source>Deleted a face</source>
        <translation>顔の削除</translation>
    </message>
    <message>
        <source>Gave consent</source>
        <translation>同意の記録</translation>
    </message>
    <message>
        <source>Asked for new face keys</source>
        <translation>顔鍵の交換の依頼</translation>
    </message>
    <message>
        <source>Began to replace face keys</source>
        <translation>顔鍵の交換の開始</translation>
    </message>
    <message>
        <source>Replaced face keys</source>
        <translation>顔鍵の交換</translation>
    </message>
    <message>
        <source>Saved a filter</source>
        <translation>絞り込み条件の保存</translation>
    </message>
    <message>
        <source>Changed the entries of his own vault</source>
        <translation>本人による保管庫の登録内容の変更</translation>
    </message>
    <message>
        <source>Removed a saved filter</source>
        <translation>絞り込み条件の削除</translation>
    </message>
    <message>
        <source>Stored keys of a vault</source>
        <translation>金庫の鍵の登録</translation>
    </message>
    <message>
        <source>The operator took a copy of all data</source>
        <translation>サーバー運用者による全データの書き出し</translation>
    </message>
    <message>
        <source>The operator put all data onto this server</source>
        <translation>サーバー運用者による全データの取り込み</translation>
    </message>
    <message>
        <source>The operator removed the allowed addresses</source>
        <translation>サーバー運用者による許可アドレスの解除</translation>
    </message>
    <message>
        <source>The operator set a day for the deletion of the organisation</source>
        <translation>サーバー運用者による組織の削除日の設定</translation>
    </message>
    <message>
        <source>The operator took the deletion of the organisation back</source>
        <translation>サーバー運用者による組織の削除の取り消し</translation>
    </message>
    <message>
        <source>Act upon an account (older entry)</source>
        <translation>アカウントの操作（旧記録）</translation>
    </message>
    <message>
        <source>User</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>PC</source>
        <translation>PC</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Group of PCs</source>
        <translation>PC グループ</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>登録コード</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>顔</translation>
    </message>
    <message>
        <source>Saved filter</source>
        <translation>絞り込み条件</translation>
    </message>
    <message>
        <source>Provisioning token</source>
        <translation>プロビジョニング用トークン</translation>
    </message>
    <message>
        <source>Act of two administrators</source>
        <translation>2 人の管理者による操作</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>インポート</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>セッション</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Allowed addresses</source>
        <translation>接続許可アドレス</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>List of keys</source>
        <translation>鍵一覧</translation>
    </message>
    <message>
        <source>Sealed keys</source>
        <translation>封印済みの鍵</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Rules of accounts</source>
        <translation>アカウントの規則</translation>
    </message>
    <message>
        <source>App login</source>
        <translation>アプリログイン</translation>
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
        <source>Reading</source>
        <translation>フリガナ</translation>
    </message>
    <message>
        <source>Mail address</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>権限</translation>
    </message>
    <message>
        <source>State of the account</source>
        <translation>アカウントの状態</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Kind of password</source>
        <translation>パスワードの種類</translation>
    </message>
    <message>
        <source>Password ends</source>
        <translation>パスワードの期限</translation>
    </message>
    <message>
        <source>Own key</source>
        <translation>本人の鍵</translation>
    </message>
    <message>
        <source>Must change the password</source>
        <translation>パスワード変更が必要</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有効期間の開始</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有効期間の終了</translation>
    </message>
    <message>
        <source>Deleted at</source>
        <translation>削除日時</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Reason of the state</source>
        <translation>状態の理由</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>所属グループ</translation>
    </message>
    <message>
        <source>OS accounts</source>
        <translation>OS アカウント</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>規則</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Ends at</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>実行済み</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>(nobody known)</source>
        <translation>（不明）</translation>
    </message>
    <message>
        <source>Identity provider</source>
        <translation>ID プロバイダー</translation>
    </message>
    <message>
        <source>Operator of the server</source>
        <translation>サーバー運用者</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>kind of object and its name</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>A provider added a group</source>
        <translation>プロバイダーがグループを追加</translation>
    </message>
    <message>
        <source>A provider changed a group</source>
        <translation>プロバイダーがグループを変更</translation>
    </message>
    <message>
        <source>A provider changed a group&apos;s members</source>
        <translation>プロバイダーがグループのメンバーを変更</translation>
    </message>
    <message>
        <source>A provider deleted a group</source>
        <translation>プロバイダーがグループを削除</translation>
    </message>
    <message>
        <source>Refused a provider&apos;s wishes for groups</source>
        <translation>プロバイダーのグループの提案を却下</translation>
    </message>
    <message>
        <source>Added an alert rule</source>
        <translation>アラート条件を追加</translation>
    </message>
    <message>
        <source>Changed an alert rule</source>
        <translation>アラート条件を変更</translation>
    </message>
    <message>
        <source>Deleted an alert rule</source>
        <translation>アラート条件を削除</translation>
    </message>
    <message>
        <source>Added a webhook</source>
        <translation>Webhook を追加</translation>
    </message>
    <message>
        <source>Changed a webhook</source>
        <translation>Webhook を変更</translation>
    </message>
    <message>
        <source>Deleted a webhook</source>
        <translation>Webhook を削除</translation>
    </message>
    <message>
        <source>Resumed a webhook</source>
        <translation>Webhook の送信を再開</translation>
    </message>
    <message>
        <source>Published a notice</source>
        <translation>お知らせを掲載</translation>
    </message>
    <message>
        <source>Changed a notice</source>
        <translation>お知らせを変更</translation>
    </message>
    <message>
        <source>Withdrew a notice</source>
        <translation>お知らせを取り下げ</translation>
    </message>
    <message>
        <source>A PC announced a picture of a stranger</source>
        <translation>PC が他人の画像の送信を開始</translation>
    </message>
    <message>
        <source>Opened a picture of a stranger</source>
        <translation>他人の画像を閲覧</translation>
    </message>
    <message>
        <source>Asked a PC for diagnostics</source>
        <translation>PCへの調査用ログの依頼</translation>
    </message>
    <message>
        <source>Somebody at a PC declined to send diagnostics</source>
        <translation>調査用ログの依頼の辞退 (PC)</translation>
    </message>
    <message>
        <source>A PC announced diagnostics</source>
        <translation>PC が診断情報の送信を開始</translation>
    </message>
    <message>
        <source>Opened diagnostics</source>
        <translation>診断情報を閲覧</translation>
    </message>
    <message>
        <source>Changed the state of diagnostics</source>
        <translation>診断情報の状態を変更</translation>
    </message>
    <message>
        <source>Deleted diagnostics</source>
        <translation>診断情報を削除</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>お知らせ</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Alert rule</source>
        <translation>アラート条件</translation>
    </message>
    <message>
        <source>Picture of a stranger</source>
        <translation>他人の画像</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>診断情報</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Shown to</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Title in Japanese</source>
        <translation>件名（日本語）</translation>
    </message>
    <message>
        <source>Text in Japanese</source>
        <translation>本文（日本語）</translation>
    </message>
    <message>
        <source>Title in English</source>
        <translation>件名（英語）</translation>
    </message>
    <message>
        <source>Text in English</source>
        <translation>本文（英語）</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>開始日時</translation>
    </message>
    <message>
        <source>Withdrawn at</source>
        <translation>取り下げ日時</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>送信先</translation>
    </message>
    <message>
        <source>What is sent</source>
        <translation>送信内容</translation>
    </message>
    <message>
        <source>Which events</source>
        <translation>対象のイベント</translation>
    </message>
    <message>
        <source>Secret of the signature</source>
        <translation>署名の鍵</translation>
    </message>
    <message>
        <source>Switched on</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Approved a face</source>
        <translation>顔を承認</translation>
    </message>
    <message>
        <source>Refused a face</source>
        <translation>顔を却下</translation>
    </message>
    <message>
        <source>Withdrew consent</source>
        <translation>同意の撤回</translation>
    </message>
    <message>
        <source>Recorded a consent given in person</source>
        <translation>対面での同意の記録</translation>
    </message>
    <message>
        <source>Enrolled a face for somebody</source>
        <translation>顔の代理登録</translation>
    </message>
    <message>
        <source>Replaced keys of the organisation</source>
        <translation>組織の鍵の更新</translation>
    </message>
</context>
<context>
    <name>kaomon::models::DeviceListModel</name>
    <message>
        <source>PC</source>
        <translation>PC</translation>
    </message>
    <message>
        <source>System</source>
        <translation>システム</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最終接続</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
</context>
<context>
    <name>kaomon::models::EnrolmentCodeListModel</name>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>使用数</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Made at</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>kaomon::models::EventListModel</name>
    <message>
        <source>Time</source>
        <translation>日時</translation>
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
        <source>Event</source>
        <translation>イベント</translation>
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
        <source>Situation</source>
        <translation>場面</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Liveness</source>
        <translation>生体検知</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ミリ秒</translation>
    </message>
</context>
<context>
    <name>kaomon::models::OperationListModel</name>
    <message>
        <source>Time</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作者</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>対象</translation>
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
        <source>Address</source>
        <translation>接続元</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>番号</translation>
    </message>
</context>
<context>
    <name>kaomon::models::UserListModel</name>
    <message>
        <source>Login name</source>
        <translation>利用者ID</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
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
        <source>Account</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>顔</translation>
    </message>
</context>
</TS>
