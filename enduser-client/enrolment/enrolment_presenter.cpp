// SPDX-License-Identifier: GPL-3.0-or-later
#include "enrolment/enrolment_presenter.h"

#include <algorithm>

#include "agentlink/preview_frame.h"

namespace kaomon::enrolment {

using agentlink::AgentLink;
using agentlink::Answer;
using localipc::Message;

EnrolmentPresenter::EnrolmentPresenter(AgentLink& link, agentlink::ClientSession& session, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_session(session) {}

void EnrolmentPresenter::start(const QString& label, const QString& variant) {
    if (isRunning()) {
        return;
    }
    m_progress = {};
    const quint64 generation = ++m_generation;
    setPhase(Phase::Starting);
    m_link.post(agentlink::previewRequest(true));
    Message message{.type = "enrolStart", .id = 0, .fields = {}};
    message.set("label", label.toStdString());
    message.set("variant", variant.toStdString());
    const auto progress = [this, generation](const Message& report) {
        if (generation == m_generation) {
            onProgress(report);
        }
    };
    m_link.request(std::move(message), progress, AgentLink::kLongPatience)
        .then(this, [this, generation](const Answer& answer) {
            if (generation == m_generation) {
                conclude(answer);
            }
        });
}

void EnrolmentPresenter::cancel() {
    if (!isRunning()) {
        return;
    }
    ++m_generation;
    m_link.post({.type = "enrolCancel", .id = 0, .fields = {}});
    m_link.post(agentlink::previewRequest(false));
    setPhase(Phase::Cancelled);
}

void EnrolmentPresenter::reset() {
    if (!isRunning()) {
        m_progress = {};
        setPhase(Phase::Idle);
    }
}

double EnrolmentPresenter::fraction() const {
    if (m_phase == Phase::Finished) {
        return 1.0;
    }
    if (m_progress.needed <= 0) {
        return 0.0;
    }
    return std::clamp(static_cast<double>(m_progress.accepted) / m_progress.needed, 0.0, 1.0);
}

void EnrolmentPresenter::onProgress(const Message& message) {
    m_progress = readEnrolmentProgress(message);
    m_isLit = m_isLit || agentlink::asksForLight(message);
    setPhase(Phase::Capturing);
}

void EnrolmentPresenter::conclude(const Answer& answer) {
    m_link.post(agentlink::previewRequest(false));
    if (answer) {
        m_isPending = answer->flag("pending");
        m_needsApproval = answer->flag("waits");
        setPhase(Phase::Finished);
    } else if (answer.error().code == ErrorCode::Cancelled) {
        setPhase(Phase::Cancelled);
    } else {
        m_error = answer.error().code;
        setPhase(Phase::Failed);
    }
    m_session.refresh();
}

void EnrolmentPresenter::setPhase(Phase phase) {
    m_phase = phase;
    m_isLit = m_isLit && isRunning();
    emit changed();
}

} // namespace kaomon::enrolment
