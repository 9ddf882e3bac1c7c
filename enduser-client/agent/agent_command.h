// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace kaomon::agent {

// The command line of kaomon-agent: run (default), enrol, status, models list|verify. Gives the exit code.
// Makes the QCoreApplication for `run` itself.
[[nodiscard]] int runAgentCommand(int argc, char** argv);

} // namespace kaomon::agent
