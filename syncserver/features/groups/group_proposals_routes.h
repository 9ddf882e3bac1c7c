// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/group-proposals: whom identity providers want in other groups than administrators signed. `services`
// outlives the routes.
[[nodiscard]] std::vector<http::Route> groupProposalsRoutes(ServiceContext& services);

} // namespace kaomon::features
