// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "domain/ip_address.h"

using namespace kaomon;
using domain::IpAddress;
using domain::IpRange;

class IpAddressTest : public QObject {
    Q_OBJECT

private slots:
    void addresses_data();
    void addresses();
    void ranges_data();
    void ranges();
    void contains_data();
    void contains();
    void everyPrefixLength();
};

// An empty second column: refused.
void IpAddressTest::addresses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* text, const char* expected) {
        QTest::addRow("'%s'", text) << QByteArray(text) << QByteArray(expected);
    };
    row("192.0.2.1", "192.0.2.1");
    row("0.0.0.0", "0.0.0.0");
    row("255.255.255.255", "255.255.255.255");
    row("10.0.0.10", "10.0.0.10");
    row("::", "::");
    row("::1", "::1");
    row("2001:db8::1", "2001:db8::1");
    row("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1");
    row("2001:DB8::A", "2001:db8::a");
    row("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8");
    row("::ffff:192.0.2.1", "192.0.2.1");
    row("::FFFF:192.0.2.1", "192.0.2.1");
    row("::ffff:c000:201", "192.0.2.1");
    row("0:0:0:0:0:ffff:c000:0201", "192.0.2.1");
    row("fe80::1%eth0", "fe80::1");
    row("fe80::1%25", "fe80::1");
    row("::ffff:192.0.2.1%lo", "192.0.2.1");
    row("64:ff9b::192.0.2.1", "64:ff9b::c000:201");
    for (const char* text : {"",
                             " ",
                             "192.0.2",
                             "192.0.2.1.1",
                             "192.0.2.256",
                             "192.0.2.01",
                             "010.0.0.1",
                             "00.0.0.0",
                             "192.0.2.0x1",
                             "0xc0000201",
                             "3221225985",
                             "192.0.2.1 ",
                             " 192.0.2.1",
                             "192.0.2.1:80",
                             "192.0.2.1%eth0",
                             "192.0.2.-1",
                             "192.0.2.+1",
                             "192..2.1",
                             ".192.0.2.1",
                             "192.0.2.1.",
                             "1e2.0.2.1",
                             ":",
                             ":::",
                             "1::2::3",
                             "1:2:3:4:5:6:7",
                             "1:2:3:4:5:6:7:8:9",
                             "12345::",
                             "g::1",
                             "[::1]",
                             "[::1]:80",
                             "::ffff:192.0.2.01",
                             "::ffff:192.0.2.256",
                             "::192.0.2",
                             "::1%",
                             "::1% x",
                             "::1%eth0%eth1",
                             "::1%averyveryverylongzone",
                             "unknown",
                             "_hidden",
                             "localhost",
                             "a.b.c.d",
                             "::1/128",
                             "192.0.2.1/32",
                             "\xef\xbc\x91.0.0.1"}) {
        row(text, "");
    }
}

void IpAddressTest::addresses() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto address = IpAddress::parse(text.toStdString());
    QCOMPARE(address.has_value(), !expected.isEmpty());
    if (address) {
        QCOMPARE(QByteArray::fromStdString(address->text()), expected);
        QVERIFY(IpAddress::parse(address->text()) == *address);
    } else {
        QVERIFY(address.error().code == ErrorCode::ValidationFailed);
    }
}

