// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace kaomon::domain {

// Whether what is left of a password without the digits and signs around it is a word of passwords that have
// leaked (resources/passwords/README.md). One of some 190,000 other words is taken for one. ASCII letters in
// lower case. Pure; any thread.
[[nodiscard]] bool isLeakedWord(std::string_view word);

} // namespace kaomon::domain
