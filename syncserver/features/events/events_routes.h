// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/events: what happened on the PCs. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> eventsRoutes(ServiceContext& services);

} // namespace kaomon::features
