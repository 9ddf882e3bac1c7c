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
