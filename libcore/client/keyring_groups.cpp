// SPDX-License-Identifier: GPL-3.0-or-later
// The part of AdminKeyring that concerns groups, PCs and their face keys.
#include <algorithm>
#include <chrono>

#include "client/admin_keyring.h"
#include "client/manifest_trust.h"
#include "domain/role.h"
#include "wire/codec.h"

namespace kaomon::client {
namespace {

// How long the delegate of an approval could certify the one PC that it was made for.
constexpr std::chrono::minutes kApprovalLife{10};

} // namespace

Result<wire::PolicyDocument> AdminKeyring::signMemberships(const UserId& user,
                                                           const std::vector<GroupId>& groups,
                                                           long long version, TimePoint now) const {
    return signDocument("group_members", "user:" + user.text(), version,
                        wire::encode(wire::GroupMembersBody{user, groups}), now);
}

std::vector<crypto::FaceKey> AdminKeyring::faceKeysOf(const GroupId& group) const {
    std::vector<crypto::FaceKey> keys;
    for (const crypto::FaceKey& faceKey : m_faceKeys) {
        if (faceKey.group == group.text()) {
            keys.push_back({faceKey.id, faceKey.group, faceKey.key.clone()});
        }
    }
    return keys;
}

Bytes AdminKeyring::signDelegate(const std::string& codeId, const GroupId& group, const Bytes& delegate,
                                 int useCount, TimePoint notAfter) const {
    const crypto::DelegateCertificate certificate{
        m_tenant.text(), codeId, delegate, group.text(), static_cast<std::uint64_t>(useCount), notAfter};
    return certificate.sign(m_user.text(), m_identity.signing).encode();
}

Result<wire::DeviceApproval> AdminKeyring::certifyDevice(const wire::Device& device, const GroupId& group,
                                                         TimePoint now) const {
    if (const auto checked = checkMaySign(); !checked) {
        return propagate(checked.error());
    }
    const auto faceKeys = faceKeysOf(group);
    if (faceKeys.empty()) {
        return fail(ErrorCode::KeyUnavailable, "the group's face key is not sealed to this administrator");
    }
    const auto delegate = crypto::SigningKey::generate();
    const std::string approvalId = makeUuid();
    const crypto::DeviceCertificate certificate{
        m_tenant.text(),
        device.id.text(),
        group.text(),
        device.signPublic,
        device.boxPublic,
        now,
        signDelegate(approvalId, group, delegate.publicKey(), 1, now + kApprovalLife)};
    wire::DeviceApproval approval{group, certificate.sign(approvalId, delegate).encode(), {}};
    for (const crypto::FaceKey& faceKey : faceKeys) {
        auto seal = sealFaceKey(faceKey, device.id.text(), device.boxPublic);
        if (!seal) {
            return propagate(seal.error());
        }
        approval.faceKeySeals.push_back(std::move(*seal));
    }
    return approval;
}

Result<wire::KeySeal> AdminKeyring::sealFaceKey(const crypto::FaceKey& key, const std::string& receiver,
                                                const Bytes& boxPublic) const {
    auto sealed = crypto::sealTo(boxPublic, crypto::sealContext(m_tenant.text(), "fk", key.id, receiver),
                                 key.key.reveal());
    if (!sealed) {
        return propagate(sealed.error());
    }
    return wire::KeySeal{"fk", key.id, receiver, std::move(*sealed)};
}

std::vector<crypto::FaceKey> AdminKeyring::openFaceKeys(const wire::KeySealList& seals,
                                                        const crypto::TenantManifest& manifest) const {
    std::vector<crypto::FaceKey> keys;
    for (const wire::KeySeal& seal : seals.items) {
        const auto known = std::ranges::find(manifest.faceKeys, seal.keyId, &crypto::ManifestFaceKey::id);
        if (seal.kind != "fk" || seal.receiver != m_user.text() || known == manifest.faceKeys.end()) {
            continue;
        }
        const auto opened = crypto::openSealed(
            m_identity.box, crypto::sealContext(m_tenant.text(), "fk", seal.keyId, seal.receiver),
            seal.sealed);
        auto key = opened ? crypto::SecretKey::fromBytes(opened->reveal())
                          : Result<crypto::SecretKey>(propagate(opened.error()));
        if (key) {
            keys.push_back({seal.keyId, known->group, std::move(*key)});
        }
    }
    return keys;
}

Result<crypto::TenantManifest> AdminKeyring::readManifest(const wire::ManifestDocument& document) const {
    return openManifest(document.record, m_tenant.text(), rootFingerprint(), m_manifest.version);
}

} // namespace kaomon::client
