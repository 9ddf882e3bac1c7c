// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/hidden_providers.h"

namespace kaomon::agent {

std::optional<std::string> hiddenProviders(const AgentState& state, const FaceCamera& camera) {
    const bool isAble = state.deviceState() == "active" && state.checkOffline() &&
                        camera.models() != nullptr && !camera.lastError();
    if (!isAble) {
        return std::nullopt;
    }
    auto values = state.policies().valuesFor(std::nullopt);
    return values["cp_filter"] == "true" ? std::optional(values["cp_filter_list"]) : std::nullopt;
}

} // namespace kaomon::agent
