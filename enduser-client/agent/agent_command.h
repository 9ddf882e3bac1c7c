// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/face_camera.h"

namespace kaomon::agent {

// The command line of kaomon-agent: run (default), enrol, status, models list|verify. Gives the exit code.
// Makes the QCoreApplication for `run` itself. `pictures`: what the agent sees in place of the PC's camera,
// for tests; no shipped program gives it.
[[nodiscard]] int runAgentCommand(int argc, char** argv, FrameSourceFactory pictures = {});

} // namespace kaomon::agent
