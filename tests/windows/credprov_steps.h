// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check.h"

namespace kaomon::testing {

// The policy asks for the PIN of the PC beside the face.
void aPinBesideTheFace(Run& run);
void anotherWayInsteadOfThePin(Run& run);
// The policy lets a code of the administrator stand in for the face.
void aCodeInsteadOfTheFace(Run& run);
void aCodeThenThePin(Run& run);
void aCodeThatIsTooLate(Run& run);

} // namespace kaomon::testing
