// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"

namespace kaomon::domain {

// The form in which every program splits a typed password: NFKC; a text that is a one-time password (four
// groups of four base32 characters with hyphens or spaces between, in any case, with spaces around it)
// becomes
// XXXX-XXXX-XXXX-XXXX. ErrorCode::ValidationFailed for malformed text. Pure; any thread.
[[nodiscard]] Result<SecretString> canonicalPassword(const SecretString& typed);

} // namespace kaomon::domain
