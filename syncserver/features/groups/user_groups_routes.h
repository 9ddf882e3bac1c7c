// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/user-groups. Memberships are signed documents: /v1/policies. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> userGroupsRoutes(ServiceContext& services);

} // namespace kaomon::features
