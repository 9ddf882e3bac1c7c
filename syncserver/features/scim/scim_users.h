// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features::scim {

// /scim/v2/Users. `services` outlives the routes.
[[nodiscard]] std::vector<http::Route> userRoutes(ServiceContext& services);
// /scim/v2/Groups: wishes, that administrators agree to.
[[nodiscard]] std::vector<http::Route> groupRoutes(ServiceContext& services);
// ServiceProviderConfig, ResourceTypes and Schemas: what this server can do.
[[nodiscard]] std::vector<http::Route> discoveryRoutes(ServiceContext& services);
// /v1/scim-tokens.
[[nodiscard]] std::vector<http::Route> tokenRoutes(ServiceContext& services);

// Name and schema of a SCIM body for the route table.
[[nodiscard]] http::Schema scimSchema(const std::string& name);

} // namespace kaomon::features::scim
