// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include <liboath/oath.h>

#include "vault/one_time_digits_impl.h"

namespace kaomon::vault::detail {
namespace {

int flagsOf(OneTimeHash hash) {
    switch (hash) {
    case OneTimeHash::Sha1:
        return 0;
    case OneTimeHash::Sha256:
        return OATH_TOTP_HMAC_SHA256;
    case OneTimeHash::Sha512:
        return OATH_TOTP_HMAC_SHA512;
    }
    return 0;
}

} // namespace

SecretString oneTimeDigits(const OneTimeSeed& seed, TimePoint at) {
    std::array<char, kMostOneTimeDigits + 1> text{};
    const int done = oath_totp_generate2(
        reinterpret_cast<const char*>(seed.secret.reveal().data()), seed.secret.reveal().size(),
        static_cast<time_t>(toEpochMicros(at) / 1'000'000), static_cast<unsigned>(seed.period.count()), 0,
        static_cast<unsigned>(seed.digits), flagsOf(seed.hash), text.data());
    SecretString code(done == OATH_OK ? std::string(text.data()) : std::string());
    wipe(text.data(), text.size());
    return code;
}

} // namespace kaomon::vault::detail
