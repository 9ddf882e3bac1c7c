// SPDX-License-Identifier: GPL-3.0-or-later
// The part of AdminKeyring that concerns other administrators: their keys, and acts that take two of them.
#include <algorithm>

#include "client/admin_handover.h"
#include "client/admin_keyring.h"

namespace kaomon::client {
namespace {

using domain::Role;

// Which of the tenant's keys a role may open; the server removes other seals at a change of role.
bool mayOpen(Role role, std::string_view kind) {
    if (kind == "tr" || kind == "rk-owner") {
        return role == Role::Owner;
    }
    if (kind == "rk-user-admin") {
        return role == Role::UserAdmin;
    }
    if (kind == "ev-image") {
        return role == Role::Owner || role == Role::ImageViewer;
    }
    if (kind == "ev-diagnostics") {
        return role == Role::Owner || role == Role::HelpDesk;
    }
    if (kind == "emergency") {
        return role == Role::Owner || role == Role::UserAdmin || role == Role::HelpDesk;
    }
    return kind == "fk" && domain::maySignPolicy(role);
}

} // namespace

std::string identityFingerprint(const Bytes& signPublic, const Bytes& boxPublic) {
    Bytes both = signPublic;
    both.insert(both.end(), boxPublic.begin(), boxPublic.end());
    return crypto::rootFingerprint(both);
}

bool needsKeys(Role role) {
    return role != Role::Member && role != Role::Auditor;
}

crypto::TenantManifest manifestWith(crypto::TenantManifest manifest, const crypto::ManifestAdmin& admin) {
    std::erase_if(manifest.admins,
                  [&](const crypto::ManifestAdmin& known) { return known.userId == admin.userId; });
    if (needsKeys(admin.role)) {
        manifest.admins.push_back(admin);
    }
    return manifest;
}

Result<wire::KeySeal> AdminKeyring::sealTo(const std::string& kind, const std::string& keyId,
                                           const crypto::SecretKey& key,
                                           const crypto::ManifestAdmin& receiver) const {
    auto sealed = crypto::sealTo(
        receiver.boxPublic, crypto::sealContext(m_tenant.text(), kind, keyId, receiver.userId), key.reveal());
    if (!sealed) {
        return propagate(sealed.error());
    }
    return wire::KeySeal{kind, keyId, receiver.userId, std::move(*sealed)};
}

Result<wire::KeySealList> AdminKeyring::sealKeysFor(const crypto::ManifestAdmin& receiver) const {
    wire::KeySealList seals;
    const auto add = [&](const std::string& kind, const std::string& keyId,
                         const crypto::SecretKey& key) -> Status {
        if (!mayOpen(receiver.role, kind)) {
            return {};
        }
        auto seal = sealTo(kind, keyId, key, receiver);
        if (!seal) {
            return propagate(seal.error());
        }
        seals.items.push_back(std::move(*seal));
        return {};
    };
    Status added;
    if (m_root) {
        added = add("tr", m_rootKeyId, m_root->seed());
    }
    for (const auto& [kind, key] : m_otherKeys) {
        added = added.and_then([&] { return add(kind, m_otherKeyIds.at(kind), key); });
    }
    for (const crypto::FaceKey& faceKey : m_faceKeys) {
        added = added.and_then([&] { return add("fk", faceKey.id, faceKey.key); });
    }
    if (!added) {
        return propagate(added.error());
    }
    return seals;
}

wire::NewTwoPersonAct AdminKeyring::requestAct(const ActOrder& order, TimePoint now) const {
    const crypto::ActStatement statement{
        m_tenant.text(), makeUuid(),   order.kind, order.subject.text(),
        order.digest,    order.reason, now,        now + crypto::kLongestAct};
    return {statement.sign(m_user.text(), m_identity.signing).encode()};
}

Result<crypto::ActStatement> AdminKeyring::readAct(const wire::TwoPersonAct& act,
                                                   const crypto::TenantManifest& manifest) const {
    const auto record = crypto::SignedRecord::decode(act.request);
    if (!record) {
        return propagate(record.error());
    }
    auto statement = crypto::verifyAct(*record, manifest);
    if (statement && (statement->id != act.id || statement->subject != act.subject.text() ||
                      statement->reason != act.reason || record->signer != act.requester.text() ||
                      crypto::toWire(statement->kind) != act.kind)) {
        return fail(ErrorCode::SignatureInvalid, "the act is not what its label says");
    }
    return statement;
}

// RK's other half, for who asked for a recovery.
Result<Bytes> AdminKeyring::recoveryHalf(const wire::TwoPersonAct& act,
                                         const crypto::TenantManifest& manifest) const {
    const auto* requester = manifest.admin(act.requester.text());
    const auto* self = manifest.admin(m_user.text());
    if (requester == nullptr || self == nullptr) {
        return fail(ErrorCode::KeyUnavailable, "one of the two is not in the manifest");
    }
    const std::string kind = self->role == Role::Owner ? "rk-owner" : "rk-user-admin";
    const crypto::SecretKey* half = sealedKey(kind);
    if (half == nullptr) {
        return fail(ErrorCode::KeyUnavailable, "no half of the recovery key is sealed to this administrator");
    }
    auto seal = sealTo(kind, act.id, *half, *requester);
    if (!seal) {
        return propagate(seal.error());
    }
    return std::move(seal->sealed);
}

Result<wire::ActApproval> AdminKeyring::approveAct(const wire::TwoPersonAct& act,
                                                   const crypto::TenantManifest& manifest) const {
    const auto statement = readAct(act, manifest);
    if (!statement) {
        return propagate(statement.error());
    }
    wire::ActApproval approval{statement->sign(m_user.text(), m_identity.signing).encode(), {}};
    if (statement->kind == crypto::ActKind::VaultRecovery) {
        auto half = recoveryHalf(act, manifest);
        if (!half) {
            return propagate(half.error());
        }
        approval.sealedPart = std::move(*half);
    }
    return approval;
}

// RK out of its halves: one of this administrator's role, the other sealed to him by who agreed.
Result<crypto::BoxKey> AdminKeyring::recoveryKey(const wire::TwoPersonAct& act,
                                                 const crypto::TenantManifest& manifest) const {
    const auto* self = manifest.admin(m_user.text());
    const bool isOwner = self != nullptr && self->role == Role::Owner;
    const crypto::SecretKey* own = sealedKey(isOwner ? "rk-owner" : "rk-user-admin");
    const std::string otherKind = isOwner ? "rk-user-admin" : "rk-owner";
    if (own == nullptr) {
        return fail(ErrorCode::KeyUnavailable, "no half of the recovery key is sealed to this administrator");
    }
    const crypto::SecretKey* both = sealedKey(otherKind); // a tenant with a single administrator
    auto other = both != nullptr
                     ? Result<crypto::SecretKey>(both->clone())
                     : Result<crypto::SecretKey>(fail(ErrorCode::KeyUnavailable, "one half only"));
    if (!act.sealedPart.empty()) {
        const auto opened = crypto::openSealed(
            m_identity.box, crypto::sealContext(m_tenant.text(), otherKind, act.id, m_user.text()),
            act.sealedPart);
        other = opened ? crypto::SecretKey::fromBytes(opened->reveal())
                       : Result<crypto::SecretKey>(propagate(opened.error()));
    }
    if (!other) {
        return propagate(other.error());
    }
    auto key = crypto::BoxKey::fromSecret(crypto::joinKey(*own, *other).reveal());
    if (key && key->publicKey() != manifest.recoveryPublic) {
        return fail(ErrorCode::DecryptionFailed, "the halves do not make the recovery key");
    }
    return key;
}

Result<wire::VaultKeyWrap> AdminKeyring::recoverVault(const wire::TwoPersonAct& act,
                                                      const wire::UserKeys& keys,
                                                      const crypto::SecretKey& oneTimeWrap,
                                                      const crypto::TenantManifest& manifest) const {
    const auto statement = readAct(act, manifest);
    if (!statement) {
        return propagate(statement.error());
    }
    if (statement->kind != crypto::ActKind::VaultRecovery || act.requester != m_user ||
        keys.user != act.subject) {
        return fail(ErrorCode::Forbidden, "not a recovery that this administrator asked for");
    }
    const auto wrap = std::ranges::find(keys.vaultKeys, "recovery", &wire::VaultKeyWrap::kind);
    if (wrap == keys.vaultKeys.end()) {
        return fail(ErrorCode::KeyUnavailable, "this person has no vault yet");
    }
    const auto recovery = recoveryKey(act, manifest);
    if (!recovery) {
        return propagate(recovery.error());
    }
    const std::string& subject = act.subject.text();
    const auto vaultKey = crypto::openVaultKey(wrap->sealed, *recovery, m_tenant.text(), subject, "rk");
    if (!vaultKey) {
        return propagate(vaultKey.error());
    }
    return wire::VaultKeyWrap{
        "password", "", crypto::wrapVaultKeyByPassword(*vaultKey, oneTimeWrap, m_tenant.text(), subject)};
}

} // namespace kaomon::client
