// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/one_time_code.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "base/base64.h"
#include "vault/one_time_digits_impl.h"

namespace kaomon::vault {
namespace {

constexpr std::string_view kScheme = "otpauth://totp/";
constexpr std::size_t kLongest = 1024;
constexpr std::size_t kShortestSecret = 8;
constexpr std::size_t kLongestSecret = 128;
constexpr int kFewestDigits = 6;
constexpr int kMostDigits = 8;
constexpr int kShortestPeriod = 10;
constexpr int kLongestPeriod = 300;

tl::unexpected<Error> wrong(const char* why) {
    return fail(ErrorCode::ValidationFailed, why, "/totp");
}

Result<SecretBytes> secretFrom(std::string_view text) {
    while (text.ends_with('=')) { // padding that some print
        text.remove_suffix(1);
    }
    auto bytes = fromBase32(text);
    if (!bytes || bytes->size() < kShortestSecret || bytes->size() > kLongestSecret) {
        return wrong("not a base32 secret of 8 to 128 bytes");
    }
    return SecretBytes(std::move(*bytes));
}

Result<int> numberWithin(std::string_view text, int least, int most) {
    int number = 0;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number < least || number > most) {
        return wrong("a number out of range");
    }
    return number;
}

Status readHash(std::string_view value, OneTimeSeed& seed) {
    if (value == "SHA1") {
        seed.hash = OneTimeHash::Sha1;
    } else if (value == "SHA256") {
        seed.hash = OneTimeHash::Sha256;
    } else if (value == "SHA512") {
        seed.hash = OneTimeHash::Sha512;
    } else {
        return wrong("an unknown algorithm");
    }
    return {};
}

Status readParameter(std::string_view name, std::string_view value, OneTimeSeed& seed) {
    if (name == "secret") {
        auto secret = secretFrom(value);
        if (!secret) {
            return propagate(secret.error());
        }
        seed.secret = std::move(*secret);
    } else if (name == "algorithm") {
        return readHash(value, seed);
    } else if (name == "digits") {
        const auto digits = numberWithin(value, kFewestDigits, kMostDigits);
        if (!digits) {
            return propagate(digits.error());
        }
        seed.digits = *digits;
    } else if (name == "period") {
        const auto period = numberWithin(value, kShortestPeriod, kLongestPeriod);
        if (!period) {
            return propagate(period.error());
        }
        seed.period = std::chrono::seconds(*period);
    }
    return {}; // issuer, image and the like say nothing about the code
}

Result<OneTimeSeed> parseUri(std::string_view uri) {
    const auto question = uri.find('?');
    if (!uri.starts_with(kScheme) || question == std::string_view::npos) {
        return wrong("not an otpauth://totp/ address");
    }
    OneTimeSeed seed;
    std::string_view rest = uri.substr(question + 1);
    while (!rest.empty()) {
        const std::string_view part = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
        const auto equals = std::min(part.find('='), part.size());
        const std::string_view value = part.substr(std::min(equals + 1, part.size()));
        if (const Status read = readParameter(part.substr(0, equals), value, seed); !read) {
            return propagate(read.error());
        }
    }
    if (seed.secret.isEmpty()) {
        return wrong("the address has no secret");
    }
    return seed;
}

} // namespace

Result<OneTimeSeed> OneTimeSeed::parse(const SecretString& text) {
    const std::string_view typed = text.reveal();
    if (typed.size() > kLongest) {
        return wrong("too long");
    }
    if (typed.starts_with("otpauth:")) {
        return parseUri(typed);
    }
    auto secret = secretFrom(typed);
    if (!secret) {
        return propagate(secret.error());
    }
    OneTimeSeed seed;
    seed.secret = std::move(*secret);
    return seed;
}

SecretString OneTimeSeed::code(TimePoint at) const {
    return detail::oneTimeDigits(*this, at);
}

std::chrono::milliseconds OneTimeSeed::left(TimePoint at) const {
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch());
    return period - since % std::chrono::milliseconds(period);
}

} // namespace kaomon::vault
