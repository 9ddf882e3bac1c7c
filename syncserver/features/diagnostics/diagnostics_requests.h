// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// Owners and the help desk ask the people at a PC for diagnostics, who send them or do not. `services`
// outlives the routes.
[[nodiscard]] std::vector<http::Route> diagnosticsRequestRoutes(ServiceContext& services);

} // namespace kaomon::features
