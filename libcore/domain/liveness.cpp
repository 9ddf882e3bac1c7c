// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/liveness.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kaomon::domain {
namespace {

// The network was trained on faces that look ahead.
constexpr float kPassivePose = 20.0F;

LivenessPrompt challengeOf(unsigned random) {
    constexpr std::array kChoices{LivenessPrompt::TurnLeft, LivenessPrompt::TurnRight, LivenessPrompt::Nod};
    return kChoices[random % kChoices.size()];
}

} // namespace

std::string_view toWire(LivenessPrompt prompt) {
    switch (prompt) {
    case LivenessPrompt::None:
        return {};
    case LivenessPrompt::Blink:
        return "please_blink";
    case LivenessPrompt::TurnLeft:
        return "please_turn_left";
    case LivenessPrompt::TurnRight:
        return "please_turn_right";
    case LivenessPrompt::Nod:
        return "please_nod";
    case LivenessPrompt::LookAhead:
        return "please_look_ahead";
    }
    return {};
}

std::optional<LivenessPlan> LivenessPlan::make(LivenessLevel level, const LivenessAbilities& abilities) {
    LivenessPlan plan;
    if (level == LivenessLevel::None) {
        return plan;
    }
    plan.passive = abilities.passive && abilities.passive->isAccepted;
    switch (level) {
    case LivenessLevel::None:
        break;
    case LivenessLevel::Passive:
        if (!plan.passive) {
            plan.blink = abilities.eyes.has_value();
            plan.challenge = !plan.blink && abilities.hasPose;
        }
        break;
    case LivenessLevel::Blink:
        plan.blink = abilities.eyes.has_value();
        // A photograph that is moved about passes for a blink now and then: with no score behind the blink
        // the turn is asked for besides.
        plan.challenge = abilities.hasPose && !(plan.blink && plan.passive);
        if (!plan.blink && !plan.challenge) {
            return std::nullopt;
        }
        break;
    case LivenessLevel::Challenge:
        plan.challenge = abilities.hasPose;
        if (!plan.challenge) {
            return std::nullopt;
        }
        break;
    case LivenessLevel::Infrared:
        return std::nullopt; // no adapter for an infrared camera exists, so hasInfrared cannot help yet
    }
    const bool asksAnything = plan.passive || plan.blink || plan.challenge;
    return asksAnything ? std::optional(plan) : std::nullopt;
}

float BlinkDetector::baseline() const {
    std::vector<float> sorted = m_open;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
}

// A comparison with NaN is false, so that a broken number is never a closed eye.
bool BlinkDetector::isClosed(const LivenessSample& sample) const {
    return m_open.size() >= kFewest && sample.eyesAlike && *sample.eyesAlike < m_eyes.alike &&
           *sample.eyesClosed - baseline() >= m_eyes.rise;
}

void BlinkDetector::add(const LivenessSample& sample) {
    if (m_hasBlinked || !sample.eyesClosed || !std::isfinite(*sample.eyesClosed)) {
        return;
    }
    if (sample.restAlike && !(*sample.restAlike >= m_eyes.rest)) { // another picture, or a sudden move
        m_open.clear();
        m_lastOpen.reset();
        m_closedAt.reset();
        m_closedFrames = 0;
        m_areClosed = false;
        return;
    }
    if (isClosed(sample)) {
        const bool isSteady = m_lastOpen && std::abs(sample.yaw - m_lastOpen->yaw) <= kSteady &&
                              std::abs(sample.pitch - m_lastOpen->pitch) <= kSteady;
        if (!m_closedAt && isSteady) {
            m_closedAt = sample.at;
        }
        m_closedFrames += m_closedAt ? 1 : 0;
        m_areClosed = m_closedAt && sample.at - *m_closedAt > kLongest;
        return;
    }
    if (m_closedAt && *sample.eyesClosed - baseline() > m_eyes.rise / 2.0F) {
        return; // half-way is neither: the lid is moving
    }
    if (m_closedAt) {
        const auto lasted = sample.at - *m_closedAt;
        m_hasBlinked = m_closedFrames >= kClosedFrames && lasted >= kShortest && lasted <= kLongest;
        m_closedAt.reset();
        m_closedFrames = 0;
    }
    m_areClosed = false;
    m_lastOpen = sample;
    m_open.push_back(*sample.eyesClosed);
    if (m_open.size() > kBaseline) {
        m_open.erase(m_open.begin());
    }
}

