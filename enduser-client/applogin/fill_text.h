// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "applogin/fill_session.h"

namespace kaomon::applogin {

// What the person reads when a sign-in was filled or was not, and what to do next. GUI thread.
[[nodiscard]] QString fillText(const FillSession::End& end);

} // namespace kaomon::applogin
