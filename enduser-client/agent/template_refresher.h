// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/agent_state.h"
#include "agent/attempt_runner.h"
#include "agent/event_log.h"

namespace kaomon::agent {

// Lets the template of a person who was just recognised follow his face a little, where the policy says so
// (`template_refresh`, off by default): after a logon with a liveness check that passed and a match far above
// the threshold, at most once in kPause for each face, and never far from what was enrolled
// (vision/refresh.h). The enrolled template stays as it is; the refreshed one lies beside it on this PC only,
// and goes with it, with the setting, and with a new enrolment. Main thread.
class TemplateRefresher {
public:
    TemplateRefresher(AgentState& state, EventLog& events, const Clock& clock)
        : m_state(state)
        , m_events(events)
        , m_clock(clock) {}

    // After an accepted attempt of this person. Failures are logged: the logon does not depend on them.
    void consider(const UserId& user, const AttemptResult& result, const vision::ThresholdTable& thresholds,
                  float raise);

    static constexpr std::chrono::hours kPause{20};

private:
    [[nodiscard]] Status refreshNearest(const UserId& user, const vision::Embedding& seen,
                                        const vision::ThresholdTable& thresholds, float raise);
    [[nodiscard]] Status keep(const UserId& user, const TemplateStore::Enrolled& enrolled,
                              const vision::Template& next);

    AgentState& m_state;
    EventLog& m_events;
    const Clock& m_clock;
};

} // namespace kaomon::agent
