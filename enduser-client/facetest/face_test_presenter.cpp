// SPDX-License-Identifier: GPL-3.0-or-later
#include "facetest/face_test_presenter.h"

#include <string>

#include "agentlink/preview_frame.h"

namespace kaomon::facetest {
namespace {

using agentlink::Answer;
using localipc::Message;

TestResult resultOf(const Answer& answer) {
    if (!answer) {
        return {.outcome = Outcome::Unavailable,
                .reason = answer.error().code,
                .elapsedMilliseconds = 0,
                .scoreBand = {}};
    }
    const std::string outcome = answer->text("outcome");
    TestResult result{.outcome = outcome == "accepted"  ? Outcome::Accepted
                                 : outcome == "refused" ? Outcome::Refused
                                                        : Outcome::Unavailable,
                      .reason = std::nullopt,
                      .elapsedMilliseconds = answer->integer("elapsed_ms").value_or(0),
                      .scoreBand = QString::fromStdString(answer->text("score_band"))};
    if (result.outcome != Outcome::Accepted) {
        const ErrorCode unknown =
            result.outcome == Outcome::Refused ? ErrorCode::FaceNoMatch : ErrorCode::Internal;
        result.reason = errorCodeFromWire(answer->text("code")).value_or(unknown);
    }
    return result;
}

} // namespace

FaceTestPresenter::FaceTestPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session,
                                     QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_session(session) {}

void FaceTestPresenter::start() {
    if (m_phase == Phase::Running) {
        return;
    }
    m_hint.reset();
    m_isLooking = false;
    const quint64 generation = ++m_generation;
    setPhase(Phase::Running);
    m_link.post(agentlink::previewRequest(true));
    const auto progress = [this, generation](const Message& report) {
        if (generation == m_generation) {
            onProgress(report);
        }
    };
    m_link.request({.type = "testFace", .id = 0, .fields = {}}, progress, agentlink::AgentLink::kLongPatience)
        .then(this, [this, generation](const Answer& answer) {
            if (generation == m_generation) {
                conclude(answer);
            }
        });
}

void FaceTestPresenter::cancel() {
    if (m_phase != Phase::Running) {
        return;
    }
    ++m_generation;
    m_link.post({.type = "cancel", .id = 0, .fields = {}});
    m_link.post(agentlink::previewRequest(false));
    setPhase(Phase::Idle);
}

void FaceTestPresenter::reset() {
    if (m_phase == Phase::Done) {
        setPhase(Phase::Idle);
    }
}

void FaceTestPresenter::onProgress(const Message& message) {
    const std::string state = message.text("state");
    m_isLooking = state != "starting_camera";
    m_hint = errorCodeFromWire(state);
    m_isLit = m_isLit || agentlink::asksForLight(message);
    emit changed();
}

void FaceTestPresenter::conclude(const Answer& answer) {
    m_link.post(agentlink::previewRequest(false));
    m_result = resultOf(answer);
    setPhase(Phase::Done);
    m_session.refresh();
}

void FaceTestPresenter::setPhase(Phase phase) {
    m_phase = phase;
    m_isLit = m_isLit && phase == Phase::Running;
    emit changed();
}

} // namespace kaomon::facetest
