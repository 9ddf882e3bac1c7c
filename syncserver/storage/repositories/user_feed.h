// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "storage/unit_of_work.h"
#include "wire/changes.h"

namespace kaomon::storage {

// What PCs are told of the tenant's people. Deleted ones are missing. Used inside one job. Throws
// StorageFault.

// Those whose last change has a revision from `first` to `last`, with one statement; a page of the change
// feed needs up to 500.
[[nodiscard]] std::vector<wire::SyncedUser> syncedUsersChangedBetween(UnitOfWork& unit, long long first,
                                                                      long long last, TimePoint now);
[[nodiscard]] std::optional<wire::SyncedUser> syncedUser(UnitOfWork& unit, const UserId& user, TimePoint now);

} // namespace kaomon::storage
