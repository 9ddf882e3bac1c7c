// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a mail looks like: its encoding, its words, and that nothing of an input becomes a header.
#include <QRegularExpression>
#include <QTest>

#include "mail/mail_text.h"
#include "mail/message.h"

using namespace kaomon;
using namespace kaomon::mail;

namespace {

const domain::TimeZone& tokyo() {
    static const domain::TimeZone zone = domain::TimeZone::find(domain::kDefaultTimeZone).value();
    return zone;
}

Envelope envelope() {
    return {.from = "kaomon@example.jp",
            .fromName = "顔門",
            .to = "owner@example.jp",
            .messageId = "abc@example.jp",
            .date = fromRfc3339("2026-11-24T03:04:05Z").value()};
}

QByteArrayList headersOf(const std::string& message) {
    QByteArray head = QByteArray::fromStdString(message.substr(0, message.find("\r\n\r\n")));
    head.replace("\r\n ", "");
    QByteArrayList names;
    for (const QByteArray& line : head.split('\n')) {
        names.append(line.left(line.indexOf(':')));
    }
    return names;
}

class MailTest : public QObject {
    Q_OBJECT

private slots:
    void subjects_data();
    void subjects();
    void injection_data();
    void injection();
    void addresses_data();
    void addresses();
    void bodyIsBase64Lines();
    void everyTemplateHasItsWords_data();
    void everyTemplateHasItsWords();
    void valuesArePutIn();
    void valuesAreNoPlaces();
    void unknownKindIsAnAlert();
    void hostilePayloads_data();
    void hostilePayloads();
};

void MailTest::subjects_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("ASCII") << QByteArray("Planned maintenance");
    QTest::newRow("Japanese") << QByteArray("[顔門] メンテナンスのお知らせ");
    QTest::newRow("long Japanese") << QByteArray("顔認証は続けて使えます。").repeated(20);
    QTest::newRow("four bytes each") << QByteArray("😀").repeated(50);
    QTest::newRow("looks encoded") << QByteArray("=?UTF-8?B?aGk=?=");
    QTest::newRow("long ASCII") << QByteArray(500, 'x');
    QTest::newRow("empty") << QByteArray();
}

// Decoded again it is the same; no line is too long; each word is whole characters.
void MailTest::subjects() {
    QFETCH(QByteArray, text);
    const QByteArray encoded = QByteArray::fromStdString(encodeHeaderText(text.toStdString()));
    static const QRegularExpression kWord(QStringLiteral("^=\\?UTF-8\\?B\\?([A-Za-z0-9+/=]*)\\?=$"));
    QByteArray decoded;
    QByteArray unfolded = encoded;
    unfolded.replace("\r\n", "");
    for (const QByteArray& word : unfolded.split(' ')) {
        const auto match = kWord.match(QString::fromUtf8(word));
        if (!match.hasMatch()) {
            decoded = encoded; // as it is
            break;
        }
        QVERIFY(word.size() <= 75);
        const QByteArray part = QByteArray::fromBase64(match.captured(1).toLatin1());
        QVERIFY(!QString::fromUtf8(part).contains(QChar::ReplacementCharacter));
        decoded += part;
    }
    QCOMPARE(decoded, text);
}

void MailTest::injection_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const QByteArray& text) { QTest::newRow(name) << text; };
    row("LF", "a\nBcc: x@example.test");
    row("CR", "a\rBcc: x@example.test");
    row("CRLF", "a\r\nBcc: x@example.test");
    row("end of the header", "a\r\n\r\nbody");
    row("folded", "a\r\n Bcc: x@example.test");
    row("NUL", QByteArray("a\0\r\nBcc: x", 11));
    row("vertical tab", "a\vBcc: x@example.test");
    row("Japanese with LF", "保守\nBcc: x@example.test");
    row("encoded words", "=?UTF-8?Q?a=0ABcc:_x?=");
    row("NEL", "a\xC2\x85"
               "Bcc: x");
    row("line separator", "a\xE2\x80\xA8"
                          "Bcc: x");
    row("long and LF", QByteArray(200, 'x') + "\nBcc: x@example.test");
    row("dot", "a\r\n.\r\nMAIL FROM:<x>");
}

// The corpus as subject, as sender's name, and as body: the headers are always the same eight.
void MailTest::injection() {
    QFETCH(QByteArray, text);
    static const QByteArrayList kHeaders{
        "Date",          "From",         "To",           "Message-ID",
        "Subject",       "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
        "Auto-Submitted"};
    Envelope evil = envelope();
    evil.fromName = text.toStdString();
    const auto message = composeMessage(evil, {text.toStdString(), text.toStdString()});
    QVERIFY(message);
    QCOMPARE(headersOf(*message), kHeaders);
    QCOMPARE(message->find("\nBcc"), std::string::npos);
    QCOMPARE(message->find("\r\n.\r\n"), std::string::npos);
    for (std::string* place : {&evil.to, &evil.from, &evil.messageId}) {
        Envelope other = envelope();
        std::string& target = place == &evil.to     ? other.to
                              : place == &evil.from ? other.from
                                                    : other.messageId;
        target = text.toStdString() + "@example.jp";
        QVERIFY(!composeMessage(other, {"a", "b"}));
    }
}

