// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include "jobs/job_host.h"

namespace kaomon::jobs {

// The tenants that there are. Errors of Database.
[[nodiscard]] Result<std::vector<TenantId>> tenantIds(JobContext& context);

// `work(tenant)` for each tenant, whatever became of the others; the first failure. Ends when the server is
// stopping.
[[nodiscard]] Status forEachTenant(JobContext& context, const std::function<Status(const TenantId&)>& work);

// The same for some of them. The tenants need not exist any more.
[[nodiscard]] Status forTenants(JobContext& context, const std::set<std::string>& tenants,
                                const std::function<Status(const TenantId&)>& work);

} // namespace kaomon::jobs
