// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>

#include "base/error.h"

namespace kaomon::vision {

// What the policy asks for. None exists for demonstration tenants only. Blink and Challenge need a motion
// check that this engine does not have yet: they are answered with ErrorCode::LivenessUnavailable, never
// waved through.
enum class LivenessLevel { None = 0, Passive = 1, Blink = 2, Challenge = 3 };

// Collects the passive score of the frames of one attempt and decides on their mean. One per attempt, one
// thread.
class LivenessMeter {
public:
    // `threshold` is the pack's; nullopt when it has no passive net.
    LivenessMeter(LivenessLevel level, std::optional<float> threshold);

    void add(float score);
    // True when enough frames are in (or none are needed); ask verdict() only then.
    [[nodiscard]] bool isComplete() const;
    // nullopt = alive as far as this level tells; ErrorCode::SpoofSuspected or
    // ErrorCode::LivenessUnavailable.
    [[nodiscard]] std::optional<ErrorCode> verdict() const;
    [[nodiscard]] float mean() const;

    static constexpr std::size_t kFrames = 3;

private:
    LivenessLevel m_level;
    std::optional<float> m_threshold;
    float m_sum = 0.0F;
    std::size_t m_count = 0;
};

} // namespace kaomon::vision
