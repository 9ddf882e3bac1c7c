// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <vector>

#include "crypto/aead.h"
#include "support/bytes.h"

using namespace kaomon;
using namespace kaomon::crypto;
using kaomon::testing::bytesOf;
using kaomon::testing::hexOf;

namespace {

RecordAad someAad() {
    return {1, "t", "u", "o", 2, 3, "p", "m", "k"};
}

} // namespace

class TestAead : public QObject {
    Q_OBJECT

private slots:
    void roundTrip_data() {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 15, 16, 17, 1000, 100000}) {
            QTest::addRow("%d bytes", size) << size;
        }
    }
    void roundTrip() {
        QFETCH(int, size);
        const SecretKey key = SecretKey::generate();
        const Bytes plain = randomBytes(static_cast<std::size_t>(size));
        const Bytes sealed = seal(key, someAad(), plain);
        QCOMPARE(sealed.size(), plain.size() + 2 + 16 + 24 + 16);
        const auto opened = open(key, someAad(), sealed);
        QVERIFY(opened.has_value());
        QCOMPARE(opened->reveal(), plain);
        QVERIFY(seal(key, someAad(), plain) != sealed);
    }

    void canonicalFormIsFixed() {
        QCOMPARE(hexOf(someAad().encode()),
                 std::string("00000008000000000000000100000001740000000175000000016f000000080000000000000002"
                             "0000000800000000000000030000000170000000016d000000016b"));
        QCOMPARE(someAad().encodeWithoutKeyId().size() + 5, someAad().encode().size());
    }

    void everyFlippedBitIsRefused() {
        const SecretKey key = SecretKey::generate();
        const Bytes sealed = seal(key, someAad(), bytesOf("a face template"));
        for (std::size_t i = 0; i < sealed.size(); ++i) {
            for (int bit = 0; bit < 8; ++bit) {
                Bytes changed = sealed;
                changed[i] = static_cast<std::uint8_t>(changed[i] ^ (1 << bit));
                const auto opened = open(key, someAad(), changed);
                QVERIFY2(!opened.has_value(), qPrintable(QString::number(i)));
                QCOMPARE(opened.error().code, ErrorCode::DecryptionFailed);
                QCOMPARE(opened.error().detail, std::string("record cannot be opened"));
            }
        }
    }

    void everyLengthButTheRightOneIsRefused() {
        const SecretKey key = SecretKey::generate();
        Bytes sealed = seal(key, someAad(), bytesOf("plain"));
        for (std::size_t size = 0; size < sealed.size(); ++size) {
            QVERIFY(!open(key, someAad(), std::span(sealed).first(size)).has_value());
        }
        sealed.push_back(0);
        QVERIFY(!open(key, someAad(), sealed).has_value());
    }

    void anotherAadIsRefused() {
        const std::vector<RecordAad> others{
            {2, "t", "u", "o", 2, 3, "p", "m", "k"}, {1, "x", "u", "o", 2, 3, "p", "m", "k"},
            {1, "t", "x", "o", 2, 3, "p", "m", "k"}, {1, "t", "u", "x", 2, 3, "p", "m", "k"},
            {1, "t", "u", "o", 1, 3, "p", "m", "k"}, {1, "t", "u", "o", 2, 4, "p", "m", "k"},
            {1, "t", "u", "o", 2, 3, "x", "m", "k"}, {1, "t", "u", "o", 2, 3, "p", "x", "k"},
            {1, "t", "u", "o", 2, 3, "p", "m", "x"}, {1, "tu", "", "o", 2, 3, "p", "m", "k"},
        };
        const SecretKey key = SecretKey::generate();
        const Bytes sealed = seal(key, someAad(), bytesOf("plain"));
        for (const RecordAad& other : others) {
            const auto opened = open(key, other, sealed);
            QVERIFY(!opened.has_value());
            QCOMPARE(opened.error().code, ErrorCode::DecryptionFailed);
        }
    }

    void anotherKeyIsRefused() {
        const Bytes sealed = seal(SecretKey::generate(), someAad(), bytesOf("plain"));
        QVERIFY(!open(SecretKey::generate(), someAad(), sealed).has_value());
        QVERIFY(!open(SecretKey(), someAad(), sealed).has_value());
    }
};

QTEST_GUILESS_MAIN(TestAead)
#include "tst_aead.moc"
