// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/password.h"

#include <array>
#include <cstring>

#include <sodium.h>

#include "base/base64.h"

namespace kaomon::crypto {
namespace {

constexpr std::size_t kSaltSize = crypto_pwhash_SALTBYTES;
constexpr std::uint32_t kMinimumIterations = 3;
constexpr std::uint32_t kMaximumIterations = 10;
constexpr std::uint32_t kMinimumMemoryKiB = 64 * 1024;
constexpr std::uint32_t kMaximumMemoryKiB = 1024 * 1024;

constexpr unsigned long long kVerifierIterations = 2;
constexpr std::size_t kVerifierMemory = std::size_t{64} * 1024 * 1024;

constexpr std::size_t kOneTimePasswordSize = 10; // 16 base32 characters
constexpr std::size_t kBootstrapCodeSize = 20;   // 32 base32 characters

// The random bytes as base32 in groups of four.
SecretString makeCode(std::size_t size) {
    const SecretBytes random(randomBytes(size));
    const SecretString plain(toBase32(random.reveal()));
    std::string grouped;
    grouped.reserve(plain.reveal().size() * 5 / 4 + 1);
    for (std::size_t i = 0; i < plain.reveal().size(); ++i) {
        if (i > 0 && i % 4 == 0) {
            grouped += '-';
        }
        grouped += plain.reveal()[i];
    }
    return SecretString(std::move(grouped));
}

constexpr std::string_view kOneTimePrefix = "$one-time$";

std::span<const std::uint8_t> bytesOf(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// So that nobody learns from the clock who waits for his first sign-in.
void wasteVerifierTime(std::span<const std::uint8_t> auth) {
    const std::array<std::uint8_t, crypto_pwhash_SALTBYTES> salt{};
    std::array<std::uint8_t, SecretKey::kSize> result{};
    [[maybe_unused]] const int ignored =
        crypto_pwhash(result.data(), result.size(), reinterpret_cast<const char*>(auth.data()), auth.size(),
                      salt.data(), kVerifierIterations, kVerifierMemory, crypto_pwhash_ALG_ARGON2ID13);
}

} // namespace

PasswordParameters PasswordParameters::generate() {
    PasswordParameters parameters;
    parameters.salt = randomBytes(kSaltSize);
    return parameters;
}

Status PasswordParameters::check() const {
    if (salt.size() != kSaltSize || iterations < kMinimumIterations || memoryKiB < kMinimumMemoryKiB) {
        return fail(ErrorCode::WeakParameters, "password parameters are weaker than this version accepts");
    }
    if (iterations > kMaximumIterations || memoryKiB > kMaximumMemoryKiB) {
        return fail(ErrorCode::WeakParameters, "password parameters cost more than this version accepts");
    }
    return {};
}

Result<PasswordKeys> splitPassword(const SecretString& password, const PasswordParameters& parameters) {
    if (const auto checked = parameters.check(); !checked) {
        return propagate(checked.error());
    }
    if (const auto ready = initialise(); !ready) {
        return propagate(ready.error());
    }
    std::array<std::uint8_t, SecretKey::kSize> stretched{};
    const int result =
        crypto_pwhash(stretched.data(), stretched.size(), password.reveal().data(), password.reveal().size(),
                      parameters.salt.data(), parameters.iterations,
                      static_cast<std::size_t>(parameters.memoryKiB) * 1024, crypto_pwhash_ALG_ARGON2ID13);
    auto master = SecretKey::fromBytes(stretched);
    wipe(stretched.data(), stretched.size());
    if (result != 0 || !master) {
        return fail(ErrorCode::Unavailable, "not enough memory for the password function");
    }
    return PasswordKeys{deriveKey(*master, "auth"), deriveKey(*master, "wrap")};
}

Result<std::string> makeVerifier(const SecretKey& pepper, std::span<const std::uint8_t> auth) {
    const SecretBytes peppered(mac(pepper, auth));
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str(text.data(), reinterpret_cast<const char*>(peppered.reveal().data()),
                          peppered.reveal().size(), kVerifierIterations, kVerifierMemory) != 0) {
        return fail(ErrorCode::Unavailable, "not enough memory for the password function");
    }
    return std::string(text.data());
}

std::string makeOneTimeVerifier(const SecretKey& pepper, std::span<const std::uint8_t> auth) {
    const SecretBytes tag(mac(deriveKey(pepper, "one-time"), auth));
    return std::string(kOneTimePrefix) + toBase64Url(tag.reveal());
}

bool checkVerifier(const SecretKey& pepper, std::span<const std::uint8_t> auth, const std::string& verifier) {
    if (verifier.starts_with(kOneTimePrefix)) {
        const std::string right = makeOneTimeVerifier(pepper, auth);
        wasteVerifierTime(auth);
        return equalConstantTime(bytesOf(right), bytesOf(verifier));
    }
    if (verifier.size() >= crypto_pwhash_STRBYTES) {
        return false;
    }
    std::array<char, crypto_pwhash_STRBYTES> text{};
    std::memcpy(text.data(), verifier.data(), verifier.size());
    const SecretBytes peppered(mac(pepper, auth));
    return crypto_pwhash_str_verify(text.data(), reinterpret_cast<const char*>(peppered.reveal().data()),
                                    peppered.reveal().size()) == 0;
}

SecretString makeOneTimePassword() {
    return makeCode(kOneTimePasswordSize);
}

SecretString makeBootstrapCode() {
    return makeCode(kBootstrapCodeSize);
}

SecretString normaliseCode(std::string_view typed) {
    std::string plain;
    plain.reserve(typed.size());
    for (const char c : typed) {
        if (c != ' ' && c != '-') {
            plain += (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    return SecretString(std::move(plain));
}

} // namespace kaomon::crypto
