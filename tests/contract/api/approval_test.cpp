// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "crypto/face_approval.h"
#include "wire/accounts.h"
#include "wire/changes.h"
#include "wire/templates.h"
#include "wire/users.h"

namespace kaomon::test {
namespace {

using std::chrono::hours;

// Faces that wait for an administrator: who may say yes or no, what the server believes, and what the person
// and the PCs are told.
class ApprovalTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void waitsUntilApproved();
    void aPersonCannotBringTheApproval();
    void onlyTheCallersWordOverThisFace_data();
    void onlyTheCallersWordOverThisFace();
    void nobodyDecidesAboutHimself();
    void refusedIsErasedAndTold();
    void bounds();
    void goesWithWhoGaveIt();
    void aWaitingFaceThawsNothing();

private:
    [[nodiscard]] std::string path(const UserId& user, const std::string& rest) const {
        return "/v1/users/" + user.text() + rest;
    }
    [[nodiscard]] std::string facePath(const TemplateId& id, const std::string& act) const {
        return path(m_member->id, "/templates/" + id.text() + act);
    }
    // A face that its PC marks as waiting.
    [[nodiscard]] wire::FaceTemplate waitingFace(const Person& person, const ConsentId& consent) {
        auto face = m_kit->face(person, *m_pc, consent);
        face.needsApproval = true;
        face.quality = 80;
        return face;
    }
    void addFace() {
        m_face = waitingFace(*m_member, m_consent);
        EXPECT_STATUS(
            m_client.send({"POST", path(m_member->id, "/templates"), wire::encode(*m_face)}, &m_onPc), 201);
    }
    [[nodiscard]] crypto::FaceApproval statement(const wire::FaceTemplate& face) const {
        return {m_kit->tenant.text(), face.user.text(), face.id.text(),
                crypto::approvalDigest(face.signature), wallNow()};
    }
    [[nodiscard]] Reply approve(const wire::FaceTemplate& face, const crypto::SignedRecord& record,
                                Caller& by) {
        return m_client.send({"POST", path(face.user, "/templates/" + face.id.text() + ":approve"),
                              wire::encode(wire::FaceApproval{record.encode()})},
                             &by);
    }
    [[nodiscard]] Reply approveByOwner() {
        return approve(*m_face,
                       statement(*m_face).sign(m_kit->owner.id.text(), m_kit->owner.identity.signing),
                       m_kit->console);
    }
    [[nodiscard]] Reply refuse(const std::string& reason, Caller& by) {
        return m_client.send(
            {"POST", facePath(m_face->id, ":refuse"), wire::encode(wire::FaceRefusal{reason})}, &by);
    }
    [[nodiscard]] std::string stateOfFace() {
        const auto user = bodyOf<wire::User>(m_client.send({"GET", path(m_member->id, "")}, &m_kit->console));
        return user ? user->faceState : std::string();
    }
    [[nodiscard]] std::vector<wire::FaceTemplate> faces() {
        const auto list =
            bodyOf<wire::FaceTemplateList>(m_client.send({"GET", path(m_member->id, "/templates")}, &m_onPc));
        return list ? list->items : std::vector<wire::FaceTemplate>();
    }
    // What the PC is told of this kind and id, or nullopt.
    template<class T>
    [[nodiscard]] std::optional<T> change(const std::string& kind, const std::string& id) {
        Caller device = Caller::device(m_pc->id.text(), m_pc->sign);
        const auto page = bodyOf<wire::ChangePage>(m_client.send({"GET", "/v1/changes?limit=500"}, &device));
        for (const auto& item : page ? page->items : std::vector<wire::Change>()) {
            if (item.kind == kind && item.id == id && item.body) {
                const auto decoded = wire::decode<T>(item.body->text);
                return decoded ? std::optional(*decoded) : std::nullopt;
            }
        }
        return std::nullopt;
    }
    void putManifest() {
        const auto next = m_kit->nextManifest(++m_manifestVersion, m_kit->keys.root);
        EXPECT_STATUS(m_client.send({"PUT", "/v1/manifest", wire::encode(next)}, &m_kit->console), 204);
    }
    void name(const Person& person, domain::Role role) {
        m_kit->manifest.admins.push_back(
            {person.id.text(), role, person.identity.signing.publicKey(), person.identity.box.publicKey()});
        putManifest();
    }
    [[nodiscard]] Reply pick(const std::string& query) {
        return m_client.send({"GET", "/v1/users?" + query}, &m_kit->console);
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
    std::optional<Person> m_member;
    std::optional<Person> m_admin; // user admin
    std::optional<Person> m_helper;
    Caller m_onPc = Caller::console();
    Caller m_byAdmin = Caller::console();
    Caller m_byHelper = Caller::console();
    ConsentId m_consent = ConsentId::generate();
    std::optional<wire::FaceTemplate> m_face;
    std::uint64_t m_manifestVersion = 1;
};

void ApprovalTest::initTestCase() {
    m_kit =
        std::make_unique<TenantKit>(m_client, m_suite.server.createTenant(QStringLiteral("Approval"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_pc = m_kit->addPc();
    QVERIFY2(m_pc, describe(m_kit->lastReply).c_str());
    m_admin = m_kit->addPerson("useradmin", "user_admin", nullptr, m_byAdmin);
    QVERIFY2(m_admin, describe(m_kit->lastReply).c_str());
    m_helper = m_kit->addPerson("helper", "help_desk", nullptr, m_byHelper);
    QVERIFY2(m_helper, describe(m_kit->lastReply).c_str());
    name(*m_admin, domain::Role::UserAdmin);
    m_member = m_kit->addPerson("newcomer", "member", &*m_pc, m_onPc);
    QVERIFY2(m_member, describe(m_kit->lastReply).c_str());
    const wire::Consent consent{m_consent, m_member->id, "1", "ja", wallNow()};
    EXPECT_STATUS(m_client.send({"POST", "/v1/consents", wire::encode(consent)}, &m_onPc), 201);
}

// Each test begins with one face that waits.
void ApprovalTest::init() {
    QVERIFY(m_kit->later(std::chrono::seconds(10)));
    for (const auto& face : faces()) {
        EXPECT_STATUS(m_client.send({"DELETE", facePath(face.id, "")}, &m_onPc), 204);
    }
    addFace();
}

void ApprovalTest::waitsUntilApproved() {
    QCOMPARE(stateOfFace(), std::string("waiting"));
    const auto waiting = bodyOf<wire::UserPage>(pick("face=waiting"));
    QVERIFY(waiting && waiting->items.size() == 1);
    QCOMPARE(waiting->items.front().id, m_member->id);
    QCOMPARE(waiting->total, 1LL);
    const auto told = change<wire::FaceTemplate>("template", m_face->id.text());
    QVERIFY(told && told->needsApproval.value_or(false) && !told->approval);
    EXPECT_PROBLEM(approve(*m_face, statement(*m_face).sign(m_helper->id.text(), m_helper->identity.signing),
                           m_byHelper),
                   403, "forbidden");
    const Reply reply =
        approve(*m_face, statement(*m_face).sign(m_admin->id.text(), m_admin->identity.signing), m_byAdmin);
    EXPECT_STATUS(reply, 200);
    QVERIFY(bodyOf<wire::FaceTemplate>(reply)->approval.has_value());
    QCOMPARE(stateOfFace(), std::string("enrolled"));
    const auto later = change<wire::FaceTemplate>("template", m_face->id.text());
    QVERIFY(later && later->approval);
    QVERIFY(later->rev > told->rev);
    // what PCs check is what was signed
    const auto record = crypto::SignedRecord::decode(*later->approval);
    crypto::SealedTemplate sealed;
    sealed.tenant = m_kit->tenant.text();
    sealed.user = m_member->id.text();
    sealed.id = m_face->id.text();
    sealed.signature = later->signature;
    QVERIFY(record && crypto::checkFaceApproval(*record, sealed, m_kit->manifest));
    EXPECT_PROBLEM(approveByOwner(), 409, "conflict"); // once is enough
    EXPECT_PROBLEM(refuse("too late", m_byAdmin), 409, "conflict");
}

void ApprovalTest::aPersonCannotBringTheApproval() {
    auto face = waitingFace(*m_member, m_consent);
    face.approval = statement(face).sign(m_kit->owner.id.text(), m_kit->owner.identity.signing).encode();
    const Reply reply =
        m_client.send({"POST", path(m_member->id, "/templates"), wire::encode(face)}, &m_onPc);
    EXPECT_STATUS(reply, 201);
    QVERIFY(!bodyOf<wire::FaceTemplate>(reply)->approval);
}

void ApprovalTest::onlyTheCallersWordOverThisFace_data() {
    QTest::addColumn<QString>("fault");
    for (const char* fault : {"another signer", "another key", "another face", "another person",
                              "another signature", "another tenant", "no record"}) {
        QTest::newRow(fault) << fault;
    }
}

void ApprovalTest::onlyTheCallersWordOverThisFace() {
    QFETCH(QString, fault);
    auto said = statement(*m_face);
    if (fault == QLatin1String("another face")) {
        said.faceTemplate = makeUuid();
    } else if (fault == QLatin1String("another person")) {
        said.user = m_admin->id.text();
    } else if (fault == QLatin1String("another signature")) {
        said.digest = crypto::approvalDigest(crypto::randomBytes(64));
    } else if (fault == QLatin1String("another tenant")) {
        said.tenant = makeUuid();
    }
    auto record = said.sign(m_kit->owner.id.text(), m_kit->owner.identity.signing);
    if (fault == QLatin1String("another signer")) {
        record = said.sign(m_admin->id.text(), m_admin->identity.signing);
    } else if (fault == QLatin1String("another key")) {
        record = said.sign(m_kit->owner.id.text(), m_admin->identity.signing);
    }
    Reply reply;
    if (fault == QLatin1String("no record")) {
        reply = m_client.send({"POST", facePath(m_face->id, ":approve"),
                               wire::encode(wire::FaceApproval{crypto::randomBytes(40)})},
                              &m_kit->console);
    } else {
        reply = approve(*m_face, record, m_kit->console);
    }
    EXPECT_PROBLEM(reply, 422, "signature_invalid");
    QCOMPARE(stateOfFace(), std::string("waiting"));
}

void ApprovalTest::nobodyDecidesAboutHimself() {
    Caller onPc = Caller::console();
    QVERIFY(m_kit->signInOnPc(onPc, *m_pc, *m_admin));
    const wire::Consent consent{ConsentId::generate(), m_admin->id, "1", "ja", wallNow()};
    EXPECT_STATUS(m_client.send({"POST", "/v1/consents", wire::encode(consent)}, &onPc), 201);
    const auto face = waitingFace(*m_admin, consent.id);
    EXPECT_STATUS(m_client.send({"POST", path(m_admin->id, "/templates"), wire::encode(face)}, &onPc), 201);
    const auto own = statement(face).sign(m_admin->id.text(), m_admin->identity.signing);
    EXPECT_PROBLEM(approve(face, own, m_byAdmin), 409, "conflict");
    EXPECT_PROBLEM(m_client.send({"POST", path(m_admin->id, "/templates/" + face.id.text() + ":refuse"),
                                  wire::encode(wire::FaceRefusal{"mine"})},
                                 &m_byAdmin),
                   409, "conflict");
    EXPECT_STATUS(approve(face, statement(face).sign(m_kit->owner.id.text(), m_kit->owner.identity.signing),
                          m_kit->console),
                  200);
    EXPECT_STATUS(
        m_client.send({"DELETE", path(m_admin->id, "/templates/" + face.id.text())}, &m_kit->console), 204);
}

void ApprovalTest::refusedIsErasedAndTold() {
    EXPECT_PROBLEM(refuse("not he", m_byHelper), 403, "forbidden");
    EXPECT_STATUS(refuse("nobody saw him enrol", m_byAdmin), 204);
    QVERIFY(faces().empty());
    QCOMPARE(stateOfFace(), std::string("erased"));
    const auto told = change<wire::SyncedUser>("user", m_member->id.text());
    QVERIFY(told && told->faceRefusedAt);
    QCOMPARE(told->faceRefusedReason.value_or(""), std::string("nobody saw him enrol"));
    EXPECT_PROBLEM(approveByOwner(), 404, "not_found");
    addFace(); // another try ends the message
    const auto later = change<wire::SyncedUser>("user", m_member->id.text());
    QVERIFY(later && !later->faceRefusedAt && !later->faceRefusedReason);
}

void ApprovalTest::bounds() {
    EXPECT_PROBLEM(refuse("", m_byAdmin), 422, "validation_failed");
    EXPECT_PROBLEM(refuse(std::string(501, 'r'), m_byAdmin), 422, "validation_failed");
    EXPECT_PROBLEM(m_client.send({"POST", facePath(m_face->id, ":approve"),
                                  wire::encode(wire::FaceApproval{crypto::randomBytes(5000)})},
                                 &m_kit->console),
                   422, "validation_failed");
    const auto plain = m_kit->face(*m_member, *m_pc, m_consent); // one that never waited
    EXPECT_STATUS(m_client.send({"POST", path(m_member->id, "/templates"), wire::encode(plain)}, &m_onPc),
                  201);
    EXPECT_PROBLEM(approve(plain,
                           statement(plain).sign(m_kit->owner.id.text(), m_kit->owner.identity.signing),
                           m_kit->console),
                   409, "conflict");
}

// PCs believe administrators of the manifest only: when one leaves it, somebody else has to look.
void ApprovalTest::goesWithWhoGaveIt() {
    EXPECT_STATUS(
        approve(*m_face, statement(*m_face).sign(m_admin->id.text(), m_admin->identity.signing), m_byAdmin),
        200);
    QCOMPARE(stateOfFace(), std::string("enrolled"));
    const auto admins = m_kit->manifest.admins;
    std::erase_if(m_kit->manifest.admins,
                  [&](const auto& admin) { return admin.userId == m_admin->id.text(); });
    putManifest();
    QCOMPARE(stateOfFace(), std::string("waiting"));
    EXPECT_STATUS(approveByOwner(), 200);
    QCOMPARE(stateOfFace(), std::string("enrolled"));
    m_kit->manifest.admins = admins;
    putManifest();
    QCOMPARE(stateOfFace(), std::string("enrolled"));
}

// Nor does it end the rest of a vault after a reissue.
void ApprovalTest::aWaitingFaceThawsNothing() {
    const wire::VaultKeyWrap wrap{"device", m_pc->id.text(), crypto::randomBytes(96)};
    const wire::UserKeys keys{m_member->id, {}, {wrap}};
    EXPECT_STATUS(m_client.send({"PUT", path(m_member->id, "/vault-keys"), wire::encode(keys)}, &m_onPc),
                  204);
    const wire::PasswordReset slip{makePassword(), wallNow() + hours(1), "forgotten"};
    EXPECT_STATUS(
        m_client.send({"POST", path(m_member->id, ":reset-password"), wire::encode(slip)}, &m_kit->console),
        204);
    Caller device = Caller::device(m_pc->id.text(), m_pc->sign);
    const Call confirm{"POST", path(m_member->id, ":face-confirmed"),
                       wire::encode(wire::FaceConfirmation{m_face->id})};
    EXPECT_PROBLEM(m_client.send(confirm, &device), 403, "face_frozen");
    EXPECT_STATUS(approveByOwner(), 200);
    EXPECT_STATUS(m_client.send({"POST", path(m_member->id, ":face-confirmed"),
                                 wire::encode(wire::FaceConfirmation{m_face->id})},
                                &device),
                  204);
}

} // namespace

std::unique_ptr<QObject> makeApprovalTest() {
    return std::make_unique<ApprovalTest>();
}

} // namespace kaomon::test

#include "approval_test.moc"
