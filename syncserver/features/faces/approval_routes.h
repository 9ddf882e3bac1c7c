// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// What administrators say of faces that wait for them.
[[nodiscard]] std::vector<http::Route> faceApprovalRoutes(ServiceContext& services);

} // namespace kaomon::features
