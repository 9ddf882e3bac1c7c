// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

// The parts of accounts_routes.h; private to this folder.
namespace kaomon::features {

[[nodiscard]] std::vector<http::Route> roleRoutes(ServiceContext& services);
[[nodiscard]] std::vector<http::Route> reissueRoutes(ServiceContext& services);
[[nodiscard]] std::vector<http::Route> unlockRoutes(ServiceContext& services);
[[nodiscard]] std::vector<http::Route> sessionListRoutes(ServiceContext& services);
[[nodiscard]] std::vector<http::Route> secondFactorRoutes(ServiceContext& services);
[[nodiscard]] std::vector<http::Route> faceConfirmationRoutes(ServiceContext& services);
[[nodiscard]] std::vector<http::Route> emergencyRoutes(ServiceContext& services);
[[nodiscard]] std::vector<http::Route> actRoutes(ServiceContext& services);

} // namespace kaomon::features
