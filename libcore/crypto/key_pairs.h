// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "crypto/secret_key.h"

namespace kaomon::crypto {

// Ed25519. The secret part is the 32-byte seed.
class SigningKey {
public:
    SigningKey() = default;
    [[nodiscard]] static SigningKey generate();
    [[nodiscard]] static Result<SigningKey> fromSeed(std::span<const std::uint8_t> seed);

    [[nodiscard]] bool isEmpty() const { return m_seed.isEmpty(); }
    [[nodiscard]] const Bytes& publicKey() const { return m_public; }
    [[nodiscard]] const SecretKey& seed() const { return m_seed; }
    [[nodiscard]] SigningKey clone() const;
    // Signs `purpose` (a name of docs/protocol.md 2.4) and `message` together, so that no signature serves
    // twice.
    [[nodiscard]] Bytes sign(std::string_view purpose, std::span<const std::uint8_t> message) const;

private:
    SecretKey m_seed;
    Bytes m_public;
};

// ErrorCode::SignatureInvalid for a wrong key, purpose, message or a malformed key or signature.
[[nodiscard]] Status verify(std::span<const std::uint8_t> publicKey, std::string_view purpose,
                            std::span<const std::uint8_t> message, std::span<const std::uint8_t> signature);

// X25519 for sealed boxes.
class BoxKey {
public:
    BoxKey() = default;
    [[nodiscard]] static BoxKey generate();
    [[nodiscard]] static Result<BoxKey> fromSecret(std::span<const std::uint8_t> secret);

    [[nodiscard]] bool isEmpty() const { return m_secret.isEmpty(); }
    [[nodiscard]] const Bytes& publicKey() const { return m_public; }
    [[nodiscard]] const SecretKey& secret() const { return m_secret; }
    [[nodiscard]] BoxKey clone() const;

private:
    SecretKey m_secret;
    Bytes m_public;
};

// Anonymous sealed box (crypto_box_seal) whose plaintext starts with the 16-byte hash of `context`, so that a
// seal made for one place cannot be opened in another. ErrorCode::ValidationFailed for a malformed public
// key.
[[nodiscard]] Result<Bytes> sealTo(std::span<const std::uint8_t> publicKey, std::string_view context,
                                   std::span<const std::uint8_t> plaintext);
// ErrorCode::DecryptionFailed for a wrong key, another context or any changed byte.
[[nodiscard]] Result<SecretBytes> openSealed(const BoxKey& key, std::string_view context,
                                             std::span<const std::uint8_t> sealed);

} // namespace kaomon::crypto
