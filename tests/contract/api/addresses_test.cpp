// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "support/http/test_time.h"
#include "wire/ip_rules.h"
#include "wire/operations.h"

namespace kaomon::test {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr const char* kHere = "127.0.0.1";
constexpr const char* kElsewhere = "127.0.0.2";

// From where a tenant may be reached, who says so, and what becomes of those inside. Callers come from
// several loopback addresses, and through a proxy that is one of them. Moves the clock.
class AddressesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void emptyListLetsEverybodyIn();
    void repeatedWithItsKey();
    void refusedLists_data();
    void refusedLists();
    void fiveHundredRules();
    void needsTheRevision();
    void ranges();
    void keepsConsolesOut();
    void signInTellsNothing_data();
    void signInTellsNothing();
    void keepsPcsOut();
    void keepsNewPcsOut();
    void otherTenantsAreFree();
    void expiredRule();
    void temporaryRuleAlone();
    void selfBlockNeedsConfirmation();
    void unconfirmedListComesBack();
    void confirmedListStays();
    void confirmingOutside();
    void openConnectionsAreCut();
    void breakGlass();
    void forgedAddress();
    void behindTheProxy_data();
    void behindTheProxy();
    void probesOfTheProxy();

private:
    static wire::IpRule rule(const std::string& range, const std::string& scope = "console",
                             const std::string& action = "allow") {
        return {range, scope, action, "test", std::nullopt};
    }
    [[nodiscard]] Reply save(std::vector<wire::IpRule> rules, std::optional<std::string> confirmation = {}) {
        const Reply now = m_client.send({"GET", "/v1/ip-rules"}, &m_kit->console);
        const wire::IpRuleUpdate update{std::move(rules), std::move(confirmation)};
        return m_client.send({"PUT", "/v1/ip-rules", wire::encode(update), {{"If-Match", now.etag()}}},
                             &m_kit->console);
    }
    [[nodiscard]] Reply listFrom(TestClient& client) {
        return client.send({"GET", "/v1/ip-rules"}, &m_kit->console);
    }
    [[nodiscard]] Reply through(const std::string& forwardedFor) {
        return m_proxy.send({"GET", "/v1/ip-rules", "", {{"X-Forwarded-For", forwardedFor}}},
                            &m_kit->console);
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    TestClient m_elsewhere{m_suite.server.port(), m_suite.recordFile, kElsewhere};
    TestClient m_proxy{m_suite.server.port(), m_suite.recordFile, kProxyAddress};
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
};

void AddressesTest::initTestCase() {
    m_kit = std::make_unique<TenantKit>(m_client,
                                        m_suite.server.createTenant(QStringLiteral("Addresses"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_pc = m_kit->addPc();
    QVERIFY2(m_pc, describe(m_kit->lastReply).c_str());
}

void AddressesTest::init() {
    EXPECT_STATUS(save({}), 200);
}

void AddressesTest::emptyListLetsEverybodyIn() {
    const auto list = bodyOf<wire::IpRuleList>(listFrom(m_elsewhere));
    QVERIFY(list && list->rules.empty() && !list->revertsAt);
    QCOMPARE(list->callerAddress, kElsewhere);
}

// Who lost the answer sends the same again and gets it.
void AddressesTest::repeatedWithItsKey() {
    const wire::IpRuleUpdate update{{rule("127.0.0.0/8")}, std::nullopt};
    const Call call{"PUT",
                    "/v1/ip-rules",
                    wire::encode(update),
                    {{"If-Match", m_client.send({"GET", "/v1/ip-rules"}, &m_kit->console).etag()},
                     {"Idempotency-Key", makeUuid()}}};
    const Reply first = m_client.send(call, &m_kit->console);
    EXPECT_STATUS(first, 200);
    const Reply again = m_client.send(call, &m_kit->console);
    EXPECT_STATUS(again, 200);
    QCOMPARE(again.body, first.body);
}

void AddressesTest::refusedLists_data() {
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("pointer");
    const auto row = [](const char* name, const char* text, const char* pointer) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(pointer);
    };
    row("no range", R"({"range":"","scope":"console","action":"allow","label":""})", "/rules/0/range");
    row("host bits", R"({"range":"10.0.0.1/8","scope":"console","action":"allow","label":""})",
        "/rules/0/range");
    row("leading zero", R"({"range":"010.0.0.0/8","scope":"console","action":"allow","label":""})",
        "/rules/0/range");
    row("name", R"({"range":"localhost","scope":"console","action":"allow","label":""})", "/rules/0/range");
    row("scope", R"({"range":"10.0.0.0/8","scope":"portal","action":"allow","label":""})", "/rules/0/scope");
    row("action", R"({"range":"10.0.0.0/8","scope":"client","action":"maybe","label":""})",
        "/rules/0/action");
    row("line feed", R"({"range":"10.0.0.0/8","scope":"client","action":"allow","label":"a\nb"})",
        "/rules/0/label");
    row("no label", R"({"range":"10.0.0.0/8","scope":"client","action":"allow"})", "/rules/0/label");
    row("twice", R"({"range":"10.0.0.0/8","scope":"client","action":"allow","label":""},
                    {"range":"::ffff:10.0.0.0/104","scope":"client","action":"deny","label":""})",
        "/rules/1/range");
}

void AddressesTest::refusedLists() {
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, pointer);
    const std::string etag = listFrom(m_client).etag();
    const Call call{"PUT", "/v1/ip-rules", "{\"rules\":[" + rule.toStdString() + "]}", {{"If-Match", etag}}};
    const Reply reply = m_client.send(call, &m_kit->console);
    EXPECT_PROBLEM(reply, 422, "validation_failed");
    QVERIFY2(reply.body.find(pointer.toStdString()) != std::string::npos, reply.body.c_str());
}

void AddressesTest::fiveHundredRules() {
    std::vector<wire::IpRule> rules{rule("127.0.0.0/8")};
    for (int i = 1; i < 500; ++i) {
        rules.push_back(rule("10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250), "client"));
        rules.back().label = std::string(200, 'x');
    }
    EXPECT_STATUS(save(rules), 200);
    rules.push_back(rule("192.0.2.1"));
    EXPECT_PROBLEM(save(rules), 422, "validation_failed");
}

void AddressesTest::needsTheRevision() {
    const std::string body = wire::encode(wire::IpRuleUpdate{});
    EXPECT_PROBLEM(m_client.send({"PUT", "/v1/ip-rules", body}, &m_kit->console), 428,
                   "precondition_required");
    const Call stale{"PUT", "/v1/ip-rules", body, {{"If-Match", "\"r0\""}}};
    EXPECT_PROBLEM(m_client.send(stale, &m_kit->console), 412, "stale_revision");
}

void AddressesTest::ranges() {
    const auto list = bodyOf<wire::IpRuleList>(
        save({rule("127.0.0.0/8"), rule("::ffff:10.0.0.0/104", "client"), rule("2001:DB8::/32", "client")}));
    QVERIFY(list);
    QCOMPARE(list->rules[1].range, "10.0.0.0/8");
    QCOMPARE(list->rules[2].range, "2001:db8::/32");
    QCOMPARE(*list->changedBy, m_kit->owner.id.text());
}

void AddressesTest::keepsConsolesOut() {
    EXPECT_STATUS(save({rule("127.0.0.0/8"), rule("127.0.0.2", "console", "deny")}), 200);
    EXPECT_PROBLEM(listFrom(m_elsewhere), 403, "address_not_allowed");
    EXPECT_STATUS(listFrom(m_client), 200);
    Caller pc = Caller::device(m_pc->id.text(), m_pc->sign);
    EXPECT_STATUS(m_elsewhere.send({"GET", "/v1/device"}, &pc), 200); // another scope
}

void AddressesTest::signInTellsNothing_data() {
    QTest::addColumn<QString>("login");
    QTest::addColumn<bool>("isRight");
    QTest::newRow("right password") << QStringLiteral("owner") << true;
    QTest::newRow("wrong password") << QStringLiteral("owner") << false;
    QTest::newRow("unknown login") << QStringLiteral("nobody-of-that-name") << false;
}

void AddressesTest::signInTellsNothing() {
    QFETCH(QString, login);
    QFETCH(bool, isRight);
    EXPECT_STATUS(save({rule(kHere)}), 200);
    Caller caller = Caller::console();
    const wire::SignInRequest request{m_kit->tenant, login.toStdString(),
                                      isRight ? m_kit->owner.password.auth : crypto::randomBytes(32),
                                      caller.key.publicKey()};
    EXPECT_PROBLEM(m_elsewhere.send({"POST", "/v1/session", wire::encode(request)}, &caller), 403,
                   "address_not_allowed");
}

void AddressesTest::keepsPcsOut() {
    Caller pc = Caller::device(m_pc->id.text(), m_pc->sign);
    EXPECT_STATUS(save({rule(kHere, "client")}), 200);
    EXPECT_PROBLEM(m_elsewhere.send({"GET", "/v1/device"}, &pc), 403, "address_not_allowed");
    EXPECT_STATUS(m_client.send({"GET", "/v1/device"}, &pc), 200);
    EXPECT_STATUS(listFrom(m_elsewhere), 200); // another scope
}

void AddressesTest::keepsNewPcsOut() {
    const auto code = crypto::EnrolmentCode::generate();
    QVERIFY(m_kit->addCode(code, 1));
    EXPECT_STATUS(save({rule(kHere, "enrolment")}), 200);
    const Call begin{"POST", "/v1/devices:enrol-begin", wire::encode(wire::EnrolBegin{code.id()})};
    EXPECT_PROBLEM(m_elsewhere.send(begin), 403, "address_not_allowed");
    EXPECT_STATUS(m_client.send(begin), 200);
}

void AddressesTest::otherTenantsAreFree() {
    EXPECT_STATUS(save({rule(kHere)}), 200);
    EXPECT_STATUS(m_elsewhere.send({"GET", "/v1/meta"}), 200);
    Caller caller = Caller::console();
    const TenantKit& other = *m_suite.other;
    const wire::SignInRequest request{other.tenant, "owner", other.owner.password.auth,
                                      caller.key.publicKey()};
    EXPECT_STATUS(m_elsewhere.send({"POST", "/v1/session", wire::encode(request)}, &caller), 200);
}

void AddressesTest::expiredRule() {
    wire::IpRule visitor = rule(kElsewhere);
    visitor.expiresAt = wallNow() + minutes(5);
    EXPECT_STATUS(save({rule(kHere), visitor}), 200);
    EXPECT_STATUS(listFrom(m_elsewhere), 200);
    QVERIFY(m_kit->later(minutes(6)));
    EXPECT_PROBLEM(listFrom(m_elsewhere), 403, "address_not_allowed");
}

// When the last rule runs out the list does not open again, so it is a self-block from the beginning.
void AddressesTest::temporaryRuleAlone() {
    wire::IpRule visitor = rule(kHere);
    visitor.expiresAt = wallNow() + minutes(60);
    EXPECT_PROBLEM(save({visitor}), 409, "confirmation_required");
}

void AddressesTest::selfBlockNeedsConfirmation() {
    const std::vector<wire::IpRule> rules{rule(kElsewhere)};
    EXPECT_PROBLEM(save(rules), 409, "confirmation_required");
    EXPECT_PROBLEM(save(rules, ""), 409, "confirmation_required");
    EXPECT_PROBLEM(save(rules, "yes"), 409, "confirmation_required");
    EXPECT_PROBLEM(save(rules, kElsewhere), 409, "confirmation_required");
    EXPECT_STATUS(listFrom(m_client), 200);
    // not from a PC's point of view: that scope stays open
    EXPECT_STATUS(save({rule("192.0.2.0/24", "client")}), 200);
}

void AddressesTest::unconfirmedListComesBack() {
    EXPECT_STATUS(save({rule("127.0.0.0/8")}), 200);
    const Reply blocked = save({rule(kElsewhere)}, kHere);
    EXPECT_STATUS(blocked, 200);
    QVERIFY(bodyOf<wire::IpRuleList>(blocked)->revertsAt);
    EXPECT_PROBLEM(listFrom(m_client), 403, "address_not_allowed");
    EXPECT_STATUS(listFrom(m_elsewhere), 200);
    TestTime::get().advance(minutes(9));
    EXPECT_PROBLEM(listFrom(m_client), 403, "address_not_allowed");
    QVERIFY2(m_kit->later(minutes(1)), describe(m_kit->lastReply).c_str());
    const auto list = bodyOf<wire::IpRuleList>(listFrom(m_client));
    QVERIFY(list && !list->revertsAt);
    QCOMPARE(list->rules.size(), 1U);
    QCOMPARE(list->rules.front().range, "127.0.0.0/8");
    QCOMPARE(list->rev, bodyOf<wire::IpRuleList>(blocked)->rev + 1); // whoever read before has to read again
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/ip-rules:confirm"}, &m_kit->console), 409, "conflict");
}

void AddressesTest::confirmedListStays() {
    EXPECT_STATUS(save({rule(kElsewhere)}, kHere), 200);
    EXPECT_STATUS(m_elsewhere.send({"POST", "/v1/ip-rules:confirm"}, &m_kit->console), 200);
    TestTime::get().advance(minutes(11));
    EXPECT_PROBLEM(listFrom(m_client), 401, "unauthenticated"); // the session ended; its address comes after
    Caller caller = Caller::console();
    QVERIFY(!m_kit->signIn(caller, m_kit->owner));
    EXPECT_PROBLEM(m_kit->lastReply, 403, "address_not_allowed");
    TenantKit& kit = *m_kit;
    const wire::SignInRequest request{kit.tenant, "owner", kit.owner.password.auth, caller.key.publicKey()};
    const Reply inside = m_elsewhere.send({"POST", "/v1/session", wire::encode(request)}, &caller);
    EXPECT_STATUS(inside, 200);
    caller.token = bodyOf<wire::SessionReply>(inside)->accessToken;
    kit.console = std::move(caller);
    const Call open{"PUT",
                    "/v1/ip-rules",
                    wire::encode(wire::IpRuleUpdate{}),
                    {{"If-Match", listFrom(m_elsewhere).etag()}}};
    EXPECT_STATUS(m_elsewhere.send(open, &kit.console), 200);
}

void AddressesTest::confirmingOutside() {
    EXPECT_STATUS(save({rule(kElsewhere)}, kHere), 200);
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/ip-rules:confirm"}, &m_kit->console), 403,
                   "address_not_allowed");
    QVERIFY2(m_kit->later(minutes(10)), describe(m_kit->lastReply).c_str());
}

void AddressesTest::openConnectionsAreCut() {
    Caller pc = Caller::device(m_pc->id.text(), m_pc->sign);
    EXPECT_STATUS(m_elsewhere.send({"GET", "/v1/device"}, &pc), 200);
    TestClient neighbour(m_suite.server.port(), m_suite.recordFile, "127.0.0.3");
    EXPECT_STATUS(neighbour.send({"GET", "/v1/device"}, &pc), 200);
    EXPECT_STATUS(save({rule("127.0.0.0/8", "client"), rule(kElsewhere, "client", "deny")}), 200);
    QVERIFY(m_elsewhere.isCutWithin(seconds(60)));
    QVERIFY(!neighbour.isCutWithin(seconds(3)));
}

void AddressesTest::breakGlass() {
    EXPECT_STATUS(save({rule(kElsewhere)}, kHere), 200);
    EXPECT_PROBLEM(listFrom(m_client), 403, "address_not_allowed");
    const auto said =
        m_suite.server.control({QStringLiteral("addresses"), QStringLiteral("clear"),
                                QStringLiteral("--tenant"), QString::fromStdString(m_kit->tenant.text())});
    QCOMPARE(said.at("removed"), "1");
    TestTime::get().advance(seconds(2)); // the server looks for changes of others this often
    const auto list = bodyOf<wire::IpRuleList>(listFrom(m_client));
    QVERIFY(list && list->rules.empty());
    const auto noted = bodyOf<wire::OperationPage>(
        m_client.send({"GET", "/v1/operations?action=operatorClearAddresses"}, &m_kit->console));
    QVERIFY(noted && noted->items.size() == 1);
    QCOMPARE(noted->items.front().detail, std::string("1 rules removed"));
    QVERIFY(m_suite.server
                .control({QStringLiteral("addresses"), QStringLiteral("clear"), QStringLiteral("--tenant"),
                          QString::fromStdString(makeUuid())})
                .empty());
}

void AddressesTest::forgedAddress() {
    EXPECT_STATUS(save({rule(kHere)}), 200);
    for (const char* name : {"X-Forwarded-For", "Forwarded", "X-Real-IP", "CF-Connecting-IP",
                             "True-Client-IP", "X-Client-IP", "X-Forwarded"}) {
        const std::string value = std::string(name) == "Forwarded" ? "for=127.0.0.1" : kHere;
        const Call call{"GET", "/v1/ip-rules", "", {{name, value}}};
        EXPECT_PROBLEM(m_elsewhere.send(call, &m_kit->console), 403, "address_not_allowed");
    }
}

void AddressesTest::behindTheProxy_data() {
    QTest::addColumn<QByteArray>("forwardedFor");
    QTest::addColumn<int>("status");
    QTest::newRow("allowed") << QByteArray("127.0.0.1") << 200;
    QTest::newRow("mapped") << QByteArray("::ffff:127.0.0.1") << 200;
    QTest::newRow("another proxy before") << QByteArray("127.0.0.1, 127.0.0.9") << 200;
    QTest::newRow("forged before") << QByteArray("8.8.8.8, 127.0.0.1") << 200;
    QTest::newRow("outside") << QByteArray("8.8.8.8") << 403;
    QTest::newRow("forged by an outsider") << QByteArray("127.0.0.1, 8.8.8.8") << 403;
    QTest::newRow("only proxies") << QByteArray("127.0.0.9") << 403;
    QTest::newRow("malformed") << QByteArray("127.0.0.1, unknown") << 400;
    QTest::newRow("leading zero") << QByteArray("127.0.0.01") << 400;
    QTest::newRow("with a port") << QByteArray("127.0.0.1:80") << 400;
    QTest::newRow("eleven hops") << QByteArray("127.0.0.1, ").repeated(10) + "127.0.0.1" << 400;
}

void AddressesTest::behindTheProxy() {
    QFETCH(QByteArray, forwardedFor);
    QFETCH(int, status);
    EXPECT_STATUS(save({rule(kHere)}), 200);
    EXPECT_STATUS(through(forwardedFor.toStdString()), status);
}

void AddressesTest::probesOfTheProxy() {
    EXPECT_STATUS(m_proxy.send({"GET", "/healthz"}), 200);
    EXPECT_STATUS(m_proxy.send({"GET", "/readyz"}), 200);
    EXPECT_PROBLEM(m_proxy.send({"GET", "/v1/meta"}), 400, "malformed_request");
}

} // namespace

std::unique_ptr<QObject> makeAddressesTest() {
    return std::make_unique<AddressesTest>();
}

} // namespace kaomon::test

#include "addresses_test.moc"
