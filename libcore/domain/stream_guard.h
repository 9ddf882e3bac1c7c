// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <unordered_set>

namespace kaomon::domain {

// Watches whether the pictures of one attempt can come from a camera. A sensor never gives the same picture
// twice, because of its noise: a picture that stands still was frozen, one that comes back later was played
// again. Nor does time run back, or a camera give more pictures than its format allows. One attempt, one
// thread.
class StreamGuard {
public:
    struct Sample {
        std::chrono::milliseconds at{0}; // when it was taken, from any fixed start
        std::uint64_t fingerprint = 0;   // of its pixels
        std::uint64_t number = 0;     // of all pictures since the camera began, those not looked at included
        double framesPerSecond = 0.0; // what the camera announced at most; 0 where it did not
    };

    // True once the stream cannot be a living camera's; it stays true.
    [[nodiscard]] bool add(const Sample& sample);

    // A slow camera may hand on one picture twice; a second of the same one is no camera.
    static constexpr std::chrono::milliseconds kFrozen{700};
    static constexpr int kReturns = 2;   // pictures that came back after another one
    static constexpr int kBackwards = 2; // pictures taken before their forerunner
    // Pictures that were held up come all at once, so that they are counted over a while, and a camera may be
    // this much faster than it says. Two such whiles are none.
    static constexpr std::chrono::milliseconds kWhile{500};
    static constexpr double kFaster = 2.0;
    static constexpr int kRushes = 2;
    static constexpr double kSlowest = 1.0; // frames a second; an announcement below says nothing

private:
    void count(const Sample& sample);

    std::optional<Sample> m_last;
    std::chrono::milliseconds m_sameSince{0};
    std::unordered_set<std::uint64_t> m_seen;
    int m_returns = 0;
    int m_backwards = 0;
    std::optional<Sample> m_countedFrom;
    int m_rushes = 0;
    bool m_isSuspect = false;
};

} // namespace kaomon::domain
