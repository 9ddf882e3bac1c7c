// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job_host.h"

namespace kaomon::jobs {

inline constexpr const char* kEventTextsJob = "event-texts";

// Makes events that were stored before migration 11 searchable by their clear texts, a page in a transaction,
// going on where it was stopped. A tenant that is done is not looked at again.
[[nodiscard]] BackgroundJob eventTextsJob();

} // namespace kaomon::jobs
