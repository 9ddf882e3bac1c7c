// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace kaomon::diagnostics {

// What is put where something was taken out.
inline constexpr std::string_view kRemoved = "[removed]";
inline constexpr std::string_view kRemovedMail = "[mail address]";

// Text that may leave the PC: without mail addresses, codes and passwords as Kaomon makes them, what follows
// "password=", "token:" or "Bearer", and runs of letters and digits that are too long and too mixed to be
// words (keys, templates, pictures, tickets). Ids (UUID), times and error codes stay. It removes too much
// rather than too little. Pure.
[[nodiscard]] std::string redactedText(std::string_view text);

// The same for a line of base/log.h: by the names of its members too, so that "password" is empty whatever
// it holds, and lists of numbers go. A line that is no JSON is taken as text. Pure.
[[nodiscard]] std::string redactedLine(std::string_view line);

} // namespace kaomon::diagnostics
