// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "agent/agent_state.h"
#include "agent/event_log.h"
#include "client/version_support.h"

namespace kaomon::agent {

// What an event says of the PC itself: its system, and what protects its keys.
[[nodiscard]] wire::EventDetail aboutThisPc(AgentState& state);

// Keeps what the server said of how long this version of Kaomon is supported, so that the person is told
// without the server, too. Nobody is kept out for it. Main thread; the state outlives it.
class VersionWatch {
public:
    explicit VersionWatch(AgentState& state, std::string version = {}); // empty: the one that runs

    // At each start and after the enrolment: remembers which version runs here, and leaves the event UPDATE
    // where it was another one before.
    void begin(EventLog& events);

    void hear(const client::VersionSupport& support);
    // When the support of the version that runs ends or has ended; nullopt while none newer is known to be
    // out.
    [[nodiscard]] std::optional<TimePoint> endsAt() const;

private:
    AgentState& m_state;
    const std::string m_version;
};

} // namespace kaomon::agent
