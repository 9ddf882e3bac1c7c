// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/clock.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

enum class ChangeOp { Upsert = 0, Delete = 1 };

// Takes the next revision of the unit's tenant and notes that an object changed. The row lock on tenant_seq
// is held until COMMIT, so revision order is commit order and a reader at revision R has seen everything up
// to R. Do checks and other work first, then call this, then stamp the object's row with the result. `scope`
// is empty (every PC) or a device id (that PC only). Throws StorageFault.
[[nodiscard]] long long recordChange(UnitOfWork& unit, const std::string& kind, const std::string& objectId,
                                     ChangeOp op, const std::string& scope, TimePoint now);

} // namespace kaomon::storage
