// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <set>

#include <QTest>

#include "client/face_key_rotation.h"
#include "client/manifest_trust.h"
#include "client/request_signer.h"
#include "support/client/fake_transport.h"
#include "support/manual_clock.h"
#include "wire/codec.h"

using namespace kaomon;
using namespace kaomon::client;
using testing::FakeTransport;
using namespace std::chrono_literals;

namespace {

// An administrator with the keyring that a sign-in would give him.
struct Admin {
    UserId id = UserId::generate();
    crypto::Identity identity = crypto::Identity::generate();
    crypto::SecretKey wrapKey = crypto::SecretKey::generate();
};

// A tenant with one group of PCs, and the part of the server that a rotation talks to: it gives out one task
// of each kind at a time, so that every step is a batch, and ends the rotation when nothing is left.
struct Tenant {
    testing::ManualClock clock;
    TenantId id = TenantId::generate();
    GroupId group = GroupId::generate();
    crypto::SigningKey root = crypto::SigningKey::generate();
    Admin owner;
    Admin helper; // a user admin
    crypto::FaceKey oldKey{makeUuid(), {}, crypto::SecretKey::generate()};
    crypto::SigningKey pc = crypto::SigningKey::generate();
    std::map<std::string, crypto::BoxKey> devices;
    std::map<std::string, Bytes> certificates;
    std::vector<crypto::SealedTemplate> faces;
    crypto::TenantManifest manifest;
    Bytes manifestRecord;
    std::vector<wire::KeySeal> seals;
    std::string currentKey;
    std::optional<std::string> nextKey;
    int batches = 0;

    Tenant() {
        oldKey.group = group.text();
        currentKey = oldKey.id;
        manifest.tenant = id.text();
        manifest.rootPublic = root.publicKey();
        manifest.imageEvidencePublic = crypto::BoxKey::generate().publicKey();
        manifest.diagnosticsEvidencePublic = manifest.imageEvidencePublic;
        manifest.recoveryPublic = manifest.imageEvidencePublic;
        manifest.emergencyPublic = manifest.imageEvidencePublic;
        manifest.faceKeys = {{oldKey.id, group.text()}};
        for (const auto& [admin, role] :
             {std::pair(&owner, domain::Role::Owner), std::pair(&helper, domain::Role::UserAdmin)}) {
            manifest.admins.push_back({admin->id.text(), role, admin->identity.signing.publicKey(),
                                       admin->identity.box.publicKey()});
            addSeal("fk", oldKey.id, admin->id.text(), admin->identity.box.publicKey(), oldKey.key.reveal());
        }
        addSeal("tr", "root", owner.id.text(), owner.identity.box.publicKey(), root.seed().reveal());
        manifest.tlsPins = {"pin"};
        manifest.issuedAt = clock.now();
        manifestRecord = manifest.sign(root).encode();
        for (int i = 0; i < 3; ++i) {
            addDevice();
            addFace(i);
        }
    }

    void addSeal(const std::string& kind, const std::string& keyId, const std::string& receiver,
                 const Bytes& boxPublic, std::span<const std::uint8_t> secret) {
        seals.push_back(
            {kind, keyId, receiver,
             crypto::sealTo(boxPublic, crypto::sealContext(id.text(), kind, keyId, receiver), secret)
                 .value()});
    }

    void addDevice() {
        const std::string device = makeUuid();
        auto box = crypto::BoxKey::generate();
        const auto delegate = crypto::SigningKey::generate();
        const crypto::DelegateCertificate authority{id.text(),    "code", delegate.publicKey(),
                                                    group.text(), 9,      clock.now() + 1h};
        const crypto::DeviceCertificate certificate{
            id.text(),
            device,
            group.text(),
            pc.publicKey(),
            box.publicKey(),
            clock.now(),
            authority.sign(owner.id.text(), owner.identity.signing).encode()};
        certificates[device] = certificate.sign("code", delegate).encode();
        devices.emplace(device, std::move(box));
    }

