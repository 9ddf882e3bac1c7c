// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/imports: users from CSV files, uploaded in parts, checked, applied and perhaps undone. The caller
// drives each step by repeating its request; every request works for about two seconds, batch by batch, so
// that an import goes on after a lost connection, on any node. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> importsRoutes(ServiceContext& services);

} // namespace kaomon::features
