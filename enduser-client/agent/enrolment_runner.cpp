// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/enrolment_runner.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QRandomGenerator>

#include "agent/quality_score.h"

namespace kaomon::agent {

namespace {

using namespace std::chrono_literals;

constexpr auto kBetweenFrames = 300ms;
constexpr auto kLongest = 120s;
constexpr float kFrontLimit = 15.0F;  // degrees
constexpr float kTurnWanted = 10.0F;  // from where the front was
constexpr float kSameFrame = 0.9995F; // cosine; nothing moved at all
constexpr float kTurnedLimit = 35.0F;

float valueOf(const Look& look, vision::QualityKind kind) {
    return look.analysis.quality->meter(kind).value;
}

} // namespace

std::string_view poseName(Pose pose) {
    constexpr std::array<std::string_view, kPoses> kNames{"front", "left", "right", "up", "down"};
    return kNames[static_cast<std::size_t>(pose)];
}

EnrolmentRunner::EnrolmentRunner(FaceCamera& camera, const Clock& clock)
    : m_camera(camera)
    , m_clock(clock) {
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { onTimeout(); });
}

std::optional<FaceVariant> variantFromWire(std::string_view name) {
    if (name.empty() || name == "plain") {
        return FaceVariant::Plain;
    }
    if (name == "glasses") {
        return FaceVariant::Glasses;
    }
    return name == "mask" ? std::optional(FaceVariant::Mask) : std::nullopt;
}

Status EnrolmentRunner::start(int livenessLevel, Callbacks callbacks, FaceVariant variant,
                              bool keepsPictures) {
    const bool isMasked = variant == FaceVariant::Mask;
    const int wanted = isMasked && livenessLevel > 0 ? std::max(livenessLevel, 2) : livenessLevel;
    // The turned head is part of every enrolment, so no more than the blink is asked for besides.
    const auto level = std::min(static_cast<domain::LivenessLevel>(wanted),
                                wanted == 4 ? domain::LivenessLevel::Infrared : domain::LivenessLevel::Blink);
    const vision::ModelPack* models = m_camera.models();
    const auto abilities = models != nullptr ? models->liveness() : domain::LivenessAbilities{};
    auto plan = domain::LivenessPlan::make(level, abilities);
    if (models != nullptr && !plan) {
        return fail(ErrorCode::LivenessUnavailable,
                    "the policy asks for a liveness check that this pack or camera cannot do");
    }
    if (plan && (plan->passive || plan->blink)) {
        plan->challenge = false;
    }
    LookJob job;
    job.options.limits = vision::QualityLimits::forEnrolment();
    job.options.limits.maxYaw = kTurnedLimit;
    job.options.limits.maxPitch = kTurnedLimit;
    if (isMasked) {
        job.options.limits.minMouth = 0.0F;
    }
    job.options.wantsPassive = level != domain::LivenessLevel::None;
    job.options.wantsEyes = plan && plan->blink;
    job.wantsCut = keepsPictures;
    job.wantsJpeg = callbacks.wantsJpeg;
    const auto begun =
        m_camera.begin(FaceCamera::Use::Enrolment, std::move(job),
                       {
                           .looked = [this](const Look& look) { onLook(look); },
                           .failed = [this](const Error& reason) { finish(propagate(reason)); },
                       });
    if (!begun) {
        return propagate(begun.error());
    }
    m_turn = *begun;
    m_callbacks = std::move(callbacks);
    m_liveness.emplace(*plan, abilities, domain::Strictness::Standard,
                       QRandomGenerator::system()->generate());
    m_taken.clear();
    m_pictures.clear();
    m_isBuilding = false;
    m_isRunning = true;
    m_course = {};
    m_began = m_stepBegan = m_clock.steadyNow();
    m_lastTaken = m_stepBegan - kBetweenFrames;
    m_deadline.start(kLongest);
    return {};
}

void EnrolmentRunner::cancel() {
    if (m_isRunning) {
        finish(fail(ErrorCode::Cancelled, "given up by the person"));
    }
}

void EnrolmentRunner::onTimeout() {
    const bool isComplete = static_cast<int>(m_taken.size()) >= kFrames;
    finish(fail(isComplete ? m_liveness->reasonUnfinished() : ErrorCode::Timeout,
                "the enrolment took too long"));
}

Pose EnrolmentRunner::currentPose() const {
    const int step = std::clamp(static_cast<int>(m_taken.size()) - 1, 0, kPoses - 1);
    return static_cast<Pose>(step);
}

