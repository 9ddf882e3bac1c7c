// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace kaomon::agent {

// Whether the setting uninstall_lock keeps the programs on this PC: while it belongs to a tenant that has it
// on. Asks the running agent, or else the state that it left; what cannot be read locks nothing. For the
// scripts of packages, not against root. Blocks for some seconds at most.
[[nodiscard]] bool isRemovalLocked(const std::string& socketPath, const std::string& stateFolder);

} // namespace kaomon::agent
