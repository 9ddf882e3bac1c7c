// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/assisted_enrolment.h"

namespace kaomon::agent {

AssistedEnrolment::AssistedEnrolment(AgentState& state, EnrolmentRunner& runner, EventLog& events,
                                     const Clock& clock)
    : m_state(state)
    , m_runner(runner)
    , m_sealer(state, events, clock) {}

Status AssistedEnrolment::start(Wanted wanted, Callbacks callbacks) {
    const auto order = m_sealer.read(wanted.ticket, wanted.label, crypto::FaceSource::Camera);
    if (!order) {
        return propagate(order.error());
    }
    if (const auto room = m_sealer.checkRoom(order->user, m_runner.models()); !room) {
        return room;
    }
    const domain::Policy policy = m_state.policies().policyFor(order->user);
    if (wanted.variant == FaceVariant::Mask && policy.maskPolicy != domain::MaskPolicy::Allow) {
        return fail(ErrorCode::FaceMasked, "the policy lets nobody in with a mask");
    }
    return m_runner.start(
        policy.liveness(domain::Scenario::EnrolTest),
        {.progress = std::move(callbacks.progress),
         .looked = std::move(callbacks.looked),
         .wantsJpeg = std::move(callbacks.wantsJpeg),
         .done = [this, order = *order, done = std::move(callbacks.done)](
                     const Result<vision::Template>& made) { done(conclude(order, made)); }},
        wanted.variant);
}

Result<AssistedFace> AssistedEnrolment::conclude(const AssistedOrder& order,
                                                 const Result<vision::Template>& made) {
    if (!made) {
        const EnrolmentRunner::Course& course = m_runner.course();
        if (course.fault && isGivenUp(made.error().code)) {
            m_sealer.tellRefused(order, *course.fault,
                                 {.frames = course.frames,
                                  .elapsedMs = static_cast<int>(course.elapsed.count()),
                                  .camera = course.camera});
        }
        return propagate(made.error());
    }
    if (m_state.policies().policyFor(order.user).refusesCamera(m_runner.camera().description)) {
        return fail(ErrorCode::StreamSuspect, "the policy refuses this camera by its name");
    }
    return m_sealer.seal(order, {*made, m_runner.thresholds(), m_runner.quality(), m_runner.camera()});
}

} // namespace kaomon::agent
