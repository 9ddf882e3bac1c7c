// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <QEventLoop>
#include <QTemporaryDir>
#include <QTest>

#include "agent/agent_state.h"
#include "agent/attempt_runner.h"
#include "agent/event_log.h"
#include "agent/face_camera.h"
#include "agent/intruder_pictures.h"
#include "agent/logon_service.h"
#include "base/base64.h"
#include "crypto/emergency_code.h"
#include "crypto/face_approval.h"
#include "crypto/hierarchy.h"
#include "crypto/sealed_blob.h"
#include "crypto/trust.h"
#include "support/camera/picture_source.h"
#include "support/manual_clock.h"
#include "vision/face_engine.h"
#include "wire/changes.h"
#include "wire/codec.h"
#include "wire/events.h"
#include "wire/keys.h"
#include "wire/policies.h"

// A tenant, made with the real keys and signatures but without a server, an enrolled PC of it, and an agent's
// parts with photographs before the camera.
namespace kaomon::agent::test {

using namespace std::chrono_literals;

inline std::string environmentOr(const char* name, const std::string& fallback) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? std::string(value) : fallback;
}

inline std::string modelsFolder() {
    return environmentOr("KAOMON_MODELS_DIR",
                         environmentOr("KAOMON_SOURCE_DIR", ".") + "/out/models/registry");
}

// The photographs of one of the five people of the dlib examples, in a fixed order.
inline std::vector<std::filesystem::path> picturesOf(const std::string& person) {
    const std::filesystem::path folder =
        environmentOr("KAOMON_PICTURES_DIR", "/usr/share/doc/libdlib19.1/examples/johns");
    std::vector<std::filesystem::path> pictures;
    for (const auto& entry : std::filesystem::directory_iterator(folder / person)) {
        if (entry.path().extension() == ".jpg") {
            pictures.push_back(entry.path());
        }
    }
    std::ranges::sort(pictures);
    return pictures;
}

inline const std::string kPerson = "John_Simm";
inline const std::string kStranger = "John_Salley";

inline std::vector<std::filesystem::path> enrolPictures(const std::string& person) {
    auto all = picturesOf(person);
    return {all.begin(), all.begin() + 6};
}
inline std::vector<std::filesystem::path> unlockPictures(const std::string& person) {
    auto all = picturesOf(person);
    return {all.begin() + 6, all.end()};
}

// What an enrolment would have made of these photographs.
inline Result<vision::Template> templateOf(const std::vector<std::filesystem::path>& pictures) {
    const auto pack = vision::ModelPack::open(modelsFolder());
    if (!pack) {
        return propagate(pack.error());
    }
    const auto engine = vision::FaceEngine::create(*pack);
    if (!engine) {
        return propagate(engine.error());
    }
    std::vector<vision::Embedding> embeddings;
    for (const auto& path : pictures) {
        const testing::PictureComposer composer(vision::loadPicture(path).value_or(vision::Frame()));
        const auto frame = composer.compose(200ms);
        const auto analysis = (*engine)->analyse(frame);
        if (analysis && analysis->isUsable()) {
            if (const auto embedding = (*engine)->embed(frame, *analysis->mainFace())) {
                embeddings.push_back(*embedding);
            }
        }
    }
    return (*engine)->makeTemplate(embeddings);
}

// Where the face is once the photograph lies on the canvas of the test camera.
inline vision::FacePoints pointsOnCanvas(const vision::Frame& photograph) {
    const auto pack = vision::ModelPack::open(modelsFolder());
    const auto engine = pack ? vision::FaceEngine::create(*pack)
                             : Result<std::unique_ptr<vision::FaceEngine>>(propagate(pack.error()));
    const auto seen = engine ? (*engine)->analyse(testing::PictureComposer::canvasOf(photograph))
                             : Result<vision::FrameAnalysis>(propagate(engine.error()));
    if (!seen || seen->mainFace() == nullptr) {
        qFatal("no face on the photograph");
    }
    return seen->mainFace()->points;
}

