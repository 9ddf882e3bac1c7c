// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"

namespace kaomon::wire {

struct Health {
    std::string status; // "ok" or "stopping"
};

struct Meta {
    std::string product; // "kaomon-syncserver"
    std::string version;
    std::string api; // "1.0"
    std::string minimumClient;
    TimePoint time;
    std::optional<std::string> banner; // maintenance text for the sign-in screens
};

} // namespace kaomon::wire
