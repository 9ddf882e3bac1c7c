// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace kaomon::domain {

// The life of a PC in a tenant. Suspended keeps its data and may return; revoked erases it and never returns.
enum class DeviceState { Pending, Active, Suspended, Revoked };

[[nodiscard]] std::string_view toWire(DeviceState value);
// nullopt for a name that this version does not know.
[[nodiscard]] std::optional<DeviceState> deviceStateFromWire(std::string_view name);

} // namespace kaomon::domain
