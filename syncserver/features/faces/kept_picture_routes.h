// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// PUT, GET, DELETE /v1/users/{user}/templates/{template}/pictures, for PCs
[[nodiscard]] std::vector<http::Route> keptPictureRoutes(ServiceContext& services);

} // namespace kaomon::features
