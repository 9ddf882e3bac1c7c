// SPDX-License-Identifier: GPL-3.0-or-later
// The part of UserSessions that concerns vault keys: sealed to this PC, vouched for, and sealed to the
// tenant's recovery key anew when that was replaced.
#include <algorithm>

#include "agent/user_sessions.h"
#include "base/log.h"
#include "client/user_onboarding.h"
#include "crypto/hierarchy.h"
#include "vault/blind_entry.h"

namespace kaomon::agent {
namespace {

// The recovery key to which this PC has sealed a person's vault key last.
std::string sealedForName(const UserId& user) {
    return "recovery_sealed_for." + user.text();
}

} // namespace

void UserSessions::sealVaultKeyToDevice(Session& session, const crypto::SecretKey& wrap) {
    const std::string device = m_state.device()->id.text();
    const wire::SessionReply& reply = session.reply;
    const bool isSealed = std::ranges::any_of(
        reply.vaultKeys, [&](const auto& key) { return key.kind == "device" && key.target == device; });
    if (isSealed || !reply.identity || reply.user.mustChangePassword) {
        return;
    }
    const auto vaultKey = client::vaultKeyByPassword(reply, wrap);
    if (!vaultKey) {
        return; // none yet
    }
    auto sealed = crypto::sealVaultKey(*vaultKey, m_state.device()->box.publicKey(), reply.tenant.text(),
                                       reply.user.id.text(), device);
    if (!sealed) {
        log::warning("agent.vault_key", {{"code", wireName(sealed.error().code)}});
        return;
    }
    wire::UserKeys keys{reply.user.id, std::nullopt, {{"device", device, std::move(*sealed)}}};
    client::UserService(*session.api).putVaultKeys(keys).then(this, [](const Status& status) {
        if (!status) {
            log::warning("agent.vault_key", {{"code", wireName(status.error().code)}});
        }
    });
}

// So that administrators can set entries for this person that nobody else can open.
void UserSessions::vouchForBlindKey(Session& session, const crypto::SecretKey& wrap) {
    const wire::SessionReply& reply = session.reply;
    const DeviceIdentity& device = *m_state.device();
    const auto vaultKey = client::vaultKeyByPassword(reply, wrap);
    const auto own = m_state.cache().get("device", device.id.text());
    const auto certified = own ? wire::decode<wire::Device>(std::string(own->bytes.begin(), own->bytes.end()))
                               : Result<wire::Device>(propagate(own.error()));
    const auto& manifest = m_state.policies().manifest();
    if (!vaultKey || !certified || !manifest || reply.user.mustChangePassword || reply.user.vaultFrozen) {
        return; // at a later sign-in
    }
    const vault::VaultPlace place{reply.tenant, reply.user.id};
    const crypto::BoxKey key = vault::blindKeyOf(*vaultKey);
    for (const wire::VaultKeyWrap& known : reply.vaultKeys) {
        const auto isSame = known.kind == "blind" ? vault::readBlindKey(known.sealed, place, *manifest)
                                                  : Result<Bytes>(fail(ErrorCode::NotFound));
        if (isSame && *isSame == key.publicKey()) {
            return;
        }
    }
    wire::UserKeys keys{reply.user.id, std::nullopt, {}};
    keys.vaultKeys.push_back({"blind", "",
                              vault::vouchForBlindKey(place, {device.id, device.signing},
                                                      certified->certificate, key.publicKey())});
    client::UserService(*session.api).putVaultKeys(keys).then(this, [](const Status& status) {
        if (!status) {
            log::warning("agent.blind_key", {{"code", wireName(status.error().code)}});
        }
    });
}

void UserSessions::renewRecoveryWrap(uid_t uid, const UserId& user, const crypto::SecretKey& vaultKey) {
    const auto found = find(uid);
    const auto& manifest = m_state.policies().manifest();
    if (!found || !manifest || (*found)->reply.user.id != user) {
        return;
    }
    const wire::SessionReply& reply = (*found)->reply;
    const bool isKept = std::ranges::count(reply.vaultKeys, "recovery", &wire::VaultKeyWrap::kind) > 0;
    const auto sealedFor = m_state.cache().state(sealedForName(user));
    if (!isKept || reply.user.mustChangePassword || reply.user.vaultFrozen ||
        (sealedFor && sealedFor->reveal() == manifest->recoveryPublic)) {
        return;
    }
    auto sealed =
        crypto::sealVaultKey(vaultKey, manifest->recoveryPublic, reply.tenant.text(), user.text(), "rk");
    if (!sealed) {
        log::warning("agent.recovery_wrap", {{"code", wireName(sealed.error().code)}});
        return;
    }
    const wire::UserKeys keys{user, std::nullopt, {{"recovery", "rk", std::move(*sealed)}}};
    client::UserService(*(*found)->api)
        .putVaultKeys(keys)
        .then(this, [this, user, half = manifest->recoveryPublic](const Status& status) {
            const Status kept = status ? m_state.cache().setState(sealedForName(user), half) : status;
            if (!kept) {
                log::warning("agent.recovery_wrap", {{"code", wireName(kept.error().code)}});
            }
        });
}

} // namespace kaomon::agent
