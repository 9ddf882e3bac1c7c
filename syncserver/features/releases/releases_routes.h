// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/releases/release_store.h"
#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/releases: the client's releases, their files in ranges, and what the tenant's PCs run. What is given
// outlives the routes.
[[nodiscard]] std::vector<http::Route> releasesRoutes(ServiceContext& services, ReleaseStore& store);

} // namespace kaomon::features
