// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "storage/unit_of_work.h"

namespace kaomon::auth {

// A whole-number setting of the tenant that no part of domain::Policy carries: its settings document over the
// default of the registry. A document that cannot be read counts as absent. For jobs and rare calls: reads
// the document each time. Precondition: a setting of domain/setting_table.cpp. Throws StorageFault.
[[nodiscard]] long long settingNumber(storage::UnitOfWork& unit, const std::string& name);

} // namespace kaomon::auth
