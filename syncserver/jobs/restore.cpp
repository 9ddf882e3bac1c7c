// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/restore.h"

#include "jobs/end_of_licence.h"
#include "jobs/shred_ledger_file.h"
#include "storage/query.h"
#include "storage/repositories/tenant_life_repository.h"
#include "storage/repositories/tenant_repository.h"

namespace kaomon::jobs {
namespace {

using storage::LedgerRepository;
using storage::ShredEntry;
using storage::TenantLifeRepository;
using storage::TenantRepository;
using storage::UnitOfWork;

Result<std::vector<TenantId>> tenantIds(JobContext& context) {
    return context.read(TenantId(), [&](UnitOfWork& unit) -> Result<std::vector<TenantId>> {
        std::vector<TenantId> ids;
        for (auto& tenant : TenantRepository(unit, context.now()).list()) {
            ids.push_back(std::move(tenant.id));
        }
        return ids;
    });
}

Status endSessions(JobContext& context, const std::vector<TenantId>& tenants) {
    for (const TenantId& tenant : tenants) {
        const Status ended = context.batch(tenant, [&](UnitOfWork& unit) -> Status {
            storage::Query(unit, "DELETE FROM session WHERE tenant_id = :tenant")
                .bind("tenant", tenant)
                .run();
            return {};
        });
        if (!ended) {
            return ended;
        }
    }
    return {};
}

// The step counts as begun, so that the server's own job finishes it if this program should not.
void beginAgain(UnitOfWork& unit, const ShredEntry& entry, TimePoint now) {
    LedgerRepository ledger(unit);
    ledger.restoreShred(entry);
    const auto tenant = TenantId::parse(entry.tenant);
    TenantLifeRepository lives(unit);
    auto life = tenant ? lives.find(*tenant) : std::nullopt;
    if (!life) {
        return; // the backup does not know the tenant, or knows it gone
    }
    const bool isTenant = entry.kind == "tenant";
    ledger.audit("restore", isTenant ? "TENANT_ERASE_BEGIN" : "FACES_PURGE_BEGIN", entry.tenant,
                 "again after a backup was put back", now);
    if (isTenant) {
        life->deleteSeq = entry.seq;
        lives.setState(*tenant, "deleting");
    } else {
        life->facesPurgeSeq = entry.seq;
        life->facesPurgedAt.reset();
    }
    lives.update(*life);
}

Status eraseBegun(JobContext& context, const std::vector<TenantId>& tenants, const ErasureTools& tools) {
    Eraser eraser(context, tools);
    for (const TenantId& tenant : tenants) {
        const auto life =
            context.read(tenant, [&](UnitOfWork& unit) -> Result<std::optional<storage::TenantLife>> {
                return TenantLifeRepository(unit).find(tenant);
            });
        if (!life) {
            return propagate(life.error());
        }
        Status done;
        if (*life && (*life)->deleteSeq) {
            done = eraser.eraseTenant(tenant);
        } else if (*life && (*life)->facesPurgeSeq && !(*life)->facesPurgedAt) {
            done = eraser.purgeFaces(tenant);
        }
        if (!done) {
            return done;
        }
    }
    return {};
}

Status replay(JobContext& context, const ErasureTools& tools, ReplayReport& report) {
    const auto file = ShredLedgerFile::open(tools.ledgerFile);
    const auto tenants = tenantIds(context);
    if (!file || !tenants) {
        return propagate(!file ? file.error() : tenants.error());
    }
    if (Status ended = endSessions(context, *tenants); !ended) {
        return ended;
    }
    context.reached("replay.ledger");
    const TimePoint now = context.now();
    const auto missing = context.batch(TenantId(), [&](UnitOfWork& unit) -> Result<int> {
        const auto entries = file->missingFrom(unit);
        if (!entries) {
            return propagate(entries.error());
        }
        for (const ShredEntry& entry : *entries) {
            beginAgain(unit, entry, now);
        }
        for (const TenantId& tenant : *tenants) {
            TenantLifeRepository(unit).newEpoch(tenant, toEpochMicros(now));
        }
        LedgerRepository(unit).audit("restore", "LEDGER_REPLAYED", "",
                                     "entries=" + std::to_string(entries->size()), now);
        return static_cast<int>(entries->size());
    });
    if (!missing) {
        return propagate(missing.error());
    }
    report = {*missing, static_cast<int>(tenants->size())};
    context.reached("replay.erase");
    return eraseBegun(context, *tenants, tools);
}

} // namespace

Result<ReplayReport> replayLedger(storage::Database& database, const Clock& clock, const ErasureTools& tools,
                                  const std::string& node) {
    ReplayReport report;
    TimeAuthority time(clock, false);
    JobHost host(database, clock, time, {.node = node});
    const auto run = [&](JobContext& context) { return replay(context, tools, report); };
    host.add({kEndOfLicenceJob, std::chrono::seconds(0), run});
    if (Status done = host.runNow(kEndOfLicenceJob); !done) {
        return propagate(done.error());
    }
    return report;
}

} // namespace kaomon::jobs
