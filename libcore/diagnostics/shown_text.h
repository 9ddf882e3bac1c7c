// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace kaomon::diagnostics {

// Text of a foreign file in a form that can be shown: what is no UTF-8 becomes U+FFFD; control characters and
// those that turn the direction of writing or end a line become spaces. Pure.
[[nodiscard]] std::string shownText(std::string_view text);

} // namespace kaomon::diagnostics
