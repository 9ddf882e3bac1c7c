// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "crypto/secret_key.h"

namespace kaomon::crypto {

// What a ciphertext is bound to. Opening with any other value fails, so a record cannot be moved to another
// user, version, epoch or purpose. Texts are UUIDs or names of docs/protocol.md 2.3; empty where there is
// none.
struct RecordAad {
    std::uint32_t schema = 1;
    std::string tenant;
    std::string user;
    std::string object;
    std::uint64_t version = 0;
    std::uint64_t epoch = 0;
    std::string purpose;
    std::string modelId;
    std::string keyId;

    // Canonical bytes: schema, tenant, user, object, version, epoch, purpose, model id, key id.
    [[nodiscard]] Bytes encode() const;
    // The same without the key id: what a template's signature covers, so that re-wrapping keeps it valid.
    [[nodiscard]] Bytes encodeWithoutKeyId() const;
};

// XChaCha20-Poly1305 with a random 24-byte nonce. Output: format version (1) | algorithm (1 =
// XChaCha20-Poly1305) | key id (16 bytes BLAKE2b-128 of aad.keyId) | nonce | ciphertext and tag.
[[nodiscard]] Bytes seal(const SecretKey& key, const RecordAad& aad, std::span<const std::uint8_t> plaintext);

// ErrorCode::DecryptionFailed for a wrong key, any changed byte, an unknown version or algorithm, or another
// AAD; nothing tells these apart.
[[nodiscard]] Result<SecretBytes> open(const SecretKey& key, const RecordAad& aad,
                                       std::span<const std::uint8_t> sealed);

} // namespace kaomon::crypto
