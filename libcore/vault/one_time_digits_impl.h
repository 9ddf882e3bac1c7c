// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to this folder: one implementation for each operating system.

#include "vault/one_time_code.h"

namespace kaomon::vault::detail {

inline constexpr std::size_t kMostOneTimeDigits = 8;

// The digits of RFC 6238 for this moment; empty when the library refuses. Any thread.
[[nodiscard]] SecretString oneTimeDigits(const OneTimeSeed& seed, TimePoint at);

} // namespace kaomon::vault::detail
