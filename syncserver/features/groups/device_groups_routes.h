// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/device-groups without the rotation of their face keys. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> deviceGroupsRoutes(ServiceContext& services);

} // namespace kaomon::features
