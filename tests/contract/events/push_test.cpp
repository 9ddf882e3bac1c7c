// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QFile>
#include <QMessageAuthenticationCode>
#include <QTest>

#include "contract/events/event_suite.h"
#include "wire/deliveries.h"
#include "wire/operations.h"
#include "wire/service_status.h"

namespace kaomon::test {
namespace {

// Events on their way to other machines, over real TLS on this one, and the rules that raise alerts.
class PushTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void insideIsClosed_data();
    void insideIsClosed();
    void signedAndInOrder();
    void overSyslog();
    void slowOnesHoldUpNobody();
    void triesAgain();
    void refusedBatchIsPassedOver();
    void goneIsGivenUp();
    void burstRaisesAlert();
    void rules();
    void ofOthers();
    void checkpointsLeaveTheMachine();
    void checkpointsAreMailed();

private:
    [[nodiscard]] Reply create(const std::string& url, const std::string& sends, const WebhookId& id) {
        const wire::NewWebhook body{
            .id = id, .name = "siem", .url = url, .sends = sends, .wanted = {}, .secret = m_secret};
        return m_suite.post(owner(), "/v1/webhooks", wire::encode(body));
    }
    [[nodiscard]] Caller& owner() { return m_suite.home->console; }
    [[nodiscard]] wire::DeliveryState state(const std::string& target) {
        const auto list = bodyOf<wire::DeliveryStateList>(m_suite.get(owner(), "/v1/deliveries"));
        for (const auto& item : list.value_or(wire::DeliveryStateList()).items) {
            if (item.target == target) {
                return item;
            }
        }
        return {};
    }
    // Bodies that came, by kind.
    [[nodiscard]] std::vector<wire::WebhookBody> bodies(const std::string& kind) const {
        std::vector<wire::WebhookBody> found;
        for (const Posted& post : m_suite.hook->posted()) {
            auto body = wire::decode<wire::WebhookBody>(post.body);
            if (body && body->kind == kind && body->webhook == m_hook) {
                found.push_back(std::move(*body));
            }
        }
        return found;
    }
    [[nodiscard]] bool hasCome(const EventId& id) const {
        for (const auto& body : bodies("events")) {
            for (const auto& item : body.events) {
                if (item.event.id == id) {
                    return true;
                }
            }
        }
        return false;
    }
    [[nodiscard]] wire::Event next(const std::string& code, const std::string& result = "ok") {
        return m_suite.event(++m_seq, code, result);
    }

