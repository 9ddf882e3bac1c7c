// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "features/maintenance/duty_state.h"
#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /healthz, /readyz and /v1/meta. What is given outlives the routes.
[[nodiscard]] std::vector<http::Route> metaRoutes(ServiceContext& services, const std::string& version,
                                                  DutyState& state);

} // namespace kaomon::features
