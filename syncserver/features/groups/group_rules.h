// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.h"

namespace kaomon::features {

// Checks what people call a group and gives the form under which names are unique: NFKC, ASCII letters
// without case. ErrorCode::ValidationFailed.
[[nodiscard]] Result<std::string> groupNameKey(const std::string& name);
// ErrorCode::ValidationFailed.
[[nodiscard]] Status checkGroupNote(const std::string& note);

} // namespace kaomon::features