void HeadChallenge::add(const LivenessSample& sample) {
    if (!std::isfinite(sample.yaw) || !std::isfinite(sample.pitch)) {
        return;
    }
    if (m_frames < kFrontFrames) {
        if (std::abs(sample.yaw) > kFront || std::abs(sample.pitch) > kFront) {
            return;
        }
        const auto count = static_cast<float>(++m_frames);
        m_frontYaw += (sample.yaw - m_frontYaw) / count;
        m_frontPitch += (sample.pitch - m_frontPitch) / count;
        return;
    }
    const float yaw = sample.yaw - m_frontYaw;
    const float pitch = sample.pitch - m_frontPitch;
    m_isTurned = std::abs(yaw) > kBack || std::abs(pitch) > kBack;
    if (m_state == State::Front) {
        const bool isLeft = yaw >= kTurn; // his left is the right of the picture
        const bool isRight = yaw <= -kTurn;
        const bool isDown = pitch >= kNod && std::abs(yaw) < kTurn;
        const bool isRightMove = (m_wanted == LivenessPrompt::TurnLeft && isLeft) ||
                                 (m_wanted == LivenessPrompt::TurnRight && isRight) ||
                                 (m_wanted == LivenessPrompt::Nod && isDown);
        if (isRightMove) {
            m_state = State::Away;
        } else if (isLeft || isRight) {
            m_state = State::Failed;
        }
    } else if (m_state == State::Away && !m_isTurned) {
        m_state = State::Passed;
    }
}

LivenessPrompt HeadChallenge::prompt() const {
    switch (m_state) {
    case State::Front:
        return m_frames < kFrontFrames ? LivenessPrompt::None : m_wanted;
    case State::Away:
        return LivenessPrompt::LookAhead;
    case State::Passed:
    case State::Failed:
        break;
    }
    return LivenessPrompt::None;
}

LivenessSession::LivenessSession(LivenessPlan plan, const LivenessAbilities& abilities, Strictness strictness,
                                 unsigned random)
    : m_plan(plan)
    , m_passive(abilities.passive)
    , m_blink(abilities.eyes.value_or(LivenessAbilities::Eyes{}))
    , m_head(challengeOf(random)) {
    if (m_passive) {
        m_threshold = strictness == Strictness::High ? m_passive->high : m_passive->standard;
    }
}

float LivenessSession::passiveMean() const {
    return m_count == 0 ? 0.0F : m_sum / static_cast<float>(m_count);
}

// Asked this way round so that a NaN is refused.
bool LivenessSession::isPassiveGood() const {
    return m_count >= kPassiveFrames && passiveMean() >= m_threshold;
}

std::optional<ErrorCode> LivenessSession::add(const LivenessSample& sample) {
    if (sample.passive && std::abs(sample.yaw) <= kPassivePose) {
        m_sum += *sample.passive;
        ++m_count;
    }
    if (m_plan.passive && m_count >= kPassiveFrames && !isPassiveGood()) {
        return ErrorCode::SpoofSuspected;
    }
    if (m_plan.blink) {
        m_blink.add(sample);
    }
    if (m_plan.challenge) {
        m_head.add(sample);
        if (m_head.isFailed()) {
            return ErrorCode::ChallengeFailed;
        }
    }
    return std::nullopt;
}

bool LivenessSession::isPassed() const {
    return (!m_plan.passive || isPassiveGood()) && (!m_plan.blink || m_blink.hasBlinked()) &&
           (!m_plan.challenge || m_head.isPassed());
}

std::chrono::milliseconds LivenessSession::timeToAct() const {
    return m_plan.blink && m_plan.challenge ? kTimeToAct + kTimeForMore : kTimeToAct;
}

ErrorCode LivenessSession::reasonUnfinished() const {
    const bool looksFalse = m_passive && m_count >= kPassiveFrames && !isPassiveGood();
    if (looksFalse) {
        return ErrorCode::SpoofSuspected;
    }
    return m_plan.blink && m_blink.areEyesClosed() ? ErrorCode::EyesClosed : ErrorCode::ChallengeFailed;
}

LivenessPrompt LivenessSession::prompt() const {
    if (m_plan.challenge && !m_head.isPassed()) {
        return m_head.prompt();
    }
    return m_plan.blink && !m_blink.hasBlinked() ? LivenessPrompt::Blink : LivenessPrompt::None;
}

} // namespace kaomon::domain
