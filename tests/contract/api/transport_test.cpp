// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "crypto/request_proof.h"

namespace kaomon::test {
namespace {

// What a client may send that is not a well-formed request of a known route.
class TransportTest : public QObject {
    Q_OBJECT

private slots:
    void rawRequests_data();
    void rawRequests();
    void smuggling_data();
    void smuggling();
    void bodies_data();
    void bodies();
    void largeBody();
    void largeBodiesOfStrangers_data();
    void largeBodiesOfStrangers();
    void largeHeader();
    void wrongMethod();
    void unknownPath();
    void everyNameIsTheSameServer_data();
    void everyNameIsTheSameServer();
    void serverStillAnswers();

private:
    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
};

void TransportTest::rawRequests_data() {
    QTest::addColumn<QByteArray>("request");
    const QByteArray post =
        "POST /v1/session:prelogin HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    QTest::newRow("both framings") << post +
                                          "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    QTest::newRow("two lengths") << post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}";
    QTest::newRow("list of lengths") << post + "Content-Length: 2, 2\r\n\r\n{}";
    QTest::newRow("signed length") << post + "Content-Length: +2\r\n\r\n{}";
    QTest::newRow("negative length") << post + "Content-Length: -2\r\n\r\n{}";
    QTest::newRow("two hosts") << QByteArray("GET /v1/meta HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
    QTest::newRow("no host") << QByteArray("GET /v1/meta HTTP/1.1\r\n\r\n");
    QTest::newRow("space before colon") << QByteArray("GET /v1/meta HTTP/1.1\r\nHost : a\r\n\r\n");
    QTest::newRow("bare line feed") << QByteArray("GET /v1/meta HTTP/1.1\nHost: a\n\n");
    QTest::newRow("not HTTP") << QByteArray("\x16\x03\x01 hello\r\n\r\n");
    QTest::newRow("bad escape") << QByteArray("GET /v1/users/%zz HTTP/1.1\r\nHost: a\r\n\r\n");
    QTest::newRow("zero in path") << QByteArray("GET /v1/users/%00 HTTP/1.1\r\nHost: a\r\n\r\n");
}

void TransportTest::rawRequests() {
    QFETCH(QByteArray, request);
    const Reply reply = m_client.sendRaw({request.constData(), static_cast<std::size_t>(request.size())});
    QVERIFY2(reply.status == 400 || reply.status == 0, describe(reply).c_str());
}

// Heads of which two readers may think differently where the body ends. Behind each comes a second request;
// it must never be answered.
void TransportTest::smuggling_data() {
    QTest::addColumn<QByteArray>("head");
    const auto row = [](const char* name, const QByteArray& fields, const char* version = "1.1") {
        QTest::newRow(name) << QByteArray("POST /v1/session:prelogin HTTP/") + version +
                                   "\r\nContent-Type: application/json\r\n" + fields + "\r\n";
    };
    const QByteArray host = "Host: a\r\n";
    // Transfer-Encoding, with and without a length, in the spellings that proxies have disagreed about
    for (const char* field : {"Transfer-Encoding: chunked",
                              "transfer-encoding: chunked",
                              "TRANSFER-ENCODING: CHUNKED",
                              "Transfer-Encoding:chunked",
                              "Transfer-Encoding:\tchunked",
                              "Transfer-Encoding: chunked ",
                              "Transfer-Encoding: \"chunked\"",
                              "Transfer-Encoding: xchunked",
                              "Transfer-Encoding: chunked, identity",
                              "Transfer-Encoding: identity, chunked",
                              "Transfer-Encoding: gzip, chunked",
                              "Transfer-Encoding: identity",
                              "Transfer-Encoding: ",
                              "Transfer-Encoding : chunked",
                              " Transfer-Encoding: chunked",
                              "Transfer-Encoding\t: chunked",
                              "Transfer\\Encoding: chunked",
                              "Transfer-Encoding: chunk\xc3\xa9"
                              "d",
                              "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
                              "Transfer-Encoding\r\n: chunked",
                              "Transfer-Encoding:\r\n chunked",
                              "\tTransfer-Encoding: chunked",
                              "Transfer-Encoding: chunked;q=1",
                              "X: y\nTransfer-Encoding: chunked",
                              "X: y\rTransfer-Encoding: chunked"}) {
        row(("length and " + QByteArray(field)).toPercentEncoding(" :,-").constData(),
            host + "Content-Length: 2\r\n" + field + "\r\n");
    }
    row("chunked on HTTP/1.0", "Transfer-Encoding: chunked\r\n", "1.0");
    row("length and chunked on HTTP/1.0", "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "1.0");
    // lengths that are none, or two
    for (const char* value :
         {"2\r\nContent-Length: 3", "2\r\ncontent-length: 2", "2, 2", "2,3", "+2", "-2", "0x2", "2 2", "2.0",
          "2e0", "\"2\"", "", "02\r\nContent-Length: 2", "99999999999", "18446744073709551618", "2;",
          "\xef\xbc\x92", "2\r\n Content-Length: 3"}) {
        row(("length " + QByteArray(value)).toPercentEncoding(" :,-").constData(),
            host + "Content-Length: " + value + "\r\n");
    }
    row("length before a space", host + "Content-Length : 2\r\n");
    row("two hosts", host + host + "Content-Length: 2\r\n");
    row("no host", "Content-Length: 2\r\n");
    row("upgrade", host + "Content-Length: 2\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n");
    row("trailers", host + "Content-Length: 2\r\nTE: trailers\r\n");
    row("HTTP/2.0", host + "Content-Length: 2\r\n", "2.0");
    row("HTTP/1.2", host + "Content-Length: 2\r\n", "1.2");
}

void TransportTest::smuggling() {
    QFETCH(QByteArray, head);
    const QByteArray both = head + "{}" + "GET /v1/meta HTTP/1.1\r\nHost: a\r\n\r\n";
    const auto replies = m_client.sendRawAll({both.constData(), static_cast<std::size_t>(both.size())});
    QVERIFY2(replies.size() <= 1, "the second request was answered");
    QVERIFY2(replies.empty() || replies.front().status == 400 || replies.front().status == 413,
             describe(replies.front()).c_str());
}

void TransportTest::bodies_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("not JSON") << QByteArray("{") << 400 << QByteArray("malformed_request");
    QTest::newRow("two values") << QByteArray("{} {}") << 400 << QByteArray("malformed_request");
    QTest::newRow("deep") << QByteArray(5000, '[') << 400 << QByteArray("malformed_request");
    QTest::newRow("bad UTF-8") << QByteArray("{\"code_id\":\"\xff\"}") << 400
                               << QByteArray("malformed_request");
    QTest::newRow("array") << QByteArray("[]") << 422 << QByteArray("validation_failed");
    QTest::newRow("member missing") << QByteArray("{}") << 422 << QByteArray("validation_failed");
    QTest::newRow("wrong type") << QByteArray(R"({"code_id":1})") << 422 << QByteArray("validation_failed");
    QTest::newRow("unknown member") << QByteArray(R"({"code_id":"x","y":1})") << 422
                                    << QByteArray("validation_failed");
}

void TransportTest::bodies() {
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/devices:enrol-begin", body.toStdString()}), status,
                   code.toStdString());
}

void TransportTest::largeBody() {
    const std::string body = wire::encode(wire::EnrolBegin{std::string(128 * 1024, 'x')});
    const Reply reply = m_client.sendRaw("POST /v1/devices:enrol-begin HTTP/1.1\r\nHost: a\r\nContent-Type: "
                                         "application/json\r\nContent-Length: " +
                                         std::to_string(body.size()) + "\r\n\r\n");
    EXPECT_PROBLEM(reply, 413, "payload_too_large");
}

void TransportTest::largeBodiesOfStrangers_data() {
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("nobody") << QByteArray();
    QTest::newRow("no such session") << QByteArray("Authorization: Bearer x\r\n");
    const auto key = crypto::SigningKey::generate();
    const auto proof =
        crypto::RequestProof::make({"POST", "/v1/events", {}, {}}, makeUuid(), key, TestTime::get().now(), 1);
    QTest::newRow("a PC that is not known")
        << QByteArray::fromStdString("Kaomon-Proof: " + proof.header() + "\r\n");
}

// The answer comes though nothing of the body was ever sent: nobody waits for it, and nobody keeps it.
void TransportTest::largeBodiesOfStrangers() {
    QFETCH(QByteArray, fields);
    const Reply reply = m_client.sendRaw("POST /v1/events HTTP/1.1\r\nHost: a\r\nContent-Type: "
                                         "application/json\r\n" +
                                         fields.toStdString() + "Content-Length: 400000\r\n\r\n");
    QCOMPARE(reply.status, 401);
    QCOMPARE(reply.header("connection"), "close");
}

void TransportTest::largeHeader() {
    const Reply reply = m_client.sendRaw(
        "GET /v1/meta HTTP/1.1\r\nHost: a\r\nX-Long: " + std::string(64 * 1024, 'x') + "\r\n\r\n");
    QVERIFY2(reply.status == 431 || reply.status == 0, describe(reply).c_str());
}

void TransportTest::wrongMethod() {
    const Reply reply = m_client.send({"PUT", "/v1/meta"});
    EXPECT_PROBLEM(reply, 405, "method_not_allowed");
    QCOMPARE(reply.header("allow"), "GET");
}

void TransportTest::unknownPath() {
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/nothing"}), 404, "not_found");
}

// A name per tenant (*.domain) leads to the one port, and says nothing about whose data is shown: that is the
// session's.
void TransportTest::everyNameIsTheSameServer_data() {
    QTest::addColumn<QString>("host");
    QTest::newRow("one name") << QStringLiteral("kaomon.example.com");
    QTest::newRow("a name per tenant") << QStringLiteral("company.kaomon.example.com");
    QTest::newRow("with a port") << QStringLiteral("company.kaomon.example.com:443");
    QTest::newRow("the id of another tenant")
        << QString::fromStdString(m_suite.other->tenant.text()) + QStringLiteral(".kaomon.example.com");
    QTest::newRow("an address") << QStringLiteral("[2001:db8::7]");
}

void TransportTest::everyNameIsTheSameServer() {
    QFETCH(QString, host);
    const std::string target = "/v1/users/" + m_suite.home->owner.id.text();
    const std::map<std::string, std::string> headers{{"Host", host.toStdString()}};
    const Reply own = m_client.send({"GET", target, {}, headers}, &m_suite.home->console);
    EXPECT_STATUS(own, 200);
    EXPECT_STATUS(m_client.send({"GET", target, {}, headers}, &m_suite.other->console), 404);
}

void TransportTest::serverStillAnswers() {
    EXPECT_STATUS(m_client.send({"GET", "/v1/meta"}), 200);
}

} // namespace

std::unique_ptr<QObject> makeTransportTest() {
    return std::make_unique<TransportTest>();
}

} // namespace kaomon::test

#include "transport_test.moc"
