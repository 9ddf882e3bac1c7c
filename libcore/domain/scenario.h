// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace kaomon::domain {

// What a face is asked for; policy sets liveness and factors for each. EnrolTest is the "test my face" page:
// it shows the result and opens nothing.
enum class Scenario { Logon, Unlock, Elevation, AppFill, EnrolTest };

[[nodiscard]] std::string_view toWire(Scenario value);
// nullopt for a name that this version does not know.
[[nodiscard]] std::optional<Scenario> scenarioFromWire(std::string_view name);

} // namespace kaomon::domain