class Tenant {
public:
    explicit Tenant(const Clock& clock, bool isDemo = true)
        : m_clock(clock)
        , m_keys(crypto::TenantKeys::generate(GroupId::generate().text()))
        , m_admin(crypto::Identity::generate()) {
        m_manifest.tenant = tenant.text();
        m_manifest.isDemo = isDemo;
        m_manifest.rootPublic = m_keys.root.publicKey();
        m_manifest.imageEvidencePublic = m_keys.imageEvidence.publicKey();
        m_manifest.diagnosticsEvidencePublic = m_keys.diagnosticsEvidence.publicKey();
        m_manifest.recoveryPublic = m_keys.recovery.publicKey();
        m_manifest.emergencyPublic = m_keys.emergency.publicKey();
        m_manifest.faceKeys = {{m_keys.faceKeys.front().id, m_keys.faceKeys.front().group}};
        m_manifest.admins = {
            {adminId.text(), domain::Role::Owner, m_admin.signing.publicKey(), m_admin.box.publicKey()}};
        m_manifest.issuedAt = clock.now();
    }

    [[nodiscard]] DeviceIdentity makeDevice() const {
        DeviceIdentity device;
        device.tenant = tenant;
        device.tenantName = "Test tenant";
        device.server = "https://127.0.0.1:1";
        device.id = DeviceId::generate();
        device.group = m_keys.faceKeys.front().group;
        device.rootPublic = m_keys.root.publicKey();
        device.signing = crypto::SigningKey::generate();
        device.box = crypto::BoxKey::generate();
        return device;
    }

    [[nodiscard]] wire::Change manifest(std::uint64_t version = 1,
                                        const crypto::SigningKey* root = nullptr) const {
        crypto::TenantManifest next = m_manifest;
        next.version = version;
        const wire::ManifestDocument document{next.sign(root != nullptr ? *root : m_keys.root).encode(),
                                              static_cast<long long>(version)};
        return change("manifest", tenant.text(), wire::encode(document));
    }

    [[nodiscard]] wire::Change settings(std::vector<wire::SettingValue> values, std::uint64_t version = 1,
                                        const crypto::SigningKey* signer = nullptr) const {
        return signedDocument("policy", "tenant", version,
                              wire::encode(wire::SettingsBody{std::move(values)}), signer);
    }

    // The same for a person, or a group of people or PCs.
    [[nodiscard]] wire::Change settingsAt(const std::string& scope, std::vector<wire::SettingValue> values,
                                          std::uint64_t version = 1) const {
        return signedDocument("policy", scope, version, wire::encode(wire::SettingsBody{std::move(values)}),
                              nullptr);
    }

    // The person's groups, the primary one first.
    [[nodiscard]] wire::Change groups(const UserId& user, std::vector<GroupId> groups) const {
        return signedDocument("group_members", "user:" + user.text(), 1,
                              wire::encode(wire::GroupMembersBody{user, std::move(groups)}), nullptr);
    }

    // A settings document of the tenant, not signed yet.
    [[nodiscard]] crypto::SignedPolicy policy(std::vector<wire::SettingValue> values,
                                              std::uint64_t version) const {
        return {
            tenant.text(), "policy", "tenant", version, wire::encode(wire::SettingsBody{std::move(values)}),
            m_clock.now()};
    }

    [[nodiscard]] static wire::Change document(const crypto::SignedPolicy& policy,
                                               const crypto::SignedRecord& record) {
        const wire::PolicyDocument document{policy.kind, policy.scope, static_cast<long long>(policy.version),
                                            record.encode(), 0};
        return change("policy", policy.kind + '|' + policy.scope, wire::encode(document));
    }

    // What a console does with the key that a PC has sealed to the tenant.
    [[nodiscard]] Result<crypto::SecretKey> openEmergencyKey(const Bytes& sealed,
                                                             const std::string& device) const {
        return crypto::openEmergencyKey(sealed, m_keys.emergency, tenant.text(), device);
    }

    // Counts from the next manifest() on.
    crypto::Identity addAdmin(const std::string& id, domain::Role role) {
        auto identity = crypto::Identity::generate();
        m_manifest.admins.push_back({id, role, identity.signing.publicKey(), identity.box.publicKey()});
        return identity;
    }
    void removeAdmin(const std::string& id) {
        std::erase_if(m_manifest.admins, [&](const auto& admin) { return admin.userId == id; });
    }

    [[nodiscard]] wire::Change links(const UserId& user, std::vector<wire::AccountLink> links) const {
        return signedDocument("account_links", "user:" + user.text(), 1,
                              wire::encode(wire::AccountLinksBody{user, std::move(links)}), nullptr);
    }

