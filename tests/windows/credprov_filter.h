// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check.h"

namespace kaomon::testing {

// Which other sign-in options the filter of the DLL leaves on the screen. Cases of credprov_test.
void whatThePolicyHides(Run& run);
void anAgentThatCannotHelpHidesNothing(Run& run);
void probationComesFirst(Run& run);
void logonsByFaceCountForProbation(Run& run);
void afterABadEndNothingIsHidden(Run& run);
void whereWeHaveNoTileNothingIsHidden(Run& run);

} // namespace kaomon::testing
