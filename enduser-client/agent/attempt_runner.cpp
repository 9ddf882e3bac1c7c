// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/attempt_runner.h"

#include <algorithm>
#include <utility>

#include <QRandomGenerator>

#include "vision/matcher.h"

namespace kaomon::agent {

namespace {

using namespace std::chrono_literals;

// The source tells of a camera that does not start; this is for one that tells nothing at all.
constexpr auto kCameraGuard = 6s;
// A camera that is on its way is tried this often.
constexpr auto kTryCamera = 300ms;
// A hint needs no more of them; each costs as much as a detection.
constexpr int kHintFrames = 5;
// A turned head is not a fault while turning is what was asked for.
constexpr float kChallengeYaw = 55.0F;
constexpr float kChallengePitch = 45.0F;

float valueOf(const Look& look, vision::QualityKind kind) {
    return look.analysis.quality->meter(kind).value;
}

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

AttemptRunner::AttemptRunner(FaceCamera& camera, const Clock& clock)
    : m_camera(camera)
    , m_clock(clock) {
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { onTimeout(); });
}

void AttemptRunner::startLiveness() {
    m_matchedFrames = 0;
    m_lastMatch.reset();
    m_result.clearest.reset();
    m_clearestScore = -1.0F;
    m_liveness.emplace(m_plan, m_camera.models()->liveness(), m_request.policy.livenessStrictness,
                       QRandomGenerator::system()->generate());
}

LookJob AttemptRunner::makeJob() const {
    LookJob job;
    vision::QualityLimits& limits = job.options.limits;
    limits.minFacePixels =
        std::max(limits.minFacePixels, static_cast<float>(m_request.policy.minimumFacePixels));
    limits.minBrightness = std::max(limits.minBrightness, static_cast<float>(m_request.policy.minimumLuma));
    const bool isAsked = m_result.livenessLevel > 0;
    const bool isDoneSomething = m_plan.blink || m_plan.challenge;
    if (m_request.policy.maskPolicy == domain::MaskPolicy::Allow && (isDoneSomething || !isAsked)) {
        limits.minMouth = 0.0F; // the passive score alone can be deceived by a mask
    }
    if (m_plan.challenge) {
        limits.maxYaw = kChallengeYaw;
        limits.maxPitch = kChallengePitch;
    }
    job.options.wantsPassive = isAsked;
    job.options.wantsEyes = m_plan.blink;
    job.passiveFrames = m_plan.passive ? LookJob::kEveryFrame : kHintFrames;
    job.wantsJpeg = m_callbacks.wantsJpeg;
    return job;
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
    m_result.livenessLevel = m_request.identify ? 0 : m_request.policy.liveness(m_request.scenario);
    m_result.wasWarm = m_mayReopen = m_camera.isWarm();
    m_result.matchLevel = m_request.policy.matchLevel;
    m_result.modelId = m_camera.models() != nullptr ? m_camera.models()->modelId() : std::string();
    m_lastVerdict.reset();
    m_lastState.clear();
    m_matchedFrames = 0;
    m_missedFrames = 0;
    m_isActing = false;
    m_stream = {};
    m_frameWidth = m_frameHeight = 0;
    m_startedAt = m_clock.steadyNow();
    tell("starting_camera");

    const auto failLater = [this](ErrorCode code, std::string detail) {
        QTimer::singleShot(0, this, [this, id = m_request.id, code, detail = std::move(detail)] {
            if (m_isRunning && m_request.id == id) {
                finish(code, detail);
            }
        });
    };
    const vision::ModelPack* models = m_camera.models();
    const auto plan =
        domain::LivenessPlan::make(static_cast<domain::LivenessLevel>(m_result.livenessLevel),
                                   models != nullptr ? models->liveness() : domain::LivenessAbilities{});
    if (models != nullptr && !plan) {
        failLater(ErrorCode::LivenessUnavailable,
                  "the policy asks for a liveness check that this pack or camera cannot do");
        return {};
    }
    m_plan = plan.value_or(domain::LivenessPlan{});
    m_cameraFault.reset();
    if (const auto opened = openCamera();
        !opened) { // also when there is no engine, whose models liveness asks
        failLater(opened.error().code, opened.error().detail);
        return {};
    }
    startLiveness();
    m_deadline.start(kCameraGuard);
    return {};
}

Status AttemptRunner::openCamera() {
    const auto use =
        m_request.scenario == domain::Scenario::EnrolTest ? FaceCamera::Use::Test : FaceCamera::Use::Logon;
    const auto begun = m_camera.begin(use, makeJob(),
                                      {
                                          .looked = [this](const Look& look) { onLook(look); },
                                          .failed = [this](const Error& reason) { onCameraFailure(reason); },
                                      });
    m_turn = begun.value_or(0);
    return begun ? Status() : propagate(begun.error());
}

void AttemptRunner::onCameraFailure(const Error& reason) {
    const bool hasSeen = !m_result.camera.id.empty();
    if (!hasSeen && std::exchange(m_mayReopen, false)) { // it was on from before, and its stream is dead
        m_deadline.start(kCameraGuard);
        if (const auto opened = openCamera(); !opened) {
            onCameraFailure(opened.error());
        }
        return;
    }
    const bool isCamera = reason.code == ErrorCode::CameraMissing || reason.code == ErrorCode::CameraFailed ||
                          reason.code == ErrorCode::CameraBusy;
    if (hasSeen || !isCamera || !m_isCameraComing || !m_isCameraComing()) {
        finish(reason.code, reason.detail);
        return;
    }
    m_cameraFault = reason;
    QTimer::singleShot(kTryCamera, this, [this, id = m_request.id] {
        if (m_isRunning && m_request.id == id) {
            if (const auto opened = openCamera(); !opened) {
                onCameraFailure(opened.error());
            }
        }
    });
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
        if (m_request.policy.refusesCamera(look.camera.description)) {
            finish(ErrorCode::StreamSuspect, "the policy refuses this camera by its name");
            return;
        }
    }
    if (m_callbacks.looked) {
        m_callbacks.looked(look);
    }
    if (look.frameWidth != m_frameWidth || look.frameHeight != m_frameHeight) {
        // Another resolution shows the face at another size: nothing seen before can be compared with it.
        m_frameWidth = look.frameWidth;
        m_frameHeight = look.frameHeight;
        startLiveness();
    }
    if (isSuspect(look)) {
        finish(ErrorCode::StreamSuspect, "the pictures do not come from a living camera");
        return;
    }
    if (look.analysis.isUsable() && look.embedding) {
        const auto prompt = domain::toWire(m_liveness->prompt());
        tell(m_isActing && !prompt.empty() ? prompt : "looking");
        onUsable(look);
    } else {
        m_lastVerdict = look.analysis.verdict.value_or(ErrorCode::NoFace);
        tell(wireName(*m_lastVerdict));
    }
}

