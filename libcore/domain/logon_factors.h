// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/error.h"
#include "domain/policy.h"

namespace kaomon::domain {

// What gets a person in when his face did not.
enum class InsteadOfFace { Password, EmergencyCode, Nothing };
// password, emergency_code, nothing.
[[nodiscard]] std::string_view toWire(InsteadOfFace value);

// Whether the face alone is not enough.
[[nodiscard]] bool needsPasswordToo(const Policy& policy, Scenario scenario);

// `why` is the reason for which the face did not do. A person or a PC for whom no face can be used yet goes
// on with the password, whatever the policy asks for: else nobody could ever enrol. Pure.
[[nodiscard]] InsteadOfFace insteadOfFace(const Policy& policy, Scenario scenario, ErrorCode why);

} // namespace kaomon::domain
