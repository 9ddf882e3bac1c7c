// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/base64.h"
#include "support/bytes.h"

using namespace kaomon;
using kaomon::testing::bytesOf;

class TestBase64 : public QObject {
    Q_OBJECT

private slots:
    void base64UrlRoundTrip_data() {
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray() << QByteArray();
        QTest::newRow("one") << QByteArray("f") << QByteArray("Zg");
        QTest::newRow("two") << QByteArray("fo") << QByteArray("Zm8");
        QTest::newRow("three") << QByteArray("foo") << QByteArray("Zm9v");
        QTest::newRow("six") << QByteArray("foobar") << QByteArray("Zm9vYmFy");
        QTest::newRow("url signs") << QByteArray("\xfb\xff\xbf") << QByteArray("-_-_");
    }
    void base64UrlRoundTrip() {
        QFETCH(QByteArray, plain);
        QFETCH(QByteArray, text);
        QCOMPARE(QByteArray::fromStdString(toBase64Url(bytesOf(plain.toStdString()))), text);
        const auto back = fromBase64Url(text.toStdString());
        QVERIFY(back.has_value());
        QCOMPARE(*back, bytesOf(plain.toStdString()));
    }

    void base64UrlRefuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("padding") << QByteArray("Zg==");
        QTest::newRow("standard plus") << QByteArray("+/+/");
        QTest::newRow("space") << QByteArray("Zm 9v");
        QTest::newRow("newline") << QByteArray("Zm9v\n");
        QTest::newRow("single character") << QByteArray("Z");
        QTest::newRow("stray bits") << QByteArray("Zh");
        QTest::newRow("nul") << QByteArray("Zm\0v", 4);
    }
    void base64UrlRefuses() {
        QFETCH(QByteArray, text);
        const auto decoded = fromBase64Url(text.toStdString());
        QVERIFY(!decoded.has_value());
        QCOMPARE(decoded.error().code, ErrorCode::ValidationFailed);
    }

    void base32RoundTrip() {
        QCOMPARE(toBase32(bytesOf("foobar")), std::string("MZXW6YTBOI"));
        for (const char* typed : {"MZXW6YTBOI", "mzxw6ytboi", "MZXW-6YTB-OI", " mzxw 6ytb oi "}) {
            const auto decoded = fromBase32(typed);
            QVERIFY2(decoded.has_value(), typed);
            QCOMPARE(*decoded, bytesOf("foobar"));
        }
    }

    void base32Refuses() {
        for (const char* typed : {"MZXW6YT0", "MZXW1", "M", "MZXW6YTBO\xEF\xBC\xA9"}) {
            const auto decoded = fromBase32(typed);
            QVERIFY2(!decoded.has_value(), typed);
            QCOMPARE(decoded.error().code, ErrorCode::ValidationFailed);
        }
    }
};

QTEST_GUILESS_MAIN(TestBase64)
#include "tst_base64.moc"
