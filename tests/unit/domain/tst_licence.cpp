// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "domain/company.h"
#include "domain/licence.h"

using namespace kaomon;
using namespace kaomon::domain;

namespace {

QString text(TimePoint time) {
    return QString::fromStdString(toRfc3339(time)).replace(QStringLiteral(".000000Z"), QStringLiteral("Z"));
}

TimePoint at(const char* time) {
    return fromRfc3339(time).value();
}

LocalDay day(const char* text) {
    return parseDay(text).value();
}

LicenceTerm term(LicenceKind kind, int seats, const char* start, const char* end, const char* issued) {
    return {kind, seats, day(start), day(end), at(issued)};
}

} // namespace

// The calendar of product-details.md ("Licence end") and server.md 5: every edge by hand, not by the code's
// own formulas.
class TestLicence : public QObject {
    Q_OBJECT

private slots:
    void days_data() {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<bool>("isDay");
        QTest::newRow("plain") << QByteArray("2026-01-31") << true;
        QTest::newRow("leap day") << QByteArray("2028-02-29") << true;
        QTest::newRow("century leap day") << QByteArray("2000-02-29") << true;
        QTest::newRow("no leap year") << QByteArray("2027-02-29") << false;
        QTest::newRow("no century leap") << QByteArray("2100-02-29") << false;
        QTest::newRow("month 13") << QByteArray("2026-13-01") << false;
        QTest::newRow("day 0") << QByteArray("2026-01-00") << false;
        QTest::newRow("short") << QByteArray("2026-1-31") << false;
        QTest::newRow("sign") << QByteArray("2026-+1-31") << false;
        QTest::newRow("before 1970") << QByteArray("1969-12-31") << false;
        QTest::newRow("time behind") << QByteArray("2026-01-31T00:00:00Z") << false;
        QTest::newRow("empty") << QByteArray() << false;
    }
    void days() {
        QFETCH(QByteArray, typed);
        QFETCH(bool, isDay);
        const auto parsed = parseDay(typed.toStdString());
        QCOMPARE(parsed.has_value(), isDay);
        if (isDay) {
            QCOMPARE(QByteArray::fromStdString(dayText(*parsed)), typed);
        }
    }

    void unknownZone() {
        for (const char* name : {"", "Mars/Olympus", "../etc/passwd", "Asia/Tokyo\n"}) {
            QVERIFY(!TimeZone::find(name));
        }
        QVERIFY(!TimeZone::find(std::string(65, 'a')));
    }

    void midnights_data() {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QByteArray>("localDay");
        QTest::addColumn<QString>("start");
        const auto row = [](const char* name, const char* zone, const char* localDay, const char* start) {
            QTest::newRow(name) << QByteArray(zone) << QByteArray(localDay) << QString::fromLatin1(start);
        };
        row("Tokyo", "Asia/Tokyo", "2027-02-01", "2027-01-31T15:00:00Z");
        row("New York, winter", "America/New_York", "2027-02-01", "2027-02-01T05:00:00Z");
        row("New York, summer", "America/New_York", "2027-07-01", "2027-07-01T04:00:00Z");
        row("New York, day of spring forward", "America/New_York", "2027-03-14", "2027-03-14T05:00:00Z");
        row("New York, day after", "America/New_York", "2027-03-15", "2027-03-15T04:00:00Z");
        row("London, 1 April", "Europe/London", "2027-04-01", "2027-03-31T23:00:00Z");
        row("London, 1 November", "Europe/London", "2027-11-01", "2027-11-01T00:00:00Z");
        row("Lord Howe, half an hour, summer", "Australia/Lord_Howe", "2027-02-01", "2027-01-31T13:00:00Z");
        row("Lord Howe, winter", "Australia/Lord_Howe", "2027-06-01", "2027-05-31T13:30:00Z");
        // clocks jumped over midnight itself: the day began at 01:00
        row("Sao Paulo, no midnight", "America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z");
        // 00:00 to 01:00 happened twice: the day began with the first
        row("Havana, two midnights", "America/Havana", "2026-11-01", "2026-11-01T04:00:00Z");
        row("Apia, a day that never was", "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z");
    }
    void midnights() {
        QFETCH(QByteArray, zone);
        QFETCH(QByteArray, localDay);
        QFETCH(QString, start);
        const auto found = TimeZone::find(zone.toStdString());
        QVERIFY(found.has_value());
        QCOMPARE(text(found->startOf(day(localDay.constData()))), start);
    }

