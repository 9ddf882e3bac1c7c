// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/secret.h"
#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/support: whom administrators may ask, and when. What is given outlives the routes.
[[nodiscard]] std::vector<http::Route> supportRoutes(ServiceContext& services,
                                                     const std::vector<Bytes>& operatorKeys);

} // namespace kaomon::features
