// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "crypto/trust.h"
#include "support/bytes.h"
#include "support/manual_clock.h"

using namespace kaomon;
using namespace kaomon::crypto;
using namespace std::chrono_literals;
using domain::Role;
using kaomon::testing::bytesOf;
using kaomon::testing::ManualClock;

namespace {

template<class T>
bool refusedWith(const Result<T>& result, ErrorCode code) {
    return !result.has_value() && result.error().code == code;
}

struct Admin {
    std::string id;
    Role role;
    SigningKey signing = SigningKey::generate();
    BoxKey box = BoxKey::generate();
};

// A tenant with one administrator of each role.
struct Tenant {
    ManualClock clock;
    SigningKey root = SigningKey::generate();
    std::vector<Admin> admins;
    TenantManifest manifest;

    Tenant() {
        for (const Role role :
             {Role::Owner, Role::UserAdmin, Role::HelpDesk, Role::Auditor, Role::ImageViewer}) {
            admins.push_back({std::string(domain::toWire(role)), role});
            manifest.admins.push_back(
                {admins.back().id, role, admins.back().signing.publicKey(), admins.back().box.publicKey()});
        }
        manifest.version = 5;
        manifest.tenant = "tenant";
        manifest.isDemo = true;
        manifest.rootPublic = root.publicKey();
        manifest.imageEvidencePublic = Bytes(32, 1);
        manifest.diagnosticsEvidencePublic = Bytes(32, 2);
        manifest.recoveryPublic = Bytes(32, 3);
        manifest.emergencyPublic = Bytes(32, 4);
        manifest.faceKeys = {{"fk", "group"}};
        manifest.tlsPins = {"pin-now", "pin-next"};
        manifest.issuedAt = clock.now();
    }

    [[nodiscard]] const SigningKey& keyOf(const std::string& id) const {
        return std::ranges::find(admins, id, &Admin::id)->signing;
    }

    [[nodiscard]] DelegateCertificate delegate(const SigningKey& key) const {
        return {"tenant", "code", key.publicKey(), "group", 1, clock.now() + 72h};
    }

    [[nodiscard]] DeviceCertificate device(const Bytes& delegateRecord) const {
        return {"tenant", "device", "group", Bytes(32, 8), Bytes(32, 9), clock.now(), delegateRecord};
    }
};

} // namespace

class TestTrust : public QObject {
    Q_OBJECT

private slots:
    void manifestRoundTrip() {
        const Tenant tenant;
        const SignedRecord record = SignedRecord::decode(tenant.manifest.sign(tenant.root).encode()).value();
        const auto read = TenantManifest::verify(record, tenant.root.publicKey(), "tenant", 5);
        QVERIFY(read.has_value());
        QCOMPARE(read->version, std::uint64_t{5});
        QVERIFY(read->isDemo);
        QCOMPARE(read->recoveryPublic, tenant.manifest.recoveryPublic);
        QCOMPARE(read->emergencyPublic, tenant.manifest.emergencyPublic);
        QCOMPARE(read->faceKeys.at(0).group, std::string("group"));
        QCOMPARE(read->tlsPins, tenant.manifest.tlsPins);
        QVERIFY(read->issuedAt == tenant.manifest.issuedAt);
        QCOMPARE(read->admins.size(), std::size_t{5});
        QVERIFY(read->admin("help_desk")->role == Role::HelpDesk);
        QVERIFY(read->admin("nobody") == nullptr);
        QCOMPARE(read->sign(tenant.root).payload, record.payload);
    }

    void manifestIsRefused() {
        const Tenant tenant;
        const SignedRecord record = tenant.manifest.sign(tenant.root);
        const Bytes& root = tenant.root.publicKey();
        QVERIFY(
            refusedWith(TenantManifest::verify(record, root, "tenant", 6), ErrorCode::ManifestRolledBack));
        QVERIFY(refusedWith(TenantManifest::verify(record, root, "other", 1), ErrorCode::SignatureInvalid));
        QVERIFY(refusedWith(TenantManifest::verify(record, SigningKey::generate().publicKey(), "tenant", 1),
                            ErrorCode::SignatureInvalid));
        QVERIFY(refusedWith(
            TenantManifest::verify(tenant.manifest.sign(tenant.keyOf("owner")), root, "tenant", 1),
            ErrorCode::SignatureInvalid));
        SignedRecord renamed = record;
        renamed.signer = "owner";
        QVERIFY(refusedWith(TenantManifest::verify(renamed, root, "tenant", 1), ErrorCode::SignatureInvalid));
        for (std::size_t i = 0; i < record.payload.size(); ++i) {
            SignedRecord changed = record;
            changed.payload[i] ^= 1;
            QVERIFY(
                refusedWith(TenantManifest::verify(changed, root, "tenant", 1), ErrorCode::SignatureInvalid));
        }
    }

