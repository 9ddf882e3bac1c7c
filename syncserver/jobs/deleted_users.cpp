// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/deleted_users.h"

#include "jobs/tenant_walk.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::jobs {
namespace {

using storage::UnitOfWork;

constexpr int kOfABatch = 20;
constexpr std::chrono::hours kPeriod{1};

Status purge(JobContext& context, const TenantId& tenant) {
    while (true) {
        const auto erased = context.batch(tenant, [&](UnitOfWork& unit) -> Result<int> {
            storage::lockTenant(unit);
            return storage::UserRepository(unit, context.now()).purgeDeleted(kOfABatch);
        });
        if (!erased) {
            return propagate(erased.error());
        }
        context.reached("deleted-users/batch");
        if (*erased < kOfABatch) {
            return {};
        }
    }
}

Status run(JobContext& context) {
    if (!context.isTimeTrusted()) {
        return {}; // what is erased too early does not come back
    }
    return forEachTenant(context, [&](const TenantId& tenant) { return purge(context, tenant); });
}

} // namespace

BackgroundJob deletedUsersJob() {
    return {kDeletedUsersJob, kPeriod, run};
}

} // namespace kaomon::jobs
