// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to libcore/applogin: what the controls of a sign-in are likely for.

#include <vector>

#include "applogin/registration_draft.h"

namespace kaomon::applogin::detail {

// The shown controls that may be filled or pressed, as fields of `page`, with a guess of their use.
[[nodiscard]] std::vector<DraftField> guessFields(const WindowFacts& window, int page);

} // namespace kaomon::applogin::detail
