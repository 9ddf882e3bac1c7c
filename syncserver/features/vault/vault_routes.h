// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/vault: one's own sealed entries. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> vaultRoutes(ServiceContext& services);

} // namespace kaomon::features