    void ends_data() {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QByteArray>("lastDay");
        QTest::addColumn<QString>("ends");
        QTest::addColumn<QString>("faces");
        QTest::addColumn<QString>("erased");
        QTest::addColumn<QString>("limit");
        const auto row = [](const char* name, const char* zone, const char* last, const char* ends,
                            const char* faces, const char* erased, const char* limit) {
            QTest::newRow(name) << QByteArray(zone) << QByteArray(last) << QString::fromLatin1(ends)
                                << QString::fromLatin1(faces) << QString::fromLatin1(erased)
                                << QString::fromLatin1(limit);
        };
        const char* tokyo = "Asia/Tokyo";
        row("mid-month", tokyo, "2026-06-15", "2026-06-15T15:00:00Z", "2026-06-30T15:00:00Z",
            "2026-07-12T15:00:00Z", "2026-07-15T15:00:00Z");
        row("31 January: faces on the next day", tokyo, "2027-01-31", "2027-01-31T15:00:00Z",
            "2027-01-31T15:00:00Z", "2027-02-25T15:00:00Z", "2027-02-28T15:00:00Z");
        row("31 January of a leap year", tokyo, "2028-01-31", "2028-01-31T15:00:00Z", "2028-01-31T15:00:00Z",
            "2028-02-26T15:00:00Z", "2028-02-29T15:00:00Z");
        row("29 February", tokyo, "2028-02-29", "2028-02-29T15:00:00Z", "2028-02-29T15:00:00Z",
            "2028-03-26T15:00:00Z", "2028-03-29T15:00:00Z");
        // the limit minus three days would come before the faces: both on 1 February
        row("1 January: both on one day", tokyo, "2027-01-01", "2027-01-01T15:00:00Z", "2027-01-31T15:00:00Z",
            "2027-01-31T15:00:00Z", "2027-02-01T15:00:00Z");
        row("3 January: still together", tokyo, "2027-01-03", "2027-01-03T15:00:00Z", "2027-01-31T15:00:00Z",
            "2027-01-31T15:00:00Z", "2027-02-03T15:00:00Z");
        row("4 January: a day apart", tokyo, "2027-01-04", "2027-01-04T15:00:00Z", "2027-01-31T15:00:00Z",
            "2027-02-01T15:00:00Z", "2027-02-04T15:00:00Z");
        row("31 December", tokyo, "2026-12-31", "2026-12-31T15:00:00Z", "2026-12-31T15:00:00Z",
            "2027-01-28T15:00:00Z", "2027-01-31T15:00:00Z");
        row("30 April", tokyo, "2026-04-30", "2026-04-30T15:00:00Z", "2026-04-30T15:00:00Z",
            "2026-05-27T15:00:00Z", "2026-05-30T15:00:00Z");
        row("31 March: limit 30 April", tokyo, "2026-03-31", "2026-03-31T15:00:00Z", "2026-03-31T15:00:00Z",
            "2026-04-27T15:00:00Z", "2026-04-30T15:00:00Z");
        row("New York across spring", "America/New_York", "2027-02-28", "2027-03-01T05:00:00Z",
            "2027-03-01T05:00:00Z", "2027-03-26T04:00:00Z", "2027-03-29T04:00:00Z");
        row("New York across autumn", "America/New_York", "2027-10-20", "2027-10-21T04:00:00Z",
            "2027-11-01T04:00:00Z", "2027-11-18T05:00:00Z", "2027-11-21T05:00:00Z");
        row("London across spring", "Europe/London", "2027-03-10", "2027-03-11T00:00:00Z",
            "2027-03-31T23:00:00Z", "2027-04-07T23:00:00Z", "2027-04-10T23:00:00Z");
        row("Lord Howe across autumn", "Australia/Lord_Howe", "2027-03-20", "2027-03-20T13:00:00Z",
            "2027-03-31T13:00:00Z", "2027-04-17T13:30:00Z", "2027-04-20T13:30:00Z");
    }
    void ends() {
        QFETCH(QByteArray, zone);
        QFETCH(QByteArray, lastDay);
        QFETCH(QString, ends);
        QFETCH(QString, faces);
        QFETCH(QString, erased);
        QFETCH(QString, limit);
        const auto end = endOfLicence(day(lastDay.constData()), TimeZone::find(zone.toStdString()).value());
        QCOMPARE(text(end.endsAt), ends);
        QCOMPARE(text(end.purgeFacesAt), faces);
        QCOMPARE(text(end.deleteAt), erased);
        QCOMPARE(text(end.deleteBy), limit);
        QVERIFY(end.endsAt <= end.purgeFacesAt && end.purgeFacesAt <= end.deleteAt);
        QVERIFY(end.deleteAt < end.deleteBy);
    }