void IpAddressTest::ranges_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* text, const char* expected) {
        QTest::addRow("'%s'", text) << QByteArray(text) << QByteArray(expected);
    };
    row("10.0.0.0/8", "10.0.0.0/8");
    row("0.0.0.0/0", "0.0.0.0/0");
    row("192.0.2.1", "192.0.2.1/32");
    row("192.0.2.128/25", "192.0.2.128/25");
    row("::/0", "::/0");
    row("2001:db8::/32", "2001:db8::/32");
    row("2001:db8::1", "2001:db8::1/128");
    row("fe80::/10", "fe80::/10");
    row("::ffff:10.0.0.0/104", "10.0.0.0/8");
    row("::ffff:0.0.0.0/96", "0.0.0.0/0");
    row("::ffff:192.0.2.1/128", "192.0.2.1/32");
    row("::ffff:192.0.2.1", "192.0.2.1/32");
    for (const char* text : {"",
                             "/",
                             "/8",
                             "10.0.0.0/",
                             "10.0.0.0/33",
                             "10.0.0.0/-1",
                             "10.0.0.0/+8",
                             "10.0.0.0/08",
                             "10.0.0.0/8 ",
                             "10.0.0.0/8/8",
                             "10.0.0.0/255.0.0.0",
                             "10.0.0.1/8",
                             "10.0.0.0/0",
                             "192.0.2.129/25",
                             "::1/0",
                             "2001:db8::1/64",
                             "::/129",
                             "::/0x10",
                             "::ffff:0:0/95",
                             "::ffff:10.0.0.0/8",
                             "fe80::%eth0/10",
                             "fe80::/10%eth0",
                             "10/8",
                             "*",
                             "10.0.0.*"}) {
        row(text, "");
    }
}

void IpAddressTest::ranges() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto range = IpRange::parse(text.toStdString());
    QCOMPARE(range.has_value(), !expected.isEmpty());
    if (range) {
        QCOMPARE(QByteArray::fromStdString(range->text()), expected);
        QVERIFY(IpRange::parse(range->text()) == *range);
    }
}

void IpAddressTest::contains_data() {
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* range, const char* address, bool expected) {
        QTest::addRow("%s %s", range, address) << QByteArray(range) << QByteArray(address) << expected;
    };
    row("10.0.0.0/8", "10.255.255.255", true);
    row("10.0.0.0/8", "11.0.0.0", false);
    row("10.0.0.0/8", "9.255.255.255", false);
    row("192.0.2.128/25", "192.0.2.128", true);
    row("192.0.2.128/25", "192.0.2.127", false);
    row("192.0.2.1", "192.0.2.1", true);
    row("192.0.2.1", "192.0.2.0", false);
    row("10.0.0.0/8", "::ffff:10.1.2.3", true); // the same address in another form
    row("::ffff:10.0.0.0/104", "10.1.2.3", true);
    row("0.0.0.0/0", "::1", false);
    row("::/0", "10.1.2.3", false);
    row("::/0", "::ffff:10.1.2.3", false);
    row("0.0.0.0/0", "255.255.255.255", true);
    row("2001:db8::/33", "2001:db8:7fff::1", true);
    row("2001:db8::/33", "2001:db8:8000::1", false);
    row("fe80::/10", "fe80::1%eth0", true);
    row("::/8", "0.0.0.1", false);
    row("a00::/8", "10.0.0.0", false); // equal bytes of another kind
}

void IpAddressTest::contains() {
    QFETCH(QByteArray, range);
    QFETCH(QByteArray, address);
    QFETCH(bool, expected);
    QCOMPARE(IpRange::parse(range.toStdString())->contains(*IpAddress::parse(address.toStdString())),
             expected);
}

// The first and last address of each length are in, their neighbours are out.
void IpAddressTest::everyPrefixLength() {
    for (int length = 1; length <= 32; ++length) {
        const std::uint64_t size = 1ULL << (32 - length);
        const std::uint64_t first = 0xA5A5A5A5ULL & ~(size - 1) & 0xFFFFFFFFULL;
        const auto text = [](std::uint64_t value) {
            return std::to_string(value >> 24 & 255U) + "." + std::to_string(value >> 16 & 255U) + "." +
                   std::to_string(value >> 8 & 255U) + "." + std::to_string(value & 255U);
        };
        const auto range = IpRange::parse(text(first) + "/" + std::to_string(length));
        QVERIFY(range);
        QVERIFY(range->contains(*IpAddress::parse(text(first))));
        QVERIFY(range->contains(*IpAddress::parse(text(first + size - 1))));
        QVERIFY(!range->contains(*IpAddress::parse(text(first - 1))));
        QVERIFY(first + size > 0xFFFFFFFFULL || !range->contains(*IpAddress::parse(text(first + size))));
    }
}

QTEST_GUILESS_MAIN(IpAddressTest)
#include "tst_ip_address.moc"
