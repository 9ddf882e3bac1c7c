// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// Roles, reissue, unlock, second factors, lists of sessions, emergency codes, and the list of what was done
// to accounts. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> accountsRoutes(ServiceContext& services);

} // namespace kaomon::features
