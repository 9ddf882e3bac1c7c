// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace kaomon::exchange {

// What a cell of an import says instead of a value: leave this field as it is.
inline constexpr std::string_view kUnchanged = "*";

// A text as a cell that no spreadsheet takes for a formula: one ' in front of texts that begin with = + - @,
// their full-width forms, TAB, CR, LF or NUL, of the text "*" (which would mean kUnchanged), and of texts
// that are one of these behind quotes already. unguard() undoes exactly that, so that unguard(guard(x)) == x
// for every x. Pure; any thread.
[[nodiscard]] std::string guard(std::string_view text);
[[nodiscard]] std::string unguard(std::string_view cell);

// One line of RFC 4180 with CRLF: cells are quoted where they must be. No guarding here.
[[nodiscard]] std::string csvLine(std::span<const std::string> cells, char delimiter = ',');

} // namespace kaomon::exchange
