// SPDX-License-Identifier: GPL-3.0-or-later
//
// The holidays of Japan from 2024 to 2030, as the law makes them, and hours of business.
#include <QTest>

#include "domain/business_days.h"

using namespace kaomon;
using namespace kaomon::domain;

namespace {

TimePoint at(const char* text) {
    return fromRfc3339(text).value();
}

class BusinessDaysTest : public QObject {
    Q_OBJECT

private slots:
    void holidays_data();
    void holidays();
    void noYearBeyondTheLaw();
    void everyHolidayIsFoundByItsDay();
    void hours_data();
    void hours();
    void ownClosedDays();
    void nextOpening_data();
    void nextOpening();
    void badHours_data();
    void badHours();
};

void BusinessDaysTest::holidays_data() {
    QTest::addColumn<int>("year");
    QTest::addColumn<QByteArray>("days");
    QTest::newRow("2024") << 2024
                          << QByteArray("01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 "
                                        "07-15 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23");
    QTest::newRow("2025") << 2025
                          << QByteArray("01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 "
                                        "07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24");
    QTest::newRow("2026") << 2026
                          << QByteArray("01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 "
                                        "07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23");
    QTest::newRow("2027") << 2027
                          << QByteArray("01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 "
                                        "07-19 08-11 09-20 09-23 10-11 11-03 11-23");
    QTest::newRow("2028") << 2028
                          << QByteArray("01-01 01-10 02-11 02-23 03-20 04-29 05-03 05-04 05-05 "
                                        "07-17 08-11 09-18 09-22 10-09 11-03 11-23");
    QTest::newRow("2029") << 2029
                          << QByteArray("01-01 01-08 02-11 02-12 02-23 03-20 04-29 04-30 05-03 05-04 05-05 "
                                        "07-16 08-11 09-17 09-23 09-24 10-08 11-03 11-23");
    QTest::newRow("2030") << 2030
                          << QByteArray("01-01 01-14 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 "
                                        "07-15 08-11 08-12 09-16 09-23 10-14 11-03 11-04 11-23");
}

void BusinessDaysTest::holidays() {
    QFETCH(int, year);
    QFETCH(QByteArray, days);
    QByteArrayList found;
    for (const Holiday& holiday : japaneseHolidays(year)) {
        found.append(QByteArray::fromStdString(dayText(holiday.day).substr(5)));
    }
    QCOMPARE(found.join(' '), days);
}

void BusinessDaysTest::noYearBeyondTheLaw() {
    QVERIFY(japaneseHolidays(2021).empty());
    QVERIFY(japaneseHolidays(2100).empty());
    QCOMPARE(japaneseHolidays(2099).empty(), false);
}

void BusinessDaysTest::everyHolidayIsFoundByItsDay() {
    for (int year = kFirstHolidayYear; year <= kLastHolidayYear; ++year) {
        const auto days = japaneseHolidays(year);
        QVERIFY(days.size() >= 16 && days.size() <= 22);
        for (const Holiday& holiday : days) {
            QVERIFY(japaneseHolidayOn(holiday.day));
        }
        for (std::size_t i = 1; i < days.size(); ++i) {
            QVERIFY2(days[i - 1].day < days[i].day, std::to_string(year).c_str()); // none twice
        }
    }
}

void BusinessDaysTest::hours_data() {
    QTest::addColumn<QByteArray>("time");
    QTest::addColumn<bool>("isOpen");
    // 2026-11-30 is a Monday; Tokyo is nine hours ahead
    QTest::newRow("one second before") << QByteArray("2026-11-29T23:29:59Z") << false;
    QTest::newRow("opens") << QByteArray("2026-11-29T23:30:00Z") << true;
    QTest::newRow("last second") << QByteArray("2026-11-30T08:29:59Z") << true;
    QTest::newRow("closes") << QByteArray("2026-11-30T08:30:00Z") << false;
    QTest::newRow("Sunday") << QByteArray("2026-11-29T03:00:00Z") << false;
    QTest::newRow("a holiday on a Tuesday") << QByteArray("2026-11-03T03:00:00Z") << false;
    QTest::newRow("between two holidays") << QByteArray("2026-09-22T03:00:00Z") << false;
    QTest::newRow("after them") << QByteArray("2026-09-24T03:00:00Z") << true;
}

void BusinessDaysTest::hours() {
    QFETCH(QByteArray, time);
    QFETCH(bool, isOpen);
    const TimeZone zone = TimeZone::find(kDefaultTimeZone).value();
    QCOMPARE(SupportHours().isOpen(at(time.constData()), zone), isOpen);
}

void BusinessDaysTest::ownClosedDays() {
    const TimeZone zone = TimeZone::find(kDefaultTimeZone).value();
    SupportHours hours;
    QVERIFY(hours.isOpen(at("2026-12-30T03:00:00Z"), zone));
    hours.closedDays = {parseDay("2026-12-29").value(), parseDay("2026-12-30").value()};
    QVERIFY(!hours.isOpen(at("2026-12-30T03:00:00Z"), zone));
    hours.observesHolidays = false;
    QVERIFY(hours.isOpen(at("2026-11-03T03:00:00Z"), zone));
}

void BusinessDaysTest::nextOpening_data() {
    QTest::addColumn<QByteArray>("time");
    QTest::addColumn<QByteArray>("opening");
    QTest::newRow("open now") << QByteArray("2026-11-30T03:00:00Z")
                              << QByteArray("2026-11-30T03:00:00.000000Z");
    QTest::newRow("the same morning")
        << QByteArray("2026-11-29T20:00:00Z") << QByteArray("2026-11-29T23:30:00.000000Z");
    QTest::newRow("over a weekend") << QByteArray("2026-11-27T08:30:00Z")
                                    << QByteArray("2026-11-29T23:30:00.000000Z");
    QTest::newRow("five days in September")
        << QByteArray("2026-09-18T09:00:00Z") << QByteArray("2026-09-23T23:30:00.000000Z");
}

void BusinessDaysTest::nextOpening() {
    QFETCH(QByteArray, time);
    QFETCH(QByteArray, opening);
    const TimeZone zone = TimeZone::find(kDefaultTimeZone).value();
    const auto found = SupportHours().nextOpening(at(time.constData()), zone);
    QVERIFY(found);
    QCOMPARE(QByteArray::fromStdString(toRfc3339(*found)), opening);
    SupportHours never;
    never.weekdays = 0;
    QVERIFY(!never.nextOpening(at(time.constData()), zone));
}

void BusinessDaysTest::badHours_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "mon-fri", "08:30-17:30", "mon-fri 17:30-08:30", "fri-mon 08:30-17:30", "mon-fri 8:30-17:30",
          "mon-fri 08:60-17:30", "mon-fri 08:30-24:01", "mo 08:30-17:30", "mon-fri 08:30-17:30 "}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void BusinessDaysTest::badHours() {
    QFETCH(QByteArray, text);
    QVERIFY(!parseSupportHours(text.toStdString()));
    QCOMPARE(supportHoursText(parseSupportHours("mon-fri 08:30-17:30").value()), "mon-fri 08:30-17:30");
    QCOMPARE(supportHoursText(parseSupportHours("sat,sun 00:00-24:00").value()), "sun,sat 00:00-24:00");
}

} // namespace

QTEST_GUILESS_MAIN(BusinessDaysTest)
#include "tst_business_days.moc"
