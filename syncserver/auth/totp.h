// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/secret.h"

// Time-based one-time passwords of RFC 6238: SHA-1, six digits, steps of 30 seconds, as every authenticator
// app understands them. Pure; any thread.
namespace kaomon::auth {

// 20 random bytes.
[[nodiscard]] SecretBytes makeTotpSecret();

// The code of the step that `at` lies in.
[[nodiscard]] std::string totpCode(const SecretBytes& secret, TimePoint at);

// The step (number of 30 s since 1970) whose code this is, of the current one and its two neighbours; nullopt
// for any other text. The caller refuses a step not above the last one used, so that a code works once.
[[nodiscard]] std::optional<long long> totpStep(const SecretBytes& secret, std::string_view code,
                                                TimePoint now);

// otpauth:// URI for an authenticator app, with every reserved character escaped.
[[nodiscard]] SecretString totpUri(const SecretBytes& secret, std::string_view issuer,
                                   std::string_view account);

} // namespace kaomon::auth