    // The order holds for every day of ten years in four zones; leap years 2028 and 2032 are among them.
    void orderHolds_data() {
        QTest::addColumn<QByteArray>("zone");
        for (const char* zone :
             {"Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Havana"}) {
            QTest::newRow(zone) << QByteArray(zone);
        }
    }
    void orderHolds() {
        QFETCH(QByteArray, zone);
        const auto found = TimeZone::find(zone.toStdString()).value();
        for (LocalDay last = day("2024-01-01"); last < day("2034-01-01"); last = addDays(last, 1)) {
            const auto end = endOfLicence(last, found);
            const auto context = dayText(last);
            QVERIFY2(end.endsAt <= end.purgeFacesAt && end.purgeFacesAt <= end.deleteAt &&
                         end.deleteAt < end.deleteBy,
                     context.c_str());
            QVERIFY2(found.dayOf(end.endsAt) == addDays(last, 1), context.c_str());
            QVERIFY2(found.dayOf(end.endsAt - std::chrono::microseconds(1)) == last, context.c_str());
            QVERIFY2(found.dayOf(end.purgeFacesAt).day() == std::chrono::day(1), context.c_str());
            for (std::size_t i = 0; i < end.reminders.size(); ++i) {
                QVERIFY2(end.reminders[i].due < end.endsAt, context.c_str());
                QVERIFY2(i == 0 || end.reminders[i - 1].due < end.reminders[i].due, context.c_str());
            }
        }
    }

    void reminders() {
        const auto end = endOfLicence(day("2027-03-31"), TimeZone::find("Asia/Tokyo").value());
        QStringList due;
        for (const Reminder& reminder : end.reminders) {
            due << QString::number(reminder.daysBefore) + QStringLiteral(" ") + text(reminder.due);
        }
        const QStringList expected{
            QStringLiteral("60 2027-01-30T00:00:00Z"), QStringLiteral("30 2027-03-01T00:00:00Z"),
            QStringLiteral("14 2027-03-17T00:00:00Z"), QStringLiteral("7 2027-03-24T00:00:00Z"),
            QStringLiteral("1 2027-03-30T00:00:00Z")};
        QCOMPARE(due, expected);
    }

    void states_data() {
        QTest::addColumn<QString>("now");
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<int>("seats");
        QTest::addColumn<int>("daysLeft");
        QTest::addColumn<int>("within");
        QTest::addColumn<bool>("isReadOnly");
        const auto row = [](const char* name, const char* now, const char* state, int seats, int daysLeft,
                            int within, bool isReadOnly) {
            QTest::newRow(name) << QString::fromLatin1(now) << QByteArray(state) << seats << daysLeft
                                << within << isReadOnly;
        };
        // 2026-04-01 to 2027-03-31 in Tokyo
        row("before the first day", "2026-03-31T14:59:59Z", "unlicensed", 0, 366, 0, false);
        row("first day", "2026-03-31T15:00:00Z", "valid", 50, 365, 0, false);
        row("31 days left", "2027-02-28T15:00:00Z", "valid", 50, 31, 0, false);
        row("30 days left", "2027-03-01T15:00:00Z", "expiring", 50, 30, 30, false);
        row("14 days left", "2027-03-17T15:00:00Z", "expiring", 50, 14, 14, false);
        row("7 days left", "2027-03-24T15:00:00Z", "expiring", 50, 7, 7, false);
        row("last day", "2027-03-31T14:59:59Z", "expiring", 50, 1, 1, false);
        row("over", "2027-03-31T15:00:00Z", "ended", 0, 0, 0, true);
    }
    void states() {
        QFETCH(QString, now);
        const auto licence = term(LicenceKind::Paid, 50, "2026-04-01", "2027-03-31", "2026-03-20T00:00:00Z");
        const auto standing = standingOf({&licence, 1}, TimeZone::find("Asia/Tokyo").value(),
                                         at(now.toLatin1().constData()), true, false);
        QTEST(QByteArray::fromStdString(std::string(toWire(standing.state))), "state");
        QTEST(standing.seats.value_or(-1), "seats");
        QTEST(standing.daysLeft, "daysLeft");
        QTEST(standing.expiringWithin, "within");
        QTEST(standing.isReadOnly, "isReadOnly");
    }

