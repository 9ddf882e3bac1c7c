// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/ended_accounts.h"

#include "jobs/tenant_walk.h"
#include "storage/repositories/key_renewal_repository.h"
#include "storage/repositories/revision.h"

namespace kaomon::jobs {
namespace {

using storage::UnitOfWork;

constexpr int kOfABatch = 100;
constexpr std::chrono::minutes kPeriod{10};

Status note(JobContext& context, const TenantId& tenant) {
    while (true) {
        const auto noted = context.batch(tenant, [&](UnitOfWork& unit) -> Result<int> {
            storage::lockTenant(unit);
            return storage::KeyRenewalRepository(unit, context.now()).noteEnds(kOfABatch);
        });
        if (!noted) {
            return propagate(noted.error());
        }
        if (*noted < kOfABatch) {
            return {};
        }
    }
}

} // namespace

BackgroundJob endedAccountsJob() {
    return {kEndedAccountsJob, kPeriod, [](JobContext& context) -> Status {
                if (!context.isTimeTrusted()) {
                    return {}; // keys are not replaced because somebody set a clock
                }
                return forEachTenant(context, [&](const TenantId& tenant) { return note(context, tenant); });
            }};
}

} // namespace kaomon::jobs
