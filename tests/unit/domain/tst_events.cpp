// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include <QTest>

#include "domain/event_code.h"
#include "domain/reachable_address.h"
#include "domain/seq_mark.h"
#include "domain/ticket_number.h"

using namespace kaomon;
using namespace kaomon::domain;

// Codes of events, the mark that knows each event once, numbers of tickets, and where webhooks may go.
class TestEvents final : public QObject {
    Q_OBJECT
private slots:
    void codesAreOfTheForm() {
        std::set<std::string> seen;
        for (const EventCode& code : eventCodes()) {
            QVERIFY(isEventCode(code.name));
            QVERIFY(isKnownEvent(toWire(code.kind), code.name));
            QVERIFY(seen.insert(std::string(toWire(code.kind)) + std::string(code.name)).second);
        }
        QVERIFY(!isKnownEvent("auth", "ENROLL")); // of another kind
        QVERIFY(isEventCode("NEWER_ONE2") && !isKnownEvent("auth", "NEWER_ONE2"));
        for (const char* wrong : {"", "logon", "A B", "1A", "A\n"}) {
            QVERIFY(!isEventCode(wrong));
        }
        QVERIFY(!isEventCode(std::string(65, 'A')) && isEventCode(std::string(64, 'A')));
    }

    void retentions() {
        QVERIFY(retentionOf("auth", "info") == EventRetention::Auth);
        QVERIFY(retentionOf("unheard_of", "info") == EventRetention::Auth);
        QVERIFY(retentionOf("device", "info") == EventRetention::Diagnostic);
        QVERIFY(retentionOf("device", "critical") == EventRetention::Auth); // TAMPER
    }

    void anyOrderOnceEach() {
        std::mt19937 random(7);
        for (int round = 0; round < 50; ++round) {
            std::vector<long long> numbers(60);
            std::iota(numbers.begin(), numbers.end(), 1);
            numbers.insert(numbers.end(), numbers.begin(), numbers.end());
            std::ranges::shuffle(numbers, random);
            SeqMark mark;
            std::set<long long> taken;
            for (const long long number : numbers) {
                QCOMPARE(mark.take(number), taken.insert(number).second);
                // what is stored says the same
                const auto restored = SeqMark::restore(mark.highest(), mark.text(), mark.lost());
                QVERIFY(restored && restored->gaps() == mark.gaps());
                QCOMPARE(mark.missing(), mark.highest() - static_cast<long long>(taken.size()));
            }
            QVERIFY(mark.gaps().empty() && mark.highWater() == 60);
        }
    }

    void numbersBelowOne() {
        SeqMark mark;
        QVERIFY(!mark.take(0) && !mark.take(-5) && mark.highest() == 0);
    }

    void gapsAreBounded() {
        SeqMark mark;
        const long long last = 2 * static_cast<long long>(SeqMark::kMostGaps) + 20;
        for (long long seq = 2; seq <= last; seq += 2) {
            QVERIFY(mark.take(seq));
        }
        QCOMPARE(mark.gaps().size(), SeqMark::kMostGaps);
        QCOMPARE(mark.lost(), 10);
        QVERIFY(!mark.take(1)); // given up
        QVERIFY(mark.take(mark.gaps().front().from));
    }

    void damagedMarks_data() {
        QTest::addColumn<QString>("gaps");
        for (const char* text : {"x", "5", "3-2", "1-2,2-3", "1-2,3-4", "9-10", "4-", "-3", "1-2,,5-5"}) {
            QTest::newRow(text) << QString::fromLatin1(text);
        }
    }
    void damagedMarks() {
        QFETCH(QString, gaps);
        const bool isNumber = gaps == QStringLiteral("5"); // a single number is a gap of one
        QCOMPARE(SeqMark::restore(10, gaps.toStdString(), 0).has_value(), isNumber);
    }

    void ticketsAreChecked() {
        std::mt19937 random(3);
        for (int i = 0; i < 200; ++i) {
            const std::string text =
                ticketText(std::uniform_int_distribution<long long>(0, kTicketNumbers - 1)(random));
            QCOMPARE(text.size(), 13U);
            std::string digits = text;
            std::erase(digits, '-');
            QCOMPARE(ticketFromTyped(digits).value(), text);
            for (std::size_t at = 0; at < digits.size(); ++at) {
                for (char c = '0'; c <= '9'; ++c) {
                    std::string wrong = digits;
                    wrong[at] = c;
                    QVERIFY(c == digits[at] || !ticketFromTyped(wrong)); // one digit misheard
                }
                if (at > 0 && digits[at] != digits[at - 1]) {
                    std::string swapped = digits;
                    std::swap(swapped[at], swapped[at - 1]);
                    QVERIFY(!ticketFromTyped(swapped)); // two neighbours swapped
                }
            }
        }
    }

    void ticketsAsTyped() {
        const std::string text = ticketText(482719350);
        QVERIFY(text.starts_with("482-719-350-"));
        const std::string last(1, text.back());
        QCOMPARE(ticketFromTyped("482 719 350 " + last).value(), text);
        QCOMPARE(ticketFromTyped("\uFF14\uFF18\uFF12719350" + last).value(), text); // full-width
        for (const char* wrong : {"", "1", "482-719-350", "abc-def-ghi-j"}) {
            QVERIFY(!ticketFromTyped(wrong));
        }
        QVERIFY(!ticketFromTyped(std::string(1000, '0')));
        QCOMPARE(ticketText(0), std::string("000-000-000-0"));
    }

    void publicAddresses_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isPublic");
        for (const char* text :
             {"127.0.0.1", "10.1.2.3", "169.254.169.254", "172.31.0.1", "192.168.1.1", "100.64.0.1",
              "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "::ffff:10.0.0.1",
              "64:ff9b::a00:1", "2002:a00:1::", "ff02::1", "2001:db8::1"}) {
            QTest::newRow(text) << QString::fromLatin1(text) << false;
        }
        for (const char* text : {"8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"}) {
            QTest::newRow(text) << QString::fromLatin1(text) << true;
        }
    }
    void publicAddresses() {
        QFETCH(QString, address);
        QFETCH(bool, isPublic);
        const auto parsed = IpAddress::parse(address.toStdString());
        QVERIFY(parsed);
        QCOMPARE(isPublicAddress(*parsed), isPublic);
        const std::vector<IpRange> allowed{IpRange::parse(parsed->text()).value()};
        QVERIFY(mayConnectTo(*parsed, allowed));
    }
};

QTEST_APPLESS_MAIN(TestEvents)
#include "tst_events.moc"
