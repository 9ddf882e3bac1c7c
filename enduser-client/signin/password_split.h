// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "crypto/password.h"
#include "localipc/message.h"

// What the client does with a typed password before the agent gets its share. Blocking (about 0.2 s and 64
// MiB per split): worker threads only.
namespace kaomon::signin {

// The parameters of a `prelogin` reply. ErrorCode::WeakParameters, ProtocolError.
[[nodiscard]] Result<crypto::PasswordParameters> parametersOf(const localipc::Message& prelogin);

// ErrorCode::ValidationFailed, WeakParameters.
[[nodiscard]] Result<crypto::PasswordKeys> splitTyped(const SecretString& typed,
                                                      const crypto::PasswordParameters& parameters);

// Puts the keys into the fields `<prefix>auth` and `<prefix>wrap`.
void setKeys(localipc::Message& message, const char* prefix, const crypto::PasswordKeys& keys);

} // namespace kaomon::signin
