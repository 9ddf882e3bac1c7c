// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "agent/agent_state.h"
#include "client/version_support.h"

namespace kaomon::agent {

// Keeps what the server said of how long this version of Kaomon is supported, so that the person is told
// without the server, too. Nobody is kept out for it. Main thread; the state outlives it.
class VersionWatch {
public:
    explicit VersionWatch(AgentState& state)
        : m_state(state) {}

    void hear(const client::VersionSupport& support);
    // When the support of the version that runs ends or has ended; nullopt while none newer is known to be
    // out.
    [[nodiscard]] std::optional<TimePoint> endsAt() const;

private:
    AgentState& m_state;
};

} // namespace kaomon::agent
