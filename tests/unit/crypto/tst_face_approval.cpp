// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "crypto/face_approval.h"
#include "support/manual_clock.h"

using namespace kaomon;
using namespace kaomon::crypto;
using domain::Role;
using kaomon::testing::ManualClock;

// Who can make a face count that waits for approval, and that the wait cannot be taken off it.
class TestFaceApproval final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(initialise());
        m_manifest.tenant = "tenant";
        m_admin = SigningKey::generate();
        m_helper = SigningKey::generate();
        m_manifest.admins = {{"admin", Role::UserAdmin, m_admin.publicKey(), Bytes(32, 1)},
                             {"helper", Role::HelpDesk, m_helper.publicKey(), Bytes(32, 1)}};
        m_faceKeys.push_back({"key", "group", SecretKey::generate()});
        m_sealed = seal(true);
    }

    void anAdministratorsWordCounts() {
        const auto record = statement().sign("admin", m_admin);
        const auto decoded = SignedRecord::decode(record.encode());
        QVERIFY(decoded);
        const auto approval = checkFaceApproval(*decoded, m_sealed, m_manifest);
        QVERIFY(approval);
        QCOMPARE(approval->issuedAt, m_clock.now());
    }

    void nobodyElsesDoes_data() {
        QTest::addColumn<QString>("fault");
        for (const char* fault :
             {"help desk", "stranger", "another key", "another template", "another person", "another tenant",
              "exchanged contents", "changed payload"}) {
            QTest::newRow(fault) << fault;
        }
    }
    void nobodyElsesDoes() {
        QFETCH(QString, fault);
        SealedTemplate face = m_sealed;
        FaceApproval said = statement();
        auto record = said.sign("admin", m_admin);
        if (fault == QLatin1String("help desk")) {
            record = said.sign("helper", m_helper);
        } else if (fault == QLatin1String("stranger")) {
            record = said.sign("stranger", m_admin);
        } else if (fault == QLatin1String("another key")) {
            record = said.sign("admin", m_helper);
        } else if (fault == QLatin1String("another template")) {
            face.id = "other";
        } else if (fault == QLatin1String("another person")) {
            face.user = "other";
        } else if (fault == QLatin1String("another tenant")) {
            face.tenant = "other";
        } else if (fault == QLatin1String("exchanged contents")) {
            face = seal(true); // the same id, another face
        } else {
            record.payload.back() ^= 1;
        }
        QCOMPARE(checkFaceApproval(record, face, m_manifest).error().code, ErrorCode::SignatureInvalid);
    }

    void nobodyApprovesHimself() {
        SealedTemplate own = m_sealed;
        own.user = "admin";
        const FaceApproval said{"tenant", "admin", own.id, approvalDigest(own.signature), m_clock.now()};
        QCOMPARE(checkFaceApproval(said.sign("admin", m_admin), own, m_manifest).error().code,
                 ErrorCode::Forbidden);
    }

    // The server, or whoever hands templates on, cannot make one that waits pass for one that does not.
    void theWaitCannotBeTakenOff_data() {
        QTest::addColumn<bool>("waits");
        QTest::newRow("off") << true;
        QTest::newRow("on") << false;
    }
    void theWaitCannotBeTakenOff() {
        QFETCH(bool, waits);
        SealedTemplate face = seal(waits);
        QVERIFY(face.open(m_faceKeys, m_device.publicKey()));
        face.needsApproval = !waits;
        QCOMPARE(face.open(m_faceKeys, m_device.publicKey()).error().code, ErrorCode::DecryptionFailed);
    }

    // A rotation of face keys leaves it as it is.
    void anotherWrapKeepsTheWait() {
        SealedTemplate face = m_sealed;
        std::vector<FaceKey> next;
        next.push_back({"next", "group", SecretKey::generate()});
        QVERIFY(face.addWrap(m_faceKeys, next.front()));
        QVERIFY(face.open(next, m_device.publicKey()));
        QVERIFY(checkFaceApproval(statement().sign("admin", m_admin), face, m_manifest));
    }

private:
    [[nodiscard]] SealedTemplate seal(bool waits) const {
        SealedTemplate header;
        header.tenant = "tenant";
        header.user = "person";
        header.id = "template";
        header.modelId = "model";
        header.deviceId = "device";
        header.needsApproval = waits;
        return SealedTemplate::seal(std::move(header), randomBytes(512), m_faceKeys, m_device);
    }
    [[nodiscard]] FaceApproval statement() const {
        return {"tenant", "person", "template", approvalDigest(m_sealed.signature), m_clock.now()};
    }

    ManualClock m_clock;
    TenantManifest m_manifest;
    SigningKey m_admin;
    SigningKey m_helper;
    SigningKey m_device = SigningKey::generate();
    std::vector<FaceKey> m_faceKeys;
    SealedTemplate m_sealed;
};

QTEST_APPLESS_MAIN(TestFaceApproval)
#include "tst_face_approval.moc"
