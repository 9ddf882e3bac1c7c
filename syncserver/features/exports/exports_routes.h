// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/exports: the users of the tenant as a CSV file that imports read again. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> exportsRoutes(ServiceContext& services);

} // namespace kaomon::features
