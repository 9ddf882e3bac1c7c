// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "features/changes/delivery_scope.h"
#include "storage/repositories/change_repository.h"

namespace kaomon::features {

// The body of a change as JSON, read as it is now; nullopt when the object is gone. `device` is the PC that
// asks: it sees its own wraps and seals only. Throws StorageFault.
[[nodiscard]] std::optional<std::string> bodyOfChange(storage::UnitOfWork& unit,
                                                      const storage::ChangeRow& change,
                                                      const DeviceId& device, DeliveryScope& scope,
                                                      TimePoint now);

} // namespace kaomon::features