void MailTest::addresses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isGood");
    for (const char* text :
         {"a@example.jp", "first.last+tag@sub.example.jp", "o'neil@example.jp", "a@localhost"}) {
        QTest::newRow(text) << QByteArray(text) << true;
    }
    for (const char* text : {"",
                             "a",
                             "@example.jp",
                             "a@",
                             "a@b@c",
                             "a b@example.jp",
                             "a@exa mple.jp",
                             "<a@example.jp>",
                             "a@example.jp,b@example.jp",
                             "\"a\"@example.jp",
                             "a@example.jp\r\nRCPT TO:<b@example.jp>",
                             "a\n@example.jp",
                             ".a@example.jp",
                             "a.@example.jp",
                             "a..b@example.jp",
                             "a@example..jp",
                             "a@-example.jp",
                             "-oQ/tmp@example.jp",
                             "あ@example.jp",
                             "a@例え.jp",
                             "a(c)@example.jp"}) {
        QTest::newRow(text) << QByteArray(text) << false;
    }
    QTest::newRow("long local part") << QByteArray(65, 'a') + "@example.jp" << false;
    QTest::newRow("long") << "a@" + QByteArray(260, 'b') << false;
}

void MailTest::addresses() {
    QFETCH(QByteArray, text);
    QFETCH(bool, isGood);
    QCOMPARE(isMailAddress(text.toStdString()), isGood);
}

void MailTest::bodyIsBase64Lines() {
    const std::string body = "顔認証は使えます。\n.\nFrom here\n" + std::string(3000, 'x') + "\n";
    const auto message = composeMessage(envelope(), {"a", body});
    QVERIFY(message);
    const QByteArray all = QByteArray::fromStdString(*message);
    QByteArray encoded = all.mid(all.indexOf("\r\n\r\n") + 4);
    for (const QByteArray& line : encoded.split('\n')) {
        QVERIFY(line.size() <= 77); // and its CR
    }
    QByteArray decoded = QByteArray::fromBase64(encoded.replace("\r\n", ""));
    QCOMPARE(decoded.replace("\r\n", "\n"), QByteArray::fromStdString(body));
    QVERIFY(all.contains("Date: Tue, 24 Nov 2026 03:04:05 +0000\r\n"));
}

void MailTest::everyTemplateHasItsWords_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < mailTemplates().size(); ++i) {
        QTest::newRow(std::string(mailTemplates()[i].name).c_str()) << static_cast<int>(i);
    }
}

void MailTest::everyTemplateHasItsWords() {
    QFETCH(int, index);
    const MailTemplate& form = mailTemplates()[static_cast<std::size_t>(index)];
    QCOMPARE(templateOf(std::string(form.name) + ":x").name, form.name);
    const auto render = [&](MailLanguage language) {
        return renderMail(form.name, R"({"user":"u"})", language, tokyo()).value();
    };
    const MailText ja = render(MailLanguage::Japanese);
    const MailText en = render(MailLanguage::English);
    const MailText both = render(MailLanguage::Both);
    static const QRegularExpression kJapanese(QStringLiteral("[ぁ-んァ-ヶ一-龠]"));
    QVERIFY(QString::fromStdString(ja.subject).contains(kJapanese));
    QVERIFY(QString::fromStdString(ja.body).contains(kJapanese));
    QVERIFY(!QString::fromStdString(en.subject + en.body).contains(kJapanese));
    QCOMPARE(both.subject, ja.subject + " / " + en.subject);
    QVERIFY(both.body.starts_with(ja.body) && both.body.ends_with(en.body));
    for (const std::string& text : {ja.subject, ja.body, en.subject, en.body}) {
        QVERIFY2(text.find_first_of("{}") == std::string::npos, text.c_str()); // every place was filled
    }
}

void MailTest::valuesArePutIn() {
    const auto mail = renderMail(
        "licence_reminder",
        R"({"days_before":14,"last_day":"2027-01-31","faces_deleted_at":"2027-01-31T15:00:00Z","tenant_deleted_by":"2027-02-28T15:00:00Z"})",
        MailLanguage::English, tokyo());
    QVERIFY(mail);
    QCOMPARE(mail->subject, "[Kaomon] 14 days until the licence ends");
    QVERIFY(mail->body.find("2027-02-01 00:00 (Asia/Tokyo)") != std::string::npos);
}

void MailTest::valuesAreNoPlaces() {
    const auto mail = renderMail("notice:1", R"({"title_en":"{body_en}","body_en":"secret"})",
                                 MailLanguage::English, tokyo());
    QCOMPARE(mail->subject, "[Kaomon] {body_en}");
}

void MailTest::unknownKindIsAnAlert() {
    const auto mail =
        renderMail("event_burst:7", R"({"rule":"three misses","count":3})", MailLanguage::English, tokyo());
    QVERIFY(mail);
    QCOMPARE(mail->subject, "[Kaomon] Something needs your attention (event_burst:7)");
    QVERIFY(mail->body.find("rule: three misses") != std::string::npos);
    QVERIFY(mail->body.find("count: 3") != std::string::npos);
}

void MailTest::hostilePayloads_data() {
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("isRead");
    QTest::newRow("no JSON") << QByteArray("{") << false;
    QTest::newRow("array") << QByteArray("[]") << false;
    QTest::newRow("deep") << QByteArray(100000, '[') << false;
    QTest::newRow("nested") << QByteArray(R"({"title_en":{"a":[1,2]}})") << true;
    QTest::newRow("null") << QByteArray(R"({"title_en":null})") << true;
    QTest::newRow("huge") << "{\"title_en\":\"" + QByteArray(1000000, 'x') + "\"}" << true;
    QTest::newRow("line feeds") << QByteArray(R"({"title_en":"a\r\nBcc: x@example.test"})") << true;
}

void MailTest::hostilePayloads() {
    QFETCH(QByteArray, payload);
    QFETCH(bool, isRead);
    const auto mail = renderMail("notice:1", payload.toStdString(), MailLanguage::Both, tokyo());
    QCOMPARE(mail.has_value(), isRead);
    if (isRead) {
        const auto message = composeMessage(envelope(), *mail);
        QVERIFY(message && headersOf(*message).size() == 9);
    }
}

} // namespace

QTEST_GUILESS_MAIN(MailTest)
#include "tst_mail.moc"
