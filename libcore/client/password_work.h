// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>

#include "base/result.h"
#include "base/secret.h"
#include "crypto/password.h"
#include "wire/keys.h"
#include "wire/session.h"

// Passwords on the client. Everything that runs Argon2id has a blocking form for tests and worker threads,
// and a form that does it on a worker and finishes the future for `.then(this, ...)`.
namespace kaomon::client {

// ErrorCode::WeakParameters for parameters outside the range that a client accepts.
[[nodiscard]] Result<crypto::PasswordParameters> parametersOf(const wire::PreloginReply& reply);

// Takes about 0.2 s and 64 MiB. ErrorCode::ValidationFailed, WeakParameters.
[[nodiscard]] Result<crypto::PasswordKeys> splitTypedPassword(const SecretString& typed,
                                                              const crypto::PasswordParameters& parameters);
[[nodiscard]] QFuture<Result<crypto::PasswordKeys>>
splitTypedPasswordAsync(SecretString typed, crypto::PasswordParameters parameters);

// What the server is told of a password.
[[nodiscard]] wire::PasswordRecord passwordRecord(const crypto::PasswordParameters& parameters,
                                                  const crypto::PasswordKeys& keys);

// A new password with fresh parameters: the record for the server and the wrap key that stays here.
struct NewPassword {
    wire::PasswordRecord record;
    crypto::PasswordKeys keys;
};
[[nodiscard]] Result<NewPassword> prepareNewPassword(const SecretString& typed);
[[nodiscard]] QFuture<Result<NewPassword>> prepareNewPasswordAsync(SecretString typed);

// A one-time password: shown once by the console, typed once by the user.
struct OneTimePassword {
    SecretString text; // XXXX-XXXX-XXXX-XXXX
    wire::PasswordRecord record;
};
[[nodiscard]] Result<OneTimePassword> makeOneTimePassword();
[[nodiscard]] QFuture<Result<OneTimePassword>> makeOneTimePasswordAsync();

} // namespace kaomon::client
