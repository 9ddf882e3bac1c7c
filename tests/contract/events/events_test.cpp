// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QTest>

#include "contract/events/event_suite.h"
#include "exchange/csv_reader.h"
#include "exchange/text_encoding.h"
#include "wire/operations.h"

namespace kaomon::test {
namespace {

// What PCs send, in what order ever, and what administrators find of it.
class EventsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void duplicatesAndGaps();
    void newerPcsAreHeard();
    void refused_data();
    void refused();
    void othersNumbers();
    void filtered_data();
    void filtered();
    void pagesBothWays();
    void timelines();
    void tailFollows();
    void countsByDay();
    void wrongClocksAreFiled();
    void exportGoesOn();
    void exportEncodings();
    void exportIsGuarded();
    void forOthersNothing();

private:
    [[nodiscard]] wire::EventPage list(const std::string& query) {
        return bodyOf<wire::EventPage>(m_suite.get(m_suite.auditor, "/v1/events?" + query))
            .value_or(wire::EventPage());
    }
    [[nodiscard]] long long next() { return ++m_seq; }

    EventSuite& m_suite = EventSuite::get();
    long long m_seq = 0; // of the first PC
};

void EventsTest::duplicatesAndGaps() {
    const auto first = m_suite.event(1);
    const auto third = m_suite.event(3, "LOGON_NG", "ng");
    auto reply = bodyOf<wire::BatchReply>(m_suite.push(m_suite.asPc, {first, third}));
    QVERIFY(reply && reply->stored == 2 && reply->highWater == 1);
    QCOMPARE(reply->gaps, std::vector<long long>{2});
    // the same batch again, and an older one later
    reply = bodyOf<wire::BatchReply>(m_suite.push(m_suite.asPc, {first, third}));
    QVERIFY(reply && reply->stored == 0 && reply->duplicates == 2);
    const auto mark = bodyOf<wire::EventMark>(
        m_suite.get(m_suite.helpDesk, "/v1/devices/" + m_suite.pc->id.text() + "/event-gaps"));
    QVERIFY(mark && mark->missing == 1 && mark->gaps.size() == 1 && mark->gaps[0].from == 2);
    const auto all = bodyOf<wire::EventMarkPage>(m_suite.get(m_suite.auditor, "/v1/event-gaps"));
    QVERIFY(all && all->items.size() == 1 && all->items[0].device == m_suite.pc->id);
    reply = bodyOf<wire::BatchReply>(m_suite.push(m_suite.asPc, {m_suite.event(2)}));
    QVERIFY(reply && reply->highWater == 3 && reply->gaps.empty());
    QCOMPARE(bodyOf<wire::EventMarkPage>(m_suite.get(m_suite.auditor, "/v1/event-gaps"))->items.size(), 0U);
    m_seq = 3;
    QCOMPARE(list("").items.size(), 3U);
}

void EventsTest::newerPcsAreHeard() {
    auto event = m_suite.event(next(), "TELEPATHY_OK");
    event.kind = "mind";
    std::string body = wire::encode(wire::EventBatch{{event}});
    body.insert(body.find("\"detail\":{") + 10, "\"brain_waves\":\"alpha\"");
    EXPECT_STATUS(m_suite.post(m_suite.asPc, "/v1/events", body), 200);
    const auto kept = list("kind=mind");
    QVERIFY(kept.items.size() == 1);
    QCOMPARE(kept.items[0].event.code, std::string("TELEPATHY_OK"));
}

void EventsTest::refused_data() {
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::newRow("kind") << QStringLiteral("kind") << QStringLiteral("Auth!");
    QTest::newRow("code") << QStringLiteral("code") << QStringLiteral("logon\n_ok");
    QTest::newRow("result") << QStringLiteral("result") << QStringLiteral("maybe");
    QTest::newRow("severity") << QStringLiteral("severity") << QStringLiteral("mild");
    QTest::newRow("long") << QStringLiteral("label") << QString(9000, u'x');
}

void EventsTest::refused() {
    QFETCH(QString, field);
    QFETCH(QString, value);
    auto event = m_suite.event(m_seq + 1);
    const std::string text = value.toStdString();
    (field == u"kind"     ? event.kind
     : field == u"code"   ? event.code
     : field == u"result" ? event.result
     : field == u"label"  ? event.detail.label.emplace()
                          : event.severity) = text;
    EXPECT_PROBLEM(m_suite.push(m_suite.asPc, {event}), 422, "validation_failed");
    const std::vector<wire::Event> tooMany(201, m_suite.event(1));
    EXPECT_PROBLEM(m_suite.push(m_suite.asPc, tooMany), 422, "validation_failed");
    EXPECT_PROBLEM(m_suite.post(m_suite.asPc, "/v1/events", std::string(600 * 1024, ' ')), 413,
                   "payload_too_large");
}

// A PC's numbers are its own: another PC's event of the same number is no duplicate of it.
void EventsTest::othersNumbers() {
    auto event = m_suite.event(1, "UNLOCK_OK");
    event.user.reset();
    event.detail.cameraName = "Rear camera";
    const auto reply = bodyOf<wire::BatchReply>(m_suite.push(m_suite.asSecondPc, {event}));
    QVERIFY(reply && reply->stored == 1 && reply->highWater == 1);
    const auto of = list("device=" + m_suite.secondPc->id.text());
    QVERIFY(of.items.size() == 1 && of.items[0].event.id == event.id);
}

void EventsTest::filtered_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("count");
    QTest::newRow("code") << QStringLiteral("code=LOGON_NG") << 1;
    QTest::newRow("several codes") << QStringLiteral("code=LOGON_NG,UNLOCK_OK") << 2;
    QTest::newRow("both must hold") << QStringLiteral("code=LOGON_NG&result=ok") << 0;
    QTest::newRow("part of a login") << QStringLiteral("q=TANA&kind=auth") << 3;
    QTest::newRow("part of a clear text") << QStringLiteral("q=rear") << 1;
    QTest::newRow("two words") << QStringLiteral("q=rear%20unlock") << 1;
    QTest::newRow("two words of two events") << QStringLiteral("q=rear%20logon_ng") << 0;
    QTest::newRow("wildcards mean themselves") << QStringLiteral("q=%25") << 0;
    QTest::newRow("before") << QStringLiteral("to=2020-01-01T00:00:00Z") << 0;
}

