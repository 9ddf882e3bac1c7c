// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/admin_keyring.h"

#include <algorithm>

#include "client/enrolment_bundle.h"
#include "client/manifest_trust.h"
#include "client/user_onboarding.h"
#include "crypto/face_approval.h"
#include "domain/policy.h"
#include "domain/role.h"
#include "wire/codec.h"

namespace kaomon::client {
namespace {

constexpr std::ptrdiff_t kMostRemovedFaces = 200;

std::map<std::string, std::string> plainValues(const wire::SettingsBody& settings) {
    std::map<std::string, std::string> values;
    for (const wire::SettingValue& setting : settings.settings) {
        values[setting.name] = setting.value;
    }
    return values;
}

} // namespace

Result<std::shared_ptr<const AdminKeyring>> AdminKeyring::open(const KeyringInput& input) {
    auto identity = identityByPassword(input.session, input.wrapKey);
    if (!identity) {
        const bool isAbsent = identity.error().code == ErrorCode::NotFound;
        return fail(isAbsent ? ErrorCode::KeyUnavailable : identity.error().code, identity.error().detail);
    }
    auto manifest = openManifest(input.manifest.record, input.session.tenant.text(),
                                 input.knownRootFingerprint, input.minimumManifestVersion);
    if (!manifest) {
        return propagate(manifest.error());
    }
    return build(input.session.user.id, input.session.tenant, std::move(*identity), std::move(*manifest),
                 input.seals);
}

Result<std::shared_ptr<const AdminKeyring>> AdminKeyring::build(UserId user, TenantId tenant,
                                                                crypto::Identity identity,
                                                                crypto::TenantManifest manifest,
                                                                const wire::KeySealList& seals) {
    const std::shared_ptr<AdminKeyring> keyring(new AdminKeyring());
    keyring->m_user = std::move(user);
    keyring->m_tenant = std::move(tenant);
    keyring->m_identity = std::move(identity);
    keyring->m_manifest = std::move(manifest);
    const auto* admin = keyring->m_manifest.admin(keyring->m_user.text());
    if (admin == nullptr || admin->signPublic != keyring->m_identity.signing.publicKey()) {
        return fail(ErrorCode::KeyUnavailable, "not an administrator of the tenant's manifest");
    }
    for (const wire::KeySeal& seal : seals.items) {
        if (const auto opened = keyring->openSeal(seal); !opened) {
            return propagate(opened.error());
        }
    }
    return keyring;
}

Result<std::shared_ptr<const AdminKeyring>> AdminKeyring::refreshed(const wire::ManifestDocument& document,
                                                                    const wire::KeySealList& seals) const {
    auto manifest = readManifest(document);
    return manifest ? build(m_user, m_tenant, m_identity.clone(), std::move(*manifest), seals)
                    : Result<std::shared_ptr<const AdminKeyring>>(propagate(manifest.error()));
}

Status AdminKeyring::openSeal(const wire::KeySeal& seal) {
    if (seal.receiver != m_user.text()) {
        return {};
    }
    const std::string kind(domain::baseKind(seal.kind)); // an old seal is the same one with another label
    const std::string context = crypto::sealContext(m_tenant.text(), kind, seal.keyId, seal.receiver);
    const auto opened = crypto::openSealed(m_identity.box, context, seal.sealed);
    if (!opened) { // rubbish: as good as not handed over, and no reason to lose the rest
        return {};
    }
    if (seal.kind == "tr") {
        auto root = crypto::SigningKey::fromSeed(opened->reveal());
        if (!root || root->publicKey() != m_manifest.rootPublic) {
            return fail(ErrorCode::SignatureInvalid,
                        "the manifest's root is not the one sealed to this owner");
        }
        m_root = std::move(*root);
        m_rootKeyId = seal.keyId;
        m_rootSealDigest = crypto::hash(seal.sealed);
        return {};
    }
    auto key = crypto::SecretKey::fromBytes(opened->reveal());
    if (!key) {
        return fail(ErrorCode::DecryptionFailed, "a sealed key has the wrong size");
    }
    if (seal.kind == "fk") {
        const auto known = std::ranges::find(m_manifest.faceKeys, seal.keyId, &crypto::ManifestFaceKey::id);
        if (known != m_manifest.faceKeys.end()) {
            m_faceKeys.push_back({seal.keyId, known->group, std::move(*key)});
        }
        return {};
    }
    if (seal.kind != kind || isReplaced(kind, *key)) {
        m_oldKeys.push_back({kind, seal.keyId, std::move(*key)});
        return {};
    }
    m_otherKeys.insert_or_assign(kind, std::move(*key));
    m_otherKeyIds.insert_or_assign(kind, seal.keyId);
    return {};
}

// Which key is today's is the manifest's to say, not the server's. The halves of RK tell nothing alone.
bool AdminKeyring::isReplaced(const std::string& kind, const crypto::SecretKey& key) const {
    const Bytes* half = kind == "ev-image"         ? &m_manifest.imageEvidencePublic
                        : kind == "ev-diagnostics" ? &m_manifest.diagnosticsEvidencePublic
                        : kind == "emergency"      ? &m_manifest.emergencyPublic
                                                   : nullptr;
    const auto pair = crypto::BoxKey::fromSecret(key.reveal());
    return half != nullptr && (!pair || pair->publicKey() != *half);
}

std::string AdminKeyring::rootFingerprint() const {
    return crypto::rootFingerprint(m_manifest.rootPublic);
}

std::string AdminKeyring::defaultGroup() const {
    return m_manifest.faceKeys.empty() ? std::string() : m_manifest.faceKeys.front().group;
}

const crypto::SecretKey* AdminKeyring::sealedKey(const std::string& kind) const {
    const auto found = m_otherKeys.find(kind);
    return found == m_otherKeys.end() ? nullptr : &found->second;
}

Status AdminKeyring::checkMaySign() const {
    if (!domain::maySignPolicy(m_manifest.admin(m_user.text())->role)) {
        return fail(ErrorCode::Forbidden, "this role may not sign");
    }
    return {};
}

Result<wire::PolicyDocument> AdminKeyring::signDocument(const std::string& kind, const std::string& scope,
                                                        long long version, std::string body,
                                                        TimePoint now) const {
    if (const auto checked = checkMaySign(); !checked) {
        return propagate(checked.error());
    }
    if (version < 1) {
        return fail(ErrorCode::ValidationFailed, "versions start at 1", "/version");
    }
    crypto::SignedPolicy policy;
    policy.tenant = m_tenant.text();
    policy.kind = kind;
    policy.scope = scope;
    policy.version = static_cast<std::uint64_t>(version);
    policy.body = std::move(body);
    policy.issuedAt = now;
    return wire::PolicyDocument{kind, scope, version, policy.sign(m_user.text(), m_identity.signing).encode(),
                                0};
}

Result<wire::PolicyDocument> AdminKeyring::signSettings(const std::string& scope, long long version,
                                                        const wire::SettingsBody& settings,
                                                        TimePoint now) const {
    const auto place = domain::SettingPlace::parse(scope);
    if (!place) {
        return fail(ErrorCode::ValidationFailed, "tenant, group, user or device_group", "/scope");
    }
    domain::SettingLayer layer;
    layer.place = *place;
    layer.values = wire::valuesOf(settings);
    if (const auto checked = domain::checkLayer(layer, {}); !checked) {
        return propagate(checked.error());
    }
    // What must fit each other can only be judged with everything above, but for the tenant itself.
    if (const auto policy = domain::Policy::fromDocument(plainValues(settings));
        !policy && *place == domain::SettingPlace{}) {
        return propagate(policy.error());
    }
    return signDocument("policy", scope, version, wire::encode(settings), now);
}

Result<wire::PolicyDocument> AdminKeyring::signAccountLinks(const UserId& user,
                                                            const std::vector<wire::AccountLink>& links,
                                                            long long version, TimePoint now) const {
    return signDocument("account_links", "user:" + user.text(), version,
                        wire::encode(wire::AccountLinksBody{user, links}), now);
}

Result<wire::AccountLinksBody>
AdminKeyring::readLinks(const UserId& user, const std::optional<wire::PolicyDocument>& current) const {
    if (!current) {
        return wire::AccountLinksBody{user, {}};
    }
    const auto document = openDocument(*current);
    if (!document) {
        return propagate(document.error());
    }
    auto body = wire::decode<wire::AccountLinksBody>(document->body);
    if (body && (body->user != user || document->scope != "user:" + user.text())) {
        return fail(ErrorCode::PolicyUnsigned, "the document is of another person");
    }
    return body;
}

Result<wire::PolicyDocument> AdminKeyring::signNextLinks(const UserId& user,
                                                         const std::optional<wire::PolicyDocument>& current,
                                                         const std::vector<wire::AccountLink>& links,
                                                         TimePoint now) const {
    auto body = readLinks(user, current);
    if (!body) {
        return propagate(body.error());
    }
    body->links = links;
    return signDocument("account_links", "user:" + user.text(), (current ? current->version : 0) + 1,
                        wire::encode(*body), now);
}

Result<wire::PolicyDocument> AdminKeyring::signFaceRemoval(const UserId& user,
                                                           const std::optional<wire::PolicyDocument>& current,
                                                           const std::vector<TemplateId>& faces,
                                                           TimePoint now) const {
    auto body = readLinks(user, current);
    if (!body) {
        return propagate(body.error());
    }
    auto& removed = body->removedFaces.emplace(body->removedFaces.value_or(std::vector<TemplateId>()));
    for (const TemplateId& face : faces) {
        if (std::ranges::find(removed, face) == removed.end()) {
            removed.push_back(face);
        }
    }
    if (std::ssize(removed) > kMostRemovedFaces) {
        removed.erase(removed.begin(), removed.end() - kMostRemovedFaces);
    }
    return signDocument("account_links", "user:" + user.text(), (current ? current->version : 0) + 1,
                        wire::encode(*body), now);
}

Result<wire::FaceApproval> AdminKeyring::signFaceApproval(const wire::FaceTemplate& face,
                                                          TimePoint now) const {
    if (const auto allowed = checkMaySign(); !allowed) {
        return propagate(allowed.error());
    }
    if (face.user == m_user) {
        return fail(ErrorCode::Forbidden, "nobody approves his own face");
    }
    const crypto::FaceApproval approval{m_tenant.text(), face.user.text(), face.id.text(),
                                        crypto::approvalDigest(face.signature), now};
    return wire::FaceApproval{approval.sign(m_user.text(), m_identity.signing).encode()};
}

Result<crypto::SignedPolicy> AdminKeyring::openDocument(const wire::PolicyDocument& document) const {
    const auto record = crypto::SignedRecord::decode(document.record);
    if (!record) {
        return propagate(record.error());
    }
    auto policy = crypto::SignedPolicy::verify(*record, m_manifest, 0);
    if (policy && (policy->kind != document.kind || policy->scope != document.scope)) {
        return fail(ErrorCode::PolicyUnsigned, "the document is not what its label says");
    }
    return policy;
}

Result<IssuedEnrolmentCode> AdminKeyring::makeEnrolmentCode(const EnrolmentOrder& order) const {
    if (const auto checked = checkMaySign(); !checked) {
        return propagate(checked.error());
    }
    auto group = GroupId::parse(order.group.empty() ? defaultGroup() : order.group);
    if (!group || order.useCount < 1) {
        return fail(ErrorCode::ValidationFailed, "no such group or no use", group ? "/use_count" : "/group");
    }
    const auto code = crypto::EnrolmentCode::generate();
    // A code whose PCs wait for approval holds nothing that would be worth stealing: a delegate that nobody
    // signed and no face key.
    crypto::EnrolmentSecrets secrets;
    secrets.delegate = crypto::SigningKey::generate();
    if (order.autoApprove) {
        secrets.faceKeys = faceKeysOf(*group);
        if (secrets.faceKeys.empty()) {
            return fail(ErrorCode::KeyUnavailable,
                        "the group's face key is not sealed to this administrator");
        }
        secrets.delegateCertificate =
            signDelegate(code.id(), *group, secrets.delegate.publicKey(), order.useCount, order.notAfter);
    }

    const auto macKey = code.macKey().reveal();
    IssuedEnrolmentCode issued;
    issued.request = {code.id(),
                      Bytes(macKey.begin(), macKey.end()),
                      crypto::sealEnrolmentSecrets(code, m_tenant.text(), secrets),
                      secrets.delegateCertificate,
                      order.label,
                      *group,
                      order.useCount,
                      order.notAfter,
                      order.autoApprove};
    issued.bundle = EnrolmentBundle{order.serverUrl,     m_tenant,           order.tenantName,
                                    code.text().clone(), m_manifest.tlsPins, rootFingerprint()}
                        .encode();
    issued.code = code.text().clone();
    return issued;
}

Result<wire::ManifestDocument> AdminKeyring::signManifest(crypto::TenantManifest next, TimePoint now) const {
    return signManifestAfter(m_manifest, std::move(next), now);
}

Result<wire::ManifestDocument> AdminKeyring::signManifestAfter(const crypto::TenantManifest& current,
                                                               crypto::TenantManifest next,
                                                               TimePoint now) const {
    if (!m_root) {
        return fail(ErrorCode::KeyUnavailable, "only an owner holds the tenant's root");
    }
    next.version = current.version + 1;
    next.tenant = m_tenant.text();
    next.rootPublic = m_root->publicKey();
    next.issuedAt = now;
    return wire::ManifestDocument{next.sign(*m_root).encode(), static_cast<long long>(next.version)};
}

} // namespace kaomon::client
