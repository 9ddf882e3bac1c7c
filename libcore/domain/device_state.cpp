// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/device_state.h"

#include "domain/wire_names.h"

namespace kaomon::domain {
namespace {

constexpr auto kDeviceStateNames = std::to_array<WireName<DeviceState>>({
    {DeviceState::Pending, "pending"},
    {DeviceState::Active, "active"},
    {DeviceState::Suspended, "suspended"},
    {DeviceState::Revoked, "revoked"},
});

} // namespace

std::string_view toWire(DeviceState value) {
    return nameOf(kDeviceStateNames, value);
}

std::optional<DeviceState> deviceStateFromWire(std::string_view name) {
    return valueOf(kDeviceStateNames, name);
}

} // namespace kaomon::domain