    void manifestWithWrongContentsIsRefused() {
        const Tenant tenant;
        const auto read = [&](const TenantManifest& manifest) {
            return TenantManifest::verify(manifest.sign(tenant.root), tenant.root.publicKey(), "tenant", 1);
        };
        TenantManifest twice = tenant.manifest;
        twice.admins.push_back(twice.admins[0]);
        QVERIFY(refusedWith(read(twice), ErrorCode::ValidationFailed));
        TenantManifest member = tenant.manifest;
        member.admins[0].role = Role::Member;
        QVERIFY(refusedWith(read(member), ErrorCode::ValidationFailed));
        TenantManifest shortKey = tenant.manifest;
        shortKey.admins[0].signPublic.pop_back();
        QVERIFY(refusedWith(read(shortKey), ErrorCode::ValidationFailed));
        TenantManifest otherRoot = tenant.manifest;
        otherRoot.rootPublic = Bytes(32, 7);
        QVERIFY(refusedWith(read(otherRoot), ErrorCode::SignatureInvalid));
    }

    void malformedRecordsAreRefused() {
        const Bytes whole = Tenant().manifest.sign(SigningKey::generate()).encode();
        for (std::size_t size = 0; size < whole.size(); size += 7) {
            QVERIFY(
                refusedWith(SignedRecord::decode(std::span(whole).first(size)), ErrorCode::ValidationFailed));
        }
    }

    void fingerprintIsStable() {
        const QString text = QString::fromStdString(rootFingerprint(Bytes(32, 1)));
        const QRegularExpression form(QStringLiteral("^([0-9a-f]{4}-){7}[0-9a-f]{4}$"));
        QVERIFY(form.match(text).hasMatch());
        QVERIFY(rootFingerprint(Bytes(32, 2)) != text.toStdString());
    }

    void delegateSigner_data() {
        QTest::addColumn<QByteArray>("signer");
        QTest::addColumn<bool>("isAllowed");
        QTest::newRow("owner") << QByteArray("owner") << true;
        QTest::newRow("user admin") << QByteArray("user_admin") << true;
        QTest::newRow("help desk") << QByteArray("help_desk") << false;
        QTest::newRow("auditor") << QByteArray("auditor") << false;
        QTest::newRow("image viewer") << QByteArray("image_viewer") << false;
    }
    void delegateSigner() {
        QFETCH(QByteArray, signer);
        QFETCH(bool, isAllowed);
        const Tenant tenant;
        const std::string id = signer.toStdString();
        const auto record = tenant.delegate(SigningKey::generate()).sign(id, tenant.keyOf(id));
        const auto read = DelegateCertificate::verify(record, tenant.manifest, tenant.clock.now());
        QCOMPARE(read.has_value(), isAllowed);
        QVERIFY(isAllowed || refusedWith(read, ErrorCode::SignatureInvalid));
    }

    void delegateExpires() {
        Tenant tenant;
        const auto record = tenant.delegate(SigningKey::generate()).sign("owner", tenant.keyOf("owner"));
        tenant.clock.advance(72h);
        QVERIFY(DelegateCertificate::verify(record, tenant.manifest, tenant.clock.now()).has_value());
        tenant.clock.advance(1us);
        QVERIFY(refusedWith(DelegateCertificate::verify(record, tenant.manifest, tenant.clock.now()),
                            ErrorCode::EnrolmentCodeExpired));
    }

    void delegateOfAnotherSignerOrTenantIsRefused() {
        const Tenant tenant;
        const auto now = tenant.clock.now();
        DelegateCertificate certificate = tenant.delegate(SigningKey::generate());
        const auto stranger = certificate.sign("owner", SigningKey::generate());
        QVERIFY(refusedWith(DelegateCertificate::verify(stranger, tenant.manifest, now),
                            ErrorCode::SignatureInvalid));
        const auto unknown = certificate.sign("nobody", tenant.keyOf("owner"));
        QVERIFY(refusedWith(DelegateCertificate::verify(unknown, tenant.manifest, now),
                            ErrorCode::SignatureInvalid));
        certificate.tenant = "other";
        QVERIFY(refusedWith(DelegateCertificate::verify(certificate.sign("owner", tenant.keyOf("owner")),
                                                        tenant.manifest, now),
                            ErrorCode::SignatureInvalid));
    }

