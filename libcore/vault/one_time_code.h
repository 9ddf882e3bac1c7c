// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

namespace kaomon::vault {

enum class OneTimeHash { Sha1, Sha256, Sha512 };

// What an authenticator app is given at the set-up of a second factor, and the codes that follow from it
// (TOTP, RFC 6238). Move-only; any thread.
struct OneTimeSeed {
    SecretBytes secret;
    OneTimeHash hash = OneTimeHash::Sha1;
    int digits = 6; // 6 to 8
    std::chrono::seconds period{30};

    // A base32 text (spaces and hyphens do not matter) or an otpauth://totp/ URI. ErrorCode::ValidationFailed
    // with field "/totp": neither of them, another kind of code, less than 8 or more than 128 bytes, a period
    // outside of 10 to 300 seconds.
    [[nodiscard]] static Result<OneTimeSeed> parse(const SecretString& text);
    [[nodiscard]] SecretString code(TimePoint at) const;
    // For how long the code of `at` is still the current one.
    [[nodiscard]] std::chrono::milliseconds left(TimePoint at) const;
};

} // namespace kaomon::vault
