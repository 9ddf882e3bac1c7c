// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "base/base64.h"
#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "crypto/two_person_act.h"
#include "wire/operations.h"
#include "wire/two_person_acts.h"

namespace kaomon::test {
namespace {

using crypto::ActKind;
using std::chrono::hours;

// Recovery of a vault and changes of owners: neither one administrator nor the server alone.
class TwoPersonActsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void recoveryByTwo();
    void oneAloneRecoversNothing();
    void theServersWordIsNotEnough();
    void anAgreementEnds();
    void refusalsAreWrittenDown();
    void ownersChangeByTwo();

private:
    [[nodiscard]] crypto::ActStatement statement(ActKind kind, const UserId& subject) const {
        return {.tenant = m_kit->tenant.text(),
                .id = makeUuid(),
                .kind = kind,
                .subject = subject.text(),
                .digest = {},
                .reason = "forgot everything",
                .issuedAt = wallNow(),
                .notAfter = wallNow() + hours(1)};
    }
    [[nodiscard]] Bytes byOwner(const crypto::ActStatement& act) const {
        return act.sign(m_kit->owner.id.text(), m_kit->owner.identity.signing).encode();
    }
    [[nodiscard]] Bytes byAdmin(const crypto::ActStatement& act) const {
        return act.sign(m_admin->id.text(), m_admin->identity.signing).encode();
    }
    [[nodiscard]] Reply ask(const Bytes& record, Caller& by) {
        return m_client.send({"POST", kPath, wire::encode(wire::NewTwoPersonAct{record})}, &by);
    }
    [[nodiscard]] Reply approve(const std::string& id, const Bytes& record, Caller& by, const Bytes& part) {
        return m_client.send(
            {"POST", kPath + "/" + id + ":approve", wire::encode(wire::ActApproval{record, part})}, &by);
    }
    [[nodiscard]] Reply recover(const std::string& id, Caller& by, hours life = hours(24)) {
        const wire::VaultRecovery recovery{
            makePassword(), wallNow() + life, {{"password", "", crypto::randomBytes(64)}}};
        return m_client.send({"POST", kPath + "/" + id + ":recover", wire::encode(recovery)}, &by);
    }
    // As code and operation, the newest first, since `seq`.
    [[nodiscard]] std::vector<wire::Operation> operationsSince(long long seq) {
        auto page =
            bodyOf<wire::OperationPage>(m_client.send({"GET", "/v1/operations?limit=100"}, &m_kit->console));
        std::vector<wire::Operation> fresh;
        for (auto& entry : page ? page->items : std::vector<wire::Operation>()) {
            if (entry.seq > seq) {
                fresh.push_back(std::move(entry));
            }
        }
        return fresh;
    }
    [[nodiscard]] Reply put(const wire::ManifestDocument& manifest) {
        return m_client.send({"PUT", "/v1/manifest", wire::encode(manifest)}, &m_kit->console);
    }
    [[nodiscard]] wire::ManifestDocument nextManifest() {
        const auto stored =
            bodyOf<wire::ManifestDocument>(m_client.send({"GET", "/v1/manifest"}, &m_kit->console));
        return m_kit->nextManifest(static_cast<std::uint64_t>(stored->version) + 1, m_kit->keys.root);
    }

