// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "base/base64.h"
#include "crypto/emergency_code.h"
#include "crypto/password.h"

using namespace kaomon;
using namespace kaomon::crypto;
using namespace std::chrono_literals;

namespace {

const EmergencySubject kSubject{"0193a000-0000-7000-8000-000000000001",
                                "0193a000-0000-7000-8000-000000000002",
                                "0193a000-0000-7000-8000-000000000003"};
const TimePoint kNow = fromEpochMicros(1'800'000'000'000'000);

SecretKey fixedKey(std::uint8_t first) {
    Bytes bytes(SecretKey::kSize);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::uint8_t>(first + i);
    }
    return SecretKey::fromBytes(bytes).value();
}

ErrorCode codeOf(const Result<TimePoint>& result) {
    return result ? ErrorCode::Internal : result.error().code;
}

} // namespace

// Emergency codes between a PC without connection and a console.
class EmergencyCodeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(initialise()); }

    // Pinned: agent and console of different versions must agree. Made with another implementation of
    // BLAKE2b.
    void vectors_data() {
        QTest::addColumn<uint>("counter");
        QTest::addColumn<int>("hours");
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("first") << 1U << 8 << QByteArray("AAAA-CCAB-AIBQ-IBLV") << QByteArray("24R72-2J4VY");
        QTest::newRow("longest") << 2U << 72 << QByteArray("AAAA-ESAB-AIBQ-IBK7")
                                 << QByteArray("ANS73-NQN2G");
        QTest::newRow("last counter")
            << 0xFFFFFFU << 1 << QByteArray("7777-6AIB-AIBQ-IBJ6") << QByteArray("GW3PJ-7BNQE");
    }

    void vectors() {
        QFETCH(uint, counter);
        QFETCH(int, hours);
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, answer);
        const EmergencyRequest made{counter, hours, {1, 2, 3, 4, 5}};
        QCOMPARE(QByteArray::fromStdString(made.text(kSubject)), request);
        QCOMPARE(QByteArray::fromStdString(emergencyAnswer(fixedKey(7), kSubject, made).reveal()), answer);
        const auto read = EmergencyRequest::parse(request.toLower().toStdString(), kSubject);
        QVERIFY(read);
        QCOMPARE(read->counter, counter);
        QCOMPARE(read->hours, hours);
        QCOMPARE(read->random, made.random);
    }

    void sealedKeyOpensForItsDeviceOnly() {
        const auto emergency = BoxKey::generate();
        const auto key = SecretKey::generate();
        const auto sealed = sealEmergencyKey(key, emergency.publicKey(), kSubject.tenant, kSubject.device);
        QVERIFY(sealed);
        const auto opened = openEmergencyKey(*sealed, emergency, kSubject.tenant, kSubject.device);
        QVERIFY(opened);
        QVERIFY(equalConstantTime(opened->reveal(), key.reveal()));
        QVERIFY(!openEmergencyKey(*sealed, emergency, kSubject.tenant, kSubject.user));
        QVERIFY(!openEmergencyKey(*sealed, BoxKey::generate(), kSubject.tenant, kSubject.device));
        QVERIFY(!sealEmergencyKey(key, Bytes(31), kSubject.tenant, kSubject.device));
    }

    void everyCharacterCounts() {
        const EmergencyRequest made{5, 8, {9, 8, 7, 6, 5}};
        const std::string right = made.text(kSubject);
        int accepted = 0;
        for (std::size_t i = 0; i < right.size(); ++i) {
            std::string slip = right;
            if (slip[i] != '-') {
                slip[i] = slip[i] == 'A' ? 'B' : 'A';
                const auto read = EmergencyRequest::parse(slip, kSubject);
                accepted += read ? 1 : 0;
            }
        }
        QVERIFY2(accepted <= 1, "a check byte lets one slip of 256 through");
        EmergencySubject other = kSubject;
        other.device = kSubject.user;
        QVERIFY(!EmergencyRequest::parse(right, other));
        QVERIFY(!EmergencyRequest::parse("", kSubject));
        QVERIFY(!EmergencyRequest::parse(std::string(10'000, 'A'), kSubject));
        QVERIFY(!EmergencyRequest::parse(right.substr(1), kSubject));
    }

    void answerDependsOn_data() {
        QTest::addColumn<int>("which");
        for (const char* name : {"tenant", "device", "user", "counter", "hours", "random", "key"}) {
            QTest::newRow(name) << m_row++;
        }
    }

    void answerDependsOn() {
        QFETCH(int, which);
        const EmergencyRequest request{3, 8, {1, 1, 1, 1, 1}};
        EmergencySubject subject = kSubject;
        EmergencyRequest changed = request;
        SecretKey key = fixedKey(7);
        switch (which) {
        case 0:
            subject.tenant = kSubject.user;
            break;
        case 1:
            subject.device = kSubject.user;
            break;
        case 2:
            subject.user = kSubject.device;
            break;
        case 3:
            changed.counter = 4;
            break;
        case 4:
            changed.hours = 9;
            break;
        case 5:
            changed.random[4] = 2;
            break;
        default:
            key = fixedKey(8);
        }
        QVERIFY(emergencyAnswer(fixedKey(7), kSubject, request).reveal() !=
                emergencyAnswer(key, subject, changed).reveal());
    }

    void worksOnce() {
        EmergencyLogon logon;
        const auto key = SecretKey::generate();
        const auto request = logon.begin(kSubject.user, 8, kNow);
        QVERIFY(request);
        const std::string answer = emergencyAnswer(key, kSubject, *request).reveal();
        const auto until = logon.check(answer, key, kSubject, kNow + 1h);
        QVERIFY(until);
        QCOMPARE(*until, TimePoint(kNow + 8h));
        QCOMPARE(codeOf(logon.check(answer, key, kSubject, kNow + 1h)), ErrorCode::EmergencyCodeInvalid);
        const auto next = logon.begin(kSubject.user, 8, kNow + 2h);
        QCOMPARE(next->counter, request->counter + 1);
        QCOMPARE(codeOf(logon.check(answer, key, kSubject, kNow + 2h)), ErrorCode::EmergencyCodeInvalid);
    }

    void fiveTries() {
        EmergencyLogon logon;
        const auto key = SecretKey::generate();
        const auto request = logon.begin(kSubject.user, 8, kNow);
        const std::string answer = emergencyAnswer(key, kSubject, *request).reveal();
        for (int i = 0; i < kEmergencyTries; ++i) {
            QCOMPARE(logon.triesLeft(), kEmergencyTries - i);
            QCOMPARE(codeOf(logon.check("AAAAA-AAAAA", key, kSubject, kNow)),
                     ErrorCode::EmergencyCodeInvalid);
        }
        QCOMPARE(logon.triesLeft(), 0);
        QCOMPARE(codeOf(logon.check(answer, key, kSubject, kNow)), ErrorCode::EmergencyCodeInvalid);
    }

    // What is stored before each try survives a restart: no further tries, no counter twice.
    void restartGivesNoFurtherTry() {
        EmergencyLogon logon;
        const auto key = SecretKey::generate();
        const auto request = logon.begin(kSubject.user, 8, kNow);
        const std::string answer = emergencyAnswer(key, kSubject, *request).reveal();
        for (int i = 0; i < kEmergencyTries; ++i) {
            QVERIFY(!logon.check("AAAAA-AAAAA", key, kSubject, kNow));
            auto stored = EmergencyLogon::decode(logon.encode());
            QVERIFY(stored);
            logon = std::move(*stored);
        }
        QCOMPARE(codeOf(logon.check(answer, key, kSubject, kNow)), ErrorCode::EmergencyCodeInvalid);
        QCOMPARE(logon.counter(), request->counter);
        QCOMPARE(logon.begin(kSubject.user, 8, kNow)->counter, request->counter + 1);
    }

    void expiry_data() {
        QTest::addColumn<qlonglong>("minutes");
        QTest::addColumn<bool>("isRight");
        QTest::newRow("at once") << 0LL << true;
        QTest::newRow("a minute before the end") << 8 * 60LL - 1 << true;
        QTest::newRow("at the end") << 8 * 60LL << false;
        QTest::newRow("a year later") << 525'600LL << false;
        QTest::newRow("clock set back") << -1LL << false;
    }

    void expiry() {
        QFETCH(qlonglong, minutes);
        QFETCH(bool, isRight);
        EmergencyLogon logon;
        const auto key = SecretKey::generate();
        const auto request = logon.begin(kSubject.user, 8, kNow);
        const auto result = logon.check(emergencyAnswer(key, kSubject, *request).reveal(), key, kSubject,
                                        kNow + std::chrono::minutes(minutes));
        QCOMPARE(result.has_value(), isRight);
        if (!isRight) {
            QCOMPARE(codeOf(result), ErrorCode::EmergencyCodeExpired);
        }
    }

    void hoursHaveBounds() {
        EmergencyLogon logon;
        QVERIFY(!logon.begin(kSubject.user, 0, kNow));
        QVERIFY(!logon.begin(kSubject.user, 73, kNow));
        QCOMPARE(logon.counter(), 0U);
        QVERIFY(logon.begin(kSubject.user, 1, kNow));
        QVERIFY(logon.begin(kSubject.user, 72, kNow));
    }

    void requestIsOfOneUser() {
        EmergencyLogon logon;
        const auto key = SecretKey::generate();
        const auto request = logon.begin(kSubject.user, 8, kNow);
        EmergencySubject other = kSubject;
        other.user = kSubject.device;
        QVERIFY(!logon.check(emergencyAnswer(key, other, *request).reveal(), key, other, kNow));
    }

    void brokenStateIsRefused() {
        EmergencyLogon logon;
        QVERIFY(logon.begin(kSubject.user, 8, kNow));
        const Bytes good = logon.encode();
        for (std::size_t size = 0; size < good.size(); ++size) {
            QVERIFY(!EmergencyLogon::decode(std::span(good).first(size)));
        }
        Bytes longer = good;
        longer.push_back(0);
        QVERIFY(!EmergencyLogon::decode(longer));
    }

private:
    int m_row = 0;
};

QTEST_APPLESS_MAIN(EmergencyCodeTest)
#include "tst_emergency_code.moc"
