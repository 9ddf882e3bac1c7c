// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "features/stream/stream_hub.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/events: what happened on the PCs. `services` and `hub`, which ends the waiting of the tail, outlive
// the routes.
[[nodiscard]] std::vector<http::Route> eventsRoutes(ServiceContext& services, StreamHub& hub);

} // namespace kaomon::features
