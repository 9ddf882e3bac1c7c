// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"

namespace kaomon::client {

// The date of a header (RFC 9110, IMF-fixdate: "Sun, 06 Nov 1994 08:49:37 GMT"), to the second; nullopt for
// anything else. Pure; any thread.
[[nodiscard]] std::optional<TimePoint> parseHttpDate(const std::string& text);

} // namespace kaomon::client
