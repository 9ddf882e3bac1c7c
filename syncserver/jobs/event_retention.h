// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/tenant_settings.h"
#include "jobs/job_host.h"

namespace kaomon::jobs {

inline constexpr const char* kEventRetentionJob = "event-retention";

// Deletes events, alerts, pictures and diagnostics whose age, a setting of the tenant, is over, a few in each
// batch, and opens the tables of the coming months. `settings` outlives the job.
[[nodiscard]] BackgroundJob eventRetentionJob(auth::TenantSettings& settings);

} // namespace kaomon::jobs
