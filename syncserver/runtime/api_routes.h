// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "auth/proof_checker.h"
#include "base/result.h"
#include "features/event_options.h"
#include "features/maintenance/duty_state.h"
#include "features/releases/release_store.h"
#include "features/service_context.h"
#include "features/stream/stream_hub.h"
#include "http/router.h"
#include "http/server_pins.h"

namespace kaomon::runtime {

// What the service owes its tenants, beside the data that it keeps for them.
struct DutyServices {
    features::DutyState& state;
    features::ReleaseStore& releases;
    bool sendsMail = false;
};

// Events, evidence and what is pushed; `options` outlives the router, too.
void addEventRoutes(http::Router& router, features::ServiceContext& services, features::StreamHub& streams,
                    const features::EventOptions& options);

// Fills the router with every route of the API. What is given outlives the router. Errors are those of
// features::sessionRoutes().
[[nodiscard]] Status addApiRoutes(http::Router& router, features::ServiceContext& services,
                                  auth::ProofChecker& proofs, const std::vector<Bytes>& operatorKeys,
                                  features::StreamHub& streams, const DutyServices& duties,
                                  const http::PinBoard& pins);

// The OpenAPI document. Needs no data: works with a throw-away database in a temporary folder. Errors as
// above and of storage::Database::open().
[[nodiscard]] Result<std::string> apiDescription();

// Version of this program.
[[nodiscard]] std::string programVersion();

} // namespace kaomon::runtime
