// SPDX-License-Identifier: GPL-3.0-or-later
//
// The duties of the service from outside, on the database named by KAOMON_TEST_BACKEND: a server with a real
// mail server behind it, kaomonctl, and the API. Moves the clock by weeks.
#include <filesystem>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QScopeGuard>
#include <QTest>

#include "contract/licence/licensed_server.h"
#include "support/case_counter.h"
#include "support/server/tenant_kit.h"
#include "support/smtp/smtp_server.h"
#include "wire/changes.h"
#include "wire/events.h"
#include "wire/meta.h"
#include "wire/notices.h"
#include "wire/problem.h"
#include "wire/releases.h"
#include "wire/service_status.h"
#include "wire/support.h"

#define EXPECT_STATUS(reply, expected)                                                                       \
    do {                                                                                                     \
        const auto& expectedReply_ = (reply);                                                                \
        QVERIFY2(expectedReply_.status == (expected), describe(expectedReply_).c_str());                     \
    } while (false)
#define EXPECT_PROBLEM(reply, expected, problem)                                                             \
    do {                                                                                                     \
        const auto& problemReply_ = (reply);                                                                 \
        QVERIFY2(problemReply_.status == (expected) && problemReply_.code() == (problem),                    \
                 describe(problemReply_).c_str());                                                           \
    } while (false)

