// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "agent/agent_state.h"
#include "agent/face_camera.h"

namespace kaomon::agent {

// Which other sign-in options the logon screen of Windows is to hide: class ids with commas between them,
// empty for all but the standard one. nullopt: none, because no policy asks for it (cp_filter), or because a
// face would not open this PC now. Main thread.
[[nodiscard]] std::optional<std::string> hiddenProviders(const AgentState& state, const FaceCamera& camera);

} // namespace kaomon::agent
