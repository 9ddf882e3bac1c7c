// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "auth/session_times.h"

using namespace kaomon;
using namespace std::chrono_literals;

// When a session and a proof of the password end.
class SessionTimesTest : public QObject {
    Q_OBJECT

private slots:
    void freshAuth_data() {
        QTest::addColumn<qlonglong>("ageSeconds");
        QTest::addColumn<bool>("isFresh");
        QTest::newRow("at once") << 0LL << true;
        QTest::newRow("four minutes") << 240LL << true;
        QTest::newRow("exactly five minutes") << 300LL << true;
        QTest::newRow("a second more") << 301LL << false;
        QTest::newRow("a session from before the column") << 1'700'000'000LL << false;
        QTest::newRow("from the future") << -1LL << false;
    }

    void freshAuth() {
        QFETCH(qlonglong, ageSeconds);
        QFETCH(bool, isFresh);
        const TimePoint now = fromEpochMicros(1'700'000'000'000'000);
        QCOMPARE(auth::isFreshAuth(now - std::chrono::seconds(ageSeconds), now), isFresh);
    }

    void useExtendsUpToTheEnd() {
        const TimePoint now = fromEpochMicros(1'700'000'000'000'000);
        const auto early = auth::timesAt(now, now + 8h, 15min);
        QCOMPARE(early.accessUntil, TimePoint(now + 10min));
        QCOMPARE(early.refreshUntil, TimePoint(now + 15min));
        const auto late = auth::timesAt(now, now + 2min, 15min);
        QCOMPARE(late.accessUntil, TimePoint(now + 2min));
        QVERIFY(!auth::needsExtension(early, now));
        QVERIFY(auth::needsExtension(early, now + 2min));
        QVERIFY(!auth::needsExtension(late, now + 1min));
    }
};

QTEST_APPLESS_MAIN(SessionTimesTest)
#include "tst_session_times.moc"
