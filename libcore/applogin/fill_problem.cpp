// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/fill_problem.h"

#include <algorithm>
#include <array>

namespace kaomon::applogin {
namespace {

// In the order of the enumeration.
constexpr auto kNames = std::to_array<std::string_view>(
    {"no_match", "ambiguous", "not_ready", "field_missing", "elevated", "secure_desktop", "focus_lost",
     "ime_blocked", "readback_diff", "app_rejected", "face_ng", "face_timeout", "policy_denied",
     "offline_expired", "template_outdated"});

} // namespace

std::string_view wireName(FillProblem problem) {
    return kNames.at(static_cast<std::size_t>(problem));
}

std::optional<FillProblem> fillProblemFromWire(std::string_view name) {
    const auto found = std::ranges::find(kNames, name);
    return found == kNames.end() ? std::nullopt
                                 : std::optional(static_cast<FillProblem>(found - kNames.begin()));
}

} // namespace kaomon::applogin
