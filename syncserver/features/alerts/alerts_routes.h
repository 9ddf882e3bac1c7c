// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/alert-rules and /v1/alerts. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> alertsRoutes(ServiceContext& services);

} // namespace kaomon::features
