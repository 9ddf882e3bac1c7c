// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "crypto/bytes_io.h"
#include "wire/changes.h"
#include "wire/document_pages.h"
#include "wire/groups.h"

namespace kaomon::test {
namespace {

// How PCs join, and every way in which they must not.
class EnrolmentTest : public QObject {
    Q_OBJECT

private slots:
    void unknownCode();
    void codeOfAnExpiredDelegate();
    void codeDiffersFromDelegate();
    void revokedCode();
    void usedCode();
    void lostAnswer();
    void wrongMacsBlock();
    void listedPageByPage();
    void openCodesHaveABound();
    void oldOrForeignChallenge();
    void certificateOfAnotherKey();
    void certificateOfAnotherDelegate();
    void certificateFromAnotherTime();
    void sealForAnother();
    void suspendedAndRevoked();
    void aLeakedBundle();

private:
    [[nodiscard]] static Pc newPc() {
        return {DeviceId::generate(), crypto::SigningKey::generate(), crypto::BoxKey::generate(), {}};
    }
    [[nodiscard]] Reply enrol(const wire::EnrolRequest& request) {
        return m_client.send({"POST", "/v1/devices:enrol", wire::encode(request)});
    }
    // A request that would be accepted, for tests to spoil.
    [[nodiscard]] wire::EnrolRequest goodRequest(const crypto::EnrolmentCode& code, Pc& pc) {
        return m_kit.addCode(code, 1) ? m_kit.enrolRequest(code, pc).value_or(wire::EnrolRequest())
                                      : wire::EnrolRequest();
    }
    [[nodiscard]] static crypto::DeviceCertificate certificateOf(const wire::EnrolRequest& request) {
        const auto record = crypto::SignedRecord::decode(request.certificate);
        crypto::BytesReader reader(record->payload);
        crypto::DeviceCertificate certificate;
        certificate.tenant = reader.text();
        certificate.deviceId = reader.text();
        certificate.deviceGroup = reader.text();
        certificate.signPublic = reader.bytes();
        certificate.boxPublic = reader.bytes();
        certificate.issuedAt = reader.time();
        certificate.delegateRecord = reader.bytes();
        return certificate;
    }
    [[nodiscard]] Reply patchState(const Pc& pc, const std::string& state) {
        const std::string path = "/v1/devices/" + pc.id.text();
        const std::string etag = m_client.send({"GET", path}, &m_kit.console).etag();
        const std::string body = wire::encode(wire::DevicePatch{std::nullopt, state});
        return m_client.send({"PATCH", path, body, {{"If-Match", etag}}}, &m_kit.console);
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    TenantKit& m_kit = *m_suite.home;
    crypto::EnrolmentCode m_code = crypto::EnrolmentCode::generate();
};

void EnrolmentTest::unknownCode() {
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/devices:enrol-begin", R"({"code_id":"unknown"})"}), 403,
                   "enrolment_code_invalid");
}

void EnrolmentTest::codeOfAnExpiredDelegate() {
    const auto code = crypto::EnrolmentCode::generate();
    const auto body = m_kit.newCode(code, 1, wallNow() - std::chrono::minutes(1));
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/enrolment-codes", wire::encode(body)}, &m_kit.console), 403,
                   "enrolment_code_expired");
}

void EnrolmentTest::codeDiffersFromDelegate() {
    const auto code = crypto::EnrolmentCode::generate();
    auto body = m_kit.newCode(code, 1, wallNow() + std::chrono::hours(1));
    body.useCount = 2; // more than what the delegate allows
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/enrolment-codes", wire::encode(body)}, &m_kit.console), 422,
                   "validation_failed");
}

void EnrolmentTest::revokedCode() {
    const auto code = crypto::EnrolmentCode::generate();
    QVERIFY(m_kit.addCode(code, 1));
    EXPECT_STATUS(m_client.send({"DELETE", "/v1/enrolment-codes/" + code.id()}, &m_kit.console), 204);
    Pc pc = newPc();
    QVERIFY(!m_kit.enrolRequest(code, pc));
    EXPECT_PROBLEM(m_kit.lastReply, 403, "enrolment_code_invalid");
}

