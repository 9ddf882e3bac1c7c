// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/policies: signed settings and account links. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> policiesRoutes(ServiceContext& services);
// /v1/settings: what the documents mean, their history, what a new one would do.
[[nodiscard]] std::vector<http::Route> settingsRoutes(ServiceContext& services);

} // namespace kaomon::features
