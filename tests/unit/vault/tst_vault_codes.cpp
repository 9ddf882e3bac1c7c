// SPDX-License-Identifier: GPL-3.0-or-later
// What makes codes and passwords for a vault's entries.
#include <algorithm>
#include <set>

#include <QTest>

#include "crypto/secret_key.h"
#include "vault/one_time_code.h"
#include "vault/password_generator.h"

using namespace kaomon;
using namespace kaomon::vault;
using std::chrono::seconds;

namespace {

TimePoint at(long long epochSeconds) {
    return TimePoint(seconds(epochSeconds));
}

} // namespace

class TestVaultCodes final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    // Appendix B of RFC 6238.
    void totpVectors_data() {
        QTest::addColumn<long long>("time");
        QTest::addColumn<QString>("hash");
        QTest::addColumn<QString>("code");
        QTest::newRow("1 SHA1") << 59LL << "SHA1"
                                << "94287082";
        QTest::newRow("1 SHA256") << 59LL << "SHA256"
                                  << "46119246";
        QTest::newRow("1 SHA512") << 59LL << "SHA512"
                                  << "90693936";
        QTest::newRow("2 SHA1") << 1111111109LL << "SHA1"
                                << "07081804";
        QTest::newRow("2 SHA256") << 1111111109LL << "SHA256"
                                  << "68084774";
        QTest::newRow("2 SHA512") << 1111111109LL << "SHA512"
                                  << "25091201";
        QTest::newRow("3 SHA1") << 1111111111LL << "SHA1"
                                << "14050471";
        QTest::newRow("3 SHA256") << 1111111111LL << "SHA256"
                                  << "67062674";
        QTest::newRow("3 SHA512") << 1111111111LL << "SHA512"
                                  << "99943326";
        QTest::newRow("4 SHA1") << 1234567890LL << "SHA1"
                                << "89005924";
        QTest::newRow("4 SHA256") << 1234567890LL << "SHA256"
                                  << "91819424";
        QTest::newRow("4 SHA512") << 1234567890LL << "SHA512"
                                  << "93441116";
        QTest::newRow("5 SHA1") << 2000000000LL << "SHA1"
                                << "69279037";
        QTest::newRow("5 SHA256") << 2000000000LL << "SHA256"
                                  << "90698825";
        QTest::newRow("5 SHA512") << 2000000000LL << "SHA512"
                                  << "38618901";
        QTest::newRow("6 SHA1") << 20000000000LL << "SHA1"
                                << "65353130";
        QTest::newRow("6 SHA256") << 20000000000LL << "SHA256"
                                  << "77737706";
        QTest::newRow("6 SHA512") << 20000000000LL << "SHA512"
                                  << "47863826";
    }
    void totpVectors() {
        QFETCH(long long, time);
        QFETCH(QString, hash);
        QFETCH(QString, code);
        // "1234567890" repeated to 20, 32 and 64 bytes.
        const QString seed =
            hash == QLatin1String("SHA1") ? QStringLiteral("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
            : hash == QLatin1String("SHA256")
                ? QStringLiteral("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA")
                : QStringLiteral("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                                 "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNA");
        const QString uri =
            QStringLiteral("otpauth://totp/Example:hanako?secret=%1&issuer=Example&algorithm=%2&"
                           "digits=8&period=30")
                .arg(seed, hash);
        const auto parsed = OneTimeSeed::parse(SecretString(uri.toStdString()));
        QVERIFY2(parsed, parsed ? "" : parsed.error().detail.c_str());
        QCOMPARE(QString::fromStdString(parsed->code(at(time)).reveal()), code);
    }

    // Appendix D of RFC 4226: the counter is the number of the period.
    void hotpVectors() {
        auto parsed = OneTimeSeed::parse(SecretString("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
        QVERIFY(parsed.has_value());
        const QStringList codes{QStringLiteral("755224"), QStringLiteral("287082"), QStringLiteral("359152"),
                                QStringLiteral("969429"), QStringLiteral("338314"), QStringLiteral("254676"),
                                QStringLiteral("287922"), QStringLiteral("162583"), QStringLiteral("399871"),
                                QStringLiteral("520489")};
        for (qsizetype counter = 0; counter < codes.size(); ++counter) {
            QCOMPARE(QString::fromStdString(parsed->code(at(counter * 30)).reveal()), codes[counter]);
        }
    }

    void totpForms_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("base32") << "JBSWY3DPEHPK3PXP" << true;
        QTest::newRow("lower case, in groups, padded") << "jbsw y3dp-ehpk 3pxp====" << true;
        QTest::newRow("too short") << "JBSWY3DP" << false;
        QTest::newRow("too long") << QString(300, u'A') << false;
        QTest::newRow("counter based") << "otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP&counter=1" << false;
        QTest::newRow("no secret") << "otpauth://totp/x?issuer=y" << false;
        QTest::newRow("five digits") << "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=5" << false;
        QTest::newRow("nine digits") << "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=9" << false;
        QTest::newRow("no period") << "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=0" << false;
        QTest::newRow("period of words") << "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=1a" << false;
        QTest::newRow("MD5") << "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&algorithm=MD5" << false;
        QTest::newRow("a picture as well") << "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&image=y" << true;
    }
    void totpForms() {
        QFETCH(QString, text);
        QFETCH(bool, isGood);
        const auto parsed = OneTimeSeed::parse(SecretString(text.toStdString()));
        QCOMPARE(parsed.has_value(), isGood);
        if (isGood) {
            QCOMPARE(parsed->code(at(0)).reveal().size(), std::size_t{6});
            QCOMPARE(parsed->left(at(20)), std::chrono::milliseconds(10'000));
        } else {
            QCOMPARE(QString::fromStdString(parsed.error().field), QStringLiteral("/totp"));
        }
    }

    void generatorFollowsTheRecipe() {
        std::set<std::string> made;
        for (int i = 0; i < 200; ++i) {
            const auto password = makePassword({.length = 12});
            QVERIFY(password);
            const std::string& text = password->reveal();
            QCOMPARE(text.size(), std::size_t{12});
            const auto has = [&](auto test) { return std::ranges::any_of(text, test); };
            QVERIFY(has([](char c) { return c >= 'A' && c <= 'Z'; }));
            QVERIFY(has([](char c) { return c >= 'a' && c <= 'z'; }));
            QVERIFY(has([](char c) { return c >= '0' && c <= '9'; }));
            QVERIFY(has([](char c) {
                return std::string_view("!#$%&()*+,-./:;<=>?@[]^_{}~").find(c) != std::string_view::npos;
            }));
            QVERIFY(text.find_first_of("0Oo1lI|") == std::string::npos);
            made.insert(text);
        }
        QCOMPARE(made.size(), std::size_t{200});
        const auto digits = makePassword(
            {.length = 8, .hasUpper = false, .hasLower = false, .hasDigits = true, .hasSymbols = false});
        QVERIFY(digits && digits->reveal().find_first_not_of("23456789") == std::string::npos);
    }

    void generatorIsEven() {
        std::map<char, int> counts;
        constexpr int kRounds = 400;
        for (int i = 0; i < kRounds; ++i) {
            const auto digits = makePassword({.length = 100,
                                              .hasUpper = false,
                                              .hasLower = false,
                                              .hasDigits = true,
                                              .hasSymbols = false,
                                              .withoutLookAlikes = false});
            for (const char c : digits->reveal()) {
                ++counts[c];
            }
        }
        QCOMPARE(counts.size(), std::size_t{10});
        for (const auto& [c, count] : counts) {
            // 4,000 expected, standard deviation 60: ten of them
            QVERIFY2(std::abs(count - kRounds * 10) < 600, qPrintable(QString::number(count)));
        }
    }

    void generatorBounds() {
        QCOMPARE(QString::fromStdString(makePassword({.length = 7}).error().field),
                 QStringLiteral("/length"));
        QCOMPARE(QString::fromStdString(makePassword({.length = 129}).error().field),
                 QStringLiteral("/length"));
        const PasswordRecipe none{
            .length = 20, .hasUpper = false, .hasLower = false, .hasDigits = false, .hasSymbols = false};
        QCOMPARE(QString::fromStdString(makePassword(none).error().field), QStringLiteral("/characters"));
    }
};

QTEST_GUILESS_MAIN(TestVaultCodes)
#include "tst_vault_codes.moc"