void EnrolmentTest::usedCode() {
    Pc pc = newPc();
    const auto request = goodRequest(m_code, pc);
    EXPECT_STATUS(enrol(request), 201);
    Pc second = newPc();
    QVERIFY(!m_kit.enrolRequest(m_code, second));
    EXPECT_PROBLEM(m_kit.lastReply, 403, "enrolment_code_used");
}

void EnrolmentTest::lostAnswer() {
    const auto code = crypto::EnrolmentCode::generate();
    Pc pc = newPc();
    const auto request = goodRequest(code, pc);
    EXPECT_STATUS(enrol(request), 201);
    EXPECT_STATUS(enrol(request), 201); // the same PC again: told that it is in
    auto other = request;
    other.deviceId = DeviceId::generate();
    EXPECT_PROBLEM(enrol(other), 403, "enrolment_code_used");
}

void EnrolmentTest::wrongMacsBlock() {
    const auto code = crypto::EnrolmentCode::generate();
    Pc pc = newPc();
    const auto good = goodRequest(code, pc);
    auto wrong = good;
    wrong.mac = crypto::randomBytes(32);
    for (int i = 0; i < 5; ++i) {
        EXPECT_PROBLEM(enrol(wrong), 403, "enrolment_code_invalid");
    }
    EXPECT_PROBLEM(enrol(good), 403, "enrolment_code_invalid");
    const auto list =
        bodyOf<wire::EnrolmentCodeList>(m_client.send({"GET", "/v1/enrolment-codes"}, &m_kit.console));
    const auto row = std::ranges::find(list->items, code.id(), &wire::EnrolmentCode::codeId);
    QCOMPARE(row->state, "blocked");
}

void EnrolmentTest::listedPageByPage() {
    std::vector<std::string> made;
    for (int i = 0; i < 3; ++i) {
        const auto code = crypto::EnrolmentCode::generate();
        QVERIFY(m_kit.addCode(code, 1));
        made.push_back(code.id());
    }
    std::vector<std::string> listed;
    std::string cursor;
    for (int i = 0; i < 200; ++i) {
        const auto page = bodyOf<wire::EnrolmentCodePage>(
            m_client.send({"GET", "/v1/enrolment-codes?limit=2" + cursor}, &m_kit.console));
        QVERIFY(page && page->items.size() <= 2);
        for (const auto& code : page->items) {
            QVERIFY(std::ranges::find(listed, code.codeId) == listed.end());
            listed.push_back(code.codeId);
        }
        if (!page->next) {
            break;
        }
        cursor = "&cursor=" + *page->next;
    }
    for (const std::string& id : made) {
        QVERIFY(std::ranges::find(listed, id) != listed.end());
    }
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/enrolment-codes?cursor=abc.def"}, &m_kit.console), 422,
                   "validation_failed");
}

void EnrolmentTest::openCodesHaveABound() {
    TenantKit kit(m_client, m_suite.server.createTenant(QStringLiteral("Codes"), false));
    QVERIFY2(kit.found(), describe(kit.lastReply).c_str());
    std::string last;
    const auto add = [&] {
        auto body = kit.newCode(crypto::EnrolmentCode::generate(), 1, wallNow() + std::chrono::hours(1));
        body.autoApprove = false; // its PCs only ask
        body.delegateRecord.clear();
        last = body.codeId;
        return m_client.send({"POST", "/v1/enrolment-codes", wire::encode(body)}, &kit.console);
    };
    for (int i = 0; i < 500; ++i) {
        EXPECT_STATUS(add(), 201);
    }
    const std::string open = last;
    EXPECT_PROBLEM(add(), 507, "quota_exceeded");
    EXPECT_STATUS(m_client.send({"DELETE", "/v1/enrolment-codes/" + open}, &kit.console), 204);
    EXPECT_STATUS(add(), 201);
}

void EnrolmentTest::oldOrForeignChallenge() {
    const auto code = crypto::EnrolmentCode::generate();
    Pc pc = newPc();
    auto request = goodRequest(code, pc);
    request.challenge[0] ^= 1;
    crypto::BytesWriter proof;
    proof.bytes(request.challenge).text(pc.id.text()).bytes(request.signPublic).bytes(request.boxPublic);
    request.mac = crypto::mac(code.macKey(), proof.result());
    EXPECT_PROBLEM(enrol(request), 403, "enrolment_code_expired");
}

