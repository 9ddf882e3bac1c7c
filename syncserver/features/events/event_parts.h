// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "features/stream/stream_hub.h"
#include "http/route.h"

namespace kaomon::features {

// The rows of eventsRoutes() by file; private to this folder.
[[nodiscard]] std::vector<http::Route> eventListRoutes(ServiceContext& services);
[[nodiscard]] std::vector<http::Route> eventTailRoutes(ServiceContext& services, StreamHub& hub);
[[nodiscard]] std::vector<http::Route> eventGapRoutes(ServiceContext& services);

// Who reads events.
[[nodiscard]] http::Access eventReaders();

} // namespace kaomon::features
