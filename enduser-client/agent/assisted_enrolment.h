// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include <QObject>

#include "agent/assisted_sealer.h"
#include "agent/enrolment_runner.h"

namespace kaomon::agent {

// Takes the face of a person who sits beside an administrator, on that administrator's signed ticket. Nobody
// has to be signed in here. Main thread.
class AssistedEnrolment final : public QObject {
    Q_OBJECT
public:
    struct Callbacks {
        std::function<void(const EnrolmentProgress&)> progress;
        std::function<void(const Look&)> looked;
        std::function<bool()> wantsJpeg;
        std::function<void(const Result<AssistedFace>&)> done;
    };
    struct Wanted {
        Bytes ticket; // encoded crypto::SignedRecord of a crypto::EnrolmentTicket
        std::string label;
        FaceVariant variant = FaceVariant::Plain;
    };

    AssistedEnrolment(AgentState& state, EnrolmentRunner& runner, EventLog& events, const Clock& clock);

    // At once: those of AssistedSealer::read() and checkRoom(), FaceMasked, and those of
    // EnrolmentRunner::start(). In the end StreamSuspect, those of the runner and of AssistedSealer::seal().
    [[nodiscard]] Status start(Wanted wanted, Callbacks callbacks);
    [[nodiscard]] bool lightsUpInTheDark() const { return m_state.policies().policy().lightsUpInTheDark; }

private:
    [[nodiscard]] Result<AssistedFace> conclude(const AssistedOrder& order,
                                                const Result<vision::Template>& made);

    AgentState& m_state;
    EnrolmentRunner& m_runner;
    AssistedSealer m_sealer;
};

} // namespace kaomon::agent