void EnrolmentTest::certificateOfAnotherKey() {
    const auto code = crypto::EnrolmentCode::generate();
    Pc pc = newPc();
    auto request = goodRequest(code, pc);
    request.signPublic = crypto::SigningKey::generate().publicKey();
    crypto::BytesWriter proof;
    proof.bytes(request.challenge).text(pc.id.text()).bytes(request.signPublic).bytes(request.boxPublic);
    request.mac = crypto::mac(code.macKey(), proof.result());
    EXPECT_PROBLEM(enrol(request), 422, "signature_invalid");
}

void EnrolmentTest::certificateOfAnotherDelegate() {
    const auto code = crypto::EnrolmentCode::generate();
    Pc pc = newPc();
    auto request = goodRequest(code, pc);
    request.certificate = certificateOf(request).sign(code.id(), crypto::SigningKey::generate()).encode();
    EXPECT_PROBLEM(enrol(request), 422, "signature_invalid");
}

void EnrolmentTest::certificateFromAnotherTime() {
    const auto code = crypto::EnrolmentCode::generate();
    QVERIFY(m_kit.addCode(code, 1));
    Pc pc = newPc();
    auto request = m_kit.enrolRequest(code, pc).value();
    const auto begun = bodyOf<wire::EnrolChallenge>(
        m_client.send({"POST", "/v1/devices:enrol-begin", wire::encode(wire::EnrolBegin{code.id()})}));
    const auto secrets = crypto::openEnrolmentSecrets(code, m_kit.tenant.text(), begun->blob);
    auto certificate = certificateOf(request);
    certificate.issuedAt = wallNow() - std::chrono::minutes(20);
    request.certificate = certificate.sign(code.id(), secrets->delegate).encode();
    EXPECT_PROBLEM(enrol(request), 401, "clock_skew");
}

void EnrolmentTest::sealForAnother() {
    const auto code = crypto::EnrolmentCode::generate();
    Pc pc = newPc();
    auto request = goodRequest(code, pc);
    request.faceKeySeals.front().receiver = DeviceId::generate().text();
    EXPECT_PROBLEM(enrol(request), 422, "validation_failed");
}

void EnrolmentTest::suspendedAndRevoked() {
    const auto pc = m_kit.addPc();
    QVERIFY(pc);
    Caller caller = Caller::device(pc->id.text(), pc->sign);
    EXPECT_STATUS(m_client.send({"GET", "/v1/device"}, &caller), 200);
    EXPECT_STATUS(patchState(*pc, "suspended"), 200);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/changes"}, &caller), 403, "device_suspended");
    EXPECT_STATUS(patchState(*pc, "active"), 200);
    EXPECT_STATUS(m_client.send({"GET", "/v1/changes"}, &caller), 200);
    EXPECT_STATUS(patchState(*pc, "revoked"), 200);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/changes"}, &caller), 403, "device_revoked");
    EXPECT_PROBLEM(patchState(*pc, "active"), 409, "conflict");
}

