// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "auth/proof_checker.h"
#include "base/result.h"
#include "features/event_options.h"
#include "features/service_context.h"
#include "http/router.h"

namespace kaomon::runtime {

// Events, evidence and what is pushed; `options` outlives the router, too.
void addEventRoutes(http::Router& router, features::ServiceContext& services,
                    const features::EventOptions& options);

// Fills the router with every route of the API. `services`, `proofs` and the operator's
// keys outlive the router. Errors are those
// of features::sessionRoutes().
[[nodiscard]] Status addApiRoutes(http::Router& router, features::ServiceContext& services,
                                  auth::ProofChecker& proofs, const std::vector<Bytes>& operatorKeys);

// The OpenAPI document. Needs no data: works with a throw-away database in a temporary folder. Errors as
// above and of storage::Database::open().
[[nodiscard]] Result<std::string> apiDescription();

// Version of this program.
[[nodiscard]] std::string programVersion();

} // namespace kaomon::runtime
