// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for the LSA, which under Wine does not know Negotiate.
#include "logon/windows/module.h"

namespace kaomon::logon {

PackageLookup packageLookup() {
    return [] { return Result<ULONG>(77UL); };
}

} // namespace kaomon::logon
