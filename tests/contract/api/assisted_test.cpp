// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/face_classes.h"
#include "crypto/face_approval.h"
#include "crypto/face_voucher.h"
#include "wire/assisted_faces.h"
#include "wire/changes.h"
#include "wire/devices.h"
#include "wire/operations.h"
#include "wire/users.h"

namespace kaomon::test {
namespace {

using crypto::FaceSource;
using crypto::FaceStanding;

// Faces that administrators take for other people: who may, what one administrator can do alone, what the
// server believes, and what PCs are given to check.
class AssistedTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void theFirstFaceOfANewcomerCounts();
    void whoHasSomethingToProtectNeedsTwo();
    void aFaceThatFitsNeedsOne();
    void noFaceWithoutConsent();
    void consentIsRecordedOnce();
    void notForEverybody();
    void onlyWhatTheCallerVouchesFor_data();
    void onlyWhatTheCallerVouchesFor();
    void bounds();
    void anUploadThatIsRepeatedCountsOnce();
    void goesWithWhoVouched();
    void factsByLogin();
    void aConsentTakenBackIsNone();
    void aCameraReplacesPhotographs();
    void standsInTheLog();

private:
    [[nodiscard]] static std::string path(const UserId& user, const std::string& rest) {
        return "/v1/users/" + user.text() + rest;
    }
    [[nodiscard]] Reply consent(const UserId& user, const ConsentId& id, Caller& by) {
        return m_client.send(
            {"POST", path(user, "/consents"), wire::encode(wire::WitnessedConsent{id, "1", "ja"})}, &by);
    }
    [[nodiscard]] wire::FaceTemplate face(const Person& person) {
        auto made = m_kit->face(person, *m_pc, m_consent);
        made.needsApproval = true;
        made.quality = 80;
        return made;
    }
    [[nodiscard]] crypto::SealedTemplate sealed(const wire::FaceTemplate& face) const {
        crypto::SealedTemplate header;
        header.tenant = m_kit->tenant.text();
        header.user = face.user.text();
        header.id = face.id.text();
        header.deviceId = face.device.text();
        header.signature = face.signature;
        return header;
    }
    // As the PC and the administrator's console make it.
    [[nodiscard]] crypto::FaceVoucher vouch(const wire::FaceTemplate& face, FaceStanding standing,
                                            const Person& by, FaceSource source = FaceSource::Camera) const {
        const crypto::SealedTemplate header = sealed(face);
        const crypto::FaceWitness witness{
            header.tenant, header.user, header.id,    crypto::approvalDigest(header.signature),
            source,        standing,    by.id.text(), wallNow()};
        crypto::FaceVoucher voucher;
        voucher.witness = witness.sign(m_pc->id.text(), m_pc->sign);
        const crypto::SignedPolicy document{header.tenant,
                                            std::string(crypto::FaceVoucher::kKind),
                                            "user:" + header.user,
                                            1,
                                            crypto::FaceVoucher::body(header, voucher.witness),
                                            wallNow()};
        voucher.vouched = document.sign(by.id.text(), by.identity.signing);
        return voucher;
    }
    [[nodiscard]] Call callOf(const wire::FaceTemplate& face, const Bytes& voucher) const {
        return {"POST", path(face.user, "/assisted-templates"),
                wire::encode(wire::AssistedFace{face, voucher})};
    }
    [[nodiscard]] Reply add(const wire::FaceTemplate& face, FaceStanding standing) {
        return m_client.send(callOf(face, vouch(face, standing, *m_admin).encode()), &m_byAdmin);
    }
    [[nodiscard]] Reply approve(const wire::FaceTemplate& face, const Person& by, Caller& caller) {
        const crypto::FaceApproval said{m_kit->tenant.text(), face.user.text(), face.id.text(),
                                        crypto::approvalDigest(face.signature), wallNow()};
        const auto record = said.sign(by.id.text(), by.identity.signing);
        return m_client.send({"POST", path(face.user, "/templates/" + face.id.text() + ":approve"),
                              wire::encode(wire::FaceApproval{record.encode()})},
                             &caller);
    }
    [[nodiscard]] std::optional<wire::EnrolmentFacts> facts(const UserId& user) {
        return bodyOf<wire::EnrolmentFacts>(
            m_client.send({"GET", path(user, "/enrolment-facts")}, &m_byAdmin));
    }
    [[nodiscard]] std::string stateOfFace(const UserId& user) {
        const auto found = bodyOf<wire::User>(m_client.send({"GET", path(user, "")}, &m_kit->console));
        return found ? found->faceState : std::string();
    }
    // Whether a PC would let it count, as it is told of it.
    [[nodiscard]] bool countsOnPcs(const TemplateId& id) {
        Caller device = Caller::device(m_pc->id.text(), m_pc->sign);
        const auto page = bodyOf<wire::ChangePage>(m_client.send({"GET", "/v1/changes?limit=500"}, &device));
        for (const auto& item : page ? page->items : std::vector<wire::Change>()) {
            if (item.kind == "template" && item.id == id.text() && item.body) {
                const auto told = wire::decode<wire::FaceTemplate>(item.body->text);
                return told && crypto::checkCounts(told->approval.value_or(Bytes()), sealed(*told),
                                                   m_kit->manifest, m_pc->sign.publicKey());
            }
        }
        return false;
    }
    void putManifest() {
        const auto next = m_kit->nextManifest(++m_manifestVersion, m_kit->keys.root);
        EXPECT_STATUS(m_client.send({"PUT", "/v1/manifest", wire::encode(next)}, &m_kit->console), 204);
    }
    // Somebody who was added and never signed in: there is nothing to protect yet.
    [[nodiscard]] std::optional<Person> newcomer(const std::string& login) {
        wire::NewUser user;
        user.id = UserId::generate();
        user.login = login;
        user.displayName = login;
        user.role = "member";
        const Reply reply = m_client.send({"POST", "/v1/users", wire::encode(user)}, &m_kit->console);
        return reply.status == 201 ? std::optional(Person{user.id, login, {}, crypto::Identity::generate()})
                                   : std::nullopt;
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
    std::optional<Person> m_admin; // user admin: takes the faces
    std::optional<Person> m_helper;
    std::optional<Person> m_settled; // has a password and a vault
    std::optional<Person> m_newcomer;
    Caller m_byAdmin = Caller::console();
    Caller m_byHelper = Caller::console();
    Caller m_onPc = Caller::console();
    ConsentId m_consent;
    std::uint64_t m_manifestVersion = 1;
    int m_people = 0;
};

void AssistedTest::initTestCase() {
    m_kit =
        std::make_unique<TenantKit>(m_client, m_suite.server.createTenant(QStringLiteral("Assisted"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_pc = m_kit->addPc();
    QVERIFY2(m_pc, describe(m_kit->lastReply).c_str());
    m_admin = m_kit->addPerson("useradmin", "user_admin", nullptr, m_byAdmin);
    QVERIFY2(m_admin, describe(m_kit->lastReply).c_str());
    m_helper = m_kit->addPerson("helper", "help_desk", nullptr, m_byHelper);
    QVERIFY2(m_helper, describe(m_kit->lastReply).c_str());
    m_kit->manifest.admins.push_back({m_admin->id.text(), domain::Role::UserAdmin,
                                      m_admin->identity.signing.publicKey(),
                                      m_admin->identity.box.publicKey()});
    putManifest();
    m_settled = m_kit->addPerson("settled", "member", &*m_pc, m_onPc);
    QVERIFY2(m_settled, describe(m_kit->lastReply).c_str());
}

// Each test has a person who was just added and has agreed.
void AssistedTest::init() {
    QVERIFY(m_kit->later(std::chrono::seconds(10)));
    m_newcomer = newcomer("newcomer" + std::to_string(++m_people));
    QVERIFY(m_newcomer);
    m_consent = ConsentId::generate();
    EXPECT_STATUS(consent(m_newcomer->id, m_consent, m_byAdmin), 201);
}

void AssistedTest::theFirstFaceOfANewcomerCounts() {
    const auto before = facts(m_newcomer->id);
    QVERIFY(before && before->consent == m_consent && before->consentTextVersion == "1");
    QVERIFY(!before->hasSecrets && !before->isFrozen && before->mayEnrol);
    QCOMPARE(before->faces, 0);
    const auto made = face(*m_newcomer);
    const Reply reply = add(made, FaceStanding::First);
    EXPECT_STATUS(reply, 201);
    QVERIFY(bodyOf<wire::FaceTemplate>(reply)->approval);
    QCOMPARE(stateOfFace(m_newcomer->id), std::string("enrolled"));
    QVERIFY(countsOnPcs(made.id));
    const auto after = facts(m_newcomer->id);
    QVERIFY(after && after->faces == 1 && after->hasSecrets);
    const auto origins = bodyOf<wire::FaceOriginList>(
        m_client.send({"GET", path(m_newcomer->id, "/assisted-templates")}, &m_kit->console));
    QVERIFY(origins && origins->items.size() == 1);
    QCOMPARE(origins->items.front().administrator, m_admin->id);
    QCOMPARE(origins->items.front().source + ' ' + origins->items.front().standing,
             std::string("camera first"));
    QVERIFY(!origins->items.front().second);
    // and it can be taken back
    EXPECT_STATUS(m_client.send({"DELETE", path(m_newcomer->id, "/templates/" + made.id.text())}, &m_byAdmin),
                  204);
    QCOMPARE(stateOfFace(m_newcomer->id), std::string("erased"));
}

void AssistedTest::whoHasSomethingToProtectNeedsTwo() {
    m_consent = ConsentId::generate();
    EXPECT_STATUS(consent(m_settled->id, m_consent, m_byAdmin), 201);
    const auto made = face(*m_settled);
    EXPECT_PROBLEM(add(made, FaceStanding::First), 403, "approval_required");
    EXPECT_PROBLEM(add(made, FaceStanding::Own), 403, "approval_required"); // there is none to fit
    const Reply reply = add(made, FaceStanding::Other);
    EXPECT_STATUS(reply, 201);
    QVERIFY(!bodyOf<wire::FaceTemplate>(reply)->approval);
    QCOMPARE(stateOfFace(m_settled->id), std::string("waiting"));
    QVERIFY(!countsOnPcs(made.id));
    EXPECT_PROBLEM(approve(made, *m_admin, m_byAdmin), 409, "conflict"); // himself once more
    EXPECT_PROBLEM(approve(made, *m_helper, m_byHelper), 403, "forbidden");
    EXPECT_STATUS(approve(made, m_kit->owner, m_kit->console), 200);
    QCOMPARE(stateOfFace(m_settled->id), std::string("enrolled"));
    QVERIFY(countsOnPcs(made.id));
    const auto origins = bodyOf<wire::FaceOriginList>(
        m_client.send({"GET", path(m_settled->id, "/assisted-templates")}, &m_byAdmin));
    QVERIFY(origins && origins->items.size() == 1);
    QCOMPARE(origins->items.front().second, std::optional(m_kit->owner.id));
}

void AssistedTest::aFaceThatFitsNeedsOne() {
    EXPECT_STATUS(add(face(*m_newcomer), FaceStanding::First), 201);
    EXPECT_PROBLEM(add(face(*m_newcomer), FaceStanding::First), 403, "approval_required");
    const auto second = face(*m_newcomer);
    EXPECT_STATUS(add(second, FaceStanding::Own), 201);
    QVERIFY(countsOnPcs(second.id));
}

void AssistedTest::noFaceWithoutConsent() {
    auto made = face(*m_newcomer);
    made.consent = ConsentId::generate();
    EXPECT_PROBLEM(add(made, FaceStanding::First), 422, "consent_required");
    QCOMPARE(stateOfFace(m_newcomer->id), std::string("none"));
}

void AssistedTest::consentIsRecordedOnce() {
    EXPECT_PROBLEM(consent(m_newcomer->id, m_consent, m_byAdmin), 409, "conflict");
    EXPECT_PROBLEM(m_client.send({"POST", path(m_newcomer->id, "/consents"),
                                  wire::encode(wire::WitnessedConsent{ConsentId::generate(), "", "ja"})},
                                 &m_byAdmin),
                   422, "validation_failed");
    const auto next = ConsentId::generate();
    const Reply reply = consent(m_newcomer->id, next, m_kit->console);
    EXPECT_STATUS(reply, 201);
    QCOMPARE(bodyOf<wire::Consent>(reply)->user, m_newcomer->id);
    QCOMPARE(facts(m_newcomer->id)->consent, std::optional(next)); // the newest one
}

void AssistedTest::notForEverybody() {
    // oneself
    EXPECT_PROBLEM(consent(m_kit->owner.id, ConsentId::generate(), m_kit->console), 409, "conflict");
    const auto own = face(m_kit->owner);
    EXPECT_PROBLEM(
        m_client.send(callOf(own, vouch(own, FaceStanding::Other, m_kit->owner).encode()), &m_kit->console),
        409, "conflict");
    EXPECT_PROBLEM(add(face(*m_admin), FaceStanding::Other), 403, "forbidden");
    QVERIFY(!facts(m_admin->id)->mayEnrol);
    // another administrator, by one who is no owner
    EXPECT_PROBLEM(consent(m_helper->id, ConsentId::generate(), m_byAdmin), 403, "forbidden");
    EXPECT_PROBLEM(add(face(*m_helper), FaceStanding::Other), 403, "forbidden");
    QVERIFY(!facts(m_helper->id)->mayEnrol);
    EXPECT_STATUS(consent(m_helper->id, ConsentId::generate(), m_kit->console), 201);
    // roles that may not
    EXPECT_PROBLEM(consent(m_newcomer->id, ConsentId::generate(), m_byHelper), 403, "forbidden");
    // nobody
    const UserId unknown = UserId::generate();
    EXPECT_PROBLEM(consent(unknown, ConsentId::generate(), m_byAdmin), 404, "not_found");
}

void AssistedTest::onlyWhatTheCallerVouchesFor_data() {
    QTest::addColumn<QString>("fault");
    for (const char* fault : {"another administrator", "another face", "another PC's witness",
                              "help desk's signature", "a second one already", "noise"}) {
        QTest::newRow(fault) << fault;
    }
}

void AssistedTest::onlyWhatTheCallerVouchesFor() {
    QFETCH(QString, fault);
    const auto made = face(*m_newcomer);
    auto voucher = vouch(made, FaceStanding::First, *m_admin);
    Bytes bytes;
    if (fault == QLatin1String("another administrator")) {
        voucher = vouch(made, FaceStanding::First, m_kit->owner);
    } else if (fault == QLatin1String("another face")) {
        voucher = vouch(face(*m_newcomer), FaceStanding::First, *m_admin);
    } else if (fault == QLatin1String("another PC's witness")) {
        voucher.witness.signature =
            crypto::SigningKey::generate().sign("face-witness", voucher.witness.payload);
    } else if (fault == QLatin1String("help desk's signature")) {
        voucher.vouched = vouch(made, FaceStanding::First, *m_helper).vouched;
    } else if (fault == QLatin1String("a second one already")) {
        voucher.second = voucher.vouched;
    } else {
        bytes = crypto::randomBytes(300);
    }
    EXPECT_PROBLEM(m_client.send(callOf(made, bytes.empty() ? voucher.encode() : bytes), &m_byAdmin), 422,
                   "signature_invalid");
    QCOMPARE(stateOfFace(m_newcomer->id), std::string("none"));
}

void AssistedTest::bounds() {
    auto made = face(*m_newcomer);
    made.needsApproval.reset();
    EXPECT_PROBLEM(add(made, FaceStanding::First), 422, "validation_failed");
    made = face(*m_newcomer);
    EXPECT_PROBLEM(m_client.send(callOf(made, crypto::randomBytes(9000)), &m_byAdmin), 422,
                   "validation_failed");
    made.device = DeviceId::generate();
    EXPECT_PROBLEM(add(made, FaceStanding::First), 422, "validation_failed");
    auto other = face(*m_newcomer);
    other.user = m_settled->id;
    const wire::AssistedFace foreign{other, vouch(other, FaceStanding::First, *m_admin).encode()};
    EXPECT_PROBLEM(m_client.send({"POST", path(m_newcomer->id, "/assisted-templates"), wire::encode(foreign)},
                                 &m_byAdmin),
                   422, "validation_failed");
    const wire::EnrolmentFactsQuery none;
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/enrolment-facts", wire::encode(none)}, &m_byAdmin), 422,
                   "validation_failed");
    const wire::EnrolmentFactsQuery many{std::vector<std::string>(501, "somebody")};
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/enrolment-facts", wire::encode(many)}, &m_byAdmin), 422,
                   "validation_failed");
}

void AssistedTest::anUploadThatIsRepeatedCountsOnce() {
    const auto made = face(*m_newcomer);
    Call call = callOf(made, vouch(made, FaceStanding::First, *m_admin).encode());
    call.headers["Idempotency-Key"] = makeUuid();
    const Reply first = m_client.send(call, &m_byAdmin);
    EXPECT_STATUS(first, 201);
    const Reply again = m_client.send(call, &m_byAdmin);
    QCOMPARE(again.body, first.body);
    call.headers["Idempotency-Key"] = makeUuid();
    EXPECT_PROBLEM(m_client.send(call, &m_byAdmin), 403, "approval_required"); // there is a face now
    QCOMPARE(facts(m_newcomer->id)->faces, 1);
}

// PCs believe administrators of the manifest only: when one leaves it, somebody else has to look.
void AssistedTest::goesWithWhoVouched() {
    const auto made = face(*m_newcomer);
    EXPECT_STATUS(add(made, FaceStanding::First), 201);
    const auto admins = m_kit->manifest.admins;
    std::erase_if(m_kit->manifest.admins,
                  [&](const auto& admin) { return admin.userId == m_admin->id.text(); });
    putManifest();
    QCOMPARE(stateOfFace(m_newcomer->id), std::string("waiting"));
    QVERIFY(!countsOnPcs(made.id));
    EXPECT_STATUS(approve(made, m_kit->owner, m_kit->console), 200);
    QVERIFY(countsOnPcs(made.id));
    m_kit->manifest.admins = admins;
    putManifest();
    QCOMPARE(stateOfFace(m_newcomer->id), std::string("enrolled"));
}

void AssistedTest::factsByLogin() {
    const wire::EnrolmentFactsQuery query{{"SETTLED", "nobody-of-this-name", m_newcomer->login, "\n"}};
    const auto list = bodyOf<wire::EnrolmentFactsList>(
        m_client.send({"POST", "/v1/enrolment-facts", wire::encode(query)}, &m_byAdmin));
    QVERIFY(list && list->items.size() == 2);
    QCOMPARE(list->items.front().user, m_settled->id); // case and width do not matter
    QVERIFY(list->items.front().hasSecrets);
    QCOMPARE(list->items.back().user, m_newcomer->id);
}

// Nobody's face is taken on the ground of a consent that he took back.
void AssistedTest::aConsentTakenBackIsNone() {
    EXPECT_STATUS(consent(m_settled->id, ConsentId::generate(), m_byAdmin), 201);
    QVERIFY(facts(m_settled->id)->consent.has_value());
    EXPECT_STATUS(m_client.send({"DELETE", "/v1/consents"}, &m_onPc), 204);
    const auto after = facts(m_settled->id);
    QVERIFY(after && !after->consent && !after->consentTextVersion);
}

void AssistedTest::aCameraReplacesPhotographs() {
    const auto photo = face(*m_newcomer);
    const auto voucher = vouch(photo, FaceStanding::First, *m_admin, FaceSource::Photo);
    EXPECT_STATUS(m_client.send(callOf(photo, voucher.encode()), &m_byAdmin), 201);
    QVERIFY(countsOnPcs(photo.id));
    const auto another = face(*m_newcomer); // one more photograph replaces nothing
    EXPECT_STATUS(
        m_client.send(
            callOf(another, vouch(another, FaceStanding::Own, *m_admin, FaceSource::Photo).encode()),
            &m_byAdmin),
        201);
    QCOMPARE(facts(m_newcomer->id)->faces, 2);
    const auto strange = face(*m_newcomer); // does not count yet
    EXPECT_STATUS(add(strange, FaceStanding::Other), 201);
    QCOMPARE(facts(m_newcomer->id)->faces, 2);
    const auto camera = face(*m_newcomer);
    EXPECT_STATUS(add(camera, FaceStanding::Own), 201);
    QCOMPARE(facts(m_newcomer->id)->faces, 1);
    QVERIFY(!countsOnPcs(photo.id) && countsOnPcs(camera.id));
}

void AssistedTest::standsInTheLog() {
    const auto made = face(*m_newcomer);
    EXPECT_STATUS(add(made, FaceStanding::First), 201);
    const auto page = bodyOf<wire::OperationPage>(
        m_client.send({"GET", "/v1/operations?action=addAssistedTemplate&object=" + m_newcomer->id.text()},
                      &m_kit->console));
    QVERIFY(page && page->items.size() == 1);
    QCOMPARE(page->items.front().actor, m_admin->id.text());
    const auto consents = bodyOf<wire::OperationPage>(m_client.send(
        {"GET", "/v1/operations?action=witnessConsent&object=" + m_newcomer->id.text()}, &m_kit->console));
    QVERIFY(consents && consents->items.size() == 1);
}

} // namespace

std::unique_ptr<QObject> makeAssistedTest() {
    return std::make_unique<AssistedTest>();
}

} // namespace kaomon::test

#include "assisted_test.moc"
