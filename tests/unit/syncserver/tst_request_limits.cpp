// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "auth/address_key.h"
#include "auth/nonce_memory.h"
#include "auth/rate_bucket.h"
#include "support/manual_clock.h"

using namespace kaomon;
using namespace kaomon::auth;

class RequestLimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sources_data();
    void sources();
    void wholeShareAtOnceThenSteady();
    void sourcesDoNotDisturbEachOther();
    void noLimit();
    void wallClockDoesNotMatter();
    void nonceWorksOnce();
};

void RequestLimitsTest::sources_data() {
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("key");
    QTest::newRow("IPv4") << "192.0.2.7"
                          << "192.0.2.7";
    QTest::newRow("IPv4 in IPv6") << "::ffff:192.0.2.7"
                                  << "192.0.2.7";
    QTest::newRow("IPv6") << "2001:db8:1:2:3:4:5:6"
                          << "2001:db8:1:2::/64";
    QTest::newRow("neighbour") << "2001:db8:1:2::1"
                               << "2001:db8:1:2::/64";
    QTest::newRow("with a zone") << "fe80::1%eth0"
                                 << "fe80::/64";
    QTest::newRow("nothing") << ""
                             << "unknown";
    QTest::newRow("no address") << "localhost"
                                << "unknown";
}

void RequestLimitsTest::sources() {
    QFETCH(QString, address);
    QFETCH(QString, key);
    QCOMPARE(QString::fromStdString(addressKey(address.toStdString())), key);
}

void RequestLimitsTest::wholeShareAtOnceThenSteady() {
    kaomon::testing::ManualClock clock;
    RateBucket bucket(clock, 10);
    for (int i = 0; i < 10; ++i) {
        QVERIFY(bucket.take("a"));
    }
    const Status refused = bucket.take("a");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::RateLimited);
    QCOMPARE(refused.error().field, "6"); // seconds
    clock.advance(std::chrono::seconds(6));
    QVERIFY(bucket.take("a"));
    QVERIFY(!bucket.take("a"));
    clock.advance(std::chrono::minutes(5)); // no more than one share is saved up
    for (int i = 0; i < 10; ++i) {
        QVERIFY(bucket.take("a"));
    }
    QVERIFY(!bucket.take("a"));
}

void RequestLimitsTest::sourcesDoNotDisturbEachOther() {
    kaomon::testing::ManualClock clock;
    RateBucket bucket(clock, 1);
    for (int i = 0; i < 200'000; ++i) { // more than are remembered
        QVERIFY(bucket.take(std::to_string(i)));
    }
    QVERIFY(bucket.take("a"));
    QVERIFY(!bucket.take("a"));
}

void RequestLimitsTest::noLimit() {
    kaomon::testing::ManualClock clock;
    RateBucket bucket(clock, 0);
    for (int i = 0; i < 1000; ++i) {
        QVERIFY(bucket.take("a"));
    }
}

void RequestLimitsTest::wallClockDoesNotMatter() {
    kaomon::testing::ManualClock clock;
    RateBucket bucket(clock, 1);
    QVERIFY(bucket.take("a"));
    clock.setWallClock(clock.now() + std::chrono::hours(24 * 365));
    QVERIFY(!bucket.take("a"));
    clock.setWallClock(clock.now() - std::chrono::hours(24 * 3650));
    clock.advance(std::chrono::minutes(1));
    QVERIFY(bucket.take("a"));
}

void RequestLimitsTest::nonceWorksOnce() {
    kaomon::testing::ManualClock clock;
    NonceMemory nonces(clock);
    QVERIFY(nonces.take("key", "nonce"));
    QVERIFY(!nonces.take("key", "nonce"));
    QVERIFY(nonces.take("other", "nonce"));
    for (int i = 0; i < 24; ++i) { // as long as a proof may be used: 120 s before and after now
        clock.advance(std::chrono::seconds(10));
        QVERIFY(nonces.take("key", std::to_string(i)));
        QVERIFY(!nonces.take("key", "nonce"));
    }
}

QTEST_GUILESS_MAIN(RequestLimitsTest)
#include "tst_request_limits.moc"
