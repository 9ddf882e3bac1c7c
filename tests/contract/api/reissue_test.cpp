// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "crypto/two_person_act.h"
#include "wire/accounts.h"
#include "wire/two_person_acts.h"

namespace kaomon::test {
namespace {

using std::chrono::hours;

// A new one-time password for somebody who forgot his, and what it must not open: a help desk that turned
// bad, or whoever finds the slip of paper, gets neither the vault nor the face.
class ReissueTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void bounds_data();
    void bounds();
    void whoMay();
    void wrapGoesWithTheOldPassword();
    void oneTimePasswordBringsNoVault();
    void noNewFace();
    void olderAgreement();
    void agreedFaceIsOne();
    void oldFaceThaws();
    void firstPasswordFreezesNothing();
    void expires();
    void bulk();
    void bulkBounds();

private:
    [[nodiscard]] std::string path(const UserId& user, const std::string& rest) const {
        return "/v1/users/" + user.text() + rest;
    }
    [[nodiscard]] Reply reset(const UserId& user, const wire::PasswordReset& reset, Caller& by) {
        return m_client.send({"POST", path(user, ":reset-password"), wire::encode(reset)}, &by);
    }
    [[nodiscard]] wire::PasswordReset slip() { return {makePassword(), wallNow() + hours(1), "forgotten"}; }
    // The person whose slip this is signs in and chooses a password, as he must.
    void chooseNewPassword() {
        m_member->password = m_slip.oneTimePassword;
        QVERIFY(m_kit->signInOnPc(m_onPc, *m_pc, *m_member));
        const wire::PasswordChange change{m_slip.oneTimePassword.auth,
                                          makePassword(),
                                          {m_member->identity.signing.publicKey(),
                                           m_member->identity.box.publicKey(), crypto::randomBytes(64)},
                                          {}};
        EXPECT_STATUS(m_client.send({"PUT", "/v1/session/password", wire::encode(change)}, &m_onPc), 204);
        m_member->password = change.next;
    }
    [[nodiscard]] Reply addFace() {
        const auto face = m_kit->face(*m_member, *m_pc, m_consent);
        m_lastFace = face.id;
        return m_client.send({"POST", path(m_member->id, "/templates"), wire::encode(face)}, &m_onPc);
    }
    [[nodiscard]] Reply confirmFace(const Pc& pc, const TemplateId& face) {
        Caller caller = Caller::device(pc.id.text(), pc.sign);
        return m_client.send(
            {"POST", path(m_member->id, ":face-confirmed"), wire::encode(wire::FaceConfirmation{face})},
            &caller);
    }
    [[nodiscard]] wire::AccountSecurity security() {
        return bodyOf<wire::AccountSecurity>(
                   m_client.send({"GET", path(m_member->id, "/security")}, &m_kit->console))
            .value_or(wire::AccountSecurity{});
    }
    [[nodiscard]] crypto::ActStatement statement() const {
        return {.tenant = m_kit->tenant.text(),
                .id = makeUuid(),
                .kind = crypto::ActKind::FaceAfterReissue,
                .subject = m_member->id.text(),
                .digest = {},
                .reason = "broke his glasses",
                .issuedAt = wallNow(),
                .notAfter = wallNow() + hours(24)};
    }
    // The help desk asks, the owner agrees.
    [[nodiscard]] Reply agree(const crypto::ActStatement& act) {
        const auto& helper = m_helpDesk->identity.signing;
        const wire::NewTwoPersonAct asked{act.sign(m_helpDesk->id.text(), helper).encode()};
        const Reply reply = m_client.send({"POST", "/v1/two-person-acts", wire::encode(asked)}, &m_helper);
        if (reply.status != 201) {
            return reply;
        }
        const wire::ActApproval approval{
            act.sign(m_kit->owner.id.text(), m_kit->owner.identity.signing).encode(), {}};
        return m_client.send({"POST", "/v1/two-person-acts/" + act.id + ":approve", wire::encode(approval)},
                             &m_kit->console);
    }
    [[nodiscard]] Reply putWraps(const std::vector<wire::VaultKeyWrap>& wraps) {
        const wire::UserKeys keys{m_member->id, {}, wraps};
        return m_client.send({"PUT", path(m_member->id, "/vault-keys"), wire::encode(keys)}, &m_onPc);
    }
    [[nodiscard]] std::vector<wire::VaultKeyWrap> wraps() {
        const auto keys =
            bodyOf<wire::UserKeys>(m_client.send({"GET", path(m_member->id, "/keys")}, &m_kit->console));
        return keys ? keys->vaultKeys : std::vector<wire::VaultKeyWrap>();
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
    std::optional<Pc> m_otherPc;
    std::optional<Person> m_member;
    std::optional<Person> m_helpDesk;
    Caller m_onPc = Caller::console();
    Caller m_helper = Caller::console();
    ConsentId m_consent = ConsentId::generate();
    std::optional<TemplateId> m_oldFace;
    std::optional<TemplateId> m_lastFace;
    wire::PasswordReset m_slip;
    Bytes m_deviceSeal = crypto::randomBytes(96);
};

void ReissueTest::initTestCase() {
    m_kit =
        std::make_unique<TenantKit>(m_client, m_suite.server.createTenant(QStringLiteral("Reissue"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_pc = m_kit->addPc();
    m_otherPc = m_kit->addPc();
    QVERIFY2(m_pc && m_otherPc, describe(m_kit->lastReply).c_str());
    m_helpDesk = m_kit->addPerson("helper", "help_desk", nullptr, m_helper);
    QVERIFY2(m_helpDesk, describe(m_kit->lastReply).c_str());
    m_kit->manifest.admins.push_back({m_helpDesk->id.text(), domain::Role::HelpDesk,
                                      m_helpDesk->identity.signing.publicKey(),
                                      m_helpDesk->identity.box.publicKey()});
    const auto manifest = m_kit->nextManifest(2, m_kit->keys.root);
    EXPECT_STATUS(m_client.send({"PUT", "/v1/manifest", wire::encode(manifest)}, &m_kit->console), 204);
    m_member = m_kit->addPerson("victim", "member", &*m_pc, m_onPc);
    QVERIFY2(m_member, describe(m_kit->lastReply).c_str());
    EXPECT_STATUS(putWraps({{"device", m_pc->id.text(), m_deviceSeal}}), 204);
    const wire::Consent consent{m_consent, m_member->id, "1", "ja", wallNow()};
    EXPECT_STATUS(m_client.send({"POST", "/v1/consents", wire::encode(consent)}, &m_onPc), 201);
    EXPECT_STATUS(addFace(), 201);
    m_oldFace = m_lastFace;
}

void ReissueTest::init() {
    QVERIFY(m_kit->later(std::chrono::seconds(10)));
}

void ReissueTest::bounds_data() {
    QTest::addColumn<int>("life");
    QTest::addColumn<int>("reasonSize");
    QTest::addColumn<QString>("field");
    QTest::addRow("over already") << 0 << 5 << "/expires_at";
    QTest::addRow("longer than the setting, 72 hours") << 73 << 5 << "/expires_at";
    QTest::addRow("a novel as the reason") << 1 << 501 << "/reason";
}

void ReissueTest::bounds() {
    QFETCH(int, life);
    QFETCH(int, reasonSize);
    QFETCH(QString, field);
    wire::PasswordReset request = slip();
    request.expiresAt = wallNow() + std::chrono::hours(life);
    request.reason = std::string(static_cast<std::size_t>(reasonSize), 'r');
    const Reply reply = reset(m_member->id, request, m_helper);
    EXPECT_PROBLEM(reply, 422, "validation_failed");
    QVERIFY2(reply.body.find(field.toStdString()) != std::string::npos, reply.body.c_str());
}

void ReissueTest::whoMay() {
    Caller other = Caller::console();
    const auto auditor = m_kit->addPerson("auditor", "auditor", nullptr, other);
    QVERIFY(auditor);
    EXPECT_PROBLEM(reset(m_member->id, slip(), other), 403, "forbidden");
    EXPECT_PROBLEM(reset(auditor->id, slip(), m_helper), 403, "forbidden"); // an administrator
    EXPECT_PROBLEM(reset(m_kit->owner.id, slip(), m_helper), 403, "forbidden");
    EXPECT_PROBLEM(reset(m_kit->owner.id, slip(), m_kit->console), 409, "conflict"); // oneself
    EXPECT_PROBLEM(reset(UserId::generate(), slip(), m_helper), 404, "not_found");
}

void ReissueTest::wrapGoesWithTheOldPassword() {
    m_slip = slip();
    EXPECT_STATUS(reset(m_member->id, m_slip, m_helper), 204);
    EXPECT_STATUS(m_client.send({"GET", "/v1/sessions"}, &m_onPc), 401);
    const auto left = wraps();
    QCOMPARE(left.size(), std::size_t{2});
    QCOMPARE(left[0].kind, std::string("device"));
    QCOMPARE(left[0].sealed, m_deviceSeal);
    QCOMPARE(left[1].kind, std::string("recovery"));
    QVERIFY(security().vaultFrozenAt);
    QCOMPARE(security().reissuedBy.value_or(""), m_helpDesk->id.text());
}

void ReissueTest::oneTimePasswordBringsNoVault() {
    const Person thief = m_member->withPassword(m_slip.oneTimePassword);
    QVERIFY2(m_kit->signInOnPc(m_onPc, *m_otherPc, thief), describe(m_kit->lastReply).c_str());
    const auto session = bodyOf<wire::SessionReply>(m_kit->lastReply);
    QVERIFY(session->user.vaultFrozen && session->user.mustChangePassword && !session->identity);
    const auto identity = crypto::Identity::generate();
    wire::PasswordChange change{
        thief.password.auth,
        makePassword(),
        {identity.signing.publicKey(), identity.box.publicKey(), crypto::randomBytes(64)},
        {{"device", m_otherPc->id.text(), crypto::randomBytes(96)}}};
    const Call call{"PUT", "/v1/session/password", wire::encode(change)};
    EXPECT_PROBLEM(m_client.send(call, &m_onPc), 409, "conflict");
    change.vaultKeys.clear();
    EXPECT_STATUS(m_client.send({"PUT", "/v1/session/password", wire::encode(change)}, &m_onPc), 204);
    m_member->password = change.next;
    for (const auto& wrap : {wire::VaultKeyWrap{"device", m_otherPc->id.text(), crypto::randomBytes(96)},
                             wire::VaultKeyWrap{"recovery", "rk", crypto::randomBytes(96)},
                             wire::VaultKeyWrap{"password", "", crypto::randomBytes(96)}}) {
        EXPECT_PROBLEM(putWraps({wrap}), 409, "conflict");
    }
    QCOMPARE(wraps().size(), std::size_t{2});
    QCOMPARE(wraps()[0].sealed, m_deviceSeal); // as it was
}

void ReissueTest::noNewFace() {
    QVERIFY(m_kit->signInOnPc(m_onPc, *m_pc, *m_member));
    EXPECT_PROBLEM(addFace(), 403, "face_frozen");
    EXPECT_PROBLEM(confirmFace(*m_pc, *m_lastFace), 404, "not_found"); // it never came to be
    Caller pc = Caller::device(m_pc->id.text(), m_pc->sign);
    const auto page = m_client.send({"GET", "/v1/changes?limit=500"}, &pc);
    EXPECT_STATUS(page, 200);
    QVERIFY2(page.body.find("vault_frozen_at") != std::string::npos, "the PCs are told");
}

// What was agreed before a reissue says nothing about the next one.
void ReissueTest::olderAgreement() {
    QVERIFY(m_kit->signIn(m_helper, *m_helpDesk));
    EXPECT_STATUS(agree(statement()), 200);
    QVERIFY(m_kit->later(std::chrono::seconds(1)));
    m_slip = slip();
    EXPECT_STATUS(reset(m_member->id, m_slip, m_helper), 204);
    chooseNewPassword();
    EXPECT_PROBLEM(addFace(), 403, "face_frozen");
}

void ReissueTest::agreedFaceIsOne() {
    QVERIFY(m_kit->signIn(m_helper, *m_helpDesk));
    EXPECT_STATUS(agree(statement()), 200);
    QVERIFY(m_kit->signInOnPc(m_onPc, *m_pc, *m_member));
    EXPECT_STATUS(addFace(), 201);
    const TemplateId fresh = *m_lastFace;
    EXPECT_PROBLEM(addFace(), 403, "face_frozen");
    EXPECT_PROBLEM(confirmFace(*m_pc, fresh), 403, "face_frozen"); // the vault stays shut for the new face
}

void ReissueTest::oldFaceThaws() {
    EXPECT_PROBLEM(confirmFace(*m_otherPc, *m_oldFace), 403, "face_frozen"); // never held the vault
    EXPECT_STATUS(confirmFace(*m_pc, *m_oldFace), 204);
    QVERIFY(!security().vaultFrozenAt);
    EXPECT_STATUS(confirmFace(*m_pc, *m_oldFace), 204); // said twice
    QVERIFY(m_kit->signInOnPc(m_onPc, *m_pc, *m_member));
    QVERIFY(!bodyOf<wire::SessionReply>(m_kit->lastReply)->user.vaultFrozen);
    EXPECT_STATUS(putWraps({{"password", "", crypto::randomBytes(96)}}), 204);
    EXPECT_STATUS(addFace(), 201);
}

void ReissueTest::firstPasswordFreezesNothing() {
    const auto user = m_kit->newUser("newcomer", "member");
    EXPECT_STATUS(m_client.send({"POST", "/v1/users", wire::encode(user)}, &m_kit->console), 201);
    EXPECT_STATUS(reset(user.id, slip(), m_kit->console), 204);
    const auto answer = m_client.send({"GET", path(user.id, "/security")}, &m_kit->console);
    QVERIFY(!bodyOf<wire::AccountSecurity>(answer)->vaultFrozenAt);
}

void ReissueTest::expires() {
    const wire::PasswordReset request = slip();
    EXPECT_STATUS(reset(m_member->id, request, m_kit->console), 204);
    const Person person = m_member->withPassword(request.oneTimePassword);
    QVERIFY(m_kit->later(hours(1)));
    QVERIFY(!m_kit->signInOnPc(m_onPc, *m_pc, person));
    EXPECT_PROBLEM(m_kit->lastReply, 401, "login_failed");
}

void ReissueTest::bulk() {
    const auto first = m_kit->newUser("many1", "member");
    EXPECT_STATUS(m_client.send({"POST", "/v1/users", wire::encode(first)}, &m_kit->console), 201);
    QVERIFY(m_kit->signIn(m_helper, *m_helpDesk));
    wire::BulkReissue request{{{first.id, makePassword()},
                               {UserId::generate(), makePassword()},
                               {m_kit->owner.id, makePassword()},
                               {m_helpDesk->id, makePassword()},
                               {m_member->id, makePassword()}},
                              wallNow() + hours(24),
                              "lost phones"};
    request.items[4].oneTimePassword.memoryKib = 1;
    const Reply reply = m_client.send({"POST", "/v1/users:reissue", wire::encode(request)}, &m_helper);
    EXPECT_STATUS(reply, 200);
    const auto result = bodyOf<wire::BulkReply>(reply);
    std::vector<std::string> codes;
    for (const auto& row : result->items) {
        codes.push_back(row.code.value_or("ok"));
    }
    QCOMPARE(codes,
             (std::vector<std::string>{"ok", "not_found", "forbidden", "forbidden", "weak_parameters"}));
    QCOMPARE(result->done, 1);
    Person person{first.id, first.login, request.items[0].oneTimePassword, crypto::Identity::generate()};
    QVERIFY2(m_kit->signInOnPc(m_onPc, *m_pc, person), describe(m_kit->lastReply).c_str());
}

void ReissueTest::bulkBounds() {
    wire::BulkReissue request{{}, wallNow() + hours(24), ""};
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/users:reissue", wire::encode(request)}, &m_kit->console), 422,
                   "validation_failed");
    request.items.assign(501, {UserId::generate(), makePassword()});
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/users:reissue", wire::encode(request)}, &m_kit->console), 422,
                   "validation_failed");
    request.items.resize(500);
    const Reply reply = m_client.send({"POST", "/v1/users:reissue", wire::encode(request)}, &m_kit->console);
    EXPECT_STATUS(reply, 200);
    QCOMPARE(bodyOf<wire::BulkReply>(reply)->done, 0);
}

} // namespace

std::unique_ptr<QObject> makeReissueTest() {
    return std::make_unique<ReissueTest>();
}

} // namespace kaomon::test

#include "reissue_test.moc"
