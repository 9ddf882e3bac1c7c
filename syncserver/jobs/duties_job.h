// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job_host.h"

namespace kaomon::jobs {

// Does what the calendar of the service wants: tells the end of a maintenance, the emergency whose time is
// nearly over, the release that comes or is out. Each once: the mark and the broadcast are one transaction.
[[nodiscard]] BackgroundJob serviceDutiesJob();

// Carries what the operator told everybody into each tenant: the change of a notice for its PCs, the mail
// into its outbox.
[[nodiscard]] BackgroundJob broadcastJob();

} // namespace kaomon::jobs
