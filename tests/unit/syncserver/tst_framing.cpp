// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "http/framing.h"
#include "http/message.h"
#include "http/router.h"

using namespace kaomon;
using namespace kaomon::http;

using Fields = std::vector<std::pair<std::string, std::string>>;
Q_DECLARE_METATYPE(Fields)

class FramingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesAmbiguousHeads_data() {
        QTest::addColumn<int>("version");
        QTest::addColumn<Fields>("fields");
        const Fields base{{"Host", "a"}};
        const auto row = [&](const char* name, Fields more, int version = 11) {
            Fields all = base;
            all.insert(all.end(), more.begin(), more.end());
            QTest::newRow(name) << version << all;
        };
        QTest::newRow("no host") << 11 << Fields{{"Content-Length", "0"}};
        row("two hosts", {{"host", "b"}});
        row("two lengths", {{"Content-Length", "1"}, {"Content-Length", "1"}});
        row("lengths in other case", {{"Content-Length", "1"}, {"CONTENT-LENGTH", "2"}});
        row("chunked", {{"Transfer-Encoding", "chunked"}});
        row("chunked and length", {{"Content-Length", "3"}, {"Transfer-Encoding", "chunked"}});
        row("identity", {{"Transfer-Encoding", "identity"}});
        row("chunked on 1.0", {{"Transfer-Encoding", "chunked"}}, 10);
        row("signed length", {{"Content-Length", "+5"}});
        row("negative length", {{"Content-Length", "-1"}});
        row("hex length", {{"Content-Length", "0x10"}});
        row("list of lengths", {{"Content-Length", "5, 5"}});
        row("empty length", {{"Content-Length", ""}});
        row("huge length", {{"Content-Length", "99999999999999999999"}});
        row("trailer", {{"Trailer", "X"}});
        row("te", {{"TE", "trailers"}});
        row("upgrade", {{"Upgrade", "h2c"}});
        row("two proofs", {{"Kaomon-Proof", "a"}, {"kaomon-proof", "b"}});
        row("two tokens", {{"Authorization", "a"}, {"Authorization", "a"}});
    }

    void refusesAmbiguousHeads() {
        QFETCH(int, version);
        QFETCH(Fields, fields);
        const auto checked = checkFraming({version, fields});
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, ErrorCode::MalformedRequest);
    }

    void keepsOrdinaryHeads() {
        const auto checked =
            checkFraming({11, {{"Host", "a"}, {"Content-Length", "12"}, {"Accept", "x"}, {"accept", "y"}}});
        QVERIFY(checked);
        QCOMPARE(checked->at("content-length"), std::string("12"));
        QCOMPARE(checked->at("accept"), std::string("x, y"));
        QVERIFY(checkFraming({10, {}}));
    }

    void splitsTargets_data() {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<bool>("isValid");
        QTest::newRow("plain") << QByteArray("/v1/users?q=a%20b&limit=5") << true;
        QTest::newRow("no value") << QByteArray("/a?b") << true;
        QTest::newRow("relative") << QByteArray("v1") << false;
        QTest::newRow("absolute form") << QByteArray("http://x/v1") << false;
        QTest::newRow("bad escape") << QByteArray("/a%2") << false;
        QTest::newRow("no hex") << QByteArray("/a%zz") << false;
        QTest::newRow("line feed") << QByteArray("/a%0a") << false;
        QTest::newRow("nul") << QByteArray("/a%00") << false;
        QTest::newRow("dots") << QByteArray("/v1/../x") << false;
        QTest::newRow("escaped dots") << QByteArray("/v1/%2e%2e/x") << false;
        QTest::newRow("two slashes") << QByteArray("//v1") << false;
        QTest::newRow("fragment") << QByteArray("/a#b") << false;
        QTest::newRow("name twice") << QByteArray("/a?b=1&b=2") << false;
    }

    void splitsTargets() {
        QFETCH(QByteArray, target);
        QFETCH(bool, isValid);
        Request request;
        QCOMPARE(splitTarget(target.toStdString(), request).has_value(), isValid);
    }

    void decodesPathAndQuery() {
        Request request;
        QVERIFY(splitTarget("/v1/a%20b?q=%E9%A1%94&x=", request));
        QCOMPARE(request.path, std::string("/v1/a b"));
        QCOMPARE(request.query.at("q"), std::string("\xE9\xA1\x94"));
        QCOMPARE(request.query.at("x"), std::string());
    }

    void matchesTheRouteTable() {
        Router router;
        const auto route = [](const char* method, const char* path) {
            Route made;
            made.method = method;
            made.path = path;
            return made;
        };
        router.add(route("GET", "/v1/users"));
        router.add(route("GET", "/v1/users/{user}"));
        router.add(route("PATCH", "/v1/users/{user}"));
        router.add(route("GET", "/v1/users/{user}/keys"));
        const auto found = router.match("PATCH", "/v1/users/42");
        QVERIFY(found.route != nullptr);
        QCOMPARE(found.parameters.at("user"), std::string("42"));
        const auto wrongMethod = router.match("PUT", "/v1/users/42");
        QVERIFY(wrongMethod.route == nullptr);
        QCOMPARE(wrongMethod.allowed, std::string("GET, PATCH"));
        QVERIFY(router.match("GET", "/v1/users/").allowed.empty());
        QVERIFY(router.match("GET", "/v1/user").allowed.empty());
        QVERIFY(router.match("GET", "/v1/users/42/keys/7").allowed.empty());
    }
};

QTEST_GUILESS_MAIN(FramingTest)
#include "tst_framing.moc"
