// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>

#include "base/clock.h"
#include "base/result.h"
#include "runtime/config.h"

namespace kaomon::admin {

// What commands work with; owned by the program.
struct Surroundings {
    runtime::Config config;
    const Clock& clock;
    std::ostream& out;
};

// One command of kaomonctl with its arguments. Runs once, on the main thread, and may block.
class Command {
public:
    virtual ~Command() = default;
    [[nodiscard]] virtual Status run(Surroundings& surroundings) = 0;
};

} // namespace kaomon::admin
