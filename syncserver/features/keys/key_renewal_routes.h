// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/key-renewal: pairs of keys that are due because of who held them, and their replacement. `services`
// outlives the routes.
[[nodiscard]] std::vector<http::Route> keyRenewalRoutes(ServiceContext& services);

} // namespace kaomon::features
