// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/deleted_users.h"

#include "storage/repositories/revision.h"
#include "storage/repositories/tenant_repository.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::jobs {
namespace {

using storage::UnitOfWork;

constexpr int kOfABatch = 20;
constexpr std::chrono::hours kPeriod{1};

Result<std::vector<TenantId>> tenantIds(JobContext& context) {
    return context.read(TenantId(), [&](UnitOfWork& unit) -> Result<std::vector<TenantId>> {
        std::vector<TenantId> ids;
        for (auto& tenant : storage::TenantRepository(unit, context.now()).list()) {
            ids.push_back(std::move(tenant.id));
        }
        return ids;
    });
}

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
    const auto tenants = tenantIds(context);
    if (!tenants) {
        return propagate(tenants.error());
    }
    for (const TenantId& tenant : *tenants) {
        if (Status purged = purge(context, tenant); !purged) {
            return purged;
        }
    }
    return {};
}

} // namespace

BackgroundJob deletedUsersJob() {
    return {kDeletedUsersJob, kPeriod, run};
}

} // namespace kaomon::jobs
