// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "crypto/key_pairs.h"
#include "crypto/trust.h"
#include "vault/sealed_vault.h"
#include "wire/vault.h"

namespace kaomon::vault {

// What an administrator puts into an entry that its person can use and not see.
struct BlindSecret {
    std::string userName;
    SecretString secret;
    SecretString totp; // a seed as of one_time_code.h, or empty
};

// The pair that such entries of a person are sealed to: made of his vault key, so that each PC that has seen
// his face has it, and nobody else.
[[nodiscard]] crypto::BoxKey blindKeyOf(const crypto::SecretKey& vaultKey);

// The public half as a PC vouches for it, with the PC's own certificate: encoded SignedRecord, purpose
// `blind-key`. So an administrator seals to no key that only the server knows of.
[[nodiscard]] Bytes vouchForBlindKey(const VaultPlace& place, const VaultWriter& writer,
                                     std::span<const std::uint8_t> certificate,
                                     std::span<const std::uint8_t> boxPublic);
// The public half, where the chain to the tenant's root holds. ErrorCode::SignatureInvalid.
[[nodiscard]] Result<Bytes> readBlindKey(std::span<const std::uint8_t> record, const VaultPlace& place,
                                         const crypto::TenantManifest& manifest);

// Filled up to a multiple of 256 bytes and bound to tenant, person and entry. ErrorCode::ValidationFailed for
// a malformed key, or a secret that no entry may have.
[[nodiscard]] Result<Bytes> sealBlind(std::span<const std::uint8_t> boxPublic, const VaultPlace& place,
                                      const VaultItemId& id, const BlindSecret& secret);
// ErrorCode::DecryptionFailed, ValidationFailed.
[[nodiscard]] Result<BlindSecret> openBlind(const crypto::BoxKey& key, const VaultPlace& place,
                                            const VaultItemId& id, std::span<const std::uint8_t> sealed);

} // namespace kaomon::vault