    const std::string kPath = "/v1/two-person-acts";
    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
    std::optional<Person> m_admin;
    std::optional<Person> m_member;
    Caller m_adminCaller = Caller::console();
    Caller m_memberCaller = Caller::console();
};

void TwoPersonActsTest::initTestCase() {
    m_kit = std::make_unique<TenantKit>(m_client, m_suite.server.createTenant(QStringLiteral("Two"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_pc = m_kit->addPc();
    QVERIFY2(m_pc, describe(m_kit->lastReply).c_str());
    m_admin = m_kit->addPerson("two.admin", "user_admin", nullptr, m_adminCaller);
    m_member = m_kit->addPerson("two.member", "member", &*m_pc, m_memberCaller);
    QVERIFY2(m_admin && m_member, describe(m_kit->lastReply).c_str());
    m_kit->manifest.admins.push_back({m_admin->id.text(), domain::Role::UserAdmin,
                                      m_admin->identity.signing.publicKey(),
                                      m_admin->identity.box.publicKey()});
    EXPECT_STATUS(put(nextManifest()), 204);
}

void TwoPersonActsTest::recoveryByTwo() {
    const auto act = statement(ActKind::VaultRecovery, m_member->id);
    EXPECT_STATUS(ask(byOwner(act), m_kit->console), 201);
    EXPECT_PROBLEM(recover(act.id, m_kit->console), 403, "approval_required");
    const Bytes part{1, 2, 3};
    EXPECT_PROBLEM(approve(act.id, byAdmin(act), m_adminCaller, {}), 422, "validation_failed");
    EXPECT_STATUS(approve(act.id, byAdmin(act), m_adminCaller, part), 200);
    const auto get = [&](Caller& by) {
        return bodyOf<wire::TwoPersonAct>(m_client.send({"GET", kPath + "/" + act.id}, &by));
    };
    QCOMPARE(get(m_kit->console)->sealedPart, part);
    QVERIFY(get(m_adminCaller)->sealedPart.empty()); // for who asked only
    EXPECT_PROBLEM(recover(act.id, m_adminCaller), 404, "not_found");
    EXPECT_PROBLEM(recover(act.id, m_kit->console, hours(200)), 422,
                   "validation_failed"); // reissue_valid_hours
    EXPECT_STATUS(recover(act.id, m_kit->console), 204);
    EXPECT_PROBLEM(recover(act.id, m_kit->console), 409, "conflict");
    const auto done = get(m_kit->console);
    QCOMPARE(done->state, std::string("done"));
    const Reply mails = m_client.send({"GET", "/v1/mails?state=queued"}, &m_kit->console);
    QVERIFY2(mails.body.find("vault_recovered:" + m_member->id.text()) != std::string::npos,
             describe(mails).c_str());
    QVERIFY(done->sealedPart.empty());
    EXPECT_STATUS(m_client.send({"GET", kPath}, &m_memberCaller), 401); // his sessions ended
}

void TwoPersonActsTest::oneAloneRecoversNothing() {
    const auto act = statement(ActKind::VaultRecovery, m_member->id);
    EXPECT_STATUS(ask(byOwner(act), m_kit->console), 201);
    EXPECT_PROBLEM(approve(act.id, byOwner(act), m_kit->console, {1}), 403, "approval_required");
    const auto own = statement(ActKind::VaultRecovery, m_kit->owner.id);
    EXPECT_PROBLEM(ask(byOwner(own), m_kit->console), 403, "forbidden"); // nobody decides about himself
    EXPECT_PROBLEM(ask(byAdmin(act), m_kit->console), 422, "signature_invalid"); // signed by somebody else
    EXPECT_STATUS(
        m_client.send({"POST", kPath + "/" + act.id + ":refuse", wire::encode(wire::ActRefusal{"not he"})},
                      &m_adminCaller),
        200);
    EXPECT_PROBLEM(approve(act.id, byAdmin(act), m_adminCaller, {1}), 409, "conflict");
}

void TwoPersonActsTest::theServersWordIsNotEnough() {
    const auto act = statement(ActKind::VaultRecovery, m_member->id);
    EXPECT_STATUS(ask(byOwner(act), m_kit->console), 201);
    auto other = act;
    other.subject = m_admin->id.text(); // what a lying server might show
    EXPECT_PROBLEM(approve(act.id, byOwner(other), m_adminCaller, {1}), 422, "signature_invalid");
    auto record = crypto::SignedRecord::decode(byAdmin(act)).value();
    record.signature.back() ^= 1;
    EXPECT_PROBLEM(approve(act.id, record.encode(), m_adminCaller, {1}), 422, "signature_invalid");
}

void TwoPersonActsTest::anAgreementEnds() {
    auto act = statement(ActKind::VaultRecovery, m_member->id);
    act.issuedAt = wallNow() - std::chrono::minutes(9);
    act.notAfter = wallNow() - std::chrono::seconds(1);
    EXPECT_PROBLEM(ask(byOwner(act), m_kit->console), 403, "approval_expired");
    act.notAfter = act.issuedAt + crypto::kLongestAct + std::chrono::seconds(1);
    EXPECT_PROBLEM(ask(byOwner(act), m_kit->console), 422, "validation_failed");
}

// A20: who tried is found afterwards, with the reason why it was refused, and nothing of what he sent along.
void TwoPersonActsTest::refusalsAreWrittenDown() {
    const auto open = statement(ActKind::VaultRecovery, m_member->id);
    EXPECT_STATUS(ask(byOwner(open), m_kit->console), 201);
    const auto before = operationsSince(0);
    QVERIFY(!before.empty());
    const long long seq = before.front().seq;
    auto ended = statement(ActKind::VaultRecovery, m_member->id);
    ended.issuedAt = wallNow() - std::chrono::minutes(9);
    ended.notAfter = wallNow() - std::chrono::seconds(1);
    const auto own = statement(ActKind::VaultRecovery, m_kit->owner.id);
    const Bytes part = crypto::randomBytes(32);
    const wire::VaultRecovery recovery{
        makePassword(), wallNow() + hours(1), {{"password", "", crypto::randomBytes(64)}}};
    struct Try {
        Reply reply;
        std::string operation;
        std::string code;
    };
    const std::vector<Try> tries{
        {approve(open.id, byOwner(open), m_kit->console, part), "approveTwoPersonAct", "approval_required"},
        {m_client.send({"POST", kPath + "/" + open.id + ":recover", wire::encode(recovery)}, &m_kit->console),
         "recoverVault", "approval_required"},
        {ask(byOwner(ended), m_kit->console), "requestTwoPersonAct", "approval_expired"},
        {ask(byOwner(own), m_kit->console), "requestTwoPersonAct", "forbidden"},
        {ask(byAdmin(open), m_kit->console), "requestTwoPersonAct", "signature_invalid"},
        {approve(open.id, byOwner(ended), m_adminCaller, part), "approveTwoPersonAct", "signature_invalid"},
    };
    const auto entries = operationsSince(seq);
    std::string written = m_suite.server.log().toStdString();
    for (const Try& one : tries) {
        QCOMPARE(one.reply.code(), one.code);
        const auto entry = std::ranges::find_if(entries, [&](const wire::Operation& found) {
            return one.reply.body.find(found.attempt) != std::string::npos; // the trace id
        });
        QVERIFY2(entry != entries.end(), one.operation.c_str());
        QCOMPARE(entry->action, one.operation);
        QCOMPARE(entry->outcome, std::string("refused"));
        QCOMPARE(entry->code, one.code);
        QVERIFY(!entry->actor.empty());
    }
    for (const wire::Operation& entry : entries) {
        written += wire::canonicalRecord(entry);
    }
    for (const Bytes& secret : {part, recovery.oneTimePassword.auth, recovery.vaultKeys.front().sealed}) {
        QVERIFY(written.find(toBase64Url(secret)) == std::string::npos);
    }
}

void TwoPersonActsTest::ownersChangeByTwo() {
    const UserId newOwner = m_admin->id;
    auto& admins = m_kit->manifest.admins;
    admins.back().role = domain::Role::Owner;
    const auto next = nextManifest();
    EXPECT_PROBLEM(put(next), 403, "approval_required");
    auto act = statement(ActKind::OwnerChange, newOwner);
    act.digest = crypto::manifestDigest(crypto::SignedRecord::decode(next.record).value());
    EXPECT_STATUS(ask(byOwner(act), m_kit->console), 201);
    EXPECT_STATUS(approve(act.id, byAdmin(act), m_adminCaller, {}), 200);
    const auto forged = nextManifest(); // made at another time: another digest
    if (forged.record != next.record) {
        EXPECT_PROBLEM(put(forged), 403, "approval_required");
    }
    EXPECT_STATUS(put(next), 204);
    EXPECT_PROBLEM(put(next), 412, "stale_revision");
}

} // namespace

std::unique_ptr<QObject> makeTwoPersonActsTest() {
    return std::make_unique<TwoPersonActsTest>();
}

} // namespace kaomon::test

#include "two_person_acts_test.moc"
