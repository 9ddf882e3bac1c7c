// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "http/route.h"
#include "http/server_pins.h"

namespace kaomon::features {

// /v1/server-pins: the keys of the server's certificates, to be signed by an owner. `pins` outlives the
// routes.
[[nodiscard]] std::vector<http::Route> serverPinsRoutes(const http::PinBoard& pins);

} // namespace kaomon::features
