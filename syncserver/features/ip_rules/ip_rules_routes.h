// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/ip-rules: from which addresses a tenant may be reached. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> ipRulesRoutes(ServiceContext& services);

} // namespace kaomon::features
