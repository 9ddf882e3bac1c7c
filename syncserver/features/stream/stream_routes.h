// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "features/stream/stream_hub.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/stream and /v1/changes:wait: that there is something new. `services` and `hub` outlive the routes.
[[nodiscard]] std::vector<http::Route> streamRoutes(ServiceContext& services, StreamHub& hub);

} // namespace kaomon::features
