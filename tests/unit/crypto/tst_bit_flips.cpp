// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>

#include <QtTest>

#include "crypto/aead.h"
#include "crypto/enrolment_code.h"
#include "crypto/hierarchy.h"
#include "crypto/request_proof.h"
#include "crypto/trust.h"

using namespace kaomon;
using namespace kaomon::crypto;

namespace {

const std::string kTenant = "0193a000-0000-7000-8000-000000000001";
const std::string kUser = "0193a000-0000-7000-8000-000000000002";
const std::string kDevice = "0193a000-0000-7000-8000-000000000003";
const TimePoint kNow = fromEpochMicros(1'790'000'000'000'000);

// nullopt: believed.
using Verdict = std::optional<ErrorCode>;

template<class T>
Verdict verdictOf(const Result<T>& result) {
    return result ? Verdict() : Verdict(result.error().code);
}

// One kind of sealed or signed bytes: how it is made and how it is opened.
struct Kind {
    const char* name;
    int rounds;    // sealed things are many and small, signatures dear
    bool isSealed; // refusals must not tell one fault from another
    std::function<Bytes()> make;
    std::function<Verdict(const Bytes&)> open;
};

} // namespace

Q_DECLARE_METATYPE(const Kind*)

// Every byte of everything that is sealed or signed, with one bit turned: refused, and of seals all in the
// same way. Unchanged it opens, so the test can fail.
class BitFlipsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyByte_data();
    void everyByte();
    void everyPartOfTheContext();
    void proofs();

private:
    void addSeals();
    void addSignatures();

    SecretKey m_key;
    RecordAad m_aad{1, kTenant, kUser, "object", 2, 3, "identity", "model", "password"};
    BoxKey m_box;
    SigningKey m_root;
    SigningKey m_delegateKey;
    SigningKey m_device;
    TenantManifest m_manifest;
    Bytes m_delegateRecord;
    EnrolmentCode m_code = [] {
        (void)initialise();
        return EnrolmentCode::generate();
    }();
    std::vector<FaceKey> m_faceKeys;
    SealedTemplate m_template;
    std::vector<Kind> m_kinds;
};

void BitFlipsTest::initTestCase() {
    m_key = SecretKey::generate();
    m_box = BoxKey::generate();
    m_root = SigningKey::generate();
    m_delegateKey = SigningKey::generate();
    m_device = SigningKey::generate();
    m_manifest.tenant = kTenant;
    m_manifest.rootPublic = m_root.publicKey();
    m_manifest.admins = {{kUser, domain::Role::Owner, m_root.publicKey(), m_box.publicKey()}};
    m_manifest.tlsPins = {"pin"};
    m_delegateRecord = DelegateCertificate{.tenant = kTenant,
                                           .codeId = m_code.id(),
                                           .delegatePublic = m_delegateKey.publicKey(),
                                           .deviceGroup = "group",
                                           .useCount = 1,
                                           .notAfter = kNow + std::chrono::hours(1)}
                           .sign(kUser, m_root)
                           .encode();
    m_faceKeys.push_back({"fk", "group", SecretKey::generate()});
    m_template.tenant = kTenant;
    m_template.user = kUser;
    m_template.id = kDevice;
    m_template.modelId = "model";
    m_template.deviceId = kDevice;
    addSeals();
    addSignatures();
}

void BitFlipsTest::addSeals() {
    m_kinds.push_back({"record", 400, true, [this] { return seal(m_key, m_aad, randomBytes(32)); },
                       [this](const Bytes& bytes) { return verdictOf(open(m_key, m_aad, bytes)); }});
    m_kinds.push_back({"vault key under a password", 200, true,
                       [this] { return wrapVaultKeyByPassword(m_key, m_key, kTenant, kUser); },
                       [this](const Bytes& bytes) {
                           return verdictOf(unwrapVaultKeyByPassword(bytes, m_key, kTenant, kUser));
                       }});
    m_kinds.push_back(
        {"vault key for a PC", 50, true,
         [this] { return sealVaultKey(m_key, m_box.publicKey(), kTenant, kUser, kDevice).value(); },
         [this](const Bytes& bytes) {
             return verdictOf(openVaultKey(bytes, m_box, kTenant, kUser, kDevice));
         }});
    m_kinds.push_back(
        {"identity", 200, true, [this] { return Identity::generate().wrap(m_key, kTenant, kUser); },
         [this](const Bytes& bytes) { return verdictOf(Identity::unwrap(m_key, kTenant, kUser, bytes)); }});
    m_kinds.push_back(
        {"key for an administrator", 50, true,
         [this] {
             return sealTo(m_box.publicKey(), sealContext(kTenant, "tr", "root", kUser), randomBytes(32))
                 .value();
         },
         [this](const Bytes& bytes) {
             return verdictOf(openSealed(m_box, sealContext(kTenant, "tr", "root", kUser), bytes));
         }});
    m_kinds.push_back(
        {"start values of a PC", 50, true,
         [this] {
             EnrolmentSecrets secrets;
             secrets.delegate = m_delegateKey.clone();
             secrets.delegateCertificate = m_delegateRecord;
             return sealEnrolmentSecrets(m_code, kTenant, secrets);
         },
         [this](const Bytes& bytes) { return verdictOf(openEnrolmentSecrets(m_code, kTenant, bytes)); }});
    m_kinds.push_back({"face", 50, false,
                       [this] {
                           m_template = SealedTemplate::seal(std::move(m_template), randomBytes(64),
                                                             m_faceKeys, m_device);
                           return m_template.ciphertext;
                       },
                       [this](const Bytes& bytes) {
                           SealedTemplate changed = m_template;
                           changed.ciphertext = bytes;
                           return verdictOf(changed.open(m_faceKeys, m_device.publicKey()));
                       }});
}

