// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job_host.h"

namespace kaomon::jobs {

inline constexpr const char* kDeletedUsersJob = "deleted-users";

// Erases people whose 30 days after their deletion are over, a few in each batch.
[[nodiscard]] BackgroundJob deletedUsersJob();

} // namespace kaomon::jobs