// An empty room may look the same for long, a face may not.
bool AttemptRunner::isSuspect(const Look& look) {
    const bool isWatched = m_result.livenessLevel > 0 && look.analysis.mainFace() != nullptr;
    return isWatched &&
           m_stream.add({look.takenAt, look.fingerprint, look.number, look.camera.framesPerSecond});
}

bool AttemptRunner::isSamePerson(const Look& look) const {
    return !m_lastMatch || look.embedding->similarity(*m_lastMatch) >= kOtherPerson;
}

bool AttemptRunner::isMasked(const Look& look) {
    return valueOf(look, vision::QualityKind::Mouth) < vision::QualityLimits::forLogon().minMouth;
}

// A mask hides half of the face: whatever the policy asks for, not less than 1 in 100 000.
vision::FmrPreset AttemptRunner::presetFor(const Look& look) const {
    const vision::FmrPreset wanted = vision::presetOf(m_request.policy.matchLevel);
    return isMasked(look) && wanted == vision::FmrPreset::Standard ? vision::FmrPreset::High : wanted;
}

void AttemptRunner::search(const Look& look) {
    const auto who = m_request.identify(*look.embedding);
    if (!who) {
        finish(who.error().code, who.error().detail);
    } else if (*who) {
        m_result.identified = **who;
        finish(std::nullopt);
    } else {
        onMiss(look);
    }
}

