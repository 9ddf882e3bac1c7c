// SPDX-License-Identifier: GPL-3.0-or-later
// The part of AdminKeyring that concerns other administrators: their keys, and acts that take two of them.
#include <algorithm>

#include "client/admin_handover.h"
#include "client/admin_keyring.h"
#include "crypto/root_statement.h"

namespace kaomon::client {
namespace {

using domain::Role;

// As many halves of RK as one part of an agreement takes.
constexpr std::size_t kMostHalves = 24;
constexpr std::size_t kHalfSize = 32;

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

bool haveSamePairs(const crypto::TenantManifest& a, const crypto::TenantManifest& b) {
    return a.imageEvidencePublic == b.imageEvidencePublic &&
           a.diagnosticsEvidencePublic == b.diagnosticsEvidencePublic &&
           a.recoveryPublic == b.recoveryPublic && a.emergencyPublic == b.emergencyPublic;
}

Result<wire::RootConfirmation> AdminKeyring::confirmRoot() const {
    if (!m_root) {
        return fail(ErrorCode::KeyUnavailable, "the root is not sealed to this administrator");
    }
    const crypto::RootStatement statement{m_tenant.text(), m_user.text(), m_rootKeyId, m_rootSealDigest};
    return wire::RootConfirmation{m_rootKeyId, statement.sign(*m_root)};
}

Result<wire::KeySeal> AdminKeyring::sealTo(const std::string& kind, const std::string& keyId,
                                           const crypto::SecretKey& key,
                                           const crypto::ManifestAdmin& receiver) const {
    const std::string context =
        crypto::sealContext(m_tenant.text(), std::string(domain::baseKind(kind)), keyId, receiver.userId);
    auto sealed = crypto::sealTo(receiver.boxPublic, context, key.reveal());
    if (!sealed) {
        return propagate(sealed.error());
    }
    return wire::KeySeal{kind, keyId, receiver.userId, std::move(*sealed)};
}

Result<wire::KeySealList> AdminKeyring::sealKeysFor(const crypto::ManifestAdmin& receiver) const {
    wire::KeySealList seals;
    const auto add = [&](const std::string& kind, const std::string& keyId,
                         const crypto::SecretKey& key) -> Status {
        if (!domain::mayHoldSeal(receiver.role, kind)) {
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
    for (const OldKey& old : m_oldKeys) {
        added = added.and_then([&] { return add(domain::oldKind(old.kind), old.id, old.key); });
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
    const auto halves = sealedKeys(kind);
    if (halves.empty() || sealedKey(kind) == nullptr) {
        return fail(ErrorCode::KeyUnavailable, "no half of the recovery key is sealed to this administrator");
    }
    // The old ones too: a vault whose person was not there since is still under one of them.
    Bytes all;
    for (std::size_t i = 0; i < std::min(halves.size(), kMostHalves); ++i) {
        all.insert(all.end(), halves[i]->reveal().begin(), halves[i]->reveal().end());
    }
    const SecretBytes together(std::move(all));
    return crypto::sealTo(requester->boxPublic,
                          crypto::sealContext(m_tenant.text(), kind, act.id, requester->userId),
                          together.reveal());
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
Result<std::vector<crypto::BoxKey>> AdminKeyring::recoveryKeys(const wire::TwoPersonAct& act,
                                                               const crypto::TenantManifest& manifest) const {
    const auto* self = manifest.admin(m_user.text());
    const bool isOwner = self != nullptr && self->role == Role::Owner;
    const auto own = sealedKeys(isOwner ? "rk-owner" : "rk-user-admin");
    const std::string otherKind = isOwner ? "rk-user-admin" : "rk-owner";
    if (own.empty()) {
        return fail(ErrorCode::KeyUnavailable, "no half of the recovery key is sealed to this administrator");
    }
    std::vector<crypto::SecretKey> others;
    for (const crypto::SecretKey* both : sealedKeys(otherKind)) { // a tenant with a single administrator
        others.push_back(both->clone());
    }
    if (!act.sealedPart.empty()) {
        const auto opened = crypto::openSealed(
            m_identity.box, crypto::sealContext(m_tenant.text(), otherKind, act.id, m_user.text()),
            act.sealedPart);
        if (!opened) {
            return propagate(opened.error());
        }
        const std::span<const std::uint8_t> halves = opened->reveal();
        for (std::size_t at = 0; at + kHalfSize <= halves.size() && others.size() < 2 * kMostHalves;
             at += kHalfSize) {
            others.push_back(crypto::SecretKey::fromBytes(halves.subspan(at, kHalfSize)).value());
        }
    }
    if (others.empty()) {
        return fail(ErrorCode::KeyUnavailable, "one half only");
    }
    std::vector<crypto::BoxKey> keys;
    for (const crypto::SecretKey* half : own) {
        for (const crypto::SecretKey& other : others) {
            if (auto key = crypto::BoxKey::fromSecret(crypto::joinKey(*half, other).reveal())) {
                keys.push_back(std::move(*key));
            }
        }
    }
    std::ranges::stable_partition(
        keys, [&](const crypto::BoxKey& key) { return key.publicKey() == manifest.recoveryPublic; });
    return keys;
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
    const auto recovery = recoveryKeys(act, manifest);
    if (!recovery) {
        return propagate(recovery.error());
    }
    const std::string& subject = act.subject.text();
    for (const crypto::BoxKey& key : *recovery) { // halves that do not belong together open nothing
        if (const auto vaultKey = crypto::openVaultKey(wrap->sealed, key, m_tenant.text(), subject, "rk")) {
            return wire::VaultKeyWrap{
                "password", "",
                crypto::wrapVaultKeyByPassword(*vaultKey, oneTimeWrap, m_tenant.text(), subject)};
        }
    }
    return fail(ErrorCode::DecryptionFailed, "the halves do not make the recovery key");
}

} // namespace kaomon::client
