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

// Holds back other writers of the tenant until this transaction ends, so that what is read from here on (an
// entity tag, a login that is free, the last owner) is still so when it is acted on. Call it first. On SQLite
// the write transaction itself does that.
void lockTenant(UnitOfWork& unit);

// Notes everything that PCs hold of people anew, so that each PC asks again and is given it, or told to
// forget it, by what its group may see now: user, templates, vault keys, signed documents.
void resendUser(UnitOfWork& unit, const UserId& user, TimePoint now);
void resendMembers(UnitOfWork& unit, const GroupId& userGroup, TimePoint now);
void resendEverybody(UnitOfWork& unit, TimePoint now);

} // namespace kaomon::storage
