// SPDX-License-Identifier: GPL-3.0-or-later
// The part of AdminKeyring that replaces the tenant's pairs of keys after somebody lost what opened them.
#include <algorithm>

#include "client/admin_keyring.h"
#include "client/tenant_founder.h"

namespace kaomon::client {
namespace {

using domain::KeyPair;

Bytes& publicHalf(crypto::TenantManifest& manifest, KeyPair pair) {
    switch (pair) {
    case KeyPair::ImageEvidence:
        return manifest.imageEvidencePublic;
    case KeyPair::DiagnosticsEvidence:
        return manifest.diagnosticsEvidencePublic;
    case KeyPair::Recovery:
        return manifest.recoveryPublic;
    case KeyPair::Emergency:
        break;
    }
    return manifest.emergencyPublic;
}

// Both the manifest and the server have to know somebody in a role that may open it, and with the same key:
// since a reissue he could not open what is sealed to the manifest's.
std::vector<const crypto::ManifestAdmin*> receiversOf(std::string_view kind,
                                                      const crypto::TenantManifest& manifest,
                                                      const std::vector<wire::KeyHolder>& holders) {
    std::vector<const crypto::ManifestAdmin*> receivers;
    for (const crypto::ManifestAdmin& admin : manifest.admins) {
        const auto holder = std::ranges::find_if(
            holders, [&](const wire::KeyHolder& known) { return known.user.text() == admin.userId; });
        const auto role = holder == holders.end() ? std::nullopt : domain::roleFromWire(holder->role);
        if (role && holder->signPublic == admin.signPublic && domain::mayHoldSeal(*role, kind) &&
            domain::mayHoldSeal(admin.role, kind)) {
            receivers.push_back(&admin);
        }
    }
    return receivers;
}

} // namespace

std::vector<const crypto::SecretKey*> AdminKeyring::sealedKeys(const std::string& kind) const {
    std::vector<const crypto::SecretKey*> keys;
    if (const auto* current = sealedKey(kind)) {
        keys.push_back(current);
    }
    for (const OldKey& old : m_oldKeys) {
        if (old.kind == kind) {
            keys.push_back(&old.key);
        }
    }
    return keys;
}

Status AdminKeyring::addNewPair(KeyPair pair, const crypto::BoxKey& key,
                                const std::vector<wire::KeyHolder>& holders, RenewedKeys& made,
                                const crypto::TenantManifest& next) const {
    std::vector<crypto::SecretKey> parts;
    if (pair == KeyPair::Recovery) {
        auto [ownerPart, adminPart] = crypto::splitKey(key.secret());
        parts.push_back(std::move(ownerPart));
        parts.push_back(std::move(adminPart));
        made.recoveryKey = recoveryKeyText(key);
    } else {
        parts.push_back(key.secret().clone());
    }
    const auto kinds = domain::sealKindsOf(pair);
    const auto* self = next.admin(m_user.text());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string kind(kinds[i]);
        auto receivers = receiversOf(kind, next, holders);
        const bool keepsIt = receivers.empty() || sealedKey(kind) != nullptr;
        if (self != nullptr && keepsIt && std::ranges::count(receivers, self) == 0) {
            receivers.push_back(self);
        }
        const std::string keyId = makeUuid();
        for (const crypto::ManifestAdmin* receiver : receivers) {
            auto seal = sealTo(kind, keyId, parts[i], *receiver);
            if (!seal) {
                return propagate(seal.error());
            }
            made.request.seals.push_back(std::move(*seal));
        }
    }
    return {};
}

Result<RenewedKeys> AdminKeyring::renewKeys(std::span<const KeyPair> pairs,
                                            const crypto::TenantManifest& current,
                                            const std::vector<wire::KeyHolder>& holders,
                                            TimePoint now) const {
    if (pairs.empty()) {
        return fail(ErrorCode::ValidationFailed, "no pair to replace");
    }
    if (!m_root) {
        return fail(ErrorCode::KeyUnavailable, "only an owner holds the tenant's root");
    }
    crypto::TenantManifest next = current;
    RenewedKeys made;
    for (const KeyPair pair : pairs) {
        const auto key = crypto::BoxKey::generate();
        publicHalf(next, pair) = key.publicKey();
        if (const Status added = addNewPair(pair, key, holders, made, next); !added) {
            return propagate(added.error());
        }
    }
    auto document = signManifestAfter(current, std::move(next), now);
    if (!document) {
        return propagate(document.error());
    }
    made.request.manifest = std::move(*document);
    return made;
}

} // namespace kaomon::client
