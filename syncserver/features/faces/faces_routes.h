// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/consents and /v1/users/{user}/templates. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> facesRoutes(ServiceContext& services);

} // namespace kaomon::features