    // The same without links, or with those of a later version: faces that an administrator deleted.
    [[nodiscard]] wire::Change linksWithout(const UserId& user, std::vector<TemplateId> faces,
                                            std::uint64_t version,
                                            std::vector<wire::AccountLink> links = {}) const {
        return signedDocument("account_links", "user:" + user.text(), version,
                              wire::encode(wire::AccountLinksBody{user, std::move(links), std::move(faces)}),
                              nullptr);
    }

    [[nodiscard]] static wire::Change user(const UserId& user, const std::string& state = "active") {
        return change("user", user.text(),
                      wire::encode(wire::SyncedUser{user.text(), "taro", "Taro", state, {}, {}}));
    }

    [[nodiscard]] wire::Change seal(const DeviceIdentity& device) const {
        const crypto::FaceKey& key = m_keys.faceKeys.front();
        const auto context = crypto::sealContext(tenant.text(), "fk", key.id, device.id.text());
        const wire::KeySeal sealed{"fk", key.id, device.id.text(),
                                   *crypto::sealTo(device.box.publicKey(), context, key.key.reveal())};
        return change("seal", "fk|" + key.id, wire::encode(sealed));
    }

    // What every PC is told of another one. Not certified: signed by somebody the manifest does not name.
    [[nodiscard]] wire::Change deviceKey(const DeviceIdentity& device, const std::string& state,
                                         bool isCertified = true) const {
        const auto delegate = crypto::SigningKey::generate();
        const auto nobody = crypto::SigningKey::generate();
        const crypto::DelegateCertificate delegation{tenant.text(), "code", delegate.publicKey(),
                                                     device.group,  1,      m_clock.now() + 1h};
        const auto delegated = delegation.sign(adminId.text(), isCertified ? m_admin.signing : nobody);
        const crypto::DeviceCertificate certificate{
            tenant.text(),          device.id.text(), device.group,      device.signing.publicKey(),
            device.box.publicKey(), m_clock.now(),    delegated.encode()};
        const wire::SyncedDeviceKey key{device.id.text(), state,
                                        toBase64Url(certificate.sign("code", delegate).encode())};
        return change("device_key", device.id.text(), wire::encode(key));
    }

    [[nodiscard]] wire::Change face(const UserId& user, const DeviceIdentity& device,
                                    const vision::Template& made, bool needsApproval = false) const {
        crypto::SealedTemplate header;
        header.tenant = tenant.text();
        header.user = user.text();
        header.id = TemplateId::generate().text();
        header.modelId = made.modelId();
        header.deviceId = device.id.text();
        header.needsApproval = needsApproval;
        const SecretBytes plain = made.serialise();
        auto out =
            toWire(crypto::SealedTemplate::seal(header, plain.reveal(), m_keys.faceKeys, device.signing));
        out.consent = ConsentId::generate();
        out.createdAt = m_clock.now();
        return change("template", out.id.text(), wire::encode(out));
    }

    // What an administrator, the owner unless told otherwise, signs about a template.
    [[nodiscard]] crypto::SignedRecord approval(const wire::FaceTemplate& face, const std::string& by = {},
                                                const crypto::SigningKey* key = nullptr) const {
        const crypto::FaceApproval said{tenant.text(), face.user.text(), face.id.text(),
                                        crypto::approvalDigest(face.signature), m_clock.now()};
        return said.sign(by.empty() ? adminId.text() : by, key != nullptr ? *key : m_admin.signing);
    }

    // As an image viewer does it.
    [[nodiscard]] Result<SecretBytes> openPicture(const wire::NewEvidence& evidence,
                                                  const Bytes& sealed) const {
        const crypto::BlobPlace place{tenant.text(), evidence.id.text(), "image"};
        const auto key = crypto::openBlobKey(m_keys.imageEvidence, place, evidence.sealedKey);
        return key ? crypto::openBlobPart(*key, place, 0, true, sealed) : propagate(key.error());
    }

    // The private half, which help desks have.
    [[nodiscard]] const crypto::BoxKey& diagnosticsKey() const { return m_keys.diagnosticsEvidence; }

    [[nodiscard]] static wire::Change change(const std::string& kind, const std::string& id,
                                             std::string body) {
        return {kind, id, 1, "upsert", wire::RawJson{std::move(body)}};
    }

