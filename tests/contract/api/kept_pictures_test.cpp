// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/face_classes.h"
#include "wire/face_accesses.h"
#include "wire/face_pictures.h"

namespace kaomon::test {
namespace {

// Sealed pictures of an enrolment: who may put them, who is given them, and that they go with their face.
class KeptPicturesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void onlyThePcThatTookThem();
    void onceAndWithinBounds();
    void whoIsGivenThemStandsInTheList();
    void areErasedAlone();
    void goWithTheirFace();

private:
    [[nodiscard]] std::string path(const TemplateId& face) const {
        return "/v1/users/" + m_member->id.text() + "/templates/" + face.text() + "/pictures";
    }
    [[nodiscard]] Reply send(const Pc& pc, const std::string& method, const TemplateId& face,
                             const Bytes& sealed = {}) {
        Caller device = Caller::device(pc.id.text(), pc.sign);
        return m_client.send(
            {method, path(face), sealed.empty() ? std::string() : wire::encode(wire::KeptPictures{sealed})},
            &device);
    }
    [[nodiscard]] wire::FaceTemplate addFace() {
        auto face = m_kit->face(*m_member, *m_pc, m_consent);
        const Reply added = m_client.send(
            {"POST", "/v1/users/" + m_member->id.text() + "/templates", wire::encode(face)}, &m_onPc);
        if (added.status != 201) {
            qFatal("%s", describe(added).c_str());
        }
        return face;
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
    std::optional<Pc> m_other;
    std::optional<Person> m_member;
    Caller m_onPc = Caller::console();
    const ConsentId m_consent = ConsentId::generate();
    const Bytes m_sealed = crypto::randomBytes(60 * 1024);
    std::optional<wire::FaceTemplate> m_face;
};

void KeptPicturesTest::initTestCase() {
    m_kit = std::make_unique<TenantKit>(m_client,
                                        m_suite.server.createTenant(QStringLiteral("Kept pictures"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_pc = m_kit->addPc();
    m_other = m_kit->addPc();
    QVERIFY2(m_pc && m_other, describe(m_kit->lastReply).c_str());
    m_member = m_kit->addPerson("pictured", "member", &*m_pc, m_onPc);
    QVERIFY2(m_member, describe(m_kit->lastReply).c_str());
    const wire::Consent consent{m_consent, m_member->id, "2", "ja", wallNow()};
    EXPECT_STATUS(m_client.send({"POST", "/v1/consents", wire::encode(consent)}, &m_onPc), 201);
    m_face = addFace();
}

void KeptPicturesTest::onlyThePcThatTookThem() {
    EXPECT_PROBLEM(send(*m_pc, "GET", m_face->id), 404, "not_found");
    EXPECT_PROBLEM(send(*m_other, "PUT", m_face->id, m_sealed), 403, "forbidden");
    EXPECT_PROBLEM(send(*m_pc, "PUT", TemplateId::generate(), m_sealed), 404, "not_found");
    // no console and no person is given them
    EXPECT_PROBLEM(m_client.send({"GET", path(m_face->id)}, &m_kit->console), 403, "forbidden");
    EXPECT_PROBLEM(m_client.send({"GET", path(m_face->id)}, &m_onPc), 403, "forbidden");
    EXPECT_STATUS(send(*m_pc, "PUT", m_face->id, m_sealed), 204);
}

void KeptPicturesTest::onceAndWithinBounds() {
    EXPECT_STATUS(send(*m_pc, "PUT", m_face->id, m_sealed), 204); // the same again, as after a lost answer
    EXPECT_PROBLEM(send(*m_pc, "PUT", m_face->id, crypto::randomBytes(100)), 409, "conflict");
    EXPECT_PROBLEM(send(*m_pc, "PUT", m_face->id, crypto::randomBytes(257 * 1024)), 413, "payload_too_large");
    const auto kept = bodyOf<wire::KeptPictures>(send(*m_pc, "GET", m_face->id));
    QVERIFY(kept);
    QCOMPARE(kept->sealed, m_sealed);
}

void KeptPicturesTest::whoIsGivenThemStandsInTheList() {
    EXPECT_STATUS(send(*m_other, "GET", m_face->id), 200);
    const auto page = bodyOf<wire::FaceAccessPage>(
        m_client.send({"GET", "/v1/users/" + m_member->id.text() + "/face-accesses"}, &m_kit->console));
    QVERIFY(page);
    const auto isOther = [&](const wire::FaceAccess& access) {
        return access.reader == m_other->id.text() && access.face == m_face->id;
    };
    QCOMPARE(std::ranges::count_if(page->items, isOther), 1);
}

void KeptPicturesTest::areErasedAlone() {
    EXPECT_STATUS(send(*m_other, "DELETE", m_face->id), 204); // by any PC that the policy has reached
    EXPECT_PROBLEM(send(*m_other, "DELETE", m_face->id), 404, "not_found");
    EXPECT_PROBLEM(send(*m_pc, "GET", m_face->id), 404, "not_found");
    const auto faces = bodyOf<wire::FaceTemplateList>(
        m_client.send({"GET", "/v1/users/" + m_member->id.text() + "/templates"}, &m_kit->console));
    QCOMPARE(faces->items.size(), std::size_t(1));
}

void KeptPicturesTest::goWithTheirFace() {
    const auto face = addFace();
    EXPECT_STATUS(send(*m_pc, "PUT", face.id, m_sealed), 204);
    EXPECT_STATUS(
        m_client.send({"DELETE", "/v1/users/" + m_member->id.text() + "/templates/" + face.id.text()},
                      &m_kit->console),
        204);
    EXPECT_PROBLEM(send(*m_pc, "GET", face.id), 404, "not_found");
    EXPECT_PROBLEM(send(*m_pc, "PUT", face.id, m_sealed), 404, "not_found");
}

} // namespace

std::unique_ptr<QObject> makeKeptPicturesTest() {
    return std::make_unique<KeptPicturesTest>();
}

} // namespace kaomon::test

#include "kept_pictures_test.moc"
