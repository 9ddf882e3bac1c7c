// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check.h"

namespace kaomon::testing {

// The policy asks for the PIN of the PC beside the face.
void aPinBesideTheFace(Run& run);
void anotherWayInsteadOfThePin(Run& run);

} // namespace kaomon::testing
