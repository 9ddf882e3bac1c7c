// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "features/service_context.h"
#include "http/route.h"

namespace kaomon::features {

// Faces that administrators take for other people, and the consents beside them.
[[nodiscard]] std::vector<http::Route> assistedFaceRoutes(ServiceContext& services);

} // namespace kaomon::features
