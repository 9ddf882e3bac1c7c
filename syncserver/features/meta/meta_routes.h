// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /healthz, /readyz and /v1/meta. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> metaRoutes(ServiceContext& services, const std::string& version);

} // namespace kaomon::features
