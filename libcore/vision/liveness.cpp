// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/liveness.h"

namespace kaomon::vision {

LivenessMeter::LivenessMeter(LivenessLevel level, std::optional<float> threshold)
    : m_level(level)
    , m_threshold(threshold) {}

void LivenessMeter::add(float score) {
    m_sum += score;
    ++m_count;
}

float LivenessMeter::mean() const {
    return m_count == 0 ? 0.0F : m_sum / static_cast<float>(m_count);
}

bool LivenessMeter::isComplete() const {
    return m_level != LivenessLevel::Passive || !m_threshold || m_count >= kFrames;
}

std::optional<ErrorCode> LivenessMeter::verdict() const {
    if (m_level == LivenessLevel::None) {
        return std::nullopt;
    }
    if (m_level != LivenessLevel::Passive || !m_threshold) {
        return ErrorCode::LivenessUnavailable;
    }
    // "Not below" is asked this way round so that a NaN is refused.
    const bool isAlive = m_count >= kFrames && mean() >= *m_threshold;
    return isAlive ? std::nullopt : std::optional(ErrorCode::SpoofSuspected);
}

} // namespace kaomon::vision
