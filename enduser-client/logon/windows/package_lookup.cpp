// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/windows/module.h"

namespace kaomon::logon {

PackageLookup packageLookup() {
    return lookUpNegotiate;
}

} // namespace kaomon::logon
