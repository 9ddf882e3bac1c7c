// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/rate_bucket.h"

#include <algorithm>

namespace kaomon::auth {
namespace {

constexpr std::chrono::nanoseconds kMinute = std::chrono::minutes(1);

} // namespace

RateBucket::RateBucket(const Clock& clock, int perMinute)
    : m_clock(clock)
    , m_perMinute(perMinute)
    , m_interval(perMinute > 0 ? kMinute / perMinute : std::chrono::nanoseconds(0)) {}

Status RateBucket::take(const std::string& source) {
    if (m_perMinute <= 0) {
        return {};
    }
    const std::uint64_t key = std::hash<std::string>()(source);
    const std::chrono::nanoseconds now = m_clock.steadyNow().time_since_epoch();
    Shard& shard = m_shards[key % kShards];
    const std::lock_guard lock(shard.mutex);
    makeRoom(shard, now);
    auto& arrival = shard.arrivals.try_emplace(key, now).first->second;
    const auto earliest = arrival - (kMinute - m_interval); // a whole minute's share may come at once
    if (now < earliest) {
        return refuseFor(earliest - now, "too many requests from one source");
    }
    arrival = std::max(arrival, now) + m_interval;
    return {};
}

void RateBucket::makeRoom(Shard& shard, std::chrono::nanoseconds now) const {
    if (shard.arrivals.size() < kLargestShard) {
        return;
    }
    std::erase_if(shard.arrivals, [now](const auto& entry) { return entry.second <= now; });
    if (shard.arrivals.size() >= kLargestShard) {
        shard.arrivals.clear(); // memory before exactness; the counters in the database go on
    }
}

Status refuseFor(std::chrono::nanoseconds wait, std::string why) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    return fail(ErrorCode::RateLimited, std::move(why), std::to_string(std::max<long long>(1, seconds)));
}

} // namespace kaomon::auth
