// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/secret.h"

namespace kaomon::logon {

// A password of the system that its owner wants changed.
struct PasswordOrder {
    std::string account;
    SecretString current;
    SecretString next;
    std::string pamFolder; // empty: the system's own
};

// What a PAM module shows, word for word.
using SystemWords = std::function<void(bool isError, std::string_view text)>;

// Changes it through the PAM service kaomon-passwd, as passwd(1) does: the person is the real user of the
// process, so that the modules ask for the current password and hold to their rules. Blocks for as long as
// the modules do. nullopt: it is changed. Otherwise why not: LoginFailed (the current password is not right),
// PasswordTooWeak (the new one is refused), Forbidden (not now, or not by this person), SecondFactorRequired
// (a module asks for something else as well), SuperuserDenied, NotFound, Unavailable, Internal. A module that
// comes after the one that has changed it may still refuse: the caller looks whether it did.
[[nodiscard]] std::optional<ErrorCode> changePassword(const PasswordOrder& order, const SystemWords& words);

} // namespace kaomon::logon
