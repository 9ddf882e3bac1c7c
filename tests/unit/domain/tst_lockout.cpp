// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "domain/lockout.h"
#include "support/manual_clock.h"

using namespace kaomon;
using namespace kaomon::domain;
using namespace std::chrono_literals;
using kaomon::testing::ManualClock;

namespace {

bool refusedWith(const Status& status, ErrorCode code) {
    return !status.has_value() && status.error().code == code;
}

} // namespace

class TestLockout : public QObject {
    Q_OBJECT

private slots:
    void fiveMissesGiveAPause() {
        ManualClock clock;
        FaceCooldown cooldown;
        for (int i = 0; i < 5; ++i) {
            QVERIFY(cooldown.check(clock.now(), {}).has_value());
            cooldown.recordMiss(FaceMiss::NoMatch, clock.now(), {});
        }
        QVERIFY(refusedWith(cooldown.check(clock.now(), {}), ErrorCode::FaceCooldown));
        clock.advance(30s - 1us);
        QVERIFY(refusedWith(cooldown.check(clock.now(), {}), ErrorCode::FaceCooldown));
        clock.advance(1us);
        QVERIFY(cooldown.check(clock.now(), {}).has_value());
        // one more miss, one more pause: there are no five new tries
        cooldown.recordMiss(FaceMiss::NoMatch, clock.now(), {});
        QVERIFY(refusedWith(cooldown.check(clock.now(), {}), ErrorCode::FaceCooldown));
        QVERIFY(cooldown.blockedUntil() == clock.now() + 30s);
    }

    void aMatchClearsTheShortCounter() {
        ManualClock clock;
        FaceCooldown cooldown;
        for (int i = 0; i < 4; ++i) {
            cooldown.recordMiss(FaceMiss::NoMatch, clock.now(), {});
        }
        cooldown.recordMatch();
        QCOMPARE(cooldown.recentMisses(), 0);
        QCOMPARE(cooldown.totalMisses(), 4);
        cooldown.recordMiss(FaceMiss::NoMatch, clock.now(), {});
        QVERIFY(cooldown.check(clock.now(), {}).has_value());
    }

    void aSpoofCountsDouble() {
        ManualClock clock;
        FaceCooldown cooldown;
        cooldown.recordMiss(FaceMiss::Spoof, clock.now(), {});
        cooldown.recordMiss(FaceMiss::Spoof, clock.now(), {});
        QCOMPARE(cooldown.totalMisses(), 4);
        QVERIFY(cooldown.check(clock.now(), {}).has_value());
        cooldown.recordMiss(FaceMiss::NoMatch, clock.now(), {});
        QVERIFY(refusedWith(cooldown.check(clock.now(), {}), ErrorCode::FaceCooldown));
    }

    void fiftyMissesTurnTheFaceOff() {
        ManualClock clock;
        FaceCooldown cooldown;
        int tries = 0;
        while (tries < 1000 && cooldown.check(clock.now(), {}).has_value()) {
            cooldown.recordMiss(FaceMiss::NoMatch, clock.now(), {});
            clock.advance(30s);
            ++tries;
        }
        QCOMPARE(tries, 50);
        clock.advance(24h * 365);
        QVERIFY(refusedWith(cooldown.check(clock.now(), {}), ErrorCode::FaceDisabled));
        cooldown.recordMatch();
        QVERIFY(refusedWith(cooldown.check(clock.now(), {}), ErrorCode::FaceDisabled));
        cooldown.reset();
        QVERIFY(cooldown.check(clock.now(), {}).has_value());
    }

    void settingsApply() {
        ManualClock clock;
        FaceCooldown cooldown;
        const FaceCooldownRule rule{3, 600s, 50};
        for (int i = 0; i < 3; ++i) {
            cooldown.recordMiss(FaceMiss::NoMatch, clock.now(), rule);
        }
        clock.advance(599s);
        QVERIFY(!cooldown.check(clock.now(), rule).has_value());
        clock.advance(1s);
        QVERIFY(cooldown.check(clock.now(), rule).has_value());
    }

    void aClockSetBackNeverMeansMoreThanOnePause() {
        ManualClock clock;
        FaceCooldown cooldown;
        for (int i = 0; i < 5; ++i) {
            cooldown.recordMiss(FaceMiss::NoMatch, clock.now(), {});
        }
        clock.setWallClock(clock.now() - 1h);
        QVERIFY(!cooldown.check(clock.now(), {}).has_value());
        clock.advance(30s);
        QVERIFY(cooldown.check(clock.now(), {}).has_value());
    }

    void faceCountersSurviveStorage() {
        ManualClock clock;
        FaceCooldown cooldown;
        for (int i = 0; i < 6; ++i) {
            cooldown.recordMiss(FaceMiss::Spoof, clock.now(), {});
        }
        FaceCooldown read = FaceCooldown::decode(cooldown.encode()).value();
        QCOMPARE(read.recentMisses(), 12);
        QCOMPARE(read.totalMisses(), 12);
        QVERIFY(read.blockedUntil() == cooldown.blockedUntil());
        QVERIFY(refusedWith(read.check(clock.now(), {}), ErrorCode::FaceCooldown));
    }

    void malformedCounters_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
             {"", "face1", "face1 1 2", "face1 1 2 3 4", "face1 -1 2 3", "face1 1 2 3 ", "face1  1 2 3",
              "face2 1 2 3", "face1 1 2 x", "face1 99999999999999999999 2 3", "face1 2000000 2 3",
              "password1 1 2", "face1 1,2,3"}) {
            QTest::newRow(*text ? text : "empty") << QByteArray(text);
        }
    }
    void malformedCounters() {
        QFETCH(QByteArray, text);
        const auto read = FaceCooldown::decode(text.toStdString());
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, ErrorCode::StorageCorrupt);
    }

    void passwordDelay_data() {
        QTest::addColumn<int>("failures");
        QTest::addColumn<int>("seconds");
        QTest::newRow("none") << 0 << 0;
        QTest::newRow("four") << 4 << 0;
        QTest::newRow("five") << 5 << 30;
        QTest::newRow("six") << 6 << 60;
        QTest::newRow("33") << 33 << 870;
        QTest::newRow("34: the longest") << 34 << 900;
        QTest::newRow("very many") << 2147483647 << 900;
    }
    void passwordDelay() {
        QFETCH(int, failures);
        QFETCH(int, seconds);
        QVERIFY(PasswordLockout::delayAfter(failures) == std::chrono::seconds(seconds));
    }

    void passwordSequence() {
        ManualClock clock;
        PasswordLockout lockout;
        for (int i = 0; i < 5; ++i) {
            QVERIFY(lockout.check(clock.now()).has_value());
            lockout.recordFailure(clock.now());
        }
        QVERIFY(refusedWith(lockout.check(clock.now()), ErrorCode::UserLocked));
        clock.advance(30s);
        QVERIFY(lockout.check(clock.now()).has_value());
        lockout.recordFailure(clock.now());
        clock.advance(59s);
        QVERIFY(!lockout.check(clock.now()).has_value());
        PasswordLockout read = PasswordLockout::decode(lockout.encode()).value();
        QCOMPARE(read.failures(), 6);
        QVERIFY(!read.check(clock.now()).has_value());
        clock.advance(1s);
        QVERIFY(read.check(clock.now()).has_value());
        read.recordSuccess();
        QCOMPARE(read.failures(), 0);
        QVERIFY(!PasswordLockout::decode("password1 -3 0").has_value());
    }
};

QTEST_GUILESS_MAIN(TestLockout)
#include "tst_lockout.moc"
