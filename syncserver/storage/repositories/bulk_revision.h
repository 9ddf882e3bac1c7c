// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "storage/repositories/revision.h"

namespace kaomon::storage {

// recordChange() for many objects of one kind and for every PC: takes as many revisions at once and returns
// the first; the objects get them in their order. Precondition: at least one object. Throws StorageFault.
[[nodiscard]] long long recordChanges(UnitOfWork& unit, const std::string& kind,
                                      const std::vector<std::string>& objectIds, ChangeOp op, TimePoint now);

} // namespace kaomon::storage