    void addFace(int number) {
        crypto::SealedTemplate face;
        face.tenant = id.text();
        face.user = makeUuid();
        face.id = makeUuid();
        face.modelId = "test-model";
        face.deviceId = "pc";
        std::vector<crypto::FaceKey> keys;
        keys.push_back({oldKey.id, oldKey.group, oldKey.key.clone()});
        faces.push_back(crypto::SealedTemplate::seal(std::move(face),
                                                     Bytes(16, static_cast<std::uint8_t>(number)), keys, pc));
    }

    [[nodiscard]] std::shared_ptr<const AdminKeyring> keyringOf(const Admin& admin) const {
        wire::SessionReply session;
        session.tenant = id;
        session.user.id = admin.id;
        session.identity = {admin.identity.signing.publicKey(), admin.identity.box.publicKey(),
                            admin.identity.wrap(admin.wrapKey, id.text(), admin.id.text())};
        const wire::ManifestDocument document{manifestRecord, 1};
        wire::KeySealList mine;
        std::ranges::copy_if(seals, std::back_inserter(mine.items),
                             [&](const wire::KeySeal& seal) { return seal.receiver == admin.id.text(); });
        auto keyring = AdminKeyring::open({session, document, mine, admin.wrapKey, "", 0});
        return keyring ? *keyring : nullptr;
    }

    [[nodiscard]] bool hasSeal(const std::string& receiver) const {
        return std::ranges::any_of(seals, [&](const wire::KeySeal& seal) {
            return seal.kind == "fk" && seal.keyId == target() && seal.receiver == receiver;
        });
    }
    [[nodiscard]] static bool hasWrap(const crypto::SealedTemplate& face, const std::string& keyId) {
        return std::ranges::any_of(face.keys, [&](const auto& key) { return key.faceKeyId == keyId; });
    }
    [[nodiscard]] std::string target() const { return nextKey.value_or(currentKey); }

    [[nodiscard]] wire::KeyRotation rotation() const {
        wire::KeyRotation rotation;
        rotation.group = group;
        rotation.state = nextKey ? "running" : "idle";
        rotation.keyId = target();
        for (const auto& face : faces) {
            rotation.templatesLeft += hasWrap(face, target()) ? 0 : 1;
        }
        for (const auto& [device, box] : devices) {
            rotation.devicesLeft += hasSeal(device) ? 0 : 1;
        }
        return rotation;
    }

    [[nodiscard]] wire::RotationWork work() const {
        wire::RotationWork work;
        work.rotation = rotation();
        for (const auto& face : faces) {
            if (!hasWrap(face, target()) && work.templates.empty()) {
                work.templates.push_back({TemplateId::parse(face.id).value(),
                                          UserId::parse(face.user).value(), 1, 1, face.modelId,
                                          face.keys.front().faceKeyId, face.keys.front().wrapped});
            }
        }
        for (const auto& [device, certificate] : certificates) {
            if (!hasSeal(device) && work.receivers.empty()) {
                work.receivers.push_back({device, "device", certificate});
            }
        }
        return work;
    }

    [[nodiscard]] wire::KeyRotation take(const wire::RotationBatch& batch) {
        ++batches;
        for (const auto& wrap : batch.wraps) {
            const auto face = std::ranges::find(faces, wrap.id.text(), &crypto::SealedTemplate::id);
            if (face != faces.end() && !hasWrap(*face, batch.keyId)) {
                face->keys.push_back({batch.keyId, wrap.wrapped});
            }
        }
        std::ranges::copy(batch.seals, std::back_inserter(seals));
        const auto left = rotation();
        if (nextKey && left.templatesLeft == 0 && left.devicesLeft == 0) {
            std::erase_if(seals, [&](const auto& seal) { return seal.keyId == currentKey; });
            for (auto& face : faces) {
                std::erase_if(face.keys, [&](const auto& key) { return key.faceKeyId == currentKey; });
            }
            currentKey = *std::exchange(nextKey, std::nullopt);
        }
        return rotation();
    }

