// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include "agent/agent_state.h"
#include "base/clock.h"

namespace kaomon::agent {

// Faces that were made of a photograph: a photograph with the wrong name would let the wrong person in. So on
// each PC the first logon with such a face asks for the password as well, unless the policy says otherwise
// (photo_face_confirm); where the system took it, the face stands alone there from then on. Main thread.
class PhotoConfirmations {
public:
    PhotoConfirmations(AgentState& state, const Clock& clock)
        : m_state(state)
        , m_clock(clock) {}

    // The face of a photograph by which this person was just recognised, if it is not confirmed here yet.
    // Without `seen` any one of his counts.
    [[nodiscard]] std::optional<std::string> unconfirmed(const UserId& user,
                                                         const std::optional<vision::Embedding>& seen) const;
    // Somebody was recognised by that face and is asked for the password of this account.
    void expect(const std::string& account, const std::string& face);
    // The system has accepted the password of this account. Errors of the store.
    [[nodiscard]] Status passwordAccepted(const std::string& account);

    static constexpr std::chrono::minutes kPatience{5};

private:
    struct Asked {
        std::string face;
        TimePoint at;
    };
    [[nodiscard]] bool isPhoto(const std::string& face) const;
    [[nodiscard]] bool isConfirmed(const std::string& face) const;

    AgentState& m_state;
    const Clock& m_clock;
    std::map<std::string, Asked> m_asked; // by account
};

} // namespace kaomon::agent
