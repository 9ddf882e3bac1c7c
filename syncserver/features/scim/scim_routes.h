// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /scim/v2 for identity providers (RFC 7643, 7644) and /v1/scim-tokens for the owners who let them in.
// Administrators are shown to providers but not changed by them; nothing here reaches faces, keys, passwords
// or roles. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> scimRoutes(ServiceContext& services);

} // namespace kaomon::features
