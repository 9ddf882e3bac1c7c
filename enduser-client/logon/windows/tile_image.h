// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <windows.h>

namespace kaomon::logon {

// The sign of the provider among the sign-in options: a gate with a face in it, drawn, 128 x 128. The caller
// deletes it. Null when the system has no memory for it.
[[nodiscard]] HBITMAP drawTileImage();

} // namespace kaomon::logon
