// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/key_pairs.h"

#include <algorithm>
#include <array>

#include <sodium.h>

#include "crypto/bytes_io.h"

namespace kaomon::crypto {
namespace {

constexpr std::size_t kContextSize = 16;

static_assert(crypto_sign_SEEDBYTES == SecretKey::kSize);
static_assert(crypto_box_SECRETKEYBYTES == SecretKey::kSize);

// Ed25519's 64-byte form of the secret, for the length of one call.
struct ExpandedKey {
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret{};
    Bytes publicKey = Bytes(crypto_sign_PUBLICKEYBYTES);

    explicit ExpandedKey(const SecretKey& seed) {
        crypto_sign_seed_keypair(publicKey.data(), secret.data(), seed.reveal().data());
    }
    ~ExpandedKey() { wipe(secret.data(), secret.size()); }
    ExpandedKey(const ExpandedKey&) = delete;
    ExpandedKey& operator=(const ExpandedKey&) = delete;
};

Bytes signedBytes(std::string_view purpose, std::span<const std::uint8_t> message) {
    return BytesWriter().text(purpose).bytes(message).take();
}

} // namespace

SigningKey SigningKey::generate() {
    return std::move(fromSeed(SecretKey::generate().reveal()).value());
}

Result<SigningKey> SigningKey::fromSeed(std::span<const std::uint8_t> seed) {
    auto secret = SecretKey::fromBytes(seed);
    if (!secret) {
        return propagate(secret.error());
    }
    SigningKey key;
    key.m_seed = std::move(*secret);
    key.m_public = ExpandedKey(key.m_seed).publicKey;
    return key;
}

SigningKey SigningKey::clone() const {
    SigningKey copy;
    copy.m_seed = m_seed.clone();
    copy.m_public = m_public;
    return copy;
}

Bytes SigningKey::sign(std::string_view purpose, std::span<const std::uint8_t> message) const {
    const ExpandedKey expanded(m_seed);
    const Bytes input = signedBytes(purpose, message);
    Bytes signature(crypto_sign_BYTES);
    crypto_sign_detached(signature.data(), nullptr, input.data(), input.size(), expanded.secret.data());
    return signature;
}

Status verify(std::span<const std::uint8_t> publicKey, std::string_view purpose,
              std::span<const std::uint8_t> message, std::span<const std::uint8_t> signature) {
    if (publicKey.size() != crypto_sign_PUBLICKEYBYTES || signature.size() != crypto_sign_BYTES) {
        return fail(ErrorCode::SignatureInvalid, "malformed key or signature");
    }
    const Bytes input = signedBytes(purpose, message);
    if (crypto_sign_verify_detached(signature.data(), input.data(), input.size(), publicKey.data()) != 0) {
        return fail(ErrorCode::SignatureInvalid, "signature does not fit");
    }
    return {};
}

BoxKey BoxKey::generate() {
    return std::move(fromSecret(SecretKey::generate().reveal()).value());
}

Result<BoxKey> BoxKey::fromSecret(std::span<const std::uint8_t> secret) {
    auto kept = SecretKey::fromBytes(secret);
    if (!kept) {
        return propagate(kept.error());
    }
    BoxKey key;
    key.m_secret = std::move(*kept);
    key.m_public.resize(crypto_box_PUBLICKEYBYTES);
    crypto_scalarmult_base(key.m_public.data(), key.m_secret.reveal().data());
    return key;
}

BoxKey BoxKey::clone() const {
    BoxKey copy;
    copy.m_secret = m_secret.clone();
    copy.m_public = m_public;
    return copy;
}

Result<Bytes> sealTo(std::span<const std::uint8_t> publicKey, std::string_view context,
                     std::span<const std::uint8_t> plaintext) {
    if (publicKey.size() != crypto_box_PUBLICKEYBYTES) {
        return fail(ErrorCode::ValidationFailed, "a box key has 32 bytes");
    }
    Bytes assembled = shortHash(context);
    assembled.resize(kContextSize + plaintext.size()); // grows before any secret is in it
    std::ranges::copy(plaintext, assembled.begin() + static_cast<std::ptrdiff_t>(kContextSize));
    const SecretBytes message(std::move(assembled));
    Bytes sealed(message.reveal().size() + crypto_box_SEALBYTES);
    if (crypto_box_seal(sealed.data(), message.reveal().data(), message.reveal().size(), publicKey.data()) !=
        0) {
        return fail(ErrorCode::ValidationFailed, "unusable box key");
    }
    return sealed;
}

Result<SecretBytes> openSealed(const BoxKey& key, std::string_view context,
                               std::span<const std::uint8_t> sealed) {
    const Error refused(ErrorCode::DecryptionFailed, "seal cannot be opened");
    if (key.isEmpty() || sealed.size() < crypto_box_SEALBYTES + kContextSize) {
        return propagate(refused);
    }
    Bytes buffer(sealed.size() - crypto_box_SEALBYTES);
    const int result = crypto_box_seal_open(buffer.data(), sealed.data(), sealed.size(),
                                            key.publicKey().data(), key.secret().reveal().data());
    const SecretBytes message(std::move(buffer));
    const std::span<const std::uint8_t> opened(message.reveal());
    if (result != 0 || !equalConstantTime(opened.first(kContextSize), shortHash(context))) {
        return propagate(refused);
    }
    const auto plaintext = opened.subspan(kContextSize);
    return SecretBytes(Bytes(plaintext.begin(), plaintext.end()));
}

} // namespace kaomon::crypto
