// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "runtime/server_application.h"

namespace kaomon::runtime {

// The whole of kaomon-syncserver: reads the command line, serves until SIGTERM or SIGINT (SIGHUP: reads
// the certificate again), returns the exit
// code. The clock is the caller's, so that a test can bring its own; `wrap` as for ServerApplication. Called
// once, from main().
[[nodiscard]] int runServerProgram(int argc, char** argv, const Clock& clock,
                                   const DatabaseWrapper& wrap = {});
// Keeps the memory of this process out of core dumps and away from the debuggers of other users of the
// machine, whatever started it. Called first, from main() of the shipped program.
void keepOutOfDumps();

} // namespace kaomon::runtime
