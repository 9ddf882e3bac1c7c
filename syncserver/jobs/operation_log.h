// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>

#include "auth/tenant_settings.h"
#include "crypto/key_pairs.h"
#include "jobs/checkpoint_syslog.h"
#include "jobs/job_host.h"
#include "wire/operations.h"

namespace kaomon::jobs {

inline constexpr const char* kOperationLogJob = "operation-log";

// Checks what was added to the tenant's log since the last checkpoint and signs a new one, which also goes
// into `file` and into the server's own log, so that copies of it leave this machine. Nothing is signed over
// a chain that does not hold: the tenant gets an alert instead. nullopt when nothing was added.
// ErrorCode::StorageCorrupt (the chain is broken), StorageFailed (the file), errors of the database.
[[nodiscard]] Result<std::optional<wire::OperationCheckpoint>>
makeCheckpoint(storage::Database& database, const TenantId& tenant, const crypto::SigningKey& logKey,
               const std::filesystem::path& file, TimePoint now);

// Every hour: a checkpoint of each tenant; then entries older than log_days_admin go, with a signed anchor in
// their place. `logKey` and `settings` outlive the job. With `syslog` the checkpoints are sent there, too;
// what cannot be sent is a failure of the run but keeps nothing from being signed.
[[nodiscard]] BackgroundJob operationLogJob(storage::Database& database, const crypto::SigningKey& logKey,
                                            auth::TenantSettings& settings, std::filesystem::path file,
                                            std::shared_ptr<CheckpointSyslog> syslog = nullptr);

} // namespace kaomon::jobs
