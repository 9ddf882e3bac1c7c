// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check.h"

namespace kaomon::testing {

// A password is changed where Windows offers it (Ctrl+Alt+Del). Cases of credprov_test.
void aPasswordIsChanged(Run& run);
void whatStandsInTheWayOfAChangeIsSaid(Run& run);
void fieldsOfAChangeInBothLanguages(Run& run);

} // namespace kaomon::testing
