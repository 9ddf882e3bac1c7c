// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/accounts/accounts_routes.h"

#include "features/accounts/account_parts.h"

namespace kaomon::features {

std::vector<http::Route> accountsRoutes(ServiceContext& services) {
    std::vector<http::Route> routes;
    for (const auto part : {roleRoutes, reissueRoutes, unlockRoutes, sessionListRoutes, secondFactorRoutes,
                            faceConfirmationRoutes, emergencyRoutes, actRoutes}) {
        for (auto& route : part(services)) {
            routes.push_back(std::move(route));
        }
    }
    return routes;
}

} // namespace kaomon::features
