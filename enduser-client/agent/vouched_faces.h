// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/agent_state.h"
#include "crypto/face_voucher.h"

namespace kaomon::agent {

// What the PC that made it said of a face that counts here, if an administrator took it; its signatures were
// checked when it was read. Nullopt for a face that its person enrolled himself, or one that is not there.
// What cannot be read is told as the least: a photograph of somebody with nothing to protect. Main thread.
[[nodiscard]] std::optional<crypto::FaceWitness> witnessOf(AgentState& state, const std::string& face);

// The faces of this person that count here and were taken when he had nothing to protect.
[[nodiscard]] std::vector<std::string> firstFacesOf(AgentState& state, const UserId& user);

} // namespace kaomon::agent
