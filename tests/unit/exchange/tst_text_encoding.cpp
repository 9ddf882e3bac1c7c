// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "exchange/text_encoding.h"

using namespace kaomon::exchange;

class TestTextEncoding : public QObject {
    Q_OBJECT

private slots:
    void tellsUtf8_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isUtf8");
        QTest::newRow("ASCII") << QByteArray("abc") << true;
        QTest::newRow("Japanese") << QByteArray("山田太郎") << true;
        QTest::newRow("beyond the BMP") << QByteArray("𠮷野") << true;
        QTest::newRow("CP932") << QByteArray("\x8E\x52\x93\x63") << false;
        QTest::newRow("half-width kana") << QByteArray("\xD4\xCF\xC0\xDE") << false;
        QTest::newRow("cut character") << QByteArray("山田\xE5\xA4") << false;
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << false;
        QTest::newRow("overlong") << QByteArray("\xC0\xAF") << false;
        QTest::newRow("beyond Unicode") << QByteArray("\xF5\x80\x80\x80") << false;
        QTest::newRow("lone trail") << QByteArray("a\x80") << false;
    }
    void tellsUtf8() {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isUtf8);
        const std::string text = bytes.toStdString();
        for (std::size_t piece = 1; piece <= text.size(); ++piece) {
            std::string tail;
            bool goesOn = true;
            for (std::size_t at = 0; goesOn && at < text.size(); at += piece) {
                goesOn = continuesUtf8(std::string_view(text).substr(at, piece), tail);
                QVERIFY(tail.size() <= 3);
            }
            QCOMPARE(goesOn && tail.empty(), isUtf8);
        }
    }

    void cp932_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("utf8");
        QTest::newRow("kanji") << QByteArray("\x8E\x52\x93\x63") << QByteArray("山田");
        QTest::newRow("ASCII") << QByteArray("a~\\|") << QByteArray("a~\\|");
        QTest::newRow("half-width kana") << QByteArray("\xD4\xCF\xC0\xDE") << QByteArray("ﾔﾏﾀﾞ");
        QTest::newRow("NEC row 13") << QByteArray("\x87\x40") << QByteArray("①");
        QTest::newRow("full-width tilde") << QByteArray("\x81\x60") << QByteArray("～");
        QTest::newRow("second byte is a backslash") << QByteArray("\x95\x5C") << QByteArray("表");
    }
    void cp932() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, utf8);
        TextConverter converter(TextEncoding::Cp932);
        const auto text = converter.toUtf8(bytes.toStdString());
        QVERIFY(text.has_value());
        QCOMPARE(QByteArray::fromStdString(*text), utf8);
        const auto back = converter.fromUtf8(*text);
        QCOMPARE(QByteArray::fromStdString(back.bytes), bytes);
        QCOMPARE(back.unmappable, std::size_t{0});
    }

    void refusesBrokenText() {
        TextConverter cp932(TextEncoding::Cp932);
        QVERIFY(!cp932.toUtf8("\x8E"));
        QVERIFY(!cp932.toUtf8("\x81\xFF"));
        QCOMPARE(*cp932.toUtf8("after"), std::string("after"));
        TextConverter utf8(TextEncoding::Utf8);
        QVERIFY(!utf8.toUtf8("\xFF"));
        QCOMPARE(*utf8.toUtf8("山"), std::string("山"));
    }

    void marksWhatCannotBeWritten() {
        TextConverter converter(TextEncoding::Cp932);
        const auto encoded = converter.fromUtf8("a𠮷b😀c");
        QCOMPARE(encoded.unmappable, std::size_t{2});
        QCOMPARE(QByteArray::fromStdString(encoded.bytes), QByteArray("a\x81\xAC"
                                                                      "b\x81\xAC"
                                                                      "c"));
        QCOMPARE(TextConverter(TextEncoding::Utf8).fromUtf8("𠮷").unmappable, std::size_t{0});
    }

    // No byte of a character may look like the structure of a CSV file, or the reader could not work on
    // bytes.
    void structureBytesAreNoTrailBytes() {
        TextConverter converter(TextEncoding::Cp932);
        for (int lead = 0x81; lead <= 0xFC; ++lead) {
            for (const char trail : {'"', ',', '\t', '\r', '\n'}) {
                const auto text = converter.toUtf8(std::string{static_cast<char>(lead), trail});
                QVERIFY2(!text || text->back() == trail, qPrintable(QString::number(lead, 16)));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestTextEncoding)
#include "tst_text_encoding.moc"
