// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"

namespace kaomon::test {
namespace {

// What a client may send that is not a well-formed request of a known route.
class TransportTest : public QObject {
    Q_OBJECT

private slots:
    void rawRequests_data();
    void rawRequests();
    void bodies_data();
    void bodies();
    void largeBody();
    void largeHeader();
    void wrongMethod();
    void unknownPath();
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

void TransportTest::serverStillAnswers() {
    EXPECT_STATUS(m_client.send({"GET", "/v1/meta"}), 200);
}

} // namespace

std::unique_ptr<QObject> makeTransportTest() {
    return std::make_unique<TransportTest>();
}

} // namespace kaomon::test

#include "transport_test.moc"
