// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/secret.h"
#include "jobs/eraser.h"

namespace kaomon::jobs {

inline constexpr const char* kEndOfLicenceJob = "end-of-licence";
// Two readings of a trusted clock, this far apart, before anything is erased.
inline constexpr std::chrono::hours kBetweenReadings{1};

// The job that does what the calendar of each tenant says: read-only, faces erased, tenant erased; and what
// the operator scheduled. `operatorKeys` and the tools outlive the job.
[[nodiscard]] BackgroundJob endOfLicenceJob(const std::vector<Bytes>& operatorKeys,
                                            const ErasureTools& tools);

// The job that puts reminders of the end into the outbox: 60, 30, 14, 7 and 1 day before it, each once. When
// several were missed, only the latest is sent.
[[nodiscard]] BackgroundJob licenceReminderJob(const std::vector<Bytes>& operatorKeys);

// The job with which each node keeps its own copy of the shred ledger up to date. `name` is that of the copy.
[[nodiscard]] BackgroundJob ledgerFileJob(const std::string& name, const std::filesystem::path& ledgerFile);

} // namespace kaomon::jobs
