// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>

namespace kaomon::admin {

// kaomonctl: reads the command line, runs its command, tells faults on `err`. The exit code: 0, 1 for a
// command that failed, the parser's own for a wrong command line.
[[nodiscard]] int runControl(int argc, char** argv, std::ostream& out, std::ostream& err);

} // namespace kaomon::admin
