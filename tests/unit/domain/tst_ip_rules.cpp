// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "domain/ip_rules.h"

using namespace kaomon;
using namespace kaomon::domain;

namespace {

const TimePoint kNow = fromEpochMicros(1'790'000'000'000'000);

// "+10.0.0.0/8" allows, "-10.1.0.0/16" denies, "~+..." was in force until now; of the console.
std::vector<AddressRule> rulesOf(const QByteArray& text) {
    std::vector<AddressRule> rules;
    for (QByteArray word : text.split(' ')) {
        if (word.isEmpty()) {
            continue;
        }
        AddressRule rule;
        if (word.startsWith('~')) {
            rule.expiresAt = kNow;
            word.remove(0, 1);
        }
        rule.action = word.startsWith('-') ? AddressAction::Deny : AddressAction::Allow;
        rule.range = IpRange::parse(word.mid(1).toStdString()).value();
        rules.push_back(rule);
    }
    return rules;
}

} // namespace

class IpRulesTest : public QObject {
    Q_OBJECT

private slots:
    void decides_data();
    void decides();
    void scopesAreApart();
    void expires();
    void names();
};

void IpRulesTest::decides_data() {
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("isAllowed");
    const auto row = [](const char* name, const char* rules, const char* address, bool isAllowed) {
        QTest::newRow(name) << QByteArray(rules) << QByteArray(address) << isAllowed;
    };
    row("empty list", "", "192.0.2.1", true);
    row("in the range", "+192.0.2.0/24", "192.0.2.1", true);
    row("outside", "+192.0.2.0/24", "192.0.3.1", false);
    row("other kind", "+192.0.2.0/24", "2001:db8::1", false);
    row("mapped form", "+192.0.2.0/24", "::ffff:192.0.2.1", true);
    row("longer denies", "+10.0.0.0/8 -10.1.0.0/16", "10.1.2.3", false);
    row("longer denies, elsewhere", "+10.0.0.0/8 -10.1.0.0/16", "10.2.2.3", true);
    row("longest allows", "+10.0.0.0/8 -10.1.0.0/16 +10.1.2.0/24", "10.1.2.3", true);
    row("order does not matter", "+10.1.2.0/24 -10.1.0.0/16 +10.0.0.0/8", "10.1.2.3", true);
    row("equal: deny", "+10.0.0.0/8 -10.0.0.0/8", "10.1.2.3", false);
    row("equal, other order", "-10.0.0.0/8 +10.0.0.0/8", "10.1.2.3", false);
    row("only denials, in", "-10.0.0.0/8", "10.1.2.3", false);
    row("only denials, out", "-10.0.0.0/8", "192.0.2.1", true);
    row("everybody but one", "+0.0.0.0/0 -192.0.2.1", "192.0.2.1", false);
    row("expired allowance", "~+10.0.0.0/8", "10.1.2.3", false);
    row("expired allowance keeps others out", "~+10.0.0.0/8", "192.0.2.1", false);
    row("expired denial", "+10.0.0.0/8 ~-10.1.0.0/16", "10.1.2.3", true);
    row("expired denial alone", "~-10.0.0.0/8", "10.1.2.3", true);
    row("v6", "+2001:db8::/32 -2001:db8:1::/48", "2001:db8:1::5", false);
    row("v6 elsewhere", "+2001:db8::/32 -2001:db8:1::/48", "2001:db8:2::5", true);
}

void IpRulesTest::decides() {
    QFETCH(QByteArray, rules);
    QFETCH(QByteArray, address);
    QFETCH(bool, isAllowed);
    const auto client = IpAddress::parse(address.toStdString());
    QVERIFY(client);
    QCOMPARE(isAddressAllowed(rulesOf(rules), AddressScope::Console, *client, kNow), isAllowed);
}

void IpRulesTest::scopesAreApart() {
    const auto rules = rulesOf("+192.0.2.0/24");
    const auto outside = IpAddress::parse("198.51.100.1").value();
    QVERIFY(!isAddressAllowed(rules, AddressScope::Console, outside, kNow));
    QVERIFY(isAddressAllowed(rules, AddressScope::Client, outside, kNow));
    QVERIFY(isAddressAllowed(rules, AddressScope::Enrolment, outside, kNow));
}

void IpRulesTest::expires() {
    const auto rules = rulesOf("+10.0.0.0/8 ~-10.1.0.0/16");
    const auto client = IpAddress::parse("10.1.2.3").value();
    QVERIFY(!isAddressAllowed(rules, AddressScope::Console, client, kNow - std::chrono::microseconds(1)));
    QVERIFY(isAddressAllowed(rules, AddressScope::Console, client, kNow));
}

void IpRulesTest::names() {
    for (const auto scope : {AddressScope::Console, AddressScope::Client, AddressScope::Enrolment}) {
        QVERIFY(addressScopeFromWire(toWire(scope)) == scope);
    }
    for (const auto action : {AddressAction::Allow, AddressAction::Deny}) {
        QVERIFY(addressActionFromWire(toWire(action)) == action);
    }
    QVERIFY(!addressScopeFromWire("portal") && !addressActionFromWire(""));
}

QTEST_GUILESS_MAIN(IpRulesTest)
#include "tst_ip_rules.moc"