    const TenantId tenant = TenantId::generate();
    const UserId adminId = UserId::generate();

private:
    [[nodiscard]] wire::Change signedDocument(const std::string& kind, const std::string& scope,
                                              std::uint64_t version, std::string body,
                                              const crypto::SigningKey* signer) const {
        crypto::SignedPolicy policy{tenant.text(), kind, scope, version, std::move(body), m_clock.now()};
        wire::PolicyDocument document;
        document.kind = kind;
        document.scope = scope;
        document.version = static_cast<long long>(version);
        document.record = policy.sign(adminId.text(), signer != nullptr ? *signer : m_admin.signing).encode();
        return change("policy", kind + '|' + scope, wire::encode(document));
    }

    const Clock& m_clock;
    crypto::TenantKeys m_keys;
    crypto::Identity m_admin;
    crypto::TenantManifest m_manifest;
};

// Stores changes as a sync would after it has verified them.
inline Status store(AgentState& state, const std::vector<wire::Change>& changes) {
    for (const auto& change : changes) {
        const Bytes bytes(change.body->text.begin(), change.body->text.end());
        if (const auto put = state.cache().put(change.kind, change.id, 1, bytes); !put) {
            return put;
        }
    }
    return state.reload();
}

// A PC of a tenant with one user, "taro", whose face is kPerson's; liveness 0 unless told otherwise.
class Desk {
public:
    explicit Desk(bool isDemo = true, std::vector<wire::SettingValue> settings = livenessOff(),
                  const std::string& models = modelsFolder())
        : tenant(clock, isDemo)
        , state(*AgentState::open(folder.path().toStdString(), clock))
        , events(*state, clock)
        , camera(
              [this] {
                  auto source = std::make_unique<testing::PictureSource>();
                  pictures = source.get();
                  return source;
              },
              models, 5000ms)
        , runner(camera, clock)
        , tickets(clock)
        , kept(*state)
        , logon({*state, runner, events, tickets, clock, superuserFile(), &kept}) {
        auto device = tenant.makeDevice();
        static const auto made = templateOf(enrolPictures(kPerson));
        const std::vector<wire::Change> changes{
            tenant.manifest(),   tenant.settings(std::move(settings)),
            tenant.user(user),   tenant.links(user, {{device.id.text(), "taro"}, {device.id.text(), "root"}}),
            tenant.seal(device), tenant.face(user, device, *made)};
        const bool isReady = state->adopt(std::move(device)) && state->setDeviceState("active") &&
                             store(*state, changes) && state->setLastSync(clock.now());
        if (!isReady) {
            qFatal("the desk could not be set up");
        }
    }

    static std::vector<wire::SettingValue> livenessOff() {
        return {{"liveness_logon", "0"}, {"liveness_unlock", "0"}};
    }
    [[nodiscard]] std::string superuserFile() const {
        return (folder.path() + QLatin1String("/superusers")).toStdString();
    }

    // Runs the event loop until the answer is there.
    LogonAnswer attempt(const std::string& account = "taro",
                        domain::Scenario scenario = domain::Scenario::Logon,
                        const std::function<void()>& looked = {}) {
        LogonAnswer answer;
        bool isDone = false;
        logon.begin({scenario, account, "test", {}, false},
                    {.progress = [this](std::string_view s) { states.emplace_back(s); },
                     .looked =
                         [looked](const Look&) {
                             if (looked) {
                                 looked();
                             }
                         },
                     .wantsJpeg = {},
                     .done =
                         [&](const LogonAnswer& given) {
                             answer = given;
                             isDone = true;
                         }});
        if (!QTest::qWaitFor([&] { return isDone; }, 30000)) {
            qFatal("the attempt never ended");
        }
        return answer;
    }

    std::vector<wire::Event> outbox() const {
        std::vector<wire::Event> found;
        const auto waiting = state->cache().pending(1000);
        for (const auto& item : *waiting) {
            found.push_back(*wire::decode<wire::Event>(std::string(item.bytes.begin(), item.bytes.end())));
        }
        return found;
    }

    QTemporaryDir folder;
    testing::ManualClock clock;
    Tenant tenant;
    const UserId user = UserId::generate();
    std::unique_ptr<AgentState> state;
    EventLog events;
    testing::PictureSource* pictures = nullptr;
    FaceCamera camera;
    AttemptRunner runner;
    TicketStore tickets;
    IntruderPictures kept;
    LogonService logon;
    std::vector<std::string> states;
};

} // namespace kaomon::agent::test
