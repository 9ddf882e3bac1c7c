// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace kaomon::domain {

// The first rule that a new password breaks; the screen has a sentence for each.
enum class PasswordFault { Malformed, TooShort, TooLong, TooFewClasses, SameAsLogin, TooCommon };

[[nodiscard]] std::string_view toWire(PasswordFault fault);
[[nodiscard]] std::optional<PasswordFault> passwordFaultFromWire(std::string_view name);

constexpr int kMaximumPasswordLength = 128;

struct PasswordRule {
    int minimumLength = 12; // code points; setting pw_min
    int minimumClasses = 3; // of: lower case, upper case, digits, everything else; setting pw_classes
    int maximumLength = kMaximumPasswordLength; // setting pw_max

    friend bool operator==(const PasswordRule&, const PasswordRule&) = default;
};

// Checks a new password, in the form that normalisePassword() gives. The server never sees a password, so the
// client that makes it checks it. `login` and `mail` are compared without regard to ASCII case, the mail also
// by its part before the @. nullopt: the password may be used. Pure; any thread.
[[nodiscard]] std::optional<PasswordFault> checkNewPassword(const SecretString& password,
                                                            const PasswordRule& rule, std::string_view login,
                                                            std::string_view mail);

} // namespace kaomon::domain
