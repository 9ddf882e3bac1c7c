// SPDX-License-Identifier: GPL-3.0-or-later
#include "pin/pin_presenter.h"

#include "agentlink/preview_frame.h"
#include "domain/pin_rule.h"

namespace kaomon::pin {

using agentlink::Answer;
using localipc::Message;

PinFault faultOf(const QString& first, const QString& again, int shortest) {
    const auto form = domain::checkPinForm(first.toStdString(), shortest);
    if (!form) {
        return form.error().field == "digits" ? PinFault::Digits
               : form.error().field == "easy" ? PinFault::Easy
                                              : PinFault::Length;
    }
    return first == again ? PinFault::None : PinFault::Different;
}

PinPresenter::PinPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_session(session) {}

void PinPresenter::start(const SecretString& pin) {
    if (m_phase == Phase::Looking) {
        return;
    }
    m_reason.reset();
    const quint64 generation = ++m_generation;
    setPhase(Phase::Looking);
    m_link.post(agentlink::previewRequest(true));
    Message message{"setPin", 0, {}};
    message.set("pin", pin.reveal());
    const auto progress = [this, generation](const Message& report) {
        if (generation == m_generation) {
            m_reason = errorCodeFromWire(report.text("state"));
            emit changed();
        }
    };
    m_link.request(std::move(message), progress, agentlink::AgentLink::kLongPatience)
        .then(this, [this, generation](const Answer& answer) {
            if (generation != m_generation) {
                return;
            }
            m_link.post(agentlink::previewRequest(false));
            m_reason = answer ? std::nullopt : std::optional(answer.error().code);
            setPhase(answer ? Phase::Done : Phase::Failed);
            m_session.refresh();
        });
}

void PinPresenter::cancel() {
    if (m_phase != Phase::Looking) {
        return;
    }
    ++m_generation;
    m_link.post({.type = "cancel", .id = 0, .fields = {}});
    m_link.post(agentlink::previewRequest(false));
    setPhase(Phase::Idle);
}

void PinPresenter::reset() {
    if (m_phase != Phase::Looking) {
        m_reason.reset();
        setPhase(Phase::Idle);
    }
}

void PinPresenter::setPhase(Phase phase) {
    m_phase = phase;
    emit changed();
}

} // namespace kaomon::pin
