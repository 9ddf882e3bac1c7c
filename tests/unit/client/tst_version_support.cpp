// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "client/http_date.h"
#include "client/version_support.h"
#include "support/client/fake_transport.h"

using namespace kaomon;
using namespace kaomon::client;
using kaomon::testing::FakeTransport;

Q_DECLARE_METATYPE(std::optional<kaomon::TimePoint>)

namespace {

// 6 November 1994, 8:49:37.
TimePoint sample() {
    using namespace std::chrono;
    return sys_days(year(1994) / 11 / 6) + hours(8) + minutes(49) + seconds(37);
}

} // namespace

class TestVersionSupport : public QObject {
    Q_OBJECT
private slots:
    void datesOfHeaders_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<std::optional<TimePoint>>("time");
        QTest::newRow("as it should be")
            << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << std::optional(sample());
        for (const char* text : {"", "soon", "Sun, 06 Nov 1994 08:49:37", "Sunday, 06-Nov-94 08:49:37 GMT",
                                 "Sun, 31 Feb 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"}) {
            QTest::newRow(text) << QByteArray(text) << std::optional<TimePoint>();
        }
    }
    void datesOfHeaders() {
        QFETCH(QByteArray, text);
        QFETCH(std::optional<TimePoint>, time);
        QCOMPARE(parseHttpDate(text.toStdString()), time);
    }

    // Only a good answer tells; each one anew.
    void hearsWhatAGoodAnswerSays() {
        QVERIFY(!m_listener.heard());
        const std::vector<std::pair<std::string, std::string>> sunset{
            {"sunset", "Sun, 06 Nov 1994 08:49:37 GMT"}};
        m_server->answer(503, {}, sunset);
        QCOMPARE(ask(), 503);
        QVERIFY(!m_listener.heard());
        m_server->answer(200, {}, sunset);
        QCOMPARE(ask(), 200);
        QVERIFY(m_listener.heard() == VersionSupport{sample()});
        m_server->fail(ErrorCode::ServerUnreachable);
        QCOMPARE(ask(), 0);
        m_server->answer(502);
        QCOMPARE(ask(), 502);
        m_server->answer(200, {}, {{"sunset", "one day"}}); // what cannot be read says nothing
        QCOMPARE(ask(), 200);
        QVERIFY(m_listener.heard() == VersionSupport{sample()});
        m_server->answer(204);
        QCOMPARE(ask(), 204);
        QVERIFY(m_listener.heard() == VersionSupport{});
    }

    void anExchangeIsDroppedAsAlways() {
        auto exchange = m_listener.start({}, [](const Result<HttpReply>&) { QFAIL("it was dropped"); });
        exchange.reset();
        QCOMPARE(m_server->aborted, 1);
    }

private:
    // The status of the answer; 0 for none.
    int ask() {
        std::optional<int> status;
        const auto exchange =
            m_listener.start({}, [&](const Result<HttpReply>& reply) { status = reply ? reply->status : 0; });
        return QTest::qWaitFor([&] { return status.has_value(); }, 30000) ? *status : -1;
    }

    std::shared_ptr<FakeTransport> m_server = std::make_shared<FakeTransport>();
    SupportListener m_listener{m_server};
};

QTEST_GUILESS_MAIN(TestVersionSupport)
#include "tst_version_support.moc"
