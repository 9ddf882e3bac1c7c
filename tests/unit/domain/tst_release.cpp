// SPDX-License-Identifier: GPL-3.0-or-later
//
// Versions, the calendar of their support, and the operator's table of countries.
#include <QTest>

#include "domain/country_table.h"
#include "domain/release.h"

using namespace kaomon;
using namespace kaomon::domain;

namespace {

TimePoint at(const char* text) {
    return fromRfc3339(text).value();
}

const TimeZone& tokyo() {
    static const TimeZone zone = TimeZone::find(kDefaultTimeZone).value();
    return zone;
}

class ReleaseTest : public QObject {
    Q_OBJECT

private slots:
    void versions_data();
    void versions();
    void order();
    void headers_data();
    void headers();
    void sunsets_data();
    void sunsets();
    void support();
    void mailTwoWeeksBefore();
    void countries_data();
    void countries();
    void badTables();
};

void ReleaseTest::versions_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isGood");
    for (const char* text : {"0.0.0", "1.2.3", "10.20.65535"}) {
        QTest::newRow(text) << QByteArray(text) << true;
    }
    for (const char* text : {"", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.-3", "1.2.65536", "1.2.3 ", "v1.2.3",
                             "1..3", "1.2.3-rc1", "+1.2.3"}) {
        QTest::newRow(text) << QByteArray(text) << false;
    }
}

void ReleaseTest::versions() {
    QFETCH(QByteArray, text);
    QFETCH(bool, isGood);
    const auto version = parseVersion(text.toStdString());
    QCOMPARE(version.has_value(), isGood);
    QVERIFY(!version || versionText(*version) == text.toStdString());
}

void ReleaseTest::order() {
    QVERIFY(parseVersion("1.10.0").value() > parseVersion("1.9.9").value());
    QVERIFY(parseVersion("2.0.0").value() > parseVersion("1.99.99").value());
}

void ReleaseTest::headers_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("version");
    QTest::newRow("whole") << QByteArray("console/1.2.3; api=1.0") << QByteArray("1.2.3");
    QTest::newRow("short") << QByteArray("agent/1.2.3") << QByteArray("1.2.3");
    QTest::newRow("no program") << QByteArray("/1.2.3") << QByteArray();
    QTest::newRow("odd program") << QByteArray("Con sole/1.2.3") << QByteArray();
    QTest::newRow("no version") << QByteArray("console/new") << QByteArray();
    QTest::newRow("long") << QByteArray("console/1.2.3;") + QByteArray(200, 'x') << QByteArray();
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void ReleaseTest::headers() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, version);
    const auto header = parseClientHeader(text.toStdString());
    QCOMPARE(header ? QByteArray::fromStdString(versionText(header->version)) : QByteArray(), version);
}

void ReleaseTest::sunsets_data() {
    QTest::addColumn<QByteArray>("released");
    QTest::addColumn<QByteArray>("sunset");
    // 24:00 in Tokyo is 15:00 in UTC
    QTest::newRow("plain") << QByteArray("2026-01-10T01:00:00Z") << QByteArray("2026-03-10T15:00:00.000000Z");
    QTest::newRow("short month") << QByteArray("2025-12-31T01:00:00Z")
                                 << QByteArray("2026-02-28T15:00:00.000000Z");
    QTest::newRow("leap year") << QByteArray("2027-12-30T01:00:00Z")
                               << QByteArray("2028-02-29T15:00:00.000000Z");
    QTest::newRow("next day in Tokyo")
        << QByteArray("2026-01-10T15:00:00Z") << QByteArray("2026-03-11T15:00:00.000000Z");
}

void ReleaseTest::sunsets() {
    QFETCH(QByteArray, released);
    QFETCH(QByteArray, sunset);
    QCOMPARE(QByteArray::fromStdString(toRfc3339(sunsetAfter(at(released.constData()), tokyo()))), sunset);
}

void ReleaseTest::support() {
    std::vector<ReleaseTimes> releases{{parseVersion("1.0.0").value(), at("2026-01-01T00:00:00Z"), false},
                                       {parseVersion("1.1.0").value(), at("2026-03-01T00:00:00Z"), false},
                                       {parseVersion("1.2.0").value(), at("2026-06-01T00:00:00Z"), false}};
    const auto of = [&](const char* version, const char* now) {
        return supportOf(parseVersion(version).value(), releases, tokyo(), at(now));
    };
    QVERIFY(of("1.0.0", "2026-02-01T00:00:00Z").isLatest);
    const Support old = of("1.0.0", "2026-03-02T00:00:00Z");
    QVERIFY(!old.isLatest && old.sunsetAt == at("2026-05-01T15:00:00Z"));
    QVERIFY(!old.isOver(at("2026-05-01T14:59:59Z")));
    QVERIFY(old.isOver(at("2026-05-01T15:00:00Z")));
    QCOMPARE(of("1.0.0", "2026-07-01T00:00:00Z").sunsetAt, old.sunsetAt); // a second release moves nothing
    QCOMPARE(of("1.1.0", "2026-07-01T00:00:00Z").sunsetAt, std::optional(at("2026-08-01T15:00:00Z")));
    QVERIFY(of("9.0.0", "2026-07-01T00:00:00Z").isLatest);
    releases[1].isWithdrawn = true;
    QVERIFY(of("1.0.0", "2026-04-02T00:00:00Z").isLatest);
}

void ReleaseTest::mailTwoWeeksBefore() {
    QCOMPARE(releaseMailAt(at("2026-01-20T01:00:00Z"), tokyo()), at("2026-01-05T15:00:00Z"));
}

void ReleaseTest::countries_data() {
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("country");
    QTest::newRow("in a prefix") << QByteArray("192.0.2.200") << QByteArray("JP");
    QTest::newRow("behind it") << QByteArray("192.0.3.0") << QByteArray();
    QTest::newRow("first of a range") << QByteArray("198.51.100.10") << QByteArray("US");
    QTest::newRow("last of a range") << QByteArray("198.51.100.20") << QByteArray("US");
    QTest::newRow("behind the range") << QByteArray("198.51.100.21") << QByteArray();
    QTest::newRow("before all") << QByteArray("1.1.1.1") << QByteArray();
    QTest::newRow("IPv6") << QByteArray("2001:db8:1::1") << QByteArray("JP");
    QTest::newRow("mapped") << QByteArray("::ffff:192.0.2.1") << QByteArray("JP");
}

void ReleaseTest::countries() {
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, country);
    const auto table =
        CountryTable::parse("# supplied\r\n198.51.100.10,198.51.100.20,US\r\n\"192.0.2.0/24\",\"JP\"\n"
                            "2001:db8::/32,JP");
    QVERIFY(table && table->size() == 3);
    const auto found = table->find(IpAddress::parse(address.toStdString()).value());
    QCOMPARE(QByteArray(found.data(), static_cast<qsizetype>(found.size())), country);
}

void ReleaseTest::badTables() {
    for (const char* text : {"192.0.2.0/24", "192.0.2.0/24,jp", "192.0.2.1/24,JP", "192.0.2.9,192.0.2.1,JP",
                             "192.0.2.9,::1,JP", "x,y,z", "192.0.2.0/24,JPN"}) {
        QVERIFY2(!CountryTable::parse(text), text);
    }
}

} // namespace

QTEST_GUILESS_MAIN(ReleaseTest)
#include "tst_release.moc"