void AttemptRunner::onUsable(const Look& look) {
    ++m_result.frames;
    if (m_request.identify) {
        search(look);
        return;
    }
    const auto matched = vision::match(*look.embedding, m_request.templates, m_camera.models()->thresholds(),
                                       presetFor(look), m_request.raise);
    if (!matched) {
        finish(matched.error().code, matched.error().detail);
        return;
    }
    if (!isSamePerson(look)) {
        finish(ErrorCode::FaceInconsistent, "another face took the place of the one that matched");
        return;
    }
    m_result.scoreBand = scoreBandOf(matched->score, matched->threshold);
    if (matched->isAccepted) {
        onMatch(look, matched->score);
    } else {
        onMiss(look);
    }
}

void AttemptRunner::onMatch(const Look& look, float score) {
    ++m_matchedFrames;
    if (score > m_clearestScore && !isMasked(look)) {
        m_clearestScore = score;
        m_result.clearest = *look.embedding;
    }
    m_lastMatch = *look.embedding;
    feedLiveness(look);
}

void AttemptRunner::feedLiveness(const Look& look) {
    if (const auto verdict = m_liveness->add(livenessSampleOf(look))) {
        finish(*verdict, "liveness check");
        return;
    }
    if (m_matchedFrames >= m_request.policy.framesToMatch() && m_liveness->isPassed() &&
        !m_liveness->isTurned()) {
        finish(std::nullopt);
        return;
    }
    const domain::LivenessPrompt prompt = m_liveness->prompt();
    if (prompt != domain::LivenessPrompt::None) {
        if (!m_isActing) { // recognised: from here on the time is the person's
            m_isActing = true;
            m_deadline.start(
                std::max<std::chrono::milliseconds>(m_request.policy.matchTimeout, m_liveness->timeToAct()));
        }
        tell(domain::toWire(prompt));
    }
}

void AttemptRunner::onMiss(const Look& look) {
    const bool isTurning = m_plan.challenge && m_lastMatch &&
                           (m_liveness->isTurned() || std::abs(valueOf(look, vision::QualityKind::Yaw)) >
                                                          vision::QualityLimits::forLogon().maxYaw);
    if (isTurning) {
        feedLiveness(look);
        return;
    }
    startLiveness();
    ++m_missedFrames;
    if (m_missedFrames >= kFramesPerTry * m_request.policy.matchAttempts) {
        finish(ErrorCode::FaceNoMatch, "the face is another one");
    }
}

void AttemptRunner::onTimeout() {
    if (m_result.camera.id.empty() && m_cameraFault) {
        finish(m_cameraFault->code, m_cameraFault->detail);
    } else if (m_result.camera.id.empty()) {
        finish(ErrorCode::CameraFailed, "the camera gave no picture");
    } else if (m_isActing) {
        finish(m_liveness->reasonUnfinished(), "nothing that was asked for was seen");
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
    if (code) {
        m_result.clearest.reset();
    }
    m_result.code = code;
    m_result.detail = detail;
    m_result.elapsed =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.steadyNow() - m_startedAt);
    m_request.templates.clear();
    m_request.identify = {};
    m_liveness.reset();
    m_lastMatch.reset();
    const Callbacks callbacks = std::exchange(m_callbacks, {});
    AttemptResult result = m_result;
    m_result.clearest.reset();
    if (callbacks.done) {
        callbacks.done(result);
    }
}

} // namespace kaomon::agent
