// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/attempt_runner.h"

#include "vision/matcher.h"

namespace kaomon::agent {

namespace {

using namespace std::chrono_literals;

// The source tells of a camera that does not start; this is for one that tells nothing at all.
constexpr auto kCameraGuard = 6s;

} // namespace

std::string scoreBandOf(float score, float threshold) {
    const float above = score - threshold;
    if (above < -0.15F) {
        return "far_below";
    }
    if (above < -0.03F) {
        return "below";
    }
    if (above < 0.0F) {
        return "near";
    }
    return above < 0.15F ? "above" : "far_above";
}

vision::FmrPreset presetOf(domain::MatchLevel level) {
    switch (level) {
    case domain::MatchLevel::Fmr1e4:
        return vision::FmrPreset::Standard;
    case domain::MatchLevel::Fmr1e5:
        return vision::FmrPreset::High;
    case domain::MatchLevel::Fmr1e6:
        return vision::FmrPreset::Highest;
    }
    return vision::FmrPreset::Highest;
}

AttemptRunner::AttemptRunner(FaceCamera& camera, const Clock& clock)
    : m_camera(camera)
    , m_clock(clock) {
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { onTimeout(); });
}

vision::LivenessMeter AttemptRunner::freshMeter() const {
    return vision::LivenessMeter(static_cast<vision::LivenessLevel>(m_result.livenessLevel),
                                 m_camera.models()->livenessThreshold());
}

Status AttemptRunner::start(AttemptRequest request, Callbacks callbacks) {
    if (m_isRunning && goesBefore(request)) {
        finish(ErrorCode::AgentBusy, "somebody logs on");
    }
    if (m_isRunning) {
        return fail(ErrorCode::AgentBusy, "another attempt is under way");
    }
    m_isRunning = true;
    m_request = std::move(request);
    m_callbacks = std::move(callbacks);
    m_result = {};
    m_result.livenessLevel = m_request.policy.liveness(m_request.scenario);
    m_result.wasWarm = m_camera.isWarm();
    m_result.matchLevel = m_request.policy.matchLevel;
    m_result.modelId = m_camera.models() != nullptr ? m_camera.models()->modelId() : std::string();
    m_lastVerdict.reset();
    m_lastState.clear();
    m_matchedFrames = 0;
    m_missedFrames = 0;
    m_startedAt = m_clock.steadyNow();
    tell("starting");

    const auto failLater = [this](ErrorCode code, std::string detail) {
        QTimer::singleShot(0, this, [this, id = m_request.id, code, detail = std::move(detail)] {
            if (m_isRunning && m_request.id == id) {
                finish(code, detail);
            }
        });
    };
    const vision::ModelPack* models = m_camera.models();
    if (models != nullptr &&
        (m_result.livenessLevel > 1 || (m_result.livenessLevel == 1 && !models->livenessThreshold()))) {
        failLater(ErrorCode::LivenessUnavailable,
                  "the policy asks for a liveness check that this pack cannot do");
        return {};
    }
    LookJob job;
    job.options.liveness = static_cast<vision::LivenessLevel>(m_result.livenessLevel);
    job.options.limits.minFacePixels =
        std::max(job.options.limits.minFacePixels, static_cast<float>(m_request.policy.minimumFacePixels));
    job.options.limits.minBrightness =
        std::max(job.options.limits.minBrightness, static_cast<float>(m_request.policy.minimumLuma));
    job.wantsJpeg = m_callbacks.wantsJpeg;
    const auto use =
        m_request.scenario == domain::Scenario::EnrolTest ? FaceCamera::Use::Test : FaceCamera::Use::Logon;
    const auto begun =
        m_camera.begin(use, std::move(job),
                       {
                           .looked = [this](const Look& look) { onLook(look); },
                           .failed = [this](const Error& reason) { finish(reason.code, reason.detail); },
                       });
    if (!begun) {
        failLater(begun.error().code, begun.error().detail);
        return {};
    }
    m_turn = *begun;
    m_liveness = freshMeter();
    m_deadline.start(kCameraGuard);
    return {};
}

// Trying one's face in the client gives way to a person at the door.
bool AttemptRunner::goesBefore(const AttemptRequest& request) const {
    return m_request.scenario == domain::Scenario::EnrolTest &&
           request.scenario != domain::Scenario::EnrolTest;
}

void AttemptRunner::cancel() {
    if (m_isRunning) {
        finish(ErrorCode::Cancelled, "given up by the caller");
    }
}

void AttemptRunner::tell(std::string_view state) {
    if (m_lastState != state) {
        m_lastState = state;
        if (m_callbacks.progress) {
            m_callbacks.progress(m_lastState);
        }
    }
}

void AttemptRunner::onLook(const Look& look) {
    if (m_result.camera.id.empty()) { // the first frame
        m_result.camera = look.camera;
        m_deadline.start(m_request.policy.matchTimeout);
    }
    if (m_callbacks.looked) {
        m_callbacks.looked(look);
    }
    if (look.analysis.isUsable() && look.embedding) {
        tell("looking");
        onUsable(look);
    } else {
        m_lastVerdict = look.analysis.verdict.value_or(ErrorCode::NoFace);
        tell(wireName(*m_lastVerdict));
    }
}

void AttemptRunner::onUsable(const Look& look) {
    ++m_result.frames;
    const auto matched = vision::match(*look.embedding, m_request.templates, m_camera.models()->thresholds(),
                                       presetOf(m_request.policy.matchLevel));
    if (!matched) {
        finish(matched.error().code, matched.error().detail);
        return;
    }
    m_result.scoreBand = scoreBandOf(matched->score, matched->threshold);
    if (matched->isAccepted) {
        onMatch(look);
    } else {
        onMiss();
    }
}

void AttemptRunner::onMatch(const Look& look) {
    ++m_matchedFrames;
    if (look.analysis.livenessScore) {
        m_liveness->add(*look.analysis.livenessScore);
    }
    if (m_matchedFrames < m_request.policy.framesToMatch() || !m_liveness->isComplete()) {
        return;
    }
    if (const auto verdict = m_liveness->verdict()) {
        finish(*verdict, "liveness check");
        return;
    }
    finish(std::nullopt);
}

void AttemptRunner::onMiss() {
    m_matchedFrames = 0;
    m_liveness = freshMeter();
    ++m_missedFrames;
    if (m_missedFrames >= kFramesPerTry * m_request.policy.matchAttempts) {
        finish(ErrorCode::FaceNoMatch, "the face is another one");
    }
}

void AttemptRunner::onTimeout() {
    if (m_result.camera.id.empty()) {
        finish(ErrorCode::CameraFailed, "the camera gave no picture");
    } else if (m_missedFrames >= kFramesPerTry) {
        finish(ErrorCode::FaceNoMatch, "the face is another one");
    } else {
        finish(m_lastVerdict.value_or(m_missedFrames > 0 ? ErrorCode::FaceNoMatch : ErrorCode::Timeout),
               "no decision in time");
    }
}

void AttemptRunner::finish(std::optional<ErrorCode> code, const std::string& detail) {
    m_isRunning = false;
    m_deadline.stop();
    m_camera.end(m_turn);
    m_result.isAccepted = !code;
    m_result.code = code;
    m_result.detail = detail;
    m_result.elapsed =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.steadyNow() - m_startedAt);
    m_request.templates.clear();
    m_liveness.reset();
    const Callbacks callbacks = std::exchange(m_callbacks, {});
    if (callbacks.done) {
        callbacks.done(m_result);
    }
}

} // namespace kaomon::agent
