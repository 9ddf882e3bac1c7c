// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "crypto/emergency_code.h"
#include "wire/accounts.h"

namespace kaomon::test {
namespace {

// Emergency codes from PC to console and back, and the list of what was done to accounts.
class EmergencyTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void emergencyCode();
    void emergencyBounds_data();
    void emergencyBounds();
    void notForRevokedPcs();
    void actsArePaged();

private:
    [[nodiscard]] Reply issue(const wire::EmergencyIssue& request, Caller& by) {
        return m_client.send(
            {"POST", "/v1/devices/" + m_pc->id.text() + ":emergency-code", wire::encode(request)}, &by);
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
    std::optional<Person> m_member;
    std::optional<Person> m_helpDesk;
    Caller m_onPc = Caller::console();
    Caller m_helper = Caller::console();
    Caller m_auditor = Caller::console();
};

void EmergencyTest::initTestCase() {
    m_kit = std::make_unique<TenantKit>(m_client,
                                        m_suite.server.createTenant(QStringLiteral("Emergency"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_pc = m_kit->addPc();
    QVERIFY2(m_pc, describe(m_kit->lastReply).c_str());
    m_member = m_kit->addPerson("member", "member", &*m_pc, m_onPc);
    m_helpDesk = m_kit->addPerson("helper", "help_desk", nullptr, m_helper);
    QVERIFY2(m_member && m_helpDesk, describe(m_kit->lastReply).c_str());
    QVERIFY(m_kit->addPerson("auditor", "auditor", nullptr, m_auditor));
}

void EmergencyTest::emergencyCode() {
    Caller& helper = m_helper;
    const wire::EmergencyIssue request{m_member->id, 1, 8, "no network on the train"};
    EXPECT_PROBLEM(issue(request, helper), 404, "not_found"); // the PC left no key yet
    const auto key = crypto::SecretKey::generate();
    const auto sealed = crypto::sealEmergencyKey(key, m_kit->keys.emergency.publicKey(), m_kit->tenant.text(),
                                                 m_pc->id.text());
    Caller pc = Caller::device(m_pc->id.text(), m_pc->sign);
    EXPECT_STATUS(
        m_client.send({"PUT", "/v1/device/emergency-key", wire::encode(wire::EmergencyKeySeal{*sealed})},
                      &pc),
        204);
    const Reply granted = issue(request, helper);
    EXPECT_STATUS(granted, 200);
    const auto grant = bodyOf<wire::EmergencyGrant>(granted);
    const auto opened =
        crypto::openEmergencyKey(grant->sealed, m_kit->keys.emergency, m_kit->tenant.text(), m_pc->id.text());
    QVERIFY(opened);
    // the whole way: the PC asks, the console answers, the PC believes it once
    const crypto::EmergencySubject subject{m_kit->tenant.text(), m_pc->id.text(), m_member->id.text()};
    crypto::EmergencyLogon logon;
    const auto asked = logon.begin(m_member->id.text(), 8, wallNow());
    const auto read = crypto::EmergencyRequest::parse(asked->text(subject), subject);
    QVERIFY(read);
    const std::string answer = crypto::emergencyAnswer(*opened, subject, *read).reveal();
    QVERIFY(logon.check(answer, key, subject, wallNow()));
    QVERIFY(!logon.check(answer, key, subject, wallNow()));
    const auto acts = bodyOf<wire::AccountActPage>(
        m_client.send({"GET", "/v1/account-acts?kind=emergency_code_issued"}, &m_auditor));
    QVERIFY(acts && acts->items.size() == 1);
    QCOMPARE(acts->items[0].actor, m_helpDesk->id.text());
    QCOMPARE(acts->items[0].user.value(), m_member->id);
    QCOMPARE(acts->items[0].device.value(), m_pc->id);
    QCOMPARE(acts->items[0].reason, request.reason);
}

void EmergencyTest::emergencyBounds_data() {
    QTest::addColumn<qlonglong>("counter");
    QTest::addColumn<int>("hours");
    QTest::addColumn<QString>("reason");
    QTest::addRow("no counter") << 0LL << 8 << "r";
    QTest::addRow("counter too large") << 0x1000000LL << 8 << "r";
    QTest::addRow("no time") << 1LL << 0 << "r";
    QTest::addRow("too long") << 1LL << 73 << "r";
    QTest::addRow("no reason") << 1LL << 8 << "";
}

void EmergencyTest::emergencyBounds() {
    QFETCH(qlonglong, counter);
    QFETCH(int, hours);
    QFETCH(QString, reason);
    EXPECT_PROBLEM(issue({m_member->id, counter, hours, reason.toStdString()}, m_kit->console), 422,
                   "validation_failed");
}

void EmergencyTest::notForRevokedPcs() {
    const std::string path = "/v1/devices/" + m_pc->id.text();
    const auto setState = [&](const std::string& state) {
        const std::string etag = m_client.send({"GET", path}, &m_kit->console).etag();
        return m_client.send({"PATCH",
                              path,
                              R"({"state":")" + state + R"(","reason":"lost for a day"})",
                              {{"If-Match", etag}}},
                             &m_kit->console);
    };
    EXPECT_STATUS(setState("suspended"), 200);
    EXPECT_PROBLEM(issue({m_member->id, 2, 8, "again"}, m_helper), 409, "conflict");
    EXPECT_STATUS(setState("active"), 200);
}

void EmergencyTest::actsArePaged() {
    for (int i = 0; i < 4; ++i) {
        const wire::UnlockRequest request{"number " + std::to_string(i), false};
        EXPECT_STATUS(
            m_client.send({"POST", "/v1/users/" + m_member->id.text() + ":unlock", wire::encode(request)},
                          &m_helper),
            200);
    }
    std::set<std::string> seen;
    std::string target = "/v1/account-acts?limit=3";
    for (int i = 0; i < 100 && !target.empty(); ++i) {
        const auto page = bodyOf<wire::AccountActPage>(m_client.send({"GET", target}, &m_kit->console));
        QVERIFY(page && page->items.size() <= 3);
        for (const auto& act : page->items) {
            QVERIFY(seen.insert(act.id).second);
        }
        target = page->next ? "/v1/account-acts?limit=3&cursor=" + *page->next : "";
    }
    QVERIFY(seen.size() >= 5);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/account-acts?cursor=YQ.YQ"}, &m_kit->console), 422,
                   "validation_failed");
}

} // namespace

std::unique_ptr<QObject> makeEmergencyTest() {
    return std::make_unique<EmergencyTest>();
}

} // namespace kaomon::test

#include "emergency_test.moc"
