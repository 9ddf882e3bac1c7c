// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "jobs/event_news.h"
#include "jobs/job_host.h"

namespace kaomon::jobs {

inline constexpr const char* kAlertJob = "event-alerts";

// Tries the tenants' alert rules, and the rule that the settings event_burst_* make, on the events that have
// arrived since the last run: an alert for each time that so many events of one PC, person or tenant lie
// within so many minutes, then none about the same until that time is over. `alerted`, where given, learns
// which tenants there may be something new for.
[[nodiscard]] BackgroundJob alertJob(std::shared_ptr<AlertedTenants> alerted = nullptr);

} // namespace kaomon::jobs