    void deviceChain() {
        Tenant tenant;
        const SigningKey delegate = SigningKey::generate();
        const Bytes delegateRecord =
            tenant.delegate(delegate).sign("user_admin", tenant.keyOf("user_admin")).encode();
        const DeviceCertificate certificate = tenant.device(delegateRecord);
        const auto read = DeviceCertificate::verify(certificate.sign("code", delegate), tenant.manifest);
        QVERIFY(read.has_value());
        QCOMPARE(read->deviceId, std::string("device"));
        QCOMPARE(read->signPublic, Bytes(32, 8));
        QCOMPARE(read->boxPublic, Bytes(32, 9));

        const auto refused = [&](const SignedRecord& record, ErrorCode code) {
            return refusedWith(DeviceCertificate::verify(record, tenant.manifest), code);
        };
        QVERIFY(refused(certificate.sign("code", SigningKey::generate()), ErrorCode::SignatureInvalid));
        QVERIFY(refused(certificate.sign("another code", delegate), ErrorCode::SignatureInvalid));
        DeviceCertificate otherGroup = certificate;
        otherGroup.deviceGroup = "secret group";
        QVERIFY(refused(otherGroup.sign("code", delegate), ErrorCode::SignatureInvalid));
        DeviceCertificate otherTenant = certificate;
        otherTenant.tenant = "other";
        QVERIFY(refused(otherTenant.sign("code", delegate), ErrorCode::SignatureInvalid));
        DeviceCertificate noDelegate = certificate;
        noDelegate.delegateRecord.clear();
        QVERIFY(refused(noDelegate.sign("code", delegate), ErrorCode::SignatureInvalid));
        DeviceCertificate late = certificate;
        late.issuedAt = tenant.clock.now() + 73h;
        QVERIFY(refused(late.sign("code", delegate), ErrorCode::EnrolmentCodeExpired));
    }

    // A device enrolled in time stays certified after its code has expired.
    void deviceOutlivesItsDelegate() {
        Tenant tenant;
        const SigningKey delegate = SigningKey::generate();
        const auto record =
            tenant.device(tenant.delegate(delegate).sign("owner", tenant.keyOf("owner")).encode())
                .sign("code", delegate);
        tenant.clock.advance(24h * 365);
        QVERIFY(DeviceCertificate::verify(record, tenant.manifest).has_value());
    }

    void policySigner_data() { delegateSigner_data(); }
    void policySigner() {
        QFETCH(QByteArray, signer);
        QFETCH(bool, isAllowed);
        const Tenant tenant;
        const SignedPolicy policy{"tenant", "policy", "tenant", 3, "{}", tenant.clock.now()};
        const std::string id = signer.toStdString();
        const auto read = SignedPolicy::verify(policy.sign(id, tenant.keyOf(id)), tenant.manifest, 3);
        QCOMPARE(read.has_value(), isAllowed);
        QVERIFY(isAllowed || refusedWith(read, ErrorCode::PolicyUnsigned));
    }

    void policyIsRefused() {
        const Tenant tenant;
        const SignedPolicy policy{"tenant", "policy", "group:g", 3, R"({"a":"b"})", tenant.clock.now()};
        const SignedRecord record = policy.sign("owner", tenant.keyOf("owner"));
        QCOMPARE(SignedPolicy::verify(record, tenant.manifest, 1).value().body, policy.body);
        QVERIFY(refusedWith(SignedPolicy::verify(record, tenant.manifest, 4), ErrorCode::PolicyRolledBack));
        for (std::size_t i = 0; i < record.payload.size(); ++i) {
            SignedRecord changed = record;
            changed.payload[i] ^= 1;
            QVERIFY(
                refusedWith(SignedPolicy::verify(changed, tenant.manifest, 1), ErrorCode::PolicyUnsigned));
        }
        SignedPolicy other = policy;
        other.tenant = "other";
        QVERIFY(
            refusedWith(SignedPolicy::verify(other.sign("owner", tenant.keyOf("owner")), tenant.manifest, 1),
                        ErrorCode::PolicyUnsigned));
        SignedPolicy kind = policy;
        kind.kind = "anything";
        QVERIFY(
            refusedWith(SignedPolicy::verify(kind.sign("owner", tenant.keyOf("owner")), tenant.manifest, 1),
                        ErrorCode::ValidationFailed));
        SignedPolicy scope = policy;
        scope.scope = "group:";
        QVERIFY(
            refusedWith(SignedPolicy::verify(scope.sign("owner", tenant.keyOf("owner")), tenant.manifest, 1),
                        ErrorCode::ValidationFailed));
    }

    // A statement of one kind, however well signed, is never taken for one of another kind.
    void recordsAreNotInterchangeable() {
        const Tenant tenant;
        const SignedPolicy policy{"tenant", "policy", "tenant", 1, "{}", tenant.clock.now()};
        const SignedRecord record = policy.sign("owner", tenant.keyOf("owner"));
        QVERIFY(refusedWith(DelegateCertificate::verify(record, tenant.manifest, tenant.clock.now()),
                            ErrorCode::SignatureInvalid));
        QVERIFY(refusedWith(DeviceCertificate::verify(record, tenant.manifest), ErrorCode::SignatureInvalid));
        const SignedRecord delegate =
            tenant.delegate(SigningKey::generate()).sign("owner", tenant.keyOf("owner"));
        QVERIFY(refusedWith(SignedPolicy::verify(delegate, tenant.manifest, 1), ErrorCode::PolicyUnsigned));
    }
};

QTEST_GUILESS_MAIN(TestTrust)
#include "tst_trust.moc"
