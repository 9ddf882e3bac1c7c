// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "auth/proof_checker.h"
#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// Everything under /v1/session. `services` and `proofs` outlive the routes. ErrorCode::Internal when the
// stand-in for unknown accounts cannot be made.
[[nodiscard]] Result<std::vector<http::Route>> sessionRoutes(ServiceContext& services,
                                                             auth::ProofChecker& proofs);

} // namespace kaomon::features
