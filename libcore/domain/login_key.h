// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace kaomon::domain {

// The one form under which a login is stored, compared and kept unique: NFKC with case folding, so that
// "Taro", "TARO" and full-width forms are one login. After that it must be 3-200 characters of a-z 0-9 . - _
// @ (look-alikes from other scripts are refused). ErrorCode::ValidationFailed with field "/login".
[[nodiscard]] Result<std::string> loginKey(std::string_view login);

// NFKC of UTF-8 text. ErrorCode::ValidationFailed for malformed UTF-8.
[[nodiscard]] Result<std::string> nfkc(std::string_view text);

// NFKC with case folding, which also drops invisible characters: two texts that read the same become one.
// ErrorCode::ValidationFailed for malformed UTF-8.
[[nodiscard]] Result<std::string> nfkcCasefold(std::string_view text);

// NFKC of a password before it is split into keys, so that every keyboard gives the same bytes. Wipes what it
// used. ErrorCode::ValidationFailed for malformed UTF-8.
[[nodiscard]] Result<SecretString> normalisePassword(const SecretString& typed);

} // namespace kaomon::domain
