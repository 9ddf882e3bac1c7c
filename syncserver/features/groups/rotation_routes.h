// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/device-groups/{group}/rotation: the replacement of a group's face key, done by consoles in batches; the
// server only says what is left. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> rotationRoutes(ServiceContext& services);

} // namespace kaomon::features
