// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/exports/events: events as a CSV or JSON Lines file, and the filter to keep beside it. `services`
// outlives the routes.
[[nodiscard]] std::vector<http::Route> eventExportRoutes(ServiceContext& services);

} // namespace kaomon::features
