// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/manifest and /v1/key-seals. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> keysRoutes(ServiceContext& services);

} // namespace kaomon::features