void EventsTest::filtered() {
    QFETCH(QString, query);
    QFETCH(int, count);
    QCOMPARE(static_cast<int>(list(query.toStdString()).items.size()), count);
}

void EventsTest::pagesBothWays() {
    std::vector<wire::Event> events;
    for (int i = 0; i < 10; ++i) {
        events.push_back(m_suite.event(next(), "FALLBACK_PW"));
    }
    EXPECT_STATUS(m_suite.push(m_suite.asPc, events), 200);
    for (const std::string order : {"newest", "oldest"}) {
        const std::string query = "code=FALLBACK_PW&limit=4&order=" + order;
        const auto first = list(query);
        QVERIFY(first.items.size() == 4 && first.next && !first.previous);
        const auto second = list(query + "&cursor=" + *first.next);
        const auto third = list(query + "&cursor=" + *second.next);
        QVERIFY(third.items.size() == 2 && !third.next && third.previous);
        std::set<std::string> ids;
        for (const auto* page : {&first, &second, &third}) {
            for (const auto& item : page->items) {
                ids.insert(item.event.id.text());
            }
        }
        QCOMPARE(ids.size(), 10U);
        const auto back = list(query + "&cursor=" + *third.previous);
        QVERIFY(back.items.size() == 4 && back.items[0].event.id == second.items[0].event.id);
        const auto begin = list(query + "&cursor=" + *back.previous);
        QVERIFY(begin.items.size() == 4 && begin.items[0].event.id == first.items[0].event.id &&
                !begin.previous);
    }
    const auto first = list("code=FALLBACK_PW&limit=4");
    EXPECT_PROBLEM(m_suite.get(m_suite.auditor, "/v1/events?order=oldest&cursor=" + *first.next), 422,
                   "validation_failed");
    EXPECT_PROBLEM(m_suite.get(m_suite.auditor, "/v1/events?cursor=made.up"), 422, "validation_failed");
}

