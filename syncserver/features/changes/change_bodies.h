// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "features/changes/delivery_scope.h"
#include "storage/repositories/change_repository.h"
#include "wire/changes.h"

namespace kaomon::features {

// The users among the changes of a page, read with one statement, since most changes are of users.
using UsersOfPage = std::map<std::string, wire::SyncedUser>;
[[nodiscard]] UsersOfPage usersOfPage(storage::UnitOfWork& unit,
                                      const std::vector<storage::ChangeRow>& changes, TimePoint now);

// The body of a change as JSON, read as it is now; nullopt when the object is gone. `device` is the PC that
// asks: it sees its own wraps and seals only. Throws StorageFault.
[[nodiscard]] std::optional<std::string> bodyOfChange(storage::UnitOfWork& unit,
                                                      const storage::ChangeRow& change,
                                                      const DeviceId& device, DeliveryScope& scope,
                                                      TimePoint now, const UsersOfPage& users);

} // namespace kaomon::features
