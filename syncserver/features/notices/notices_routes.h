// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/maintenance/duty_state.h"
#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// /v1/notices: the operator's to everybody and the tenant's own, who has read them; /v1/mails: what became of
// each mail. What is given outlives the routes.
[[nodiscard]] std::vector<http::Route> noticesRoutes(ServiceContext& services, DutyState& state);
[[nodiscard]] std::vector<http::Route> mailsRoutes(ServiceContext& services, bool isConfigured);

// For /v1/changes: what a PC is told of a notice; nullopt when it has nothing (more) to show.
[[nodiscard]] std::optional<std::string> noticeForPcs(storage::UnitOfWork& unit, const std::string& id,
                                                      TimePoint now);

} // namespace kaomon::features
