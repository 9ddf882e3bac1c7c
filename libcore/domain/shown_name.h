// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "domain/policy.h"

namespace kaomon::domain {

// What a PC that several people use may show of a person, by the setting name_format. The family name is what
// stands before the first space, as in Japan; of a name in Latin letters it is the last word. A name without
// a space is shown whole. Empty for NameForm::None. Pure.
[[nodiscard]] std::string shownName(std::string_view displayName, std::string_view login, NameForm form);

} // namespace kaomon::domain
