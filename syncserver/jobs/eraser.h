// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "crypto/key_pairs.h"
#include "jobs/job_host.h"

namespace kaomon::jobs {

// What erasing leaves behind besides the rows of the database.
struct ErasureTools {
    const crypto::SigningKey& certificateKey; // of the server; see auth::ServerKey
    std::filesystem::path ledgerFile;
    std::string databaseUrl; // for storage::compactDatabase()
};

// Erases for ever, in steps that may each be repeated and between any two of which the process may die: the
// ledger's entry on the disk, the keys (from here on nothing can be read any more), the rows in batches of
// 1,000, the database's files, a count that must be zero, the signed certificate. Lives inside one run of a
// job.
class Eraser {
public:
    Eraser(JobContext& context, const ErasureTools& tools)
        : m_context(context)
        , m_tools(tools) {}

    // Notes the step in ledger and audit log; part of the batch that found it due. Precondition: the tenant's
    // life is locked. From here on the step is finished whatever happens.
    static void beginFaces(storage::UnitOfWork& unit, TimePoint now);
    static void beginTenant(storage::UnitOfWork& unit, TimePoint now);

    // Precondition: the step has begun. Errors: Cancelled (another node, stopping), Unavailable (try again),
    // and those of the database and the ledger file.
    [[nodiscard]] Status purgeFaces(const TenantId& tenant);
    [[nodiscard]] Status eraseTenant(const TenantId& tenant);

private:
    [[nodiscard]] Status followLedger();
    [[nodiscard]] Status repeat(const TenantId& tenant, const char* point,
                                const std::function<long long(storage::UnitOfWork&)>& piece);
    [[nodiscard]] Status finishFaces(storage::UnitOfWork& unit);
    [[nodiscard]] Status finishTenant(storage::UnitOfWork& unit);

    JobContext& m_context;
    const ErasureTools& m_tools;
};

} // namespace kaomon::jobs
