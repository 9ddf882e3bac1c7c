// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/scenario.h"

#include "domain/wire_names.h"

namespace kaomon::domain {
namespace {

constexpr auto kScenarioNames = std::to_array<WireName<Scenario>>({
    {Scenario::Logon, "logon"},
    {Scenario::Unlock, "unlock"},
    {Scenario::Elevation, "elevation"},
    {Scenario::AppFill, "app_fill"},
    {Scenario::EnrolTest, "enrol_test"},
});

} // namespace

std::string_view toWire(Scenario value) {
    return nameOf(kScenarioNames, value);
}

std::optional<Scenario> scenarioFromWire(std::string_view name) {
    return valueOf(kScenarioNames, name);
}

} // namespace kaomon::domain
