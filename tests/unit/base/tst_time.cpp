// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/clock.h"
#include "support/manual_clock.h"

using namespace kaomon;
using namespace std::chrono;

class TestTime : public QObject {
    Q_OBJECT

private slots:
    void reads_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("canonical");
        QTest::newRow("seconds") << QByteArray("2026-11-24T03:04:05Z")
                                 << QByteArray("2026-11-24T03:04:05.000000Z");
        QTest::newRow("micros") << QByteArray("2026-11-24T03:04:05.123456Z")
                                << QByteArray("2026-11-24T03:04:05.123456Z");
        QTest::newRow("nanos") << QByteArray("2026-11-24T03:04:05.123456789Z")
                               << QByteArray("2026-11-24T03:04:05.123456Z");
        QTest::newRow("Japan") << QByteArray("2026-11-24T12:04:05.5+09:00")
                               << QByteArray("2026-11-24T03:04:05.500000Z");
        QTest::newRow("west, day before")
            << QByteArray("2026-12-31T23:30:00-01:00") << QByteArray("2027-01-01T00:30:00.000000Z");
        QTest::newRow("before 1970") << QByteArray("1969-12-31T23:59:59.999999Z")
                                     << QByteArray("1969-12-31T23:59:59.999999Z");
        QTest::newRow("leap day") << QByteArray("2028-02-29T00:00:00Z")
                                  << QByteArray("2028-02-29T00:00:00.000000Z");
    }
    void reads() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, canonical);
        const auto time = fromRfc3339(text.toStdString());
        QVERIFY(time.has_value());
        QCOMPARE(QByteArray::fromStdString(toRfc3339(*time)), canonical);
        QVERIFY(fromEpochMicros(toEpochMicros(*time)) == *time);
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
             {"", "2026-11-24", "2026-11-24 03:04:05Z", "2026-11-24T03:04:05", "2026-13-01T00:00:00Z",
              "2026-02-29T00:00:00Z", "2026-11-24T24:00:00Z", "2026-11-24T03:60:00Z", "2026-11-24T03:04:05.Z",
              "2026-11-24T03:04:05.1234567890Z", "2026-11-24T03:04:05+0900", "2026-11-24T03:04:05+24:00",
              "2026-11-24T03:04:05Zx", "+026-11-24T03:04:05Z", "0000-01-01T00:00:00+09:00",
              "9999-12-31T23:59:60Z", "9999-12-31T23:30:00-01:00"}) {
            QTest::newRow(*text ? text : "empty") << QByteArray(text);
        }
    }
    void refuses() {
        QFETCH(QByteArray, text);
        const auto time = fromRfc3339(text.toStdString());
        QVERIFY(!time.has_value());
        QCOMPARE(time.error().code, ErrorCode::ValidationFailed);
    }

    void manualClockMovesOnlyByHand() {
        kaomon::testing::ManualClock clock;
        const TimePoint start = clock.now();
        const auto steady = clock.steadyNow();
        QVERIFY(clock.now() == start);
        clock.advance(90s);
        QVERIFY(clock.now() - start == 90s);
        QVERIFY(clock.steadyNow() - steady == 90s);
        clock.setWallClock(start - 1h);
        QVERIFY(clock.now() == start - 1h);
        QVERIFY(clock.steadyNow() - steady == 90s);
    }
};

QTEST_GUILESS_MAIN(TestTime)
#include "tst_time.moc"
