// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/users.h"

namespace kaomon::storage {

// The tenant's users whose last change has a revision from `first` to `last`, with one statement; a page of
// the change feed needs up to 500. Deleted ones are missing. Used inside one job. Throws StorageFault.
[[nodiscard]] std::vector<wire::User> usersChangedBetween(UnitOfWork& unit, long long first, long long last,
                                                          TimePoint now);

} // namespace kaomon::storage
