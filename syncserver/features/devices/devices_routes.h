// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/devices and /v1/device, with the way in for new PCs. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> devicesRoutes(ServiceContext& services);

} // namespace kaomon::features
