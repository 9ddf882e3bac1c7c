// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "audit/chain_verifier.h"
#include "base/id.h"
#include "storage/database.h"

namespace kaomon::audit {

struct LogReport {
    std::string tenant;
    long long entries = 0;
    long long last = 0; // number of the last entry that was read
    Bytes head;
    std::vector<Finding> findings;
};

// How a piece of work reads: runs a job in a read transaction of the tenant. Called by several threads at
// once.
using ReadJob = std::function<Status(const std::function<Status(storage::UnitOfWork&)>&)>;

// Reads the log of a tenant as it is stored, page by page on a few threads, up to the entry that is the last
// one now, and checks every entry, the columns beside it, the counter and the signed statements: those of the
// database and `shipped`, those that were kept elsewhere. With `from`, only what follows it. Errors of the
// database; what is wrong with the log is a finding and no error.
[[nodiscard]] Result<LogReport> checkStoredLog(const ReadJob& read, const TenantId& tenant,
                                               const Bytes& logPublic,
                                               const std::vector<wire::OperationCheckpoint>& shipped,
                                               const std::optional<ChainStart>& from = {});

// The same for a file of GET /v1/exports/operation-records. ErrorCode::ValidationFailed when it is no such
// file or was filtered, so that its entries are no chain.
[[nodiscard]] Result<LogReport> checkExport(std::istream& file, const Bytes& logPublic,
                                            const std::vector<wire::OperationCheckpoint>& shipped);

// Lines of wire::OperationCheckpoint, as the server appends them to its file. ErrorCode::ValidationFailed.
[[nodiscard]] Result<std::vector<wire::OperationCheckpoint>> readCheckpoints(std::istream& file);

// Lines of an export; see docs/protocol.md.
[[nodiscard]] std::string exportHeadLine(const std::string& tenant, const ChainStart& before, bool isWhole);
[[nodiscard]] std::string exportLine(const std::string& record, const std::string& hash);
[[nodiscard]] std::string exportEndLine(const ChainStart& last);

} // namespace kaomon::audit
