// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/service-status: maintenance and emergencies with their clocks, for administrators. `services` outlives
// the routes.
[[nodiscard]] std::vector<http::Route> serviceStatusRoutes(ServiceContext& services);

} // namespace kaomon::features
