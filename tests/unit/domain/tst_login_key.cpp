// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "domain/login_key.h"

using namespace kaomon;
using namespace kaomon::domain;

class TestLoginKey : public QObject {
    Q_OBJECT

private slots:
    void oneLogin_data() {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("plain") << QByteArray("taro") << QByteArray("taro");
        QTest::newRow("upper case") << QByteArray("TARO.Yamada") << QByteArray("taro.yamada");
        QTest::newRow("mail") << QByteArray("Taro_Y-1@Example.JP") << QByteArray("taro_y-1@example.jp");
        QTest::newRow("full width") << QByteArray("Ｔａｒｏ＠ｅｘ．ｊｐ") << QByteArray("taro@ex.jp");
        QTest::newRow("invisible character") << QByteArray("ta\xE2\x80\x8Bro") << QByteArray("taro");
        QTest::newRow("200 characters") << QByteArray(200, 'A') << QByteArray(200, 'a');
    }
    void oneLogin() {
        QFETCH(QByteArray, typed);
        QFETCH(QByteArray, key);
        const auto made = loginKey(typed.toStdString());
        QVERIFY(made.has_value());
        QCOMPARE(QByteArray::fromStdString(*made), key);
        QCOMPARE(loginKey(*made).value(), *made);
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("typed");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("two characters") << QByteArray("ab");
        QTest::newRow("201 characters") << QByteArray(201, 'a');
        QTest::newRow("space") << QByteArray("taro yamada");
        QTest::newRow("Cyrillic twin") << QByteArray("t\xD0\xB0ro");
        QTest::newRow("kanji") << QByteArray("山田太郎");
        QTest::newRow("slash") << QByteArray("EXAMPLE\\taro");
        QTest::newRow("newline") << QByteArray("taro\n");
        QTest::newRow("nul") << QByteArray("ta\0ro", 5);
        QTest::newRow("broken UTF-8") << QByteArray("taro\xFF");
        QTest::newRow("formula") << QByteArray("=cmd()");
        QTest::newRow("very long") << QByteArray(1000000, 'a');
    }
    void refuses() {
        QFETCH(QByteArray, typed);
        const auto made = loginKey(typed.toStdString());
        QVERIFY(!made.has_value());
        QCOMPARE(made.error().code, ErrorCode::ValidationFailed);
        QCOMPARE(made.error().field, std::string("/login"));
    }

    void passwordsAreTheSameOnEveryKeyboard() {
        const auto composed = normalisePassword(SecretString("\xE3\x81\x8C")); // GA as one character
        const auto combined =
            normalisePassword(SecretString("\xE3\x81\x8B\xE3\x82\x99")); // KA and a voice mark
        QVERIFY(composed.has_value() && combined.has_value());
        QCOMPARE(combined->reveal(), composed->reveal());
        QCOMPARE(nfkc("Ａｂ１").value(), std::string("Ab1"));
        QCOMPARE(nfkc("").value(), std::string());
        QCOMPARE(nfkc("\xEF\xB7\xBA").value().size(), std::size_t{33}); // the character that grows most
    }

    void brokenPasswordsAreRefused() {
        for (const char* typed : {"\xC3", "a\xED\xA0\x80", "\xF8\x88\x80\x80\x80"}) {
            QVERIFY(!normalisePassword(SecretString(typed)).has_value());
        }
    }
};

QTEST_GUILESS_MAIN(TestLoginKey)
#include "tst_login_key.moc"
