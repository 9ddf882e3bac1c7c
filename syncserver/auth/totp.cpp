// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/totp.h"

#include <algorithm>
#include <array>

#include <liboath/oath.h>

#include "base/base64.h"
#include "crypto/secret_key.h"

namespace kaomon::auth {
namespace {

constexpr std::size_t kSecretSize = 20;
constexpr unsigned kDigits = 6;
constexpr long long kStepSeconds = 30;
constexpr int kNeighbours = 1;

long long stepOf(TimePoint at) {
    return toEpochMicros(at) / 1'000'000 / kStepSeconds;
}

std::string codeOfStep(const SecretBytes& secret, long long step) {
    std::array<char, kDigits + 1> digits{};
    const int result = oath_totp_generate(reinterpret_cast<const char*>(secret.reveal().data()),
                                          secret.reveal().size(), static_cast<time_t>(step * kStepSeconds),
                                          static_cast<unsigned>(kStepSeconds), 0, kDigits, digits.data());
    return result == OATH_OK ? std::string(digits.data()) : std::string();
}

std::string escaped(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                             c == '-' || c == '.' || c == '_' || c == '~';
        if (isPlain) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kHex[byte >> 4];
            out += kHex[byte & 0x0F];
        }
    }
    return out;
}

std::span<const std::uint8_t> bytesOf(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

SecretBytes makeTotpSecret() {
    return SecretBytes(crypto::randomBytes(kSecretSize));
}

std::string totpCode(const SecretBytes& secret, TimePoint at) {
    return codeOfStep(secret, stepOf(at));
}

std::optional<long long> totpStep(const SecretBytes& secret, std::string_view code, TimePoint now) {
    if (code.size() != kDigits || !std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; })) {
        return std::nullopt;
    }
    std::optional<long long> found;
    for (long long step = stepOf(now) - kNeighbours; step <= stepOf(now) + kNeighbours; ++step) {
        const std::string expected = codeOfStep(secret, step);
        if (expected.size() == kDigits && crypto::equalConstantTime(bytesOf(expected), bytesOf(code))) {
            found = step;
        }
    }
    return found;
}

SecretString totpUri(const SecretBytes& secret, std::string_view issuer, std::string_view account) {
    return SecretString("otpauth://totp/" + escaped(issuer) + ":" + escaped(account) +
                        "?secret=" + toBase32(secret.reveal()) + "&issuer=" + escaped(issuer) +
                        "&algorithm=SHA1&digits=6&period=30");
}

} // namespace kaomon::auth