void BitFlipsTest::addSignatures() {
    const auto decoded = [](const Bytes& bytes, const auto& verify) {
        const auto record = SignedRecord::decode(bytes);
        return record ? verdictOf(verify(*record)) : Verdict(record.error().code);
    };
    m_kinds.push_back({"manifest", 1, false, [this] { return m_manifest.sign(m_root).encode(); },
                       [this, decoded](const Bytes& bytes) {
                           return decoded(bytes, [this](const SignedRecord& record) {
                               return TenantManifest::verify(record, m_root.publicKey(), kTenant, 1);
                           });
                       }});
    m_kinds.push_back({"enrolment delegate", 1, false, [this] { return m_delegateRecord; },
                       [this, decoded](const Bytes& bytes) {
                           return decoded(bytes, [this](const SignedRecord& record) {
                               return DelegateCertificate::verify(record, m_manifest, kNow);
                           });
                       }});
    m_kinds.push_back({"device certificate", 1, false,
                       [this] {
                           const DeviceCertificate certificate{.tenant = kTenant,
                                                               .deviceId = kDevice,
                                                               .deviceGroup = "group",
                                                               .signPublic = m_device.publicKey(),
                                                               .boxPublic = m_box.publicKey(),
                                                               .issuedAt = kNow,
                                                               .delegateRecord = m_delegateRecord};
                           return certificate.sign(m_code.id(), m_delegateKey).encode();
                       },
                       [this, decoded](const Bytes& bytes) {
                           return decoded(bytes, [this](const SignedRecord& record) {
                               return DeviceCertificate::verify(record, m_manifest);
                           });
                       }});
    m_kinds.push_back({"policy", 1, false,
                       [this] {
                           const SignedPolicy policy{.tenant = kTenant,
                                                     .kind = "policy",
                                                     .scope = "tenant",
                                                     .version = 1,
                                                     .body = "{}",
                                                     .issuedAt = kNow};
                           return policy.sign(kUser, m_root).encode();
                       },
                       [this, decoded](const Bytes& bytes) {
                           return decoded(bytes, [this](const SignedRecord& record) {
                               return SignedPolicy::verify(record, m_manifest, 1);
                           });
                       }});
}

void BitFlipsTest::everyByte_data() {
    QTest::addColumn<const Kind*>("kind");
    for (const Kind& kind : m_kinds) {
        QTest::newRow(kind.name) << &kind;
    }
}

void BitFlipsTest::everyByte() {
    QFETCH(const Kind*, kind);
    for (int round = 0; round < kind->rounds; ++round) {
        const Bytes whole = kind->make();
        QVERIFY(!kind->open(whole));
        for (std::size_t i = 0; i < whole.size(); ++i) {
            Bytes changed = whole;
            changed[i] ^= static_cast<std::uint8_t>(1U << ((i + static_cast<std::size_t>(round)) % 8));
            const Verdict verdict = kind->open(changed);
            QVERIFY2(verdict, std::to_string(i).c_str());
            QVERIFY(!kind->isSealed || *verdict == ErrorCode::DecryptionFailed);
        }
        for (const std::size_t size : {std::size_t{0}, whole.size() / 2, whole.size() - 1}) {
            QVERIFY(kind->open(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))));
        }
    }
}

void BitFlipsTest::everyPartOfTheContext() {
    const Bytes sealed = seal(m_key, m_aad, randomBytes(32));
    const std::vector<std::function<void(RecordAad&)>> changes{
        [](RecordAad& aad) { aad.schema ^= 1; },         [](RecordAad& aad) { aad.tenant.back() ^= 1; },
        [](RecordAad& aad) { aad.user.back() ^= 1; },    [](RecordAad& aad) { aad.object.back() ^= 1; },
        [](RecordAad& aad) { aad.version ^= 1; },        [](RecordAad& aad) { aad.epoch ^= 1; },
        [](RecordAad& aad) { aad.purpose.back() ^= 1; }, [](RecordAad& aad) { aad.modelId.back() ^= 1; },
        [](RecordAad& aad) { aad.keyId.back() ^= 1; }};
    for (const auto& change : changes) {
        RecordAad other = m_aad;
        change(other);
        QVERIFY(verdictOf(open(m_key, other, sealed)) == ErrorCode::DecryptionFailed);
    }
    QVERIFY(open(m_key, m_aad, sealed));
}

void BitFlipsTest::proofs() {
    const ProofInput input{"PUT", "/v1/ip-rules", "{}", "token"};
    const auto believed = [&](const std::string& header) {
        const auto proof = RequestProof::parse(header);
        return proof && proof->verify(input, m_device.publicKey());
    };
    const std::string header = RequestProof::make(input, kDevice, m_device, kNow, 7).header();
    QVERIFY(believed(header));
    for (std::size_t i = 0; i < header.size(); ++i) {
        std::string changed = header;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        QVERIFY2(!believed(changed), changed.c_str());
    }
}

QTEST_GUILESS_MAIN(BitFlipsTest)
#include "tst_bit_flips.moc"
