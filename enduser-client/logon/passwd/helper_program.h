// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace kaomon::logon {

// The whole of the program kaomon-passwd: one order from its standard input, a connection to the agent that
// the service manager has accepted (docs/protocol.md 6.1), one answer, the end. A module of PAM that hangs or
// breaks off takes only this process with it; it ends itself after `--deadline` seconds. Secrets come over
// the connection only. Returns the exit code.
[[nodiscard]] int runPasswordHelper(int argc, char** argv);

} // namespace kaomon::logon
