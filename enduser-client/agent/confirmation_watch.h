// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "agent/agent_state.h"
#include "agent/event_log.h"
#include "base/clock.h"

namespace kaomon::agent {

// Kind of the stored change and of the signed document.
inline constexpr std::string_view kConfirmation = "confirmation";

// Whether this PC has what the administrators signed last, as far as anybody can tell.
struct ConfirmationState {
    enum class Word { Unknown, Good, Old, Withheld };

    Word word = Word::Unknown;         // Unknown: not enrolled, or no good round yet
    std::chrono::days age{0};          // since an administrator's console last said what is the newest
    std::vector<std::string> withheld; // kind|scope, or "manifest": confirmed, and not given to this PC
};

[[nodiscard]] std::string_view toWire(ConfirmationState::Word word);

// After each good round with the server: compares what was given to this PC with what an administrator's
// console confirmed, and looks how old that word is. A server that keeps newer documents from this PC has to
// keep the confirmations from it too, and then nobody's word is fresh any more. Tells by events and by
// state(); nothing else changes: whoever could log on still can. Main thread; all parts outlive it.
class ConfirmationWatch {
public:
    ConfirmationWatch(AgentState& state, EventLog& events, const Clock& clock)
        : m_state(state)
        , m_events(events)
        , m_clock(clock) {}

    void look();
    [[nodiscard]] const ConfirmationState& state() const { return m_last; }

private:
    [[nodiscard]] ConfirmationState judge();
    [[nodiscard]] TimePoint lastWordAt(const std::optional<TimePoint>& issuedAt);
    void tell(const ConfirmationState& before);

    AgentState& m_state;
    EventLog& m_events;
    const Clock& m_clock;
    ConfirmationState m_last;
};

// The stored confirmation, when somebody of this manifest signed it. ErrorCode::NotFound, PolicyUnsigned.
[[nodiscard]] Result<crypto::SignedPolicy> storedConfirmation(const localstore::LocalStore& cache,
                                                              const crypto::TenantManifest& manifest);

// Of the documents that the stored confirmation names, those that concern this PC and that it was not given
// in this version or a later one. Empty without a confirmation.
[[nodiscard]] std::vector<std::string> withheldDocuments(const localstore::LocalStore& cache,
                                                         const PolicyStore& policies,
                                                         const DeviceIdentity& device);

} // namespace kaomon::agent
