// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "wire/keys.h"

namespace kaomon::features {

// The form of a password that somebody chose, with the keys that hang on it; `where` is the JSON pointer of
// the password. ErrorCode::WeakParameters, ValidationFailed. Pure; any thread.
[[nodiscard]] Status checkPasswordSet(const wire::PasswordRecord& password, const std::string& where,
                                      const wire::IdentityRecord& identity,
                                      const std::vector<wire::VaultKeyWrap>& vaultKeys);

} // namespace kaomon::features
