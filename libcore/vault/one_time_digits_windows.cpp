// SPDX-License-Identifier: GPL-3.0-or-later
// liboath is not to be had for Windows: the HMAC is that of Windows (CNG), what RFC 4226 and RFC 6238 make of
// it is here.
#include <array>
#include <memory>
#include <string>

#include <windows.h>

#include <bcrypt.h>

#include "vault/one_time_digits_impl.h"

namespace kaomon::vault::detail {
namespace {

constexpr std::size_t kLongestHash = 64;
constexpr std::array<std::uint32_t, kMostOneTimeDigits + 1> kPowers{
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};

struct CloseAlgorithm {
    void operator()(void* algorithm) const { ::BCryptCloseAlgorithmProvider(algorithm, 0); }
};
struct DestroyHash {
    void operator()(void* hash) const { ::BCryptDestroyHash(hash); }
};

LPCWSTR nameOf(OneTimeHash hash) {
    switch (hash) {
    case OneTimeHash::Sha256:
        return BCRYPT_SHA256_ALGORITHM;
    case OneTimeHash::Sha512:
        return BCRYPT_SHA512_ALGORITHM;
    case OneTimeHash::Sha1:
        break;
    }
    return BCRYPT_SHA1_ALGORITHM;
}

std::size_t sizeOf(OneTimeHash hash) {
    return hash == OneTimeHash::Sha1 ? 20 : hash == OneTimeHash::Sha256 ? 32 : 64;
}

// False when Windows refuses.
bool hmac(const OneTimeSeed& seed, std::array<std::uint8_t, 8> message,
          std::array<std::uint8_t, kLongestHash>& out) {
    BCRYPT_ALG_HANDLE opened = nullptr;
    if (::BCryptOpenAlgorithmProvider(&opened, nameOf(seed.hash), nullptr, BCRYPT_ALG_HANDLE_HMAC_FLAG) < 0) {
        return false;
    }
    const std::unique_ptr<void, CloseAlgorithm> algorithm(opened);
    const auto& key = seed.secret.reveal();
    BCRYPT_HASH_HANDLE made = nullptr;
    if (::BCryptCreateHash(opened, &made, nullptr, 0, const_cast<PUCHAR>(key.data()),
                           static_cast<ULONG>(key.size()), 0) < 0) {
        return false;
    }
    const std::unique_ptr<void, DestroyHash> hash(made);
    return ::BCryptHashData(made, message.data(), static_cast<ULONG>(message.size()), 0) >= 0 &&
           ::BCryptFinishHash(made, out.data(), static_cast<ULONG>(sizeOf(seed.hash)), 0) >= 0;
}

} // namespace

SecretString oneTimeDigits(const OneTimeSeed& seed, TimePoint at) {
    auto counter = static_cast<std::uint64_t>(toEpochMicros(at) / 1'000'000 / seed.period.count());
    std::array<std::uint8_t, 8> message{};
    for (std::size_t i = message.size(); i-- > 0; counter >>= 8) {
        message[i] = static_cast<std::uint8_t>(counter & 0xFF);
    }
    std::array<std::uint8_t, kLongestHash> digest{};
    if (!hmac(seed, message, digest)) {
        return {};
    }
    // RFC 4226, 5.3: four bytes from where the last one points, without the sign.
    const std::size_t offset = digest[sizeOf(seed.hash) - 1] & 0x0FU;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        number = (number << 8) | digest[offset + i];
    }
    const auto digits = static_cast<std::size_t>(seed.digits);
    number = (number & 0x7FFFFFFF) % kPowers[digits];
    std::string text(digits, '0');
    for (std::size_t i = digits; i-- > 0; number /= 10) {
        text[i] = static_cast<char>('0' + number % 10);
    }
    wipe(digest.data(), digest.size());
    return SecretString(std::move(text));
}

} // namespace kaomon::vault::detail
