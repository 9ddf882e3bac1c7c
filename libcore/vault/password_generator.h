// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"

namespace kaomon::vault {

// What a made-up password is made of.
struct PasswordRecipe {
    int length = 20; // 8 to 128
    bool hasUpper = true;
    bool hasLower = true;
    bool hasDigits = true;
    bool hasSymbols = true;
    bool withoutLookAlikes = true; // none of 0 O o 1 l I |
};

// A password of random characters, at least one of each kind that the recipe names; every character that is
// left is equally likely. ErrorCode::ValidationFailed with the field for a length out of range or a recipe
// without any kind of character. Any thread.
[[nodiscard]] Result<SecretString> makePassword(const PasswordRecipe& recipe);

} // namespace kaomon::vault
