// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job_host.h"

namespace kaomon::jobs {

inline constexpr const char* kEndedAccountsJob = "ended-accounts";

// Makes the keys due that an administrator held whose account ended by its date: nobody acts when a date
// passes.
[[nodiscard]] BackgroundJob endedAccountsJob();

} // namespace kaomon::jobs
