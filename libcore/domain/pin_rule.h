// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/result.h"

namespace kaomon::domain {

inline constexpr int kLongestPin = 12;

// Whether this may be a PIN: digits only, at least as many as the setting pin_length and at most twelve, not
// one digit repeated and not a run up or down (1234, 987654). ErrorCode::ValidationFailed with field
// "digits", "length" or "easy". Pure.
[[nodiscard]] Status checkPinForm(std::string_view pin, int shortest);

} // namespace kaomon::domain