// Somebody has the bundle of an installer, and with it all that the code opens: he can make one PC of this
// group, as the bundle is for, which administrators see and throw out. He can do nothing else with it.
void EnrolmentTest::aLeakedBundle() {
    TenantKit kit(m_client, m_suite.server.createTenant(QStringLiteral("Leak"), false));
    QVERIFY2(kit.found(), describe(kit.lastReply).c_str());
    const auto office = kit.addPc();
    Caller victimCaller = Caller::console();
    QVERIFY2(office, describe(kit.lastReply).c_str());
    const auto victim = kit.addPerson("victim", "member", &*office, victimCaller);
    QVERIFY2(victim, describe(kit.lastReply).c_str());
    const wire::Consent consent{ConsentId::generate(), victim->id, "1", "ja", wallNow()};
    EXPECT_STATUS(m_client.send({"POST", "/v1/consents", wire::encode(consent)}, &victimCaller), 201);

    const auto code = crypto::EnrolmentCode::generate();
    QVERIFY(kit.addCode(code, 1));
    Pc thief = newPc();
    const auto request = kit.enrolRequest(code, thief);
    QVERIFY(request);
    const auto begun = bodyOf<wire::EnrolChallenge>(kit.lastReply);
    const auto secrets = crypto::openEnrolmentSecrets(code, kit.tenant.text(), begun->blob);
    QVERIFY(secrets);
    const crypto::SigningKey& delegate = secrets->delegate;

    auto certificate = certificateOf(*request);
    certificate.deviceGroup = makeUuid(); // the PCs of the directors, say
    auto elsewhere = *request;
    elsewhere.certificate = certificate.sign(code.id(), delegate).encode();
    EXPECT_PROBLEM(enrol(elsewhere), 422, "signature_invalid");
    EXPECT_STATUS(enrol(*request), 201);
    Pc second = newPc();
    QVERIFY(!kit.enrolRequest(code, second));
    EXPECT_PROBLEM(kit.lastReply, 403, "enrolment_code_used");
    // Neither key makes further delegates or settings, even where a server or an administrator sends them on.
    auto further = kit.newCode(crypto::EnrolmentCode::generate(), 100, wallNow() + std::chrono::hours(1));
    for (const crypto::SigningKey* key : {&delegate, &std::as_const(thief.sign)}) {
        for (const std::string& signer : {code.id(), thief.id.text(), kit.owner.id.text()}) {
            auto body = further;
            body.delegateRecord = crypto::DelegateCertificate{.tenant = kit.tenant.text(),
                                                              .codeId = further.codeId,
                                                              .delegatePublic = delegate.publicKey(),
                                                              .deviceGroup = kit.group.text(),
                                                              .useCount = 100,
                                                              .notAfter = further.notAfter}
                                      .sign(signer, *key)
                                      .encode();
            const Reply reply =
                m_client.send({"POST", "/v1/enrolment-codes", wire::encode(body)}, &kit.console);
            EXPECT_PROBLEM(reply, 422, "signature_invalid");
        }
        const auto setting = kit.policy(2, "match_timeout_s", "9", *key);
        EXPECT_PROBLEM(m_client.send({"PUT", "/v1/policies", wire::encode(setting)}, &kit.console), 422,
                       "policy_unsigned");
    }
    // The PC that he made has its own seals, and of the people no more than what every PC of the group has.
    Caller caller = Caller::device(thief.id.text(), thief.sign);
    const std::string user = "/v1/users/" + victim->id.text();
    const auto face = kit.face(*victim, thief, consent.id);
    for (const Call& call :
         {Call{"GET", "/v1/users"}, Call{"GET", user + "/keys"}, Call{"GET", user + "/templates"},
          Call{"GET", "/v1/devices"}, Call{"GET", "/v1/operations"}, Call{"GET", "/v1/enrolment-codes"},
          Call{"POST", user + "/templates", wire::encode(face)},
          Call{"PUT", user + "/vault-keys", wire::encode(wire::UserKeys{victim->id, {}, {}})}}) {
        const Reply reply = m_client.send(call, &caller);
        QVERIFY2(reply.status == 401 || reply.status == 403, (call.target + describe(reply)).c_str());
    }
    const auto seals = bodyOf<wire::KeySealList>(m_client.send({"GET", "/v1/key-seals"}, &caller));
    QVERIFY(seals && seals->items.size() == 1 && seals->items.front().kind == "fk");
    const auto changes = bodyOf<wire::ChangePage>(m_client.send({"GET", "/v1/changes"}, &caller));
    QVERIFY(changes);
    QCOMPARE(std::ranges::count(changes->items, std::string("user_key"), &wire::Change::kind), 0);

    // Thrown out: nothing is answered any more, and what the bundle held is to be replaced.
    const std::string path = "/v1/devices/" + thief.id.text();
    const std::string etag = m_client.send({"GET", path}, &kit.console).etag();
    const std::string body = wire::encode(wire::DevicePatch{std::nullopt, "revoked"});
    EXPECT_STATUS(m_client.send({"PATCH", path, body, {{"If-Match", etag}}}, &kit.console), 200);
    for (const char* target : {"/v1/changes", "/v1/key-seals", "/v1/manifest"}) {
        EXPECT_PROBLEM(m_client.send({"GET", target}, &caller), 403, "device_revoked");
    }
    const auto group = bodyOf<wire::DeviceGroup>(
        m_client.send({"GET", "/v1/device-groups/" + kit.group.text()}, &kit.console));
    QVERIFY(group && group->rotationDue);
}

} // namespace

std::unique_ptr<QObject> makeEnrolmentTest() {
    return std::make_unique<EnrolmentTest>();
}

} // namespace kaomon::test

#include "enrolment_test.moc"