void EnrolmentRunner::onLook(const Look& look) {
    if (m_callbacks.looked) {
        m_callbacks.looked(look);
    }
    if (m_isBuilding) {
        return;
    }
    m_course.camera = look.camera;
    m_course.fault = look.analysis.isUsable() ? std::nullopt : look.analysis.verdict;
    if (const auto verdict = feedLiveness(look)) {
        finish(fail(*verdict, "liveness check of the enrolment"));
        return;
    }
    const bool isComplete = static_cast<int>(m_taken.size()) >= kFrames;
    std::string_view hint = isComplete ? domain::toWire(m_liveness->prompt()) : judge(look);
    if (hint.empty()) {
        if (!isComplete) {
            take(look);
        }
        hint = "hold_still";
    }
    if (m_callbacks.progress) {
        m_callbacks.progress({currentPose(), static_cast<int>(m_taken.size()), kFrames, hint,
                              look.analysis.quality ? &*look.analysis.quality : nullptr});
    }
    buildWhenAlive();
}

std::optional<ErrorCode> EnrolmentRunner::feedLiveness(const Look& look) {
    return look.analysis.isUsable() ? m_liveness->add(livenessSampleOf(look)) : std::nullopt;
}

std::string_view EnrolmentRunner::judge(const Look& look) {
    if (!look.analysis.isUsable() || !look.embedding) {
        return wireName(look.analysis.verdict.value_or(ErrorCode::NoFace));
    }
    const auto now = m_clock.steadyNow();
    if (now - m_lastTaken < kBetweenFrames) {
        return "hold_still";
    }
    if (!m_taken.empty()) {
        if (look.embedding->similarity(m_taken.back()) > kSameFrame) {
            return "hold_still";
        }
        const float threshold = m_camera.models()->thresholds().single1e4;
        const bool isOther = std::ranges::all_of(
            m_taken, [&](const auto& taken) { return look.embedding->similarity(taken) < threshold; });
        if (isOther) {
            return wireName(ErrorCode::FaceInconsistent);
        }
    }
    if (!isInPose(look) && now - m_stepBegan < kPatience) {
        return wireName(ErrorCode::FaceTurned);
    }
    return {};
}

bool EnrolmentRunner::isInPose(const Look& look) const {
    const float yaw = valueOf(look, vision::QualityKind::Yaw);
    const float pitch = valueOf(look, vision::QualityKind::Pitch);
    switch (currentPose()) {
    case Pose::Front:
        return std::abs(yaw) <= kFrontLimit && std::abs(pitch) <= kFrontLimit;
    case Pose::Left:
        return yaw - m_frontYaw >= kTurnWanted; // his left is the right of the picture
    case Pose::Right:
        return yaw - m_frontYaw <= -kTurnWanted;
    case Pose::Up:
        return pitch - m_frontPitch <= -kTurnWanted;
    case Pose::Down:
        return pitch - m_frontPitch >= kTurnWanted;
    }
    return false;
}

void EnrolmentRunner::take(const Look& look) {
    if (m_taken.empty()) {
        m_frontYaw = valueOf(look, vision::QualityKind::Yaw);
        m_frontPitch = valueOf(look, vision::QualityKind::Pitch);
    }
    const int score = qualityScore(*look.analysis.quality);
    m_quality = m_taken.empty() ? score : std::min(m_quality, score);
    m_taken.push_back(*look.embedding);
    if (!look.cut.isEmpty()) {
        m_pictures.push_back(look.cut.clone());
    }
    ++m_course.frames;
    m_takenFrom = look.camera;
    m_stepBegan = m_lastTaken = m_clock.steadyNow();
}

void EnrolmentRunner::buildWhenAlive() {
    if (static_cast<int>(m_taken.size()) < kFrames || !m_liveness->isPassed()) {
        return;
    }
    m_isBuilding = true;
    m_camera.makeTemplate(m_turn, std::exchange(m_taken, {}),
                          [this](Result<vision::Template> made) { finish(std::move(made)); });
}

void EnrolmentRunner::finish(Result<vision::Template> result) {
    if (!m_isRunning) {
        return;
    }
    m_isRunning = false;
    m_deadline.stop();
    m_camera.end(m_turn);
    m_course.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.steadyNow() - m_began);
    m_taken.clear();
    if (!result) {
        m_pictures.clear();
    }
    m_liveness.reset();
    const Callbacks callbacks = std::exchange(m_callbacks, {});
    callbacks.done(std::move(result));
}

} // namespace kaomon::agent
