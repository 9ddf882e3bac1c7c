// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/changes: what a PC has to know, as differences. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> changesRoutes(ServiceContext& services);

} // namespace kaomon::features
