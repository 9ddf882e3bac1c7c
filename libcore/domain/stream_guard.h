// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <unordered_set>

namespace kaomon::domain {

// Watches whether the pictures of one attempt can come from a camera. A sensor never gives the same picture
// twice, because of its noise: a picture that stands still was frozen, one that comes back later was played
// again. One attempt, one thread.
class StreamGuard {
public:
    struct Sample {
        std::chrono::milliseconds at{0}; // when it was taken, from any fixed start
        std::uint64_t fingerprint = 0;   // of its pixels
    };

    // True once the stream cannot be a living camera's; it stays true.
    [[nodiscard]] bool add(const Sample& sample);

    // A slow camera may hand on one picture twice; a second of the same one is no camera.
    static constexpr std::chrono::milliseconds kFrozen{700};
    static constexpr int kReturns = 2;   // pictures that came back after another one
    static constexpr int kBackwards = 2; // pictures taken before their forerunner

private:
    std::optional<Sample> m_last;
    std::chrono::milliseconds m_sameSince{0};
    std::unordered_set<std::uint64_t> m_seen;
    int m_returns = 0;
    int m_backwards = 0;
    bool m_isSuspect = false;
};

} // namespace kaomon::domain
