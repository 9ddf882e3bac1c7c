// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace kaomon::domain {

// A Japanese corporate number (法人番号): 13 digits whose first one checks the others. Full-width digits and
// hyphens are accepted. ErrorCode::ValidationFailed.
[[nodiscard]] Result<std::string> corporateNumber(std::string_view typed);

// What makes two companies the same one for the rule "one trial per company": the corporate number when there
// is one, else the name without width, case, spaces, punctuation and legal form (株式会社, Inc., ...). Begins
// with "number:" or "name:". ErrorCode::ValidationFailed for a malformed number, or a name that has nothing
// left.
[[nodiscard]] Result<std::string> companyKey(std::string_view number, std::string_view name);

} // namespace kaomon::domain
