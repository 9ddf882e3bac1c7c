// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "domain/password_rule.h"

using namespace kaomon;
using namespace kaomon::domain;

class TestPasswordRule : public QObject {
    Q_OBJECT

private slots:
    void rules_data() {
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QByteArray>("fault");
        QTest::newRow("good") << QByteArray("Kumo to Yama 7") << QByteArray();
        QTest::newRow("good, Japanese counts as its own class")
            << QByteArray("雲と山と川と海 Blue 7") << QByteArray();
        QTest::newRow("eleven characters") << QByteArray("Kumo-Yama77") << QByteArray("too_short");
        QTest::newRow("twelve") << QByteArray("Kumo-Yama777") << QByteArray();
        QTest::newRow("empty") << QByteArray() << QByteArray("too_short");
        QTest::newRow("length counts characters, not bytes")
            << QByteArray("雲山川海Ab7") << QByteArray("too_short");
        QTest::newRow("129 characters") << QByteArray("Ab7-x").repeated(26) << QByteArray("too_long");
        QTest::newRow("two classes") << QByteArray("kumotoyama777") << QByteArray("too_few_classes");
        QTest::newRow("login") << QByteArray("Yamada.Taro.77") << QByteArray("same_as_login");
        QTest::newRow("mail") << QByteArray("Yamada-Taro7@Example.co.jp") << QByteArray("same_as_login");
        QTest::newRow("part of the mail") << QByteArray("yamada-TARO7") << QByteArray("same_as_login");
        QTest::newRow("common word with digits") << QByteArray("Password123456!") << QByteArray("too_common");
        QTest::newRow("common word, digits first") << QByteArray("2026!!!QWERTY") << QByteArray("too_common");
        QTest::newRow("leaked, with other digits")
            << QByteArray("77-Liverpool-2026!") << QByteArray("too_common");
        QTest::newRow("leaked, with another word") << QByteArray("##LiverpoolKumo1234") << QByteArray();
        QTest::newRow("leaked, a row of keys") << QByteArray("1q2w3e4r5t6Y!!!!") << QByteArray("too_common");
        QTest::newRow("this product") << QByteArray("Kaomon-2026-11") << QByteArray("too_common");
        QTest::newRow("few distinct characters") << QByteArray("aaaaAAAA1111") << QByteArray("too_common");
        QTest::newRow("digits only") << QByteArray("123456789012") << QByteArray("too_common");
        QTest::newRow("cut UTF-8") << QByteArray("Kumo-Yama777\xE9\x9B") << QByteArray("malformed");
        QTest::newRow("stray byte") << QByteArray("Kumo-Yama777\x80") << QByteArray("malformed");
    }
    void rules() {
        QFETCH(QByteArray, password);
        QFETCH(QByteArray, fault);
        const auto found = checkNewPassword(SecretString(password.toStdString()), {}, "yamada.taro.77",
                                            "yamada-taro7@example.co.jp");
        QCOMPARE(found ? QByteArray::fromStdString(std::string(toWire(*found))) : QByteArray(), fault);
    }

    void settingsApply() {
        QVERIFY(!checkNewPassword(SecretString("kumoyama"), {8, 1}, "taro", "").has_value());
        QVERIFY(checkNewPassword(SecretString("Kumo to Yama 7"), {12, 4}, "taro", "") == std::nullopt);
        QVERIFY(checkNewPassword(SecretString("Kumo to Yama x"), {12, 4}, "taro", "") ==
                PasswordFault::TooFewClasses);
        QVERIFY(checkNewPassword(SecretString("Kumo to Yama 7"), {15, 3}, "taro", "") ==
                PasswordFault::TooShort);
    }
};

QTEST_GUILESS_MAIN(TestPasswordRule)
#include "tst_password_rule.moc"
