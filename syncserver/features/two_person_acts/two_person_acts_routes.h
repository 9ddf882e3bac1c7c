// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/two-person-acts: recovery of a vault, a new face after a reissue, changes of owners
// (docs/protocol.md 4.15).
[[nodiscard]] std::vector<http::Route> twoPersonActsRoutes(ServiceContext& services);

} // namespace kaomon::features