void EventsTest::timelines() {
    const auto ofUser = bodyOf<wire::EventPage>(m_suite.get(
        m_suite.auditor, "/v1/users/" + m_suite.member->id.text() + "/events?order=oldest&limit=500"));
    QVERIFY(ofUser && ofUser->items.size() > 10);
    for (std::size_t i = 1; i < ofUser->items.size(); ++i) {
        QVERIFY(ofUser->items[i - 1].event.at <= ofUser->items[i].event.at);
        QCOMPARE(ofUser->items[i].event.user.value(), m_suite.member->id);
    }
    const auto ofPc = bodyOf<wire::EventPage>(
        m_suite.get(m_suite.helpDesk, "/v1/devices/" + m_suite.secondPc->id.text() + "/events"));
    QVERIFY(ofPc && ofPc->items.size() == 1);
    EXPECT_PROBLEM(m_suite.get(m_suite.auditor, "/v1/users/" + makeUuid() + "/events"), 404, "not_found");
    // the other tenant knows neither
    EXPECT_PROBLEM(m_suite.get(m_suite.other->console, "/v1/users/" + m_suite.member->id.text() + "/events"),
                   404, "not_found");
    EXPECT_PROBLEM(
        m_suite.get(m_suite.other->console, "/v1/devices/" + m_suite.pc->id.text() + "/event-gaps"), 404,
        "not_found");
}

void EventsTest::tailFollows() {
    auto tail = bodyOf<wire::EventTail>(m_suite.get(m_suite.auditor, "/v1/events:tail"));
    QVERIFY(tail && tail->items.empty() && tail->after > 0);
    const std::string after = std::to_string(tail->after);
    EXPECT_STATUS(m_suite.push(m_suite.asPc, {m_suite.event(next(), "COOLDOWN"), m_suite.event(next())}),
                  200);
    tail = bodyOf<wire::EventTail>(m_suite.get(m_suite.auditor, "/v1/events:tail?wait=5&after=" + after));
    QVERIFY(tail && tail->items.size() == 2 && tail->items[0].event.code == "COOLDOWN");
    QCOMPARE(tail->items[0].number.value() + 1, tail->items[1].number.value());
    const auto chosen =
        bodyOf<wire::EventTail>(m_suite.get(m_suite.auditor, "/v1/events:tail?code=COOLDOWN&after=" + after));
    QVERIFY(chosen && chosen->items.size() == 1 && chosen->after == tail->after);
    // nothing new: waits, and says where it is
    const auto quiet = bodyOf<wire::EventTail>(
        m_suite.get(m_suite.auditor, "/v1/events:tail?wait=1&after=" + std::to_string(tail->after)));
    QVERIFY(quiet && quiet->items.empty() && quiet->after == tail->after && !quiet->more);
    EXPECT_PROBLEM(m_suite.get(m_suite.auditor, "/v1/events:tail?after=0&wait=21"), 422, "validation_failed");
}

void EventsTest::countsByDay() {
    const auto counts =
        bodyOf<wire::EventCounts>(m_suite.get(m_suite.auditor, "/v1/events:counts?code=FALLBACK_PW&by=day"));
    QVERIFY(counts && !counts->items.empty());
    long long sum = 0;
    for (const auto& item : counts->items) {
        sum += item.count;
    }
    QCOMPARE(sum, 10);
}

void EventsTest::wrongClocksAreFiled() {
    auto future = m_suite.event(next(), "CLOCK_SKEW");
    future.at = wallNow() + std::chrono::hours(24 * 3650);
    EXPECT_STATUS(m_suite.push(m_suite.asPc, {future}), 200);
    const auto later = m_suite.event(next(), "LOGON_OK");
    EXPECT_STATUS(m_suite.push(m_suite.asPc, {later}), 200);
    QCOMPARE(list("limit=1").items[0].event.id, later.id); // the wrong clock does not stand on top
    const auto kept = list("code=CLOCK_SKEW");
    QVERIFY(kept.items.size() == 1 && kept.items[0].event.at == future.at);
}

