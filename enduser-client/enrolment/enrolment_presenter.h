// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "agentlink/agent_link.h"
#include "agentlink/client_session.h"
#include "agentlink/enrolment_progress.h"

namespace kaomon::enrolment {

using agentlink::EnrolmentProgress;
using agentlink::kMeterKinds;
using agentlink::Meter;
using agentlink::MeterKind;
using agentlink::Pose;
using agentlink::readEnrolmentProgress;

// One enrolment of a face: idle -> starting -> capturing -> finished, failed or cancelled, and again. The
// agent takes and judges the pictures; this tells the page how it stands. Owned by its page; GUI thread.
class EnrolmentPresenter final : public QObject {
    Q_OBJECT

public:
    enum class Phase { Idle, Starting, Capturing, Finished, Failed, Cancelled };

    EnrolmentPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session,
                       QObject* parent = nullptr);

    // Ignored while one is under way. `label` tells this face from other enrolments of the person; `variant`
    // is how he looks this time: plain, glasses or mask.
    void start(const QString& label, const QString& variant = QStringLiteral("plain"));
    void cancel();
    void reset(); // back to idle, unless one is under way

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] bool isRunning() const { return m_phase == Phase::Starting || m_phase == Phase::Capturing; }
    [[nodiscard]] const EnrolmentProgress& progress() const { return m_progress; }
    // Finished, but the server does not have the face yet.
    [[nodiscard]] bool isPending() const { return m_isPending; }
    // Finished, and an administrator has to approve the face before it counts.
    [[nodiscard]] bool needsApproval() const { return m_needsApproval; }
    // The reason of Phase::Failed.
    [[nodiscard]] ErrorCode error() const { return m_error; }
    // 0..1 of the pictures that are needed.
    [[nodiscard]] double fraction() const;
    // The agent asked for light; until the enrolment ends, because the light itself ends the darkness.
    [[nodiscard]] bool isLit() const { return m_isLit; }

signals:
    void changed();

private:
    void onProgress(const localipc::Message& message);
    void conclude(const agentlink::Answer& answer);
    void setPhase(Phase phase);

    agentlink::AgentLink& m_link;
    agentlink::ClientSession& m_session;
    Phase m_phase = Phase::Idle;
    EnrolmentProgress m_progress;
    ErrorCode m_error = ErrorCode::Internal;
    bool m_isLit = false;
    bool m_isPending = false;
    bool m_needsApproval = false;
    quint64 m_generation = 0; // what an enrolment that was given up still reports is dropped
};

} // namespace kaomon::enrolment
