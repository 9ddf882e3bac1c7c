// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/id.h"
#include "base/result.h"
#include "crypto/hierarchy.h"
#include "wire/keys.h"
#include "wire/session.h"

namespace kaomon::client {

struct OnboardingInput {
    TenantId tenant;
    UserId user;
    Bytes currentAuth;         // `auth` half of the password that is replaced
    wire::PasswordRecord next; // the new password, see prepareNewPassword()
    const crypto::SecretKey& newWrapKey;
    // The person's keys when they are known: unwrapped with the old wrap key, the vault key also from this
    // PC's seal. What is absent is made anew.
    const crypto::Identity* identity = nullptr;
    const crypto::SecretKey* vaultKey = nullptr;
    std::string deviceId; // this PC, in whose name the vault key is sealed; empty on a console
    Bytes deviceBoxPublic;
    Bytes recoveryPublic; // RK of the manifest
    // After a reissue the server keeps the old wraps and takes no others: none are made.
    bool isVaultFrozen = false;
};

struct Onboarded {
    wire::PasswordChange change; // for SessionService::changePassword()
    crypto::Identity identity;
    crypto::SecretKey vaultKey;
};

// What a password change needs besides the password: the person's identity and vault key wrapped with the new
// key, the vault key sealed to this PC and to the recovery key. Fast, any thread. ErrorCode::ValidationFailed
// for a malformed public key.
[[nodiscard]] Result<Onboarded> prepareOnboarding(const OnboardingInput& input);

// Another password for somebody whose keys are open: identity and vault key are wrapped anew, every other
// wrap and seal stays as it is. ErrorCode::NotFound before the first password change, DecryptionFailed.
[[nodiscard]] Result<wire::PasswordChange> prepareOwnPasswordChange(const wire::SessionReply& session,
                                                                    const crypto::PasswordKeys& current,
                                                                    const wire::PasswordRecord& next,
                                                                    const crypto::SecretKey& newWrapKey);

// The vault key out of a sign-in, opened with the wrap key. ErrorCode::NotFound, DecryptionFailed.
[[nodiscard]] Result<crypto::SecretKey> vaultKeyByPassword(const wire::SessionReply& session,
                                                           const crypto::SecretKey& wrapKey);
// ErrorCode::NotFound before the first password change, DecryptionFailed.
[[nodiscard]] Result<crypto::Identity> identityByPassword(const wire::SessionReply& session,
                                                          const crypto::SecretKey& wrapKey);

} // namespace kaomon::client
