// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"

namespace kaomon::wire {

// The keys of the server's certificates as it tells them itself, SPKI SHA-256 in base64url. Only what an
// owner has signed of them counts: `tls_pins` of the manifest.
struct ServerPins {
    std::string current;
    TimePoint currentUntil;
    std::optional<std::string> next;    // prepared to follow
    std::optional<TimePoint> nextUntil; // absent while its certificate is not known
};

} // namespace kaomon::wire
