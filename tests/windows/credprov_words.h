// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check.h"

namespace kaomon::testing {

// Whatever the agent does, the person is told in his language, nothing is sent by itself, and the password
// works. A case of credprov_test.
void everyAnswerHasItsWords(Run& run);

} // namespace kaomon::testing
