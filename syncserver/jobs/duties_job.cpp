// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/duties_job.h"

#include "base/log.h"
#include "duties/incident_book.h"
#include "duties/maintenance_book.h"
#include "duties/release_book.h"
#include "storage/repositories/broadcast_repository.h"
#include "storage/repositories/outbox_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/tenant_repository.h"

namespace kaomon::jobs {
namespace {

using storage::BroadcastRepository;
using storage::BroadcastRow;
using storage::UnitOfWork;

constexpr int kTenantsAtOnce = 200;
constexpr int kRowsAtOnce = 50;

Status doDuties(UnitOfWork& unit, TimePoint now) {
    const auto settings = duties::OperatorSettings::load(unit);
    if (!settings) {
        return propagate(settings.error());
    }
    const duties::Act act{unit, "server", now};
    const int told = duties::MaintenanceBook(act, *settings).tellEnds() +
                     duties::IncidentBook(act, *settings).tellOverdue() +
                     duties::ReleaseBook(act, *settings).tellDue();
    if (told > 0) {
        log::info("duties.told", {{"count", told}});
    }
    return {};
}

void carry(UnitOfWork& unit, const BroadcastRow& row, TimePoint tenantSince, TimePoint now) {
    if (!row.noticeId.empty()) {
        (void)storage::recordChange(unit, "notice", row.noticeId, storage::ChangeOp::Upsert, "", now);
    }
    // a tenant hears nothing of what was over before it was there
    if (!row.mailKind.empty() && row.createdAt >= tenantSince) {
        storage::OutboxRepository(unit).add({row.mailKind, row.due, row.payload}, now);
    }
}

// False when there may be more.
Result<bool> carryInto(UnitOfWork& unit, TimePoint now) {
    BroadcastRepository broadcasts(unit);
    const auto rows = broadcasts.next(kRowsAtOnce);
    const auto tenant = storage::TenantRepository(unit, now).find(unit.tenant());
    if (!tenant || rows.empty()) {
        return true;
    }
    for (const BroadcastRow& row : rows) {
        carry(unit, row, tenant->createdAt, now);
    }
    broadcasts.mark(rows.back().seq);
    return static_cast<int>(rows.size()) < kRowsAtOnce;
}

Status carryAll(JobContext& context) {
    while (!context.isStopping()) {
        const auto tenants = context.read(TenantId(), [&](UnitOfWork& unit) -> Result<std::vector<TenantId>> {
            return BroadcastRepository(unit).behind(kTenantsAtOnce);
        });
        if (!tenants || tenants->empty()) {
            return tenants ? Status() : propagate(tenants.error());
        }
        for (const TenantId& tenant : *tenants) {
            context.reached("broadcast");
            const auto isDone = context.batch(
                tenant, [&](UnitOfWork& unit) -> Result<bool> { return carryInto(unit, context.now()); });
            if (!isDone) {
                return propagate(isDone.error());
            }
        }
    }
    return {};
}

} // namespace

BackgroundJob serviceDutiesJob() {
    return {"service-duties", std::chrono::seconds(10), [](JobContext& context) {
                return context.batch(
                    TenantId(), [&](UnitOfWork& unit) -> Status { return doDuties(unit, context.now()); });
            }};
}

BackgroundJob broadcastJob() {
    return {"broadcast", std::chrono::seconds(5), carryAll};
}

} // namespace kaomon::jobs
