// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/user_onboarding.h"

#include <algorithm>

namespace kaomon::client {
namespace {

constexpr const char* kRecoveryTarget = "rk";

Result<std::vector<wire::VaultKeyWrap>> wrapsOf(const OnboardingInput& input,
                                                const crypto::SecretKey& vaultKey) {
    const std::string& tenant = input.tenant.text();
    const std::string& user = input.user.text();
    std::vector<wire::VaultKeyWrap> wraps;
    wraps.push_back(
        {"password", "", crypto::wrapVaultKeyByPassword(vaultKey, input.newWrapKey, tenant, user)});
    if (!input.deviceId.empty()) {
        auto sealed = crypto::sealVaultKey(vaultKey, input.deviceBoxPublic, tenant, user, input.deviceId);
        if (!sealed) {
            return propagate(sealed.error());
        }
        wraps.push_back({"device", input.deviceId, std::move(*sealed)});
    }
    auto sealed = crypto::sealVaultKey(vaultKey, input.recoveryPublic, tenant, user, kRecoveryTarget);
    if (!sealed) {
        return propagate(sealed.error());
    }
    wraps.push_back({"recovery", kRecoveryTarget, std::move(*sealed)});
    return wraps;
}

} // namespace

Result<Onboarded> prepareOnboarding(const OnboardingInput& input) {
    Onboarded done;
    done.identity = input.identity != nullptr ? input.identity->clone() : crypto::Identity::generate();
    done.vaultKey = input.vaultKey != nullptr ? input.vaultKey->clone() : crypto::SecretKey::generate();
    auto wraps =
        input.isVaultFrozen ? Result<std::vector<wire::VaultKeyWrap>>() : wrapsOf(input, done.vaultKey);
    if (!wraps) {
        return propagate(wraps.error());
    }
    done.change.currentAuth = input.currentAuth;
    done.change.next = input.next;
    done.change.identity = {done.identity.signing.publicKey(), done.identity.box.publicKey(),
                            done.identity.wrap(input.newWrapKey, input.tenant.text(), input.user.text())};
    done.change.vaultKeys = std::move(*wraps);
    return done;
}

Result<wire::PasswordChange> prepareOwnPasswordChange(const wire::SessionReply& session,
                                                      const crypto::PasswordKeys& current,
                                                      const wire::PasswordRecord& next,
                                                      const crypto::SecretKey& newWrapKey) {
    const auto identity = identityByPassword(session, current.wrap);
    if (!identity) {
        return propagate(identity.error());
    }
    const std::string& tenant = session.tenant.text();
    const std::string& user = session.user.id.text();
    const auto auth = current.auth.reveal();
    wire::PasswordChange change{.currentAuth = {auth.begin(), auth.end()},
                                .next = next,
                                .identity = {identity->signing.publicKey(), identity->box.publicKey(),
                                             identity->wrap(newWrapKey, tenant, user)},
                                .vaultKeys = {}};
    if (session.user.vaultFrozen) {
        return change;
    }
    const auto vaultKey = vaultKeyByPassword(session, current.wrap);
    if (vaultKey) {
        change.vaultKeys.push_back(
            {"password", "", crypto::wrapVaultKeyByPassword(*vaultKey, newWrapKey, tenant, user)});
    } else if (vaultKey.error().code != ErrorCode::NotFound) {
        return propagate(vaultKey.error());
    }
    return change;
}

Result<crypto::SecretKey> vaultKeyByPassword(const wire::SessionReply& session,
                                             const crypto::SecretKey& wrapKey) {
    const auto wrap = std::ranges::find(session.vaultKeys, "password", &wire::VaultKeyWrap::kind);
    if (wrap == session.vaultKeys.end()) {
        return fail(ErrorCode::NotFound, "no vault key under the password");
    }
    return crypto::unwrapVaultKeyByPassword(wrap->sealed, wrapKey, session.tenant.text(),
                                            session.user.id.text());
}

Result<crypto::Identity> identityByPassword(const wire::SessionReply& session,
                                            const crypto::SecretKey& wrapKey) {
    if (!session.identity) {
        return fail(ErrorCode::NotFound, "no identity before the first password change");
    }
    auto identity = crypto::Identity::unwrap(wrapKey, session.tenant.text(), session.user.id.text(),
                                             session.identity->wrapped);
    if (identity && (identity->signing.publicKey() != session.identity->signPublic ||
                     identity->box.publicKey() != session.identity->boxPublic)) {
        return fail(ErrorCode::DecryptionFailed, "the identity does not fit its public keys");
    }
    return identity;
}

} // namespace kaomon::client
