// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace kaomon::localipc {

// Between UTF-8, which everything of ours speaks, and the UTF-16 of Windows. What is malformed becomes the
// replacement character. Whoever converts a secret wipes both sides.
[[nodiscard]] std::wstring toWide(std::string_view utf8);
[[nodiscard]] std::string toUtf8(std::wstring_view wide);

} // namespace kaomon::localipc
