// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/event_options.h"
#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/diagnostics. `services` and `options` outlive the routes.
[[nodiscard]] std::vector<http::Route> diagnosticsRoutes(ServiceContext& services,
                                                         const EventOptions& options);

} // namespace kaomon::features
