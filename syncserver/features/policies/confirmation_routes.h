// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// What an administrator's console signs about which documents are the newest, so that PCs notice what is kept
// from them. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> confirmationRoutes(ServiceContext& services);

} // namespace kaomon::features
