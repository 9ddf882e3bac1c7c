// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <security/pam_modules.h>

#include "base/secret.h"
#include "logon/pam/face_logon.h"

namespace kaomon::logon {

// What one call of the module leaves for a later one of the same logon: between authenticate, setcred and
// chauthtok a pam_handle_t is all that remains. libpam ends its life, also when the program forgets the
// logon. A failure to keep something is silent: what would have followed from it does not.

// Of an earlier try; a new one begins.
void forgetTry(pam_handle_t* handle);

// The OS password that an accepted face brought, for a change that the system demands before it lets in.
void keepSecret(pam_handle_t* handle, const SecretString& secret);
// Null: no face brought any.
[[nodiscard]] const SecretString* keptSecret(pam_handle_t* handle);

// The face did not do and the stack goes on to the password: if that lets in, the agent hears of it.
void keepRefusal(pam_handle_t* handle, const PasswordUse& use);
// Once.
[[nodiscard]] std::optional<PasswordUse> takeRefusal(pam_handle_t* handle);

} // namespace kaomon::logon
