// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace kaomon::crypto {

// Must be called once before anything else of this library (thread-safe, idempotent). ErrorCode::Internal
// when the random generator of the system is unusable.
Status initialise();

// 32 secret bytes in guarded, locked memory (sodium_malloc), wiped when they go. Move-only; copied by clone()
// only.
class SecretKey {
public:
    static constexpr std::size_t kSize = 32;

    SecretKey() = default; // holds nothing
    [[nodiscard]] static SecretKey generate();
    // ErrorCode::ValidationFailed unless exactly 32 bytes.
    [[nodiscard]] static Result<SecretKey> fromBytes(std::span<const std::uint8_t> bytes);

    [[nodiscard]] SecretKey clone() const;
    [[nodiscard]] bool isEmpty() const { return !m_bytes; }
    // Precondition: not empty.
    [[nodiscard]] std::span<const std::uint8_t, kSize> reveal() const;

private:
    struct Free {
        void operator()(std::uint8_t* bytes) const noexcept;
    };
    std::unique_ptr<std::uint8_t[], Free> m_bytes;
};

// Cryptographically secure random bytes.
[[nodiscard]] Bytes randomBytes(std::size_t count);

// Sub-key = BLAKE2b-256 keyed with `key` over (label, id), length-prefixed (decisions: keyed generichash,
// since crypto_kdf takes 64-bit ids only). Labels in use are listed in docs/protocol.md 2.2.
[[nodiscard]] SecretKey deriveKey(const SecretKey& key, std::string_view label, std::string_view id = {});

// BLAKE2b-256.
[[nodiscard]] Bytes hash(std::span<const std::uint8_t> bytes);
[[nodiscard]] Bytes hash(std::string_view text);
// BLAKE2b-128: short ids of keys, contexts and codes.
[[nodiscard]] Bytes shortHash(std::span<const std::uint8_t> bytes);
[[nodiscard]] Bytes shortHash(std::string_view text);
// BLAKE2b-256 keyed with `key` (a MAC).
[[nodiscard]] Bytes mac(const SecretKey& key, std::span<const std::uint8_t> bytes);
[[nodiscard]] bool equalConstantTime(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b);

} // namespace kaomon::crypto
