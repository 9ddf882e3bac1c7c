// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// Routes of docs/protocol.md 4.14: licences, seats, what is erased when, certificates. `services` and the
// operator's public keys outlive them.
[[nodiscard]] std::vector<http::Route> licencesRoutes(ServiceContext& services,
                                                      const std::vector<Bytes>& operatorKeys);

} // namespace kaomon::features
