// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "logon/windows/logon_package.h"

namespace kaomon::logon {

// Which package lookup the DLL that is being linked uses: the LSA's in the one that is shipped.
[[nodiscard]] PackageLookup packageLookup();

} // namespace kaomon::logon
