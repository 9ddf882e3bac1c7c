// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "auth/tenant_settings.h"
#include "crypto/key_pairs.h"
#include "jobs/checkpoint_syslog.h"
#include "jobs/job_host.h"
#include "wire/operations.h"

namespace kaomon::jobs {

inline constexpr const char* kOperationLogJob = "operation-log";

// Where copies of checkpoints go, besides the database and the server's own log.
struct CheckpointPlaces {
    std::filesystem::path file;                         // empty: none
    std::string mailTo = {};                            // an address of the operator's; empty: no mails
    std::shared_ptr<CheckpointSyslog> syslog = nullptr; // null: none
};

// Checks what was added to the tenant's log since the last checkpoint and signs a new one, which also goes
// into the file, the server's own log and the queue of mails, so that copies of it leave this machine.
// Nothing is signed over a chain that does not hold: the tenant gets an alert instead. nullopt when nothing
// was added. ErrorCode::StorageCorrupt (the chain is broken), StorageFailed (the file), errors of the
// database.
[[nodiscard]] Result<std::optional<wire::OperationCheckpoint>>
makeCheckpoint(storage::Database& database, const TenantId& tenant, const crypto::SigningKey& logKey,
               const CheckpointPlaces& places, TimePoint now);

// Every hour: a checkpoint of each tenant; then entries older than log_days_admin go, with a signed anchor in
// their place. `logKey` and `settings` outlive the job. What a syslog server does not take is a failure of
// the run but keeps nothing from being signed.
[[nodiscard]] BackgroundJob operationLogJob(storage::Database& database, const crypto::SigningKey& logKey,
                                            auth::TenantSettings& settings, CheckpointPlaces places);

} // namespace kaomon::jobs
