// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/secret.h"

namespace kaomon::delivery {

// The value of the header Kaomon-Signature: "t=<epoch seconds>,v1=<hex HMAC-SHA-256 of t, a dot and the
// body>". The time is inside the signature, so that a receiver can refuse what is old. Pure; any thread.
[[nodiscard]] std::string webhookSignature(const SecretBytes& secret, TimePoint at, std::string_view body);

} // namespace kaomon::delivery
