// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "domain/setting_registry.h"

namespace kaomon::domain {

// The rows of the registry; private to domain.
[[nodiscard]] std::span<const SettingDefinition> settingTable();

} // namespace kaomon::domain