    [[nodiscard]] std::string answer(const HttpRequest& request, const std::string& receiver) {
        if (request.target == "/v1/manifest" && request.method == "PUT") {
            manifestRecord = wire::decode<wire::ManifestDocument>(request.body)->record;
            manifest = openManifest(manifestRecord, id.text(), "", 0).value();
            return {};
        }
        if (request.target == "/v1/manifest") {
            return wire::encode(
                wire::ManifestDocument{manifestRecord, static_cast<long long>(manifest.version)});
        }
        if (request.target == "/v1/key-seals") {
            wire::KeySealList list;
            std::ranges::copy_if(seals, std::back_inserter(list.items),
                                 [&](const auto& seal) { return seal.receiver == receiver; });
            return wire::encode(list);
        }
        if (request.target.find("/rotation/work") != std::string::npos) {
            return wire::encode(work());
        }
        if (request.target.ends_with("/rotation/batch")) {
            return wire::encode(take(*wire::decode<wire::RotationBatch>(request.body)));
        }
        if (request.method == "POST" && !nextKey) {
            const auto start = wire::decode<wire::StartRotation>(request.body);
            nextKey = start->keyId;
            std::ranges::copy(start->seals, std::back_inserter(seals));
        }
        return wire::encode(rotation());
    }
};

// A console with its own connection, which breaks after `answers`; the first batch's answer may get lost
// after the server took the batch.
struct Console {
    std::shared_ptr<FakeTransport> transport = std::make_shared<FakeTransport>();
    ApiClient api;
    FaceKeyRotation rotation;

    Console(Tenant& tenant, const Admin& admin, bool loses = false, int answers = 40)
        : api(transport, tenant.clock, {.firstDelay = 1ms})
        , rotation(api, tenant.keyringOf(admin), tenant.group) {
        api.setSigner(std::make_shared<RequestSigner>("kid", crypto::SigningKey::generate(), tenant.clock));
        auto lost = std::make_shared<bool>(!loses);
        for (int i = 0; i < answers; ++i) {
            transport->answerWith(
                [&tenant, lost, receiver = admin.id.text()](const HttpRequest& request) -> Result<HttpReply> {
                    std::string body = tenant.answer(request, receiver);
                    if (request.target.ends_with("/batch") && !std::exchange(*lost, true)) {
                        return fail(ErrorCode::ServerUnreachable, "the answer is lost");
                    }
                    const int status = body.empty() ? 204 : 200;
                    return HttpReply{status, {{"content-type", "application/json"}}, std::move(body)};
                });
        }
    }
};

template<class Value>
Value waitFor(QFuture<Value> future) {
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60000)) {
        return fail(ErrorCode::Timeout, "the future did not end");
    }
    return future.takeResult();
}

} // namespace