    EventSuite& m_suite = EventSuite::get();
    Bytes m_secret = Bytes(32, 7);
    WebhookId m_hook = WebhookId::generate();
    std::string m_url;
    long long m_seq = 0;
};

void PushTest::initTestCase() {
    m_url = "https://localhost:" + std::to_string(m_suite.hook->port()) + "/hook?x=1";
    const auto mark = bodyOf<wire::EventMark>(
        m_suite.get(owner(), "/v1/devices/" + m_suite.secondPc->id.text() + "/event-gaps"));
    QVERIFY(mark);
    m_seq = mark->highest;
    EXPECT_STATUS(create(m_url, "both", m_hook), 201);
}

void PushTest::insideIsClosed_data() {
    QTest::addColumn<QString>("url");
    QTest::newRow("clear text") << QStringLiteral("http://example.org/");
    QTest::newRow("metadata") << QStringLiteral("https://169.254.169.254/latest");
    QTest::newRow("private") << QStringLiteral("https://10.0.0.1/");
    QTest::newRow("v6 loopback") << QStringLiteral("https://[::1]:443/");
    QTest::newRow("mapped") << QStringLiteral("https://[::ffff:10.0.0.1]/");
    QTest::newRow("number") << QStringLiteral("https://167772161/");
    QTest::newRow("user") << QStringLiteral("https://a@10.0.0.1/");
    QTest::newRow("file") << QStringLiteral("file:///etc/passwd");
    QTest::newRow("control") << QStringLiteral("https://example.org/\nHost: x");
}

void PushTest::insideIsClosed() {
    QFETCH(QString, url);
    EXPECT_PROBLEM(create(url.toStdString(), "events", WebhookId::generate()), 422, "validation_failed");
}

void PushTest::signedAndInOrder() {
    const auto first = next("LOGON_OK");
    const auto second = next("UNLOCK_OK");
    EXPECT_STATUS(m_suite.push(m_suite.asSecondPc, {first, second}), 200);
    QVERIFY(waitFor([&] { return hasCome(second.id); }));
    const Posted post = m_suite.hook->posted().back();
    QCOMPARE(post.target, std::string("/hook?x=1"));
    const std::string signature = post.headers.at("kaomon-signature");
    const auto comma = signature.find(",v1=");
    const QByteArray message = QByteArray::fromStdString(signature.substr(2, comma - 2) + "." + post.body);
    const QByteArray expected =
        QMessageAuthenticationCode::hash(message, QByteArray(32, '\7'), QCryptographicHash::Sha256).toHex();
    QCOMPARE(QByteArray::fromStdString(signature.substr(comma + 4)), expected);
    long long last = 0;
    for (const auto& body : bodies("events")) {
        for (const auto& item : body.events) {
            QVERIFY(item.number.value() > last); // each once, in the order of arrival
            last = *item.number;
        }
    }
    // written down after the receiver's answer
    QVERIFY(waitFor([&] { return state(m_hook.text()).delivered >= 2; }));
    const auto at = state(m_hook.text());
    QVERIFY(at.state == "active" && at.lastAt && at.waiting == 0);
}

void PushTest::overSyslog() {
    auto event = next("LOGON_NG", "ng");
    event.detail.reason = "no_match";
    event.osAccount = "quote\"bracket]";
    EXPECT_STATUS(m_suite.push(m_suite.asSecondPc, {event}), 200);
    const std::string target = "syslog:localhost:" + std::to_string(m_suite.syslog->port());
    QVERIFY(waitFor([&] {
        return m_suite.syslog->received().find(event.id.text()) != std::string::npos &&
               state(target).waiting == 0;
    }));
    // octet counting: every frame is as long as it says, and begins as RFC 5424 wants it
    std::string text = m_suite.syslog->received();
    int frames = 0;
    while (!text.empty()) {
        const auto space = text.find(' ');
        const auto size = static_cast<std::size_t>(std::stoul(text.substr(0, space)));
        const std::string frame = text.substr(space + 1, size);
        QCOMPARE(frame.size(), size);
        QVERIFY(frame.starts_with("<8") && frame.find(">1 2") != std::string::npos);
        text.erase(0, space + 1 + size);
        ++frames;
        if (frame.find(event.id.text()) != std::string::npos) {
            QVERIFY(frame.find("reason=\"no_match\"") != std::string::npos);
            QVERIFY(frame.find("osAccount=\"quote\\\"bracket\\]\"") != std::string::npos);
            QVERIFY(frame.starts_with("<84>1 "));
        }
    }
    QVERIFY(frames >= 3);
}

// Three receivers that take a batch and never answer: what the others are sent does not wait for them.
void PushTest::slowOnesHoldUpNobody() {
    PushReceiver slow(PushReceiver::Kind::Https, m_suite.folder.path().toStdString());
    slow.hold();
    std::vector<WebhookId> held;
    for (int i = 0; i < 3; ++i) {
        held.push_back(WebhookId::generate());
        EXPECT_STATUS(create("https://localhost:" + std::to_string(slow.port()) + "/", "events", held.back()),
                      201);
    }
    EXPECT_STATUS(m_suite.push(m_suite.asSecondPc, {next("LOGON_OK")}), 200);
    QVERIFY(waitFor([&] { return !slow.posted().empty(); }));
    const auto event = next("UNLOCK_OK");
    EXPECT_STATUS(m_suite.push(m_suite.asSecondPc, {event}), 200);
    QVERIFY(waitFor([&] { return hasCome(event.id); }));
    QCOMPARE(state(held.front().text()).delivered, 0LL);
    slow.release();
    for (const auto& id : held) {
        const std::string path = "/v1/webhooks/" + id.text();
        const std::string etag = m_suite.get(owner(), path).etag();
        EXPECT_STATUS(m_suite.client->send({"DELETE", path, {}, {{"If-Match", etag}}}, &owner()), 204);
    }
}

void PushTest::triesAgain() {
    m_suite.hook->answerWith(503);
    const auto event = next("COOLDOWN");
    EXPECT_STATUS(m_suite.push(m_suite.asSecondPc, {event}), 200);
    QVERIFY(waitFor([&] { return state(m_hook.text()).state == "retrying"; }));
    const auto failing = state(m_hook.text());
    QVERIFY(failing.attempts >= 1 && failing.lastError == "http 503" && failing.waiting >= 1 &&
            failing.nextAt);
    m_suite.hook->answerWith(204);
    TestTime::get().advance(std::chrono::seconds(10));
    QVERIFY(waitFor([&] { return state(m_hook.text()).state == "active"; }));
    QVERIFY(hasCome(event.id));
}

void PushTest::refusedBatchIsPassedOver() {
    m_suite.hook->answerWith(422);
    const auto bad = next("LOCKOUT");
    EXPECT_STATUS(m_suite.push(m_suite.asSecondPc, {bad}), 200);
    const std::string path = "/v1/webhooks/" + m_hook.text();
    const auto letters = [&] {
        return bodyOf<wire::DeadLetterList>(m_suite.get(owner(), path + "/dead-letters"))
            .value_or(wire::DeadLetterList());
    };
    QVERIFY(waitFor([&] { return !letters().items.empty(); }));
    QCOMPARE(letters().items[0].error, std::string("http 422"));
    m_suite.hook->answerWith(204);
    const auto good = next("UNLOCKED");
    EXPECT_STATUS(m_suite.push(m_suite.asSecondPc, {good}), 200);
    QVERIFY(waitFor([&] { return hasCome(good.id); }));
    // once more from there
    const auto before = bodies("events").size();
    const wire::DeliveryResume again{letters().items[0].first};
    EXPECT_STATUS(m_suite.post(owner(), path + ":resume", wire::encode(again)), 200);
    QVERIFY(waitFor([&] { return bodies("events").size() > before && hasCome(bad.id); }));
    QVERIFY(letters().items.empty());
    const auto log = bodyOf<wire::OperationPage>(m_suite.get(owner(), "/v1/operations?kind=webhook_resumed"));
    QVERIFY(log && log->items.size() == 1 && log->items[0].object == m_hook.text());
}

void PushTest::goneIsGivenUp() {
    m_suite.hook->answerWith(410);
    const auto event = next("EMERGENCY_CODE");
    EXPECT_STATUS(m_suite.push(m_suite.asSecondPc, {event}), 200);
    QVERIFY(waitFor([&] { return state(m_hook.text()).state == "dead"; }));
    m_suite.hook->answerWith(204);
    EXPECT_STATUS(m_suite.post(owner(), "/v1/webhooks/" + m_hook.text() + ":resume", "{}"), 200);
    QVERIFY(
        waitFor([&] { return state(m_hook.text()).state == "active" && state(m_hook.text()).waiting == 0; }));
    QVERIFY(hasCome(event.id)); // nothing was lost meanwhile
}

void PushTest::burstRaisesAlert() {
    QVERIFY(m_suite.home->later(std::chrono::minutes(10))); // away from what came before
    const AlertRuleId id = AlertRuleId::generate();
    const wire::NewAlertRule rule{
        .id = id,
        .name = "spoofs",
        .wanted = {.kinds = {}, .codes = {}, .results = {}, .reasons = {"spoof_suspected"}, .severities = {}},
        .count = 2,
        .minutes = 5,
        .per = "user",
        .sendsMail = true};
    EXPECT_STATUS(m_suite.post(owner(), "/v1/alert-rules", wire::encode(rule)), 201);
    std::vector<wire::Event> events;
    for (int i = 0; i < 4; ++i) {
        events.push_back(next("LOGON_NG", "ng"));
        if (i < 2) {
            events.back().detail.reason = "spoof_suspected";
        }
    }
    const auto alerts = [&] {
        return bodyOf<wire::EventAlertPage>(m_suite.get(m_suite.home->console, "/v1/alerts"))
            .value_or(wire::EventAlertPage());
    };
    const auto count = [&](const std::string& of) {
        return std::ranges::count_if(alerts().items, [&](const auto& alert) { return alert.rule == of; });
    };
    const auto bursts = count("event_burst");
    EXPECT_STATUS(m_suite.push(m_suite.asSecondPc, events), 200);
    // one transaction raises both
    QVERIFY(waitFor([&] { return count(id.text()) == 1; }));
    QVERIFY(count("event_burst") - bursts == 1); // four refusals in a minute are one alert
    const auto& items = alerts().items;
    const auto mine = std::ranges::find_if(items, [&](const auto& alert) { return alert.rule == id.text(); });
    QVERIFY(mine->count == 2 && mine->subject == m_suite.member->id.text() && mine->ruleName == "spoofs");
    QVERIFY(waitFor([&] {
        for (const auto& body : bodies("alerts")) {
            for (const auto& alert : body.alerts) {
                if (alert.rule == id.text()) {
                    return true;
                }
            }
        }
        return false;
    }));
}

void PushTest::rules() {
    const auto rule = [](int count, int minutes, const std::string& per) {
        return wire::NewAlertRule{.id = AlertRuleId::generate(),
                                  .name = "r",
                                  .wanted = {},
                                  .count = count,
                                  .minutes = minutes,
                                  .per = per,
                                  .sendsMail = false};
    };
    for (const auto& wrong : {rule(0, 1, "device"), rule(1001, 1, "device"), rule(3, 0, "user"),
                              rule(3, 1441, "user"), rule(3, 1, "planet")}) {
        EXPECT_PROBLEM(m_suite.post(owner(), "/v1/alert-rules", wire::encode(wrong)), 422,
                       "validation_failed");
    }
    const auto made =
        bodyOf<wire::AlertRule>(m_suite.post(owner(), "/v1/alert-rules", wire::encode(rule(3, 1, "tenant"))));
    QVERIFY(made && made->rev == 1);
    const std::string path = "/v1/alert-rules/" + made->id.text();
    Call patch{"PATCH", path, R"({"is_enabled":false,"name":"other"})"};
    patch.headers["If-Match"] = "\"r1\"";
    EXPECT_STATUS(m_suite.client->send(patch, &owner()), 200);
    // what it was and what it is stand in the operation log
    const auto log = bodyOf<wire::OperationPage>(
        m_suite.get(owner(), "/v1/operations?action=changeAlertRule&object=" + made->id.text()));
    QVERIFY(log && log->items.size() == 1 && log->items.front().objectName == "other");
    const auto& changes = log->items.front().changes;
    const auto name = std::ranges::find(changes, std::string("name"), &wire::OperationChange::field);
    QVERIFY(name != changes.end() && name->before == "r" && name->after == "other");
    EXPECT_PROBLEM(m_suite.client->send(patch, &owner()), 412, "stale_revision");
    Call remove{"DELETE", path};
    remove.headers["If-Match"] = "\"r2\"";
    EXPECT_STATUS(m_suite.client->send(remove, &owner()), 204);
}

void PushTest::ofOthers() {
    Caller& other = m_suite.other->console;
    QVERIFY(m_suite.other->signIn(other, m_suite.other->owner));
    EXPECT_PROBLEM(m_suite.get(other, "/v1/webhooks/" + m_hook.text()), 404, "not_found");
    const auto list = bodyOf<wire::WebhookList>(m_suite.get(other, "/v1/webhooks"));
    QVERIFY(list && list->items.empty());
    const auto alerts = bodyOf<wire::EventAlertPage>(m_suite.get(other, "/v1/alerts"));
    QVERIFY(alerts && alerts->items.empty());
    // the secret never comes back
    const Reply hook = m_suite.get(owner(), "/v1/webhooks/" + m_hook.text());
    QVERIFY(hook.status == 200 && hook.body.find("secret") == std::string::npos);
}

// The hourly checkpoint arrives as the line that the verifier reads. Moves the clock on; nobody is signed in
// any more after it.
void PushTest::checkpointsLeaveTheMachine() {
    TestTime::get().advance(std::chrono::hours(2));
    const auto line = [&]() -> std::optional<wire::OperationCheckpoint> {
        const std::string all = m_suite.syslog->received();
        auto at = all.find("OPERATION_CHECKPOINT [kaomon@32473 tenant=\"" + m_suite.home->tenant.text());
        at = at == std::string::npos ? at : all.find('{', at);
        const auto end = at == std::string::npos ? at : all.find('}', at);
        const auto read = end == std::string::npos
                              ? Result<wire::OperationCheckpoint>(fail(ErrorCode::NotFound, ""))
                              : wire::decode<wire::OperationCheckpoint>(all.substr(at, end - at + 1));
        return read ? std::optional(*read) : std::nullopt;
    };
    QVERIFY(waitFor([&] { return line().has_value(); }));
    QCOMPARE(line()->tenant, m_suite.home->tenant.text());
    QVERIFY(line()->seq > 0 && !line()->signature.empty());
}

// The mail holds the line that the verifier reads, goes to the operator alone, and is none of the tenant's.
void PushTest::checkpointsAreMailed() {
    const std::string tenant = m_suite.home->tenant.text();
    const auto mailed = [&]() -> std::optional<SmtpServer::Mail> {
        for (const auto& mail : m_suite.mail.mails()) {
            if (mail.to.contains(kCheckpointAddress) &&
                mail.subject().contains(QString::fromStdString(tenant))) {
                return mail;
            }
        }
        return std::nullopt;
    };
    QVERIFY(waitFor([&] { return mailed().has_value(); }));
    const std::string text = mailed()->text().remove(QLatin1Char('\r')).toStdString();
    const auto begin = text.find("\n{") + 1;
    const std::string line = text.substr(begin, text.find('\n', begin) - begin);
    const auto statement = wire::decode<wire::OperationCheckpoint>(line);
    QVERIFY2(statement, text.c_str());
    QCOMPARE(statement->tenant, tenant);
    const QString kept = m_suite.folder.filePath(QStringLiteral("mailed.jsonl"));
    const auto verify = [&](std::string content) {
        QFile file(kept);
        const bool isWritten = file.open(QIODevice::WriteOnly) && file.write((content + "\n").c_str()) > 0;
        file.close();
        return isWritten &&
               !m_suite.server
                    .control({QStringLiteral("audit"), QStringLiteral("verify"), QStringLiteral("--tenant"),
                              QString::fromStdString(tenant), QStringLiteral("--checkpoints"), kept})
                    .empty();
    };
    QVERIFY(verify(line));
    auto forged = *statement;
    forged.head.front() ^= 1U;
    QVERIFY(!verify(wire::encode(forged)));
    QVERIFY(m_suite.home->signIn(owner(), m_suite.home->owner)); // hours have passed since the last time
    const Reply reply = m_suite.get(owner(), "/v1/mails");
    const auto own = bodyOf<wire::MailPage>(reply);
    QVERIFY2(own, describe(reply).c_str());
    for (const auto& mail : own->items) {
        QVERIFY2(mail.address != kCheckpointAddress && mail.kind != "operation_checkpoint",
                 mail.kind.c_str());
    }
}

} // namespace

std::unique_ptr<QObject> makePushTest() {
    return std::make_unique<PushTest>();
}

} // namespace kaomon::test

#include "push_test.moc"