    void noLicence() {
        const auto zone = TimeZone::find("Asia/Tokyo").value();
        const auto open = standingOf({}, zone, at("2026-01-01T00:00:00Z"), false, false);
        QVERIFY(open.state == LicenceState::Unlimited && !open.seats && !open.end && !open.isReadOnly);
        const auto closed = standingOf({}, zone, at("2026-01-01T00:00:00Z"), true, false);
        QVERIFY(closed.state == LicenceState::Unlicensed && closed.seats == 0 && !closed.end);
    }

    void renewalAndConversion() {
        const auto zone = TimeZone::find("Asia/Tokyo").value();
        const std::vector<LicenceTerm> both{
            term(LicenceKind::Trial, 100, "2026-04-01", "2026-04-30", "2026-04-01T00:00:00Z"),
            term(LicenceKind::Paid, 500, "2026-04-20", "2027-04-19", "2026-04-18T00:00:00Z")};
        const auto early = standingOf(both, zone, at("2026-04-10T00:00:00Z"), true, false);
        QVERIFY(early.state == LicenceState::Trial && early.seats == 100);
        QVERIFY(early.end && early.end->lastDay == day("2027-04-19")); // nothing of the trial's end any more
        const auto later = standingOf(both, zone, at("2026-04-25T00:00:00Z"), true, false);
        QVERIFY(later.state == LicenceState::Valid && later.seats == 500); // the newer one counts
    }

    void gapErasesNothing() {
        const auto zone = TimeZone::find("Asia/Tokyo").value();
        const std::vector<LicenceTerm> gap{
            term(LicenceKind::Paid, 10, "2026-01-01", "2026-01-31", "2025-12-01T00:00:00Z"),
            term(LicenceKind::Paid, 10, "2026-03-01", "2027-02-28", "2026-01-15T00:00:00Z")};
        const auto between = standingOf(gap, zone, at("2026-02-10T00:00:00Z"), true, false);
        QVERIFY(between.state == LicenceState::Ended && between.isReadOnly && between.seats == 0);
        QVERIFY(between.end->purgeFacesAt > at("2027-01-01T00:00:00Z"));
    }

    void facesDeleted() {
        const auto licence = term(LicenceKind::Paid, 50, "2026-04-01", "2027-03-31", "2026-03-20T00:00:00Z");
        const auto standing = standingOf({&licence, 1}, TimeZone::find("Asia/Tokyo").value(),
                                         at("2027-04-02T00:00:00Z"), true, true);
        QVERIFY(standing.state == LicenceState::FacesDeleted && standing.isReadOnly);
    }

    void companies_data() {
        QTest::addColumn<QByteArray>("number");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("key"); // empty: refused
        const auto row = [](const char* title, const char* number, const char* name, const char* key) {
            QTest::newRow(title) << QByteArray(number) << QByteArray(name) << QByteArray(key);
        };
        // 7000012050002 is the number of the National Tax Agency, the example of its own description
        row("number", "7000012050002", "anything", "number:7000012050002");
        row("full width, hyphens", "７-0000-1205-0002", "", "number:7000012050002");
        row("wrong check digit", "8000012050002", "", "");
        row("twelve digits", "700001205000", "", "");
        row("letters", "700001205000x", "", "");
        row("legal form before", "", "株式会社 さくら商事", "name:さくら商事");
        row("legal form behind", "", "さくら商事株式会社", "name:さくら商事");
        row("one-character form", "", "㈱さくら商事", "name:さくら商事");
        row("half-width kana", "", "ｻｸﾗ商事(株)", "name:サクラ商事");
        row("English", "", "Sakura Trading Co., Ltd.", "name:sakuratrading");
        row("other case and width", "", "ＳＡＫＵＲＡ　trading", "name:sakuratrading");
        row("form only", "", "株式会社", "name:株式会社");
        row("nothing", "", "", "");
        row("spaces", "", "   ", "");
        row("bad UTF-8", "", "\xff\xfe", "");
    }
    void companies() {
        QFETCH(QByteArray, number);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, key);
        const auto made = companyKey(number.toStdString(), name.toStdString());
        QCOMPARE(QByteArray::fromStdString(made.value_or(std::string())), key);
    }
};

QTEST_APPLESS_MAIN(TestLicence)
#include "tst_licence.moc"