void EventsTest::exportGoesOn() {
    Caller& auditor = m_suite.auditor;
    const std::string query = "/v1/exports/events:jsonl?kind=auth";
    const Reply whole = m_suite.get(auditor, query);
    EXPECT_STATUS(whole, 200);
    const auto lines = QByteArray::fromStdString(whole.body).split('\n');
    const auto header = wire::decode<wire::EventExportHeader>(lines[0].toStdString());
    QVERIFY(header && header->record == "export" && header->filter == "kind=auth");
    QCOMPARE(std::to_string(header->upto), whole.header("kaomon-upto"));
    // cut in the middle: the rest and the beginning are the whole, although more has arrived since
    const auto cut = wire::decode<wire::StoredEvent>(lines[5].toStdString());
    QVERIFY(cut && cut->number);
    EXPECT_STATUS(m_suite.push(m_suite.asPc, {m_suite.event(next())}), 200);
    const Reply rest = m_suite.get(auditor, query + "&after=" + std::to_string(*cut->number) +
                                                "&upto=" + std::to_string(header->upto));
    QCOMPARE((lines.mid(0, 6).join('\n') + '\n').toStdString() + rest.body, whole.body);
    const auto beside = bodyOf<wire::EventExportHeader>(
        m_suite.get(auditor, "/v1/exports/events:describe?kind=auth&upto=" + std::to_string(header->upto)));
    QVERIFY(beside && beside->filter == header->filter && beside->upto == header->upto);
    const Reply acts = m_suite.get(auditor, "/v1/account-acts?kind=events_exported");
    QVERIFY(acts.body.find("kind=auth") != std::string::npos);
    // the same in the operation log: one entry for each time, with the act, the file and the filter
    const auto log =
        bodyOf<wire::OperationPage>(m_suite.get(auditor, "/v1/operations?action=exportEventLines"));
    QVERIFY(log && log->items.size() == 2);
    for (const auto& entry : log->items) {
        QCOMPARE(entry.kind, std::string("events_exported"));
        QCOMPARE(entry.objectKind, std::string("exports"));
        QVERIFY(entry.detail.find("\"filter\":\"kind=auth\"") != std::string::npos);
    }
}

void EventsTest::exportEncodings() {
    Caller& auditor = m_suite.auditor;
    auto event = m_suite.event(next(), "TEST_OK");
    event.kind = "face";
    event.osAccount = "髙橋🙂";
    EXPECT_STATUS(m_suite.push(m_suite.asPc, {event}), 200);
    const std::string query = "/v1/exports/events?code=TEST_OK";
    const Reply marked = m_suite.get(auditor, query);
    QVERIFY(marked.body.starts_with(exchange::kByteOrderMark) &&
            marked.body.find("髙橋🙂") != std::string::npos);
    QVERIFY(marked.body.find("発生日時") != std::string::npos);
    const Reply english = m_suite.get(auditor, query + "&encoding=utf-8&language=en");
    QVERIFY(english.body.starts_with("number,time,"));
    const auto entries = [&] {
        const auto log =
            bodyOf<wire::OperationPage>(m_suite.get(auditor, "/v1/operations?action=exportEvents"));
        return log ? static_cast<int>(log->items.size()) : -1;
    };
    QCOMPARE(entries(), 2);
    EXPECT_PROBLEM(m_suite.get(auditor, query + "&encoding=cp932"), 422, "validation_failed");
    QCOMPARE(entries(), 2); // what is refused was not taken out
    const Reply japanese = m_suite.get(auditor, query + "&encoding=cp932&unmappable=mark");
    EXPECT_STATUS(japanese, 200);
    QCOMPARE(entries(), 3);
    exchange::TextConverter converter(exchange::TextEncoding::Cp932);
    const auto text = converter.toUtf8(japanese.body);
    QVERIFY(text && text->find("髙橋〓") != std::string::npos);
}

void EventsTest::exportIsGuarded() {
    auto event = m_suite.event(next(), "TEST_NG", "ng");
    event.kind = "face";
    event.osAccount = "=HYPERLINK(\"https://example.org\")";
    EXPECT_STATUS(m_suite.push(m_suite.asPc, {event}), 200);
    const Reply file = m_suite.get(m_suite.auditor, "/v1/exports/events?code=TEST_NG&encoding=utf-8");
    QVERIFY(file.body.find(",\"'=HYPERLINK(") != std::string::npos);
}

void EventsTest::forOthersNothing() {
    const auto page = bodyOf<wire::EventPage>(m_suite.get(m_suite.other->console, "/v1/events"));
    QVERIFY(page && page->items.empty());
    const auto tail = bodyOf<wire::EventTail>(m_suite.get(m_suite.other->console, "/v1/events:tail?after=0"));
    QVERIFY(tail && tail->items.empty());
    const Reply file = m_suite.get(m_suite.other->console, "/v1/exports/events?encoding=utf-8&language=en");
    QVERIFY(file.status == 200 && file.body.find("LOGON") == std::string::npos);
    EXPECT_PROBLEM(m_suite.get(m_suite.viewer, "/v1/events"), 403, "forbidden");
}

} // namespace

std::unique_ptr<QObject> makeEventsTest() {
    return std::make_unique<EventsTest>();
}

} // namespace kaomon::test

#include "events_test.moc"
