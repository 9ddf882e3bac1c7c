// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "auth/totp.h"

using namespace kaomon;
using namespace std::chrono_literals;

namespace {

// RFC 6238, appendix B: the SHA-1 seed.
SecretBytes rfcSecret() {
    const std::string text = "12345678901234567890";
    return SecretBytes(Bytes(text.begin(), text.end()));
}

TimePoint at(long long seconds) {
    return fromEpochMicros(seconds * 1'000'000);
}

} // namespace

// The second factor's codes.
class TotpTest : public QObject {
    Q_OBJECT

private slots:
    // The RFC's eight digits shortened to the last six.
    void vectors_data() {
        QTest::addColumn<qlonglong>("seconds");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("1970") << 59LL << QByteArray("287082");
        QTest::newRow("2005") << 1'111'111'109LL << QByteArray("081804");
        QTest::newRow("2005, next step") << 1'111'111'111LL << QByteArray("050471");
        QTest::newRow("2009") << 1'234'567'890LL << QByteArray("005924");
        QTest::newRow("2033") << 2'000'000'000LL << QByteArray("279037");
        QTest::newRow("2603") << 20'000'000'000LL << QByteArray("353130");
    }

    void vectors() {
        QFETCH(qlonglong, seconds);
        QFETCH(QByteArray, code);
        QCOMPARE(QByteArray::fromStdString(auth::totpCode(rfcSecret(), at(seconds))), code);
        const auto step = auth::totpStep(rfcSecret(), code.toStdString(), at(seconds));
        QVERIFY(step);
        QCOMPARE(*step, seconds / 30);
    }

    void window_data() {
        QTest::addColumn<qlonglong>("offset");
        QTest::addColumn<bool>("isRight");
        QTest::newRow("two steps early") << -60LL << false;
        QTest::newRow("one step early") << -30LL << true;
        QTest::newRow("now") << 0LL << true;
        QTest::newRow("one step late") << 30LL << true;
        QTest::newRow("two steps late") << 60LL << false;
    }

    void window() {
        QFETCH(qlonglong, offset);
        QFETCH(bool, isRight);
        const long long now = 1'800'000'000;
        const auto code = auth::totpCode(rfcSecret(), at(now + offset));
        const auto step = auth::totpStep(rfcSecret(), code, at(now));
        QCOMPARE(step.has_value(), isRight);
        QVERIFY(!step || *step == (now + offset) / 30);
    }

    void otherTexts() {
        for (const char* text : {"", "12345", "1234567", "12345a", "      ", "１２３４５６"}) {
            QVERIFY(!auth::totpStep(rfcSecret(), text, at(59)));
        }
        QVERIFY(!auth::totpStep(auth::makeTotpSecret(), std::string(100'000, '1'), at(59)));
    }

    void uri() {
        QCOMPARE(auth::totpUri(rfcSecret(), "A & B", "taro@例").reveal(),
                 std::string("otpauth://totp/A%20%26%20B:taro%40%E4%BE%8B?secret="
                             "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=A%20%26%20B&algorithm=SHA1&digits=6&"
                             "period=30"));
    }
};

QTEST_APPLESS_MAIN(TotpTest)
#include "tst_totp.moc"
