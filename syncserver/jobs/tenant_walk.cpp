// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/tenant_walk.h"

#include "storage/repositories/tenant_repository.h"

namespace kaomon::jobs {

Result<std::vector<TenantId>> tenantIds(JobContext& context) {
    return context.read(TenantId(), [&](storage::UnitOfWork& unit) -> Result<std::vector<TenantId>> {
        std::vector<TenantId> ids;
        for (auto& tenant : storage::TenantRepository(unit, context.now()).list()) {
            ids.push_back(std::move(tenant.id));
        }
        return ids;
    });
}

Status forTenants(JobContext& context, const std::set<std::string>& tenants,
                  const std::function<Status(const TenantId&)>& work) {
    Status first;
    for (const std::string& text : tenants) {
        if (context.isStopping()) {
            return fail(ErrorCode::Cancelled, "the server is stopping");
        }
        const auto tenant = TenantId::parse(text);
        Status done = tenant ? work(*tenant) : propagate(tenant.error());
        if (!done && first) {
            first = std::move(done);
        }
    }
    return first;
}

Status forEachTenant(JobContext& context, const std::function<Status(const TenantId&)>& work) {
    const auto tenants = tenantIds(context);
    if (!tenants) {
        return propagate(tenants.error());
    }
    std::set<std::string> ids;
    for (const TenantId& tenant : *tenants) {
        ids.insert(tenant.text());
    }
    return forTenants(context, ids, work);
}

} // namespace kaomon::jobs
