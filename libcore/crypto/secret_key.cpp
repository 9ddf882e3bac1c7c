// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/secret_key.h"

#include <algorithm>
#include <cassert>
#include <new>

#include <sodium.h>

#include "crypto/bytes_io.h"

namespace kaomon::crypto {
namespace {

std::uint8_t* allocate() {
    if (!initialise()) {
        throw std::bad_alloc();
    }
    void* memory = sodium_malloc(SecretKey::kSize);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    return static_cast<std::uint8_t*>(memory);
}

Bytes hashOf(std::span<const std::uint8_t> bytes, std::size_t size) {
    Bytes digest(size);
    crypto_generichash(digest.data(), digest.size(), bytes.data(), bytes.size(), nullptr, 0);
    return digest;
}

std::span<const std::uint8_t> asBytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

Status initialise() {
    static const bool kIsReady = sodium_init() >= 0;
    if (!kIsReady) {
        return fail(ErrorCode::Internal, "libsodium cannot start");
    }
    return {};
}

void SecretKey::Free::operator()(std::uint8_t* bytes) const noexcept {
    sodium_free(bytes);
}

SecretKey SecretKey::generate() {
    SecretKey key;
    key.m_bytes.reset(allocate());
    randombytes_buf(key.m_bytes.get(), kSize);
    return key;
}

Result<SecretKey> SecretKey::fromBytes(std::span<const std::uint8_t> bytes) {
    if (bytes.size() != kSize) {
        return fail(ErrorCode::ValidationFailed, "a key has 32 bytes");
    }
    SecretKey key;
    key.m_bytes.reset(allocate());
    std::ranges::copy(bytes, key.m_bytes.get());
    return key;
}

SecretKey SecretKey::clone() const {
    SecretKey copy;
    if (m_bytes) {
        copy.m_bytes.reset(allocate());
        std::copy_n(m_bytes.get(), kSize, copy.m_bytes.get());
    }
    return copy;
}

std::span<const std::uint8_t, SecretKey::kSize> SecretKey::reveal() const {
    assert(m_bytes);
    return std::span<const std::uint8_t, kSize>(m_bytes.get(), kSize);
}

Bytes randomBytes(std::size_t count) {
    if (!initialise()) {
        throw std::bad_alloc();
    }
    Bytes bytes(count);
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

SecretKey deriveKey(const SecretKey& key, std::string_view label, std::string_view id) {
    SecretBytes derived(mac(key, BytesWriter().text(label).text(id).result()));
    return std::move(SecretKey::fromBytes(derived.reveal()).value());
}

Bytes hash(std::span<const std::uint8_t> bytes) {
    return hashOf(bytes, 32);
}

Bytes hash(std::string_view text) {
    return hashOf(asBytes(text), 32);
}

Bytes shortHash(std::span<const std::uint8_t> bytes) {
    return hashOf(bytes, 16);
}

Bytes shortHash(std::string_view text) {
    return hashOf(asBytes(text), 16);
}

Bytes mac(const SecretKey& key, std::span<const std::uint8_t> bytes) {
    const auto secret = key.reveal();
    Bytes tag(32);
    crypto_generichash(tag.data(), tag.size(), bytes.data(), bytes.size(), secret.data(), secret.size());
    return tag;
}

bool equalConstantTime(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace kaomon::crypto
