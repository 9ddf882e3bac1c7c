// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/clock.h"
#include "base/result.h"

namespace kaomon::auth {

// So many requests a minute for each source, in the memory of this node: GCRA, so that a source may send all
// of them at once and then goes on at the steady rate. Bounded; forgets sources that have their whole share
// again. Thread-safe.
class RateBucket {
public:
    // 0 = no limit.
    RateBucket(const Clock& clock, int perMinute);

    // ErrorCode::RateLimited with the seconds to wait in `field`.
    [[nodiscard]] Status take(const std::string& source);

private:
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::uint64_t, std::chrono::nanoseconds> arrivals; // theoretical ones
    };
    static constexpr std::size_t kShards = 16;
    static constexpr std::size_t kLargestShard = 8192;

    void makeRoom(Shard& shard, std::chrono::nanoseconds now) const;

    const Clock& m_clock;
    const int m_perMinute;
    const std::chrono::nanoseconds m_interval;
    std::array<Shard, kShards> m_shards;
};

// ErrorCode::RateLimited that asks to wait for so long (a second at least).
[[nodiscard]] Status refuseFor(std::chrono::nanoseconds wait, std::string why);

} // namespace kaomon::auth
