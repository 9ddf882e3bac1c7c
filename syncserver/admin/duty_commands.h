// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "admin/command.h"
#include "duties/broadcast.h"
#include "duties/operator_settings.h"

namespace kaomon::admin {

using DutyWork = std::function<Status(const duties::Act&, const duties::OperatorSettings&)>;

// Runs `work` in one write transaction of no tenant. Errors of the database's opening and of the work.
[[nodiscard]] Status actOnDuties(Surroundings& surroundings, const DutyWork& work);

// "2026-12-20T22:00" or with seconds in the operator's zone, or RFC 3339; empty: now.
// ErrorCode::ValidationFailed.
[[nodiscard]] Result<TimePoint> timeOf(const std::string& text, const duties::OperatorSettings& settings,
                                       TimePoint now);

// What is there, a line each.
[[nodiscard]] Status listNotices(Surroundings& surroundings);
[[nodiscard]] Status listMaintenance(Surroundings& surroundings);
[[nodiscard]] Status listIncidents(Surroundings& surroundings);
[[nodiscard]] Status listReleases(Surroundings& surroundings);
[[nodiscard]] Status showSupport(Surroundings& surroundings);

} // namespace kaomon::admin
