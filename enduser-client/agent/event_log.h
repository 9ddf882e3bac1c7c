// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "agent/agent_state.h"
#include "base/clock.h"
#include "wire/events.h"

namespace kaomon::agent {

// Writes events into the outbox: on the disk when add() returns, and with the server once, later. Main
// thread.
class EventLog {
public:
    EventLog(AgentState& state, const Clock& clock)
        : m_state(state)
        , m_clock(clock) {}

    // Fills id (unless it is set), time, its distance from UTC, version and policy version. Errors of the
    // store. Before the enrolment nothing is kept.
    [[nodiscard]] Status add(wire::Event event);
    // The same for events whose loss must not stop anything; a failure is logged.
    void note(std::string_view kind, std::string_view code, std::string_view result,
              wire::EventDetail detail = {});

    void setOnline(bool isOnline) { m_isOnline = isOnline; }
    // Called after each event.
    void whenAdded(std::function<void()> callback) { m_added = std::move(callback); }

private:
    AgentState& m_state;
    const Clock& m_clock;
    std::function<void()> m_added;
    bool m_isOnline = false;
};

} // namespace kaomon::agent
