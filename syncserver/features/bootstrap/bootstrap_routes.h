// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"
#include "http/server_pins.h"

namespace kaomon::features {

// /v1/bootstrap and /v1/bootstrap:begin, the first run of a tenant. `services` and `pins` outlive the routes.
[[nodiscard]] std::vector<http::Route> bootstrapRoutes(ServiceContext& services, const http::PinBoard& pins);

} // namespace kaomon::features
