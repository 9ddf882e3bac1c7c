// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <set>

#include "crypto/password.h"
#include "support/bytes.h"

using namespace kaomon;
using namespace kaomon::crypto;
using kaomon::testing::bytesOf;
using kaomon::testing::hexOf;

class TestPassword : public QObject {
    Q_OBJECT

private slots:
    // Expected values were made with the reference implementation of Argon2 and another one of BLAKE2b.
    void knownSplit() {
        const auto keys = splitPassword(SecretString("correct horse battery"), {bytesOf("0123456789abcdef")});
        QVERIFY(keys.has_value());
        QCOMPARE(hexOf(keys->auth.reveal()),
                 std::string("00fd163b1ab6bc2b0e74dc1167967f18df4554f75e9ee816864f1e001f43f26c"));
        QCOMPARE(hexOf(keys->wrap.reveal()),
                 std::string("29d5e22de6447a00385fdf23ca76b732d0262f1c8f20c8cb86731e9d2703e90c"));
    }

    void oneTimeVerifier() {
        const auto pepper = SecretKey::generate();
        const Bytes auth = randomBytes(32);
        const std::string verifier = makeOneTimeVerifier(pepper, auth);
        QVERIFY(checkVerifier(pepper, auth, verifier));
        QVERIFY(!checkVerifier(pepper, randomBytes(32), verifier));
        QVERIFY(!checkVerifier(SecretKey::generate(), auth, verifier));
        QVERIFY(!checkVerifier(pepper, auth, verifier + "A"));
        QVERIFY(!checkVerifier(pepper, auth, "$one-time$"));
        QVERIFY(makeVerifier(pepper, auth).value() != verifier);
    }

    void anotherPasswordOrSaltGivesOtherKeys() {
        const PasswordParameters parameters = PasswordParameters::generate();
        QVERIFY(PasswordParameters::generate().salt != parameters.salt);
        const auto first = splitPassword(SecretString("password a"), parameters).value();
        const auto second = splitPassword(SecretString("password b"), parameters).value();
        const auto third = splitPassword(SecretString("password a"), PasswordParameters::generate()).value();
        QVERIFY(!equalConstantTime(first.auth.reveal(), second.auth.reveal()));
        QVERIFY(!equalConstantTime(first.auth.reveal(), third.auth.reveal()));
        QVERIFY(!equalConstantTime(first.auth.reveal(), first.wrap.reveal()));
    }

    void refusesParameters_data() {
        QTest::addColumn<int>("saltSize");
        QTest::addColumn<int>("iterations");
        QTest::addColumn<int>("memoryKiB");
        QTest::newRow("short salt") << 15 << 3 << 65536;
        QTest::newRow("no salt") << 0 << 3 << 65536;
        QTest::newRow("few iterations") << 16 << 2 << 65536;
        QTest::newRow("little memory") << 16 << 3 << 65535;
        QTest::newRow("no memory") << 16 << 3 << 0;
        QTest::newRow("too many iterations") << 16 << 11 << 65536;
        QTest::newRow("too much memory") << 16 << 3 << 1024 * 1024 + 1;
    }
    void refusesParameters() {
        QFETCH(int, saltSize);
        QFETCH(int, iterations);
        QFETCH(int, memoryKiB);
        const PasswordParameters offered{Bytes(static_cast<std::size_t>(saltSize), 7),
                                         static_cast<std::uint32_t>(iterations),
                                         static_cast<std::uint32_t>(memoryKiB)};
        const auto keys = splitPassword(SecretString("password"), offered);
        QVERIFY(!keys.has_value());
        QCOMPARE(keys.error().code, ErrorCode::WeakParameters);
    }

    void verifierFitsOnePepperAndKey() {
        const SecretKey pepper = SecretKey::generate();
        const SecretKey auth = SecretKey::generate();
        const auto verifier = makeVerifier(pepper, auth.reveal());
        QVERIFY(verifier.has_value());
        QVERIFY2(verifier->starts_with("$argon2id$v=19$m=65536,t=2,p=1$"), verifier->c_str());
        QVERIFY(checkVerifier(pepper, auth.reveal(), *verifier));
        QVERIFY(!checkVerifier(SecretKey::generate(), auth.reveal(), *verifier));
        QVERIFY(!checkVerifier(pepper, SecretKey::generate().reveal(), *verifier));
        QVERIFY(makeVerifier(pepper, auth.reveal()).value() != *verifier);
    }

    void malformedVerifiersNeverFit() {
        const SecretKey pepper = SecretKey::generate();
        const Bytes auth(32, 1);
        for (const std::string& verifier : {std::string(), std::string("$argon2id$"), std::string(1000, 'x'),
                                            std::string("$argon2id$v=19$m=65536,t=2,p=1$AAAA$AAAA")}) {
            QVERIFY(!checkVerifier(pepper, auth, verifier));
        }
    }

    void codesHaveTheirForm() {
        std::set<std::string> seen;
        const QRegularExpression oneTime(QStringLiteral("^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$"));
        const QRegularExpression bootstrap(QStringLiteral("^([A-Z2-7]{4}-){7}[A-Z2-7]{4}$"));
        for (int i = 0; i < 50; ++i) {
            const SecretString code = makeOneTimePassword();
            QVERIFY(oneTime.match(QString::fromStdString(code.reveal())).hasMatch());
            QVERIFY(seen.insert(code.reveal()).second);
            QVERIFY(bootstrap.match(QString::fromStdString(makeBootstrapCode().reveal())).hasMatch());
        }
    }

    void typedCodesAreNormalised() {
        QCOMPARE(normaliseCode(" abcd-EFGH 2345-67qr ").reveal(), std::string("ABCDEFGH234567QR"));
        QCOMPARE(normaliseCode("").reveal(), std::string());
    }
};

QTEST_GUILESS_MAIN(TestPassword)
#include "tst_password.moc"
