// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QScopeGuard>

#include "contract/duties/duties_api_test.h"
#include "wire/changes.h"
#include "wire/meta.h"
#include "wire/notices.h"
#include "wire/service_status.h"
#include "wire/support.h"

namespace kaomon::test {

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
    QVERIFY(mailComes(u"重大な不具合"_s));
    const auto mail = lastMail(u"重大な不具合"_s);
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
    QVERIFY(soon([&] { return find("bounced").has_value(); }));
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
    QVERIFY(mailComes(u"アカウントのロックが解除されました"_s));
    QCOMPARE(lastMail(u"アカウントのロックが解除されました"_s).to, QByteArray("member@example.jp"));
    const auto auditor = m_kit->newUser("changed.role", "auditor");
    EXPECT_STATUS(send({"POST", "/v1/users", wire::encode(auditor)}), 201);
    const std::string other = "/v1/users/" + auditor.id.text();
    EXPECT_STATUS(send({"PUT",
                        other + "/role",
                        R"({"role":"help_desk","reason":""})",
                        {{"If-Match", get(other).etag()}}}),
                  200);
    QVERIFY(mailComes(u"役割が変更されました"_s));
    QCOMPARE(lastMail(u"役割が変更されました"_s).to, QByteArray("changed.role@example.org"));
}

TemplateId DutiesApiTest::waitingFace(Caller& member) {
    const wire::Consent consent{ConsentId::generate(), m_member->id, "1", "ja", wallNow()};
    (void)m_client->send({"POST", "/v1/consents", wire::encode(consent)}, &member);
    auto face = m_kit->face(*m_member, *m_pc, consent.id);
    face.needsApproval = true;
    const auto reply = m_client->send(
        {"POST", "/v1/users/" + m_member->id.text() + "/templates", wire::encode(face)}, &member);
    return reply.status == 201 ? face.id : TemplateId();
}

int DutiesApiTest::mailed(const QString& subjectPart) const {
    const auto mails = m_mail.mails();
    return static_cast<int>(
        std::ranges::count_if(mails, [&](const auto& mail) { return mail.subject().contains(subjectPart); }));
}

// Those who may approve a face are told by mail: once for all that come within five minutes, at most once an
// hour, and not when somebody was faster.
void DutiesApiTest::facesThatWait() {
    const QString subject = u"承認を待っている顔"_s;
    Caller member = Caller::console();
    QVERIFY2(m_kit->signInOnPc(member, *m_pc, *m_member), describe(m_kit->lastReply).c_str());
    const auto queued = [&] {
        const auto page = body<wire::MailPage>("/v1/mails?state=queued");
        return std::ranges::count(page.items, std::string("faces_waiting"), &wire::MailDelivery::kind);
    };
    const auto refuse = [&](const TemplateId& face) {
        return send({"POST", "/v1/users/" + m_member->id.text() + "/templates/" + face.text() + ":refuse",
                     R"({"reason":"a trial"})"});
    };
    const TemplateId first = waitingFace(member);
    const TemplateId second = waitingFace(member);
    QVERIFY(!first.isEmpty() && !second.isEmpty());
    QCOMPARE(queued(), 1);
    QCOMPARE(mailed(subject), 0);
    TestTime::get().advance(minutes(6));
    QVERIFY(soon([&] { return mailed(subject) == 1; }));
    QCOMPARE(lastMail(subject).to, QByteArray(kOwner));
    EXPECT_STATUS(refuse(first), 204);
    EXPECT_STATUS(refuse(second), 204);
    const TemplateId third = waitingFace(member);
    QVERIFY(!third.isEmpty());
    TestTime::get().advance(minutes(6));
    QCOMPARE(queued(), 1); // for the end of the hour
    EXPECT_STATUS(refuse(third), 204);
    QCOMPARE(queued(), 0);
    QCOMPARE(mailed(subject), 1);
}

} // namespace kaomon::test