class TestFaceKeyRotation final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    // The console is closed after every batch; the owner and the user admin take turns; some answers are
    // lost.
    void survivesEveryInterruption() {
        Tenant tenant;
        std::string state;
        int consoles = 0;
        for (; consoles < 20 && state != "idle"; ++consoles) {
            const Admin& admin = consoles % 2 == 0 ? tenant.owner : tenant.helper;
            Console console(tenant, admin, consoles % 3 == 1);
            const auto begun = waitFor(console.rotation.begin());
            QVERIFY2(begun, begun ? "" : begun.error().detail.c_str());
            const auto stepped = waitFor(console.rotation.step());
            QVERIFY2(stepped, stepped ? "" : stepped.error().detail.c_str());
            state = stepped->state;
        }
        QCOMPARE(state, std::string("idle"));
        QCOMPARE(consoles, 3); // three faces and three PCs, one of each at a time
        checkTheEnd(tenant);
        QCOMPARE(tenant.manifest.faceKeys.size(), std::size_t{2});
        Console last(tenant, tenant.owner);
        QVERIFY(waitFor(last.rotation.begin())); // a rotation after the rotation
        QVERIFY(tenant.nextKey.has_value());
    }

    void tidiesTheManifest() {
        Tenant tenant;
        Console console(tenant, tenant.owner);
        auto rotation = waitFor(console.rotation.begin());
        QVERIFY(rotation);
        while (rotation && rotation->state == "running") {
            rotation = waitFor(console.rotation.step());
        }
        QVERIFY2(rotation, rotation ? "" : rotation.error().detail.c_str());
        const auto tidied = waitFor(console.rotation.tidyManifest());
        QVERIFY2(tidied, tidied ? "" : tidied.error().detail.c_str());
        QCOMPARE(tenant.manifest.faceKeys.size(), std::size_t{1});
        QCOMPARE(tenant.manifest.faceKeys.front().id, tenant.currentKey);
        checkTheEnd(tenant);
    }

    // Between the new manifest and the start, the new key is only in the memory of a console that is gone.
    void startsAnewAfterALostStart() {
        Tenant tenant;
        {
            Console console(tenant, tenant.owner, false, 3); // both questions and the new manifest
            auto begun = console.rotation.begin();
            QVERIFY(QTest::qWaitFor([&] { return console.transport->requests.size() == 4; }, 60000));
            QCOMPARE(tenant.manifest.version, std::uint64_t{2});
        }
        QVERIFY(!tenant.nextKey);
        const std::string orphan = tenant.manifest.faceKeys.back().id;
        Console console(tenant, tenant.owner);
        QVERIFY(waitFor(console.rotation.begin()));
        QVERIFY(tenant.nextKey && *tenant.nextKey != orphan);
        QCOMPARE(tenant.manifest.faceKeys.size(), std::size_t{2});
    }

    void onlyOwnersStart() {
        Tenant tenant;
        Console console(tenant, tenant.helper);
        const auto begun = waitFor(console.rotation.begin());
        QVERIFY(!begun);
        QCOMPARE(begun.error().code, ErrorCode::KeyUnavailable);
        QVERIFY(!tenant.nextKey);
    }

    // A server that slips in a PC of its own gets no key for it.
    void foreignCertificateGetsNoKey() {
        Tenant tenant;
        const auto stranger = crypto::SigningKey::generate();
        auto record = crypto::SignedRecord::decode(tenant.certificates.begin()->second).value();
        record.signature = stranger.sign("device-certificate", record.payload);
        tenant.certificates.begin()->second = record.encode();
        Console console(tenant, tenant.owner);
        auto rotation = waitFor(console.rotation.begin());
        for (int i = 0; i < 10 && rotation && rotation->state == "running"; ++i) {
            rotation = waitFor(console.rotation.step());
        }
        QVERIFY(!rotation);
        QCOMPARE(rotation.error().code, ErrorCode::KeyUnavailable);
        QCOMPARE(console.rotation.rest().receivers, 1);
        QVERIFY(tenant.nextKey.has_value()); // not over
    }

private:
    static void checkTheEnd(const Tenant& tenant) {
        QVERIFY(tenant.currentKey != tenant.oldKey.id);
        std::optional<crypto::SecretKey> newKey;
        for (const auto& [device, box] : tenant.devices) {
            const auto seal = std::ranges::find_if(tenant.seals, [&](const wire::KeySeal& one) {
                return one.kind == "fk" && one.receiver == device && one.keyId == tenant.currentKey;
            });
            QVERIFY(seal != tenant.seals.end());
            const auto opened = crypto::openSealed(
                box, crypto::sealContext(tenant.id.text(), "fk", tenant.currentKey, device), seal->sealed);
            QVERIFY(opened.has_value());
            newKey = crypto::SecretKey::fromBytes(opened->reveal()).value();
        }
        std::vector<crypto::FaceKey> keys;
        keys.push_back({tenant.currentKey, tenant.group.text(), newKey->clone()});
        for (const auto& face : tenant.faces) {
            QCOMPARE(face.keys.size(), std::size_t{1});
            const auto plain = face.open(keys, tenant.pc.publicKey());
            QVERIFY2(plain, plain ? "" : plain.error().detail.c_str());
            QCOMPARE(plain->reveal().size(), std::size_t{16});
        }
    }
};

QTEST_GUILESS_MAIN(TestFaceKeyRotation)
#include "tst_face_key_rotation.moc"
