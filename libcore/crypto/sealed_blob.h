// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "crypto/key_pairs.h"
#include "crypto/secret_key.h"

namespace kaomon::crypto {

// Pictures of intruders and diagnostics: a PC seals them to a public key of the manifest (decisions: EV is
// two pairs), and only who holds the private half opens them. The bytes are encrypted in parts under a key of
// their own, so that a bundle of any size needs memory for one part; each part knows its place and whether
// it is the last, so that parts cannot be moved, repeated or left out. Pure functions; any thread.

// What a blob is bound to.
struct BlobPlace {
    std::string tenant;
    std::string blob;
    std::string kind; // image or diagnostics
};

struct BlobKey {
    SecretKey key;
    Bytes sealed; // of the key, to the receiver
};

// A sealed part is at most this long, which the server takes; of the plaintext goes less into one.
inline constexpr std::size_t kSealedPart = 1024 * 1024;
inline constexpr std::size_t kPlainPart = kSealedPart - 58;

// ErrorCode::ValidationFailed for a malformed public key.
[[nodiscard]] Result<BlobKey> makeBlobKey(std::span<const std::uint8_t> receiverPublic,
                                          const BlobPlace& place);
// ErrorCode::DecryptionFailed.
[[nodiscard]] Result<SecretKey> openBlobKey(const BoxKey& receiver, const BlobPlace& place,
                                            std::span<const std::uint8_t> sealed);

// Precondition: at most kPlainPart bytes.
[[nodiscard]] Bytes sealBlobPart(const SecretKey& key, const BlobPlace& place, int part, bool isLast,
                                 std::span<const std::uint8_t> plaintext);
// ErrorCode::DecryptionFailed.
[[nodiscard]] Result<SecretBytes> openBlobPart(const SecretKey& key, const BlobPlace& place, int part,
                                               bool isLast, std::span<const std::uint8_t> sealed);

// Which of several keys it was sealed to: the first 16 hex digits of the hash of the public key.
[[nodiscard]] std::string blobKeyId(std::span<const std::uint8_t> receiverPublic);

} // namespace kaomon::crypto
