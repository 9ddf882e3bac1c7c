// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a notice may say and when it is shown.
#include <QTest>

#include "domain/notice.h"
#include "support/manual_clock.h"

using namespace kaomon;
using namespace kaomon::domain;

namespace {

class NoticeTest : public QObject {
    Q_OBJECT

private slots:
    void bodies_data();
    void bodies();
    void titles_data();
    void titles();
    void allowedHosts();
    void sizes();
    void times();
    void names();
};

void NoticeTest::bodies_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isGood");
    const auto row = [](const char* name, const char* text, bool isGood) {
        QTest::newRow(name) << QByteArray(text) << isGood;
    };
    row("Japanese", "本日 22:00 から保守を行います。\n顔認証は使えます。", true);
    row("link in a sentence", "詳しくは https://example.jp/info をご覧ください。", true);
    row("link alone", "https://example.jp/info\n", true);
    row("link at the end", "See https://example.jp", true);
    row("markup is text", "<b>1 < 2</b> & more", true);
    row("http", "See http://example.jp/", false);
    row("script", "javascript://example.jp/%0Aalert(1)", false);
    row("file", "file:///etc/passwd", false);
    row("scheme with a prefix", "xhttps://example.jp/", false);
    row("user name in it", "https://example.jp@evil.test/", false);
    row("port", "https://example.jp:8443/", false);
    row("no dot", "https://localhost/", false);
    row("look-alike letter", "https://ex\xD0\xB0mple.jp/", false);
    row("upper case", "https://EXAMPLE.jp/", false);
    row("second link is bad", "https://example.jp/ ftp://example.jp/", false);
    row("right-to-left turn",
        "abc \xE2\x80\xAE"
        "def",
        false);
    row("zero-width space", "abc\xE2\x80\x8B", false);
    row("carriage return", "a\r\nb", false);
    row("tab", "a\tb", false);
    row("escape", "a\x1b[31m", false);
    row("broken UTF-8", "a\xff", false);
    row("overlong slash", "a\xC0\xAF", false);
    row("surrogate", "a\xED\xA0\x80", false);
    row("line separator",
        "a\xE2\x80\xA8"
        "b",
        false);
    row("only space", " \n ", false);
    row("empty", "", false);
}

void NoticeTest::bodies() {
    QFETCH(QByteArray, text);
    QFETCH(bool, isGood);
    const Status checked = checkNoticeBody(text.toStdString(), {}, "/body_ja");
    QCOMPARE(checked.has_value(), isGood);
    QVERIFY(checked || checked.error().field == "/body_ja");
}

void NoticeTest::titles_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("good") << QByteArray("保守のお知らせ") << true;
    QTest::newRow("line feed") << QByteArray("a\nBcc: x@example.test") << false;
    QTest::newRow("carriage return") << QByteArray("a\rBcc: x@example.test") << false;
    QTest::newRow("link") << QByteArray("https://example.jp/") << false;
    QTest::newRow("nul") << QByteArray("a\0b", 3) << false;
}

void NoticeTest::titles() {
    QFETCH(QByteArray, text);
    QFETCH(bool, isGood);
    QCOMPARE(checkNoticeTitle(text.toStdString(), "/title_ja").has_value(), isGood);
}

void NoticeTest::allowedHosts() {
    const std::vector<std::string> hosts{"example.jp"};
    QVERIFY(checkNoticeBody("https://example.jp/a", hosts, ""));
    QVERIFY(checkNoticeBody("https://www.example.jp/a", hosts, ""));
    QVERIFY(!checkNoticeBody("https://badexample.jp/a", hosts, ""));
    QVERIFY(!checkNoticeBody("https://example.jp.evil.test/a", hosts, ""));
}

void NoticeTest::sizes() {
    QVERIFY(checkNoticeTitle(std::string(kLongestNoticeTitle, 'x'), ""));
    QVERIFY(!checkNoticeTitle(std::string(kLongestNoticeTitle + 1, 'x'), ""));
    QVERIFY(checkNoticeBody(std::string(kLongestNoticeBody, 'x'), {}, ""));
    QVERIFY(!checkNoticeBody(std::string(kLongestNoticeBody + 1, 'x'), {}, ""));
}

void NoticeTest::times() {
    const testing::ManualClock clock;
    const TimePoint now = clock.now();
    const std::chrono::hours hour(1);
    QCOMPARE(noticeState({now + hour, {}, {}}, now), NoticeState::Upcoming);
    QCOMPARE(noticeState({now, {}, {}}, now), NoticeState::Active);
    QCOMPARE(noticeState({now - hour, now, {}}, now), NoticeState::Ended);
    QCOMPARE(noticeState({now - hour, now + hour, now}, now), NoticeState::Withdrawn);
    QVERIFY(!checkNoticeTimes({now, now, {}}));
    QVERIFY(checkNoticeTimes({now, now + hour, {}}));
    QVERIFY(checkNoticeTimes({now, {}, {}}));
}

void NoticeTest::names() {
    for (const char* name : {"planned", "emergency", "release", "serious_defect", "technical", "other"}) {
        QCOMPARE(toWire(noticeKindFromWire(name).value()), std::string_view(name));
    }
    QVERIFY(!noticeKindFromWire("fun"));
    QVERIFY(!noticeAudienceFromWire("everybody"));
}

} // namespace

QTEST_GUILESS_MAIN(NoticeTest)
#include "tst_notice.moc"
