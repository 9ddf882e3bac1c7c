// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace kaomon::storage {

// The pattern of a search for `LIKE ... ESCAPE '!'` over lower-case text: contained anywhere, ASCII letters
// without case, wildcards taken literally.
[[nodiscard]] std::string likePattern(const std::string& search);

} // namespace kaomon::storage
