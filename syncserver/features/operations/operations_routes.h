// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/operations and its export: who did what. ErrorCode::StorageFailed when the log key cannot be made.
[[nodiscard]] Result<std::vector<http::Route>> operationsRoutes(ServiceContext& services);

} // namespace kaomon::features