namespace kaomon::test {
namespace {

using namespace Qt::StringLiterals;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int kWaitMs = 40'000; // for the server's own jobs, which look twice a second
constexpr const char* kOwner = "owner@example.jp";

std::string describe(const Reply& reply) {
    return std::to_string(reply.status) + " " + reply.body;
}

class DutiesApiTest : public QObject {
    Q_OBJECT

public:
    explicit DutiesApiTest(const Backend& backend)
        : m_server(backend)
        , m_record(recordFile(backend)) {}

private slots:
    void initTestCase();
    void support();
    void ownNotice();
    void noticeRules_data();
    void noticeRules();
    void operatorNotice();
    void noticesOnPcs();
    void mailsTellWhatBecameOfThem();
    void accountMails();
    void releaseCalendar();
    void releaseFile_data();
    void releaseFile();
    void fleet();
    void emergency();
    void maintenance();
    void oldConsolesOnlyRead();
    void countries();

private:
    [[nodiscard]] Reply get(const std::string& path) {
        return m_client->send({"GET", path}, &m_kit->console);
    }
    [[nodiscard]] Reply send(Call call) { return m_client->send(std::move(call), &m_kit->console); }
    [[nodiscard]] Reply asPc(Call call) {
        Caller pc = Caller::device(m_pc->id.text(), m_pc->sign);
        return m_client->send(std::move(call), &pc);
    }
    template<class T>
    [[nodiscard]] T body(const std::string& path) {
        return bodyOf<T>(get(path)).value_or(T());
    }
    [[nodiscard]] QStringList mailOptions() const {
        return {u"--smtp-url"_s,  m_mail.url(),           u"--smtp-ca-file"_s,       m_mail.caFile(),
                u"--smtp-user"_s, SmtpServer::user(),     u"--smtp-password-file"_s, m_mail.passwordFile(),
                u"--mail-from"_s, u"kaomon@example.jp"_s, u"--release-key"_s,        m_releaseKey};
    }
    [[nodiscard]] static std::string recordFile(const Backend& backend) {
        const auto folder = std::filesystem::path(qgetenv("KAOMON_BUILD_DIR").toStdString()) / "check";
        std::filesystem::create_directories(folder);
        const std::string file = (folder / ("responses-duties-" + backend.name() + ".jsonl")).string();
        std::filesystem::remove(file);
        return file;
    }
    // The operator's time for kaomonctl, whose clock is the machine's.
    [[nodiscard]] static QString timeIn(std::chrono::seconds later, TimePoint now = SystemClock().now()) {
        return QString::fromStdString(toRfc3339(now + later));
    }
    [[nodiscard]] bool isMailed(const QString& subjectPart) const {
        for (const auto& mail : m_mail.mails()) {
            if (mail.subject().contains(subjectPart)) {
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] Reply putNotice(const char* json) { return send({"POST", "/v1/notices", json}); }
    // Members' sign-ins, events and changes: what a PC needs.
    void pcGoesOn();

    LicensedServer m_server;
    std::string m_record;
    SmtpServer m_mail;
    QTemporaryDir m_folder;
    QString m_releaseKey;
    std::unique_ptr<TestClient> m_client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
    std::optional<Person> m_member;
    long long m_seq = 0;
};

void DutiesApiTest::initTestCase() {
    QVERIFY(m_mail.start(SmtpServer::Security::StartTls, u"mail secret"_s));
    const auto key =
        m_server.control({u"release"_s, u"keygen"_s, u"--key-file"_s, m_folder.filePath(u"release.key"_s)});
    m_releaseKey = QString::fromStdString(key.at("release_key"));
    QVERIFY(m_server.start(mailOptions()));
    m_client = std::make_unique<TestClient>(m_server.port(), m_record);
    const auto created = m_server.control({u"tenant"_s, u"create"_s, u"--name"_s, u"Duties"_s});
    m_kit = std::make_unique<TenantKit>(*m_client, created);
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_pc = m_kit->addPc();
    QVERIFY2(m_pc, describe(m_kit->lastReply).c_str());
    Caller caller = Caller::console();
    m_member = m_kit->addPerson("member", "member", &*m_pc, caller);
    QVERIFY2(m_member, describe(m_kit->lastReply).c_str());
    const std::string path = "/v1/users/" + m_kit->owner.id.text();
    const std::string etag = get(path).etag();
    EXPECT_STATUS(send({"PATCH", path, std::string(R"({"mail":")") + kOwner + "\"}", {{"If-Match", etag}}}),
                  200);
}

void DutiesApiTest::support() {
    const auto before = body<wire::SupportInfo>("/v1/support");
    QCOMPARE(before.reason.value_or(""), "not_configured");
    QVERIFY(!before.contact);
    for (const auto& [name, value] :
         {std::pair(u"support.phone"_s, u"03-0000-0000"_s), std::pair(u"support.note"_s, u"平日のみ"_s)}) {
        QCOMPARE(m_server.control({u"support"_s, u"set"_s, name, value}).at("exit"), "0");
    }
    QVERIFY(m_server.control({u"support"_s, u"set"_s, u"support.url"_s, u"http://example.jp"_s}).at("exit") !=
            "0");
    const auto info = body<wire::SupportInfo>("/v1/support");
    QVERIFY(info.isAvailable && info.contact);
    QCOMPARE(info.contact->phone, "03-0000-0000");
    QCOMPARE(info.hours, "mon-fri 08:30-17:30");
    QCOMPARE(info.timeZone, "Asia/Tokyo");
    QCOMPARE(info.through, "administrators");
    QVERIFY(info.isOpenNow || info.opensAt);
    // through the customer's administrators: people of the tenant are sent to them
    Caller member = Caller::console();
    QVERIFY(m_kit->signInOnPc(member, *m_pc, *m_member));
    EXPECT_PROBLEM(m_client->send({"GET", "/v1/support"}, &member), 403, "forbidden");
}

void DutiesApiTest::ownNotice() {
    const Reply made = putNotice(R"({"kind":"technical","audience":["console","client"],"title_ja":"停電",)"
                                 R"("body_ja":"明日は停電です。"})");
    EXPECT_STATUS(made, 201);
    const auto notice = bodyOf<wire::Notice>(made).value();
    QCOMPARE(notice.titleEn, "停電"); // one language stands for both
    QVERIFY(!notice.isOperator && notice.state == "active");
    Caller member = Caller::console();
    QVERIFY(m_kit->signInOnPc(member, *m_pc, *m_member));
    const std::string path = "/v1/notices/" + notice.id;
    EXPECT_STATUS(m_client->send({"GET", path}, &member), 200);
    EXPECT_STATUS(m_client->send({"POST", path + ":read"}, &member), 204);
    EXPECT_STATUS(m_client->send({"POST", path + ":acknowledge"}, &member), 204);
    EXPECT_STATUS(m_client->send({"POST", path + ":acknowledge"}, &member), 204); // counts once
    EXPECT_STATUS(send({"POST", path + ":read"}), 204);
    const auto counted = body<wire::Notice>(path);
    QCOMPARE(counted.readCount, std::optional(2LL));
    QCOMPARE(counted.acknowledgedCount, std::optional(1LL));
    QVERIFY(counted.readAt && !counted.acknowledgedAt);
    QCOMPARE(body<wire::NoticeReceiptList>(path + "/receipts").items.size(), 2U);
    EXPECT_PROBLEM(m_client->send({"GET", path + "/receipts"}, &member), 403, "forbidden");
    const std::string changed =
        R"({"kind":"technical","audience":["console"],"title_ja":"停電","body_ja":"中止"})";
    EXPECT_PROBLEM(send({"PUT", path, changed, {{"If-Match", "\"r0\""}}}), 412, "stale_revision");
    const Reply put = send({"PUT", path, changed, {{"If-Match", get(path).etag()}}});
    EXPECT_STATUS(put, 200);
    EXPECT_PROBLEM(m_client->send({"GET", path}, &member), 404, "not_found"); // no longer for PCs
    EXPECT_STATUS(send({"DELETE", path, "", {{"If-Match", put.etag()}}}), 204);
    QCOMPARE(body<wire::Notice>(path).state, "withdrawn");
}

void DutiesApiTest::noticeRules_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("pointer");
    const auto row = [](const char* name, const char* json, const char* pointer) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(pointer);
    };
    row("kind", R"({"kind":"fun","audience":["console"],"title_ja":"a","body_ja":"b"})", "/kind");
    row("audience", R"({"kind":"other","audience":["world"],"title_ja":"a","body_ja":"b"})", "/audience");
    row("nobody", R"({"kind":"other","audience":[],"title_ja":"a","body_ja":"b"})", "/audience");
    row("sign-in screen", R"({"kind":"other","audience":["login"],"title_ja":"a","body_ja":"b"})",
        "/audience");
    row("no title", R"({"kind":"other","audience":["console"],"body_ja":"b"})", "/title_ja");
    row("header in the title",
        R"({"kind":"other","audience":["mail"],"title_ja":"a\r\nBcc: x","body_ja":"b"})", "/title_ja");
    row("http link",
        R"({"kind":"other","audience":["console"],"title_ja":"a","body_ja":"http://example.jp/"})",
        "/body_ja");
    row("end first",
        R"({"kind":"other","audience":["console"],"title_ja":"a","body_ja":"b",)"
        R"("starts_at":"2026-12-02T00:00:00Z","ends_at":"2026-12-01T00:00:00Z"})",
        "/ends_at");
    row("unknown member",
        R"({"kind":"other","audience":["console"],"title_ja":"a","body_ja":"b","html":true})", "/");
}

void DutiesApiTest::noticeRules() {
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, pointer);
    const Reply reply = putNotice(json.constData());
    EXPECT_PROBLEM(reply, 422, "validation_failed");
    const std::string wanted = "\"pointer\":\"" + pointer.toStdString() + "\"";
    QVERIFY2(reply.body.find(wanted) != std::string::npos, reply.body.c_str());
}

void DutiesApiTest::operatorNotice() {
    const auto made =
        m_server.control({u"notice"_s, u"publish"_s, u"--kind"_s, u"serious_defect"_s, u"--audience"_s,
                          u"console,login,client,mail"_s, u"--title-ja"_s, u"重大な不具合"_s, u"--text-ja"_s,
                          u"更新してください。https://example.jp/fix"_s, u"--title-en"_s, u"Serious defect"_s,
                          u"--text-en"_s, u"Please update."_s});
    QVERIFY2(made.at("exit") == "0", made.at("error").c_str());
    const std::string path = "/v1/notices/" + made.at("notice_id");
    const auto notice = body<wire::Notice>(path);
    QVERIFY(notice.isOperator && notice.kind == "serious_defect");
    EXPECT_PROBLEM(send({"DELETE", path, "", {{"If-Match", "\"r1\""}}}), 404,
                   "not_found"); // not the tenant's
    TestTime::get().advance(seconds(2));
    const auto banner = bodyOf<wire::Meta>(m_client->send({"GET", "/v1/meta"}))->banner; // nobody signed in
    QVERIFY(banner && banner->find("重大な不具合") != std::string::npos &&
            banner->find("Serious defect") != std::string::npos);
    const auto shown = bodyOf<wire::PublicNoticeList>(m_client->send({"GET", "/v1/notices:public"}));
    QCOMPARE(shown->items.size(), 1U);
    QTRY_VERIFY_WITH_TIMEOUT(isMailed(u"重大な不具合"_s), kWaitMs);
    const auto mail = m_mail.mails().last();
    QCOMPARE(mail.to, QByteArray(kOwner));
    QVERIFY(mail.text().contains(u"更新してください。"_s) && mail.text().contains(u"Please update."_s));
    QVERIFY(m_mail.verbs().contains("MAIL tls auth"));
    QCOMPARE(
        m_server
            .control({u"notice"_s, u"withdraw"_s, u"--id"_s, QString::fromStdString(made.at("notice_id"))})
            .at("exit"),
        "0");
    TestTime::get().advance(seconds(2));
    QVERIFY(!bodyOf<wire::Meta>(m_client->send({"GET", "/v1/meta"}))->banner);
}

// The tray's notices come with the changes, in time, and go with them.
void DutiesApiTest::noticesOnPcs() {
    const auto changes = [&](const std::string& since) {
        return bodyOf<wire::ChangePage>(asPc({"GET", "/v1/changes?limit=500&since=" + since})).value();
    };
    const auto noticeIn = [](const wire::ChangePage& page,
                             const std::string& id) -> std::optional<wire::Change> {
        for (const auto& change : page.items) {
            if (change.kind == "notice" && change.id == id) {
                return change;
            }
        }
        return std::nullopt;
    };
    const auto start = changes("");
    const auto made =
        bodyOf<wire::Notice>(
            putNotice(
                R"({"kind":"other","audience":["client"],"title_ja":"お知らせ","body_ja":"こんにちは"})"))
            .value();
    const auto after = changes(start.next);
    const auto change = noticeIn(after, made.id);
    QVERIFY(change && change->op == "upsert");
    const auto synced = wire::decode<wire::SyncedNotice>(change->body->text);
    QVERIFY(synced && synced->bodyJa == "こんにちは");
    const std::string path = "/v1/notices/" + made.id;
    EXPECT_STATUS(send({"DELETE", path, "", {{"If-Match", get(path).etag()}}}), 204);
    const auto last = noticeIn(changes(after.next), made.id);
    QVERIFY(last && last->op == "delete");
}

void DutiesApiTest::mailsTellWhatBecameOfThem() {
    m_mail.setMode("refuse-recipient");
    const auto good = qScopeGuard([&] { m_mail.setMode("accept"); }); // for the cases after a failure, too
    const char* json = R"({"kind":"other","audience":["mail"],"title_ja":"戻る便り","body_ja":"本文"})";
    const auto bounced = bodyOf<wire::Notice>(putNotice(json)).value();
    const auto find = [&](const std::string& state) {
        for (const auto& mail : body<wire::MailPage>("/v1/mails?state=" + state).items) {
            if (mail.kind == "notice:" + bounced.id) {
                return std::optional(mail);
            }
        }
        return std::optional<wire::MailDelivery>();
    };
    QTRY_VERIFY_WITH_TIMEOUT(find("bounced"), kWaitMs);
    const auto delivery = find("bounced").value();
    QCOMPARE(delivery.replyCode, 550);
    QVERIFY(delivery.replyText.find("no such mailbox") != std::string::npos);
    QCOMPARE(delivery.user, m_kit->owner.id.text());
    QCOMPARE(delivery.address, kOwner);
    EXPECT_PROBLEM(get("/v1/mails?state=lost"), 422, "validation_failed");
    const auto page = body<wire::MailPage>("/v1/mails?limit=1");
    QVERIFY(page.isConfigured && page.next && page.items.size() == 1);
    const auto second = body<wire::MailPage>("/v1/mails?limit=1&cursor=" + *page.next);
    QVERIFY(second.items.size() == 1 && second.items[0].kind != page.items[0].kind);
}

// The person and the owners are told; the password is in no mail.
void DutiesApiTest::accountMails() {
    const std::string path = "/v1/users/" + m_member->id.text();
    EXPECT_STATUS(send({"PATCH", path, R"({"mail":"member@example.jp"})", {{"If-Match", get(path).etag()}}}),
                  200);
    EXPECT_STATUS(send({"POST", path + ":unlock", R"({"reason":"asked","require_new_password":false})"}),
                  200);
    QTRY_VERIFY_WITH_TIMEOUT(isMailed(u"アカウントのロックが解除されました"_s), kWaitMs);
    QCOMPARE(m_mail.mails().last().to, QByteArray("member@example.jp"));
}

void DutiesApiTest::releaseCalendar() {
    QFile file(m_folder.filePath(u"kaomon-client.msi"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < 100'000; ++i) {
        file.write("0123456789");
    }
    file.close();
    const QStringList make{u"release"_s,   u"sign"_s,  u"--key-file"_s, m_folder.filePath(u"release.key"_s),
                           u"--version"_s, u"1.5.0"_s, u"--platform"_s, u"windows-x64"_s,
                           file.fileName()};
    QCOMPARE(m_server.control(make).at("exit"), "0");
    const QStringList add{u"release"_s,       u"add"_s,
                          u"--release-key"_s, m_releaseKey,
                          u"--version"_s,     u"1.5.0"_s,
                          u"--system"_s,      u"Windows 11"_s,
                          u"--system"_s,      u"Debian 12"_s,
                          u"--text-ja"_s,     u"新しい版です。"_s,
                          u"--at"_s,          timeIn(hours(24 * 10)),
                          file.fileName()};
    const auto late = m_server.control(add);
    QVERIFY(late.at("exit") != "0" && late.at("error").find("reason") != std::string::npos);
    const auto added = m_server.control(add + QStringList{u"--late-reason"_s, u"a security fix"_s});
    QVERIFY2(added.at("exit") == "0", added.at("error").c_str());
    QTRY_VERIFY_WITH_TIMEOUT(isMailed(u"1.5.0 を"_s), kWaitMs);
    const auto planned = body<wire::ReleaseList>("/v1/releases");
    QCOMPARE(planned.items.size(), 1U);
    QVERIFY(planned.items[0].state == "planned" && planned.items[0].files.empty());
    EXPECT_PROBLEM(get("/v1/releases/1.5.0/files/kaomon-client.msi"), 404, "not_found"); // not out yet
    QVERIFY2(m_kit->later(hours(24 * 11)), describe(m_kit->lastReply).c_str());
    QTRY_VERIFY_WITH_TIMEOUT(isMailed(u"1.5.0 を公開しました"_s), kWaitMs);
    const auto out = body<wire::ReleaseList>("/v1/releases").items.front();
    QVERIFY(out.state == "released" && out.isLatest && out.isSupported && !out.supportEndsAt);
    QCOMPARE(out.systems, (std::vector<std::string>{"Windows 11", "Debian 12"}));
    QCOMPARE(out.files.size(), 1U);
    QCOMPARE(out.files[0].size, 1'000'000);
    QVERIFY(out.files[0].manifest.find(out.files[0].sha256) != std::string::npos);
}

void DutiesApiTest::releaseFile_data() {
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<bool>("isOldEtag");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("size");
    QTest::newRow("whole") << QByteArray() << false << 200 << 0 << 1'000'000;
    QTest::newRow("beginning") << QByteArray("bytes=0-99") << false << 206 << 0 << 100;
    QTest::newRow("middle") << QByteArray("bytes=500001-500010") << false << 206 << 500'001 << 10;
    QTest::newRow("rest") << QByteArray("bytes=999990-") << false << 206 << 999'990 << 10;
    QTest::newRow("over the end") << QByteArray("bytes=999990-2000000") << false << 206 << 999'990 << 10;
    QTest::newRow("last ten") << QByteArray("bytes=-10") << false << 206 << 999'990 << 10;
    QTest::newRow("more than all") << QByteArray("bytes=-2000000") << false << 206 << 0 << 1'000'000;
    QTest::newRow("behind") << QByteArray("bytes=1000000-") << false << 416 << 0 << 0;
    QTest::newRow("last none") << QByteArray("bytes=-0") << false << 416 << 0 << 0;
    QTest::newRow("changed meanwhile") << QByteArray("bytes=5-9") << true << 200 << 0 << 1'000'000;
    QTest::newRow("several") << QByteArray("bytes=0-1,5-6") << false << 200 << 0 << 1'000'000;
    QTest::newRow("backwards") << QByteArray("bytes=9-5") << false << 200 << 0 << 1'000'000;
    QTest::newRow("nonsense") << QByteArray("lines=1-2") << false << 200 << 0 << 1'000'000;
    QTest::newRow("huge") << QByteArray("bytes=99999999999999999999-") << false << 200 << 0 << 1'000'000;
}

void DutiesApiTest::releaseFile() {
    QFETCH(QByteArray, range);
    QFETCH(bool, isOldEtag);
    QFETCH(int, status);
    QFETCH(int, first);
    QFETCH(int, size);
    const std::string path = "/v1/releases/1.5.0/files/kaomon-client.msi";
    Call call{"GET", path};
    if (!range.isEmpty()) {
        call.headers["Range"] = range.toStdString();
        const auto releases = body<wire::ReleaseList>("/v1/releases").items;
        QVERIFY(releases.size() == 1 && releases[0].files.size() == 1);
        const std::string sha = releases[0].files[0].sha256;
        call.headers["If-Range"] = isOldEtag ? "\"other\"" : "\"" + sha + "\"";
    }
    const Reply reply = asPc(call);
    QCOMPARE(reply.status, status);
    if (status == 416) {
        QCOMPARE(reply.header("content-range"), "bytes */1000000");
        return;
    }
    QCOMPARE(reply.body.size(), static_cast<std::size_t>(size));
    QVERIFY(reply.body.starts_with(static_cast<char>('0' + first % 10)));
    QCOMPARE(reply.header("accept-ranges"), "bytes");
    if (status == 206) {
        const std::string wanted =
            "bytes " + std::to_string(first) + "-" + std::to_string(first + size - 1) + "/1000000";
        QCOMPARE(reply.header("content-range"), wanted);
    }
}

void DutiesApiTest::fleet() {
    EXPECT_STATUS(asPc({"GET", "/v1/device", "", {{"Kaomon-Client", "agent/1.4.0; api=1.0"}}}), 200);
    auto statistics = body<wire::FleetStatistics>("/v1/releases:fleet");
    QCOMPARE(statistics.devices, 1);
    QCOMPARE(statistics.items.size(), 1U);
    QCOMPARE(statistics.items[0].version, "1.4.0");
    QVERIFY(statistics.items[0].isSupported && statistics.items[0].supportEndsAt &&
            !statistics.items[0].isLatest);
    QCOMPARE(statistics.unsupported, 0);
    EXPECT_STATUS(asPc({"GET", "/v1/device", "", {{"Kaomon-Client", "agent/1.5.0"}}}), 200);
    statistics = body<wire::FleetStatistics>("/v1/releases:fleet");
    QVERIFY(statistics.items[0].isLatest && !statistics.items[0].supportEndsAt);
}

void DutiesApiTest::emergency() {
    const auto opened =
        m_server.control({u"incident"_s, u"open"_s, u"--reason"_s, u"third_party_software"_s, u"--text-ja"_s,
                          u"一部の画面が開きません。"_s, u"--text-en"_s, u"Some pages fail."_s});
    const QString id = QString::fromStdString(opened.at("incident_id"));
    QVERIFY(
        body<wire::ServiceStatus>("/v1/service-status").incidents.empty()); // a suspicion is the operator's
    const auto step = [&](const QString& name, const QStringList& more = {}) {
        return m_server.control(QStringList{u"incident"_s, name, u"--id"_s, id} + more).at("exit");
    };
    QVERIFY(step(u"announce"_s) != "0"); // not confirmed
    QCOMPARE(step(u"confirm"_s), "0");
    // kaomonctl has the machine's clock, the server the test's: eleven days later it is overdue and told by
    // itself
    const auto first = body<wire::ServiceStatus>("/v1/service-status").incidents;
    QCOMPARE(first.size(), 1U);
    QVERIFY(first[0].mailDueAt && *first[0].mailDueAt == *first[0].confirmedAt + minutes(120));
    TestTime::get().advance(seconds(2));
    QVERIFY(bodyOf<wire::Meta>(m_client->send({"GET", "/v1/meta"}))
                ->banner.value_or("")
                .find("Some pages fail.") != std::string::npos);
    QTRY_VERIFY_WITH_TIMEOUT(isMailed(u"障害のお知らせ"_s), kWaitMs);
    QTRY_VERIFY_WITH_TIMEOUT(body<wire::ServiceStatus>("/v1/service-status").incidents[0].mailSentAt,
                             kWaitMs);
    const auto told = body<wire::ServiceStatus>("/v1/service-status").incidents[0];
    QVERIFY(told.isOverdue && told.state == "announced" && !told.secondsLeft);
    QCOMPARE(step(u"update"_s, {u"--text-ja"_s, u"調査中です。"_s}), "0");
    QTRY_VERIFY_WITH_TIMEOUT(isMailed(u"障害の続報"_s), kWaitMs);
    QCOMPARE(step(u"resolve"_s), "0");
    QCOMPARE(step(u"report"_s, {u"--text-ja"_s, u"原因は更新の誤りでした。"_s}), "0");
    QTRY_VERIFY_WITH_TIMEOUT(isMailed(u"障害の報告書"_s), kWaitMs);
    TestTime::get().advance(seconds(2));
    QVERIFY(!bodyOf<wire::Meta>(m_client->send({"GET", "/v1/meta"}))->banner);
}

void DutiesApiTest::pcGoesOn() {
    wire::Event event;
    event.id = EventId::generate();
    event.seq = ++m_seq;
    event.at = wallNow();
    event.kind = "auth";
    event.code = "LOGON_OK";
    event.result = "ok";
    event.severity = "info";
    event.clientVersion = "0.0.1";
    EXPECT_STATUS(asPc({"POST",
                        "/v1/events",
                        wire::encode(wire::EventBatch{{event}}),
                        {{"Kaomon-Client", "agent/0.0.1"}}}),
                  200);
    EXPECT_STATUS(asPc({"GET", "/v1/changes", "", {{"Kaomon-Client", "agent/0.0.1"}}}), 200);
    EXPECT_STATUS(asPc({"GET", "/v1/policies", "", {{"Kaomon-Client", "agent/0.0.1"}}}), 200);
    Caller member = Caller::console();
    QVERIFY2(m_kit->signInOnPc(member, *m_pc, *m_member), describe(m_kit->lastReply).c_str());
    const wire::Consent consent{ConsentId::generate(), m_member->id, "1", "ja", wallNow()};
    EXPECT_STATUS(m_client->send({"POST", "/v1/consents", wire::encode(consent)}, &member), 201);
    const auto face = m_kit->face(*m_member, *m_pc, consent.id);
    EXPECT_STATUS(
        m_client->send({"POST", "/v1/users/" + m_member->id.text() + "/templates", wire::encode(face)},
                       &member),
        201);
}

// Consoles only read; PCs and the people on them notice nothing.
void DutiesApiTest::maintenance() {
    const TimePoint now = SystemClock().now(); // two looks at the clock are no two hours apart
    const QStringList plan{u"maintenance"_s, u"plan"_s,
                           u"--from"_s,      timeIn(hours(24 * 20), now),
                           u"--to"_s,        timeIn(hours(24 * 20 + 2), now),
                           u"--text-ja"_s,   u"機器を交換します。"_s};
    const auto made = m_server.control(plan);
    QVERIFY2(made.at("exit") == "0", made.at("error").c_str());
    QVERIFY(m_server
                .control({u"maintenance"_s, u"plan"_s, u"--from"_s, timeIn(hours(24)), u"--to"_s,
                          timeIn(hours(26)), u"--text-ja"_s, u"急ぎ"_s})
                .at("exit") != "0"); // two weeks, or a reason
    QTRY_VERIFY_WITH_TIMEOUT(isMailed(u"メンテナンスのお知らせ"_s), kWaitMs);
    TestTime::get().advance(seconds(2));
    QVERIFY(bodyOf<wire::Meta>(m_client->send({"GET", "/v1/meta"}))
                ->banner.value_or("")
                .find("機器を交換します。") != std::string::npos); // before it
    EXPECT_STATUS(putNotice(R"({"kind":"other","audience":["console"],"title_ja":"a","body_ja":"b"})"), 201);
    const auto startsAt = body<wire::ServiceStatus>("/v1/service-status").maintenance.at(0).startsAt;
    QVERIFY2(m_kit->later(startsAt - wallNow() + minutes(1)),
             describe(m_kit->lastReply).c_str()); // signing in goes on
    const auto status = body<wire::ServiceStatus>("/v1/service-status");
    QVERIFY(status.isReadOnly && status.readOnlyUntil);
    QCOMPARE(toRfc3339(*status.readOnlyUntil), toRfc3339(startsAt + hours(2)));
    QCOMPARE(status.maintenance[0].phase, "running");
    const Reply refused =
        putNotice(R"({"kind":"other","audience":["console"],"title_ja":"a","body_ja":"b"})");
    EXPECT_PROBLEM(refused, 503, "read_only_maintenance");
    const int wait = std::atoi(refused.header("retry-after").c_str());
    QVERIFY2(wait > 6000 && wait <= 7200, refused.header("retry-after").c_str());
    EXPECT_STATUS(get("/v1/users"), 200);
    pcGoesOn();
    const QString id = QString::fromStdString(made.at("maintenance_id"));
    QVERIFY2(m_kit->later(hours(3)), describe(m_kit->lastReply).c_str());
    EXPECT_STATUS(putNotice(R"({"kind":"other","audience":["console"],"title_ja":"a","body_ja":"b"})"), 201);
    QTRY_VERIFY_WITH_TIMEOUT(isMailed(u"メンテナンスが終わりました"_s), kWaitMs);
    QVERIFY(!bodyOf<wire::Meta>(m_client->send({"GET", "/v1/meta"}))->banner);
    // set back into it by a clock that jumps, and out again
    TestTime::get().shiftWallClock(-hours(2));
    TestTime::get().shiftWallClock(hours(2));
    EXPECT_STATUS(get("/v1/service-status"), 200);
}

void DutiesApiTest::oldConsolesOnlyRead() {
    const auto withVersion = [&](const char* method, const char* path, const char* text,
                                 const char* version) {
        return send({method, path, text, {{"Kaomon-Client", version}}});
    };
    const char* notice = R"({"kind":"other","audience":["console"],"title_ja":"a","body_ja":"b"})";
    const Reply warned = withVersion("POST", "/v1/notices", notice, "console/1.4.0; api=1.0");
    EXPECT_STATUS(warned, 201);
    QVERIFY(warned.header("deprecation").starts_with("@") && warned.header("sunset").ends_with(" GMT"));
    QVERIFY(get("/v1/users").header("sunset").empty()); // says no version
    QVERIFY(withVersion("GET", "/v1/users", "", "console/1.5.0").header("sunset").empty());
    QVERIFY2(m_kit->later(hours(24 * 65)), describe(m_kit->lastReply).c_str());
    EXPECT_PROBLEM(withVersion("POST", "/v1/notices", notice, "console/1.4.0"), 426, "client_too_old");
    EXPECT_STATUS(withVersion("GET", "/v1/users", "", "console/1.4.0"), 200);
    EXPECT_STATUS(withVersion("POST", "/v1/notices", notice, "console/1.5.0"), 201);
    const std::string device = "/v1/devices/" + m_pc->id.text();
    const std::string etag = get(device).etag();
    EXPECT_STATUS(send({"PATCH",
                        device,
                        R"({"state":"suspended","reason":"lost"})",
                        {{"If-Match", etag}, {"Kaomon-Client", "console/1.4.0"}}}),
                  200); // revocation never waits
    EXPECT_STATUS(send({"PATCH",
                        device,
                        R"({"state":"active"})",
                        {{"If-Match", get(device).etag()}, {"Kaomon-Client", "console/1.4.0"}}}),
                  200);
    pcGoesOn(); // face logon's PCs are never refused for their age
    QCOMPARE(
        m_server
            .control({u"release"_s, u"withdraw"_s, u"--version"_s, u"1.5.0"_s, u"--reason"_s, u"defect"_s})
            .at("exit"),
        "0");
    TestTime::get().advance(seconds(2));
    EXPECT_STATUS(withVersion("POST", "/v1/notices", notice, "console/1.4.0"), 201); // nothing newer is out
}

void DutiesApiTest::countries() {
    const auto write = [&](const char* name, const QByteArray& text) {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                                  : QString();
    };
    // loopback is in no country, so that callers come through a proxy that names them
    const QString table = write("countries.csv", "192.0.2.0/24,JP\n198.51.100.0,198.51.100.255,US\n");
    QVERIFY(m_server.start(mailOptions() + QStringList{u"--country-table"_s, table, u"--countries"_s, u"JP"_s,
                                                       u"--trusted-proxies"_s,
                                                       QString::fromLatin1(kProxyAddress)}));
    TestClient proxy(m_server.port(), m_record, kProxyAddress);
    const auto from = [&](const char* address) {
        return proxy.send({"GET", "/v1/meta", "", {{"X-Forwarded-For", address}}});
    };
    EXPECT_STATUS(from("192.0.2.7"), 200);
    EXPECT_PROBLEM(from("198.51.100.7"), 403, "address_not_allowed");
    EXPECT_PROBLEM(from("203.0.113.7"), 403, "address_not_allowed"); // of nobody knows where
    EXPECT_STATUS(from("10.1.2.3"), 200);
    EXPECT_STATUS(proxy.send({"GET", "/healthz"}), 200);
}

} // namespace
} // namespace kaomon::test

int main(int argc, char** argv) {
    using namespace kaomon::test;
    QCoreApplication app(argc, argv);
    if (!kaomon::crypto::initialise()) {
        return 1;
    }
    const Backend backend;
    CaseCounter counter("duties_api", backend.name());
    DutiesApiTest test(backend);
    counter.run(test);
    return counter.finish();
}

#include "tst_duties_api.moc"
