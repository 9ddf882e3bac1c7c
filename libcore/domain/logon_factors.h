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

// What is asked for besides the face.
enum class SecondFactor { None, Password, Pin };
[[nodiscard]] SecondFactor secondFactor(FactorSet factors);

// `why` is the reason for which the face did not do. A person or a PC for whom no face can be used yet goes
// on with the password, whatever the policy asks for: else nobody could ever enrol. Pure.
[[nodiscard]] InsteadOfFace insteadOfFace(const Policy& policy, Scenario scenario, ErrorCode why);

// The same for somebody at another machine, who can show no face: of two factors the PIN of this PC goes with
// the password, and without a PIN the emergency code does. Pure.
[[nodiscard]] InsteadOfFace insteadOfRemoteFace(const Policy& policy, ErrorCode why, bool hasPin);

// Whether a password behind this counts as used in place of the face: not where no face was meant to be shown
// in the first place. Pure.
[[nodiscard]] bool isFallback(ErrorCode why);

} // namespace kaomon::domain
