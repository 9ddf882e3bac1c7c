// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/caller_cache.h"

namespace kaomon::auth {

CallerCache::Shard& CallerCache::shardOf(const std::string& key) {
    return m_shards[std::hash<std::string>()(key) % kShards];
}

bool CallerCache::isGood(const Entry& entry, std::chrono::steady_clock::time_point now) const {
    return now - entry.loaded < kLife && entry.generation == m_generation.of(entry.caller.principal.tenant);
}

std::optional<Caller> CallerCache::find(const std::string& key) {
    const auto now = m_clock.steadyNow();
    Shard& shard = shardOf(key);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.entries.find(key);
    if (found == shard.entries.end() || !isGood(found->second, now)) {
        return std::nullopt;
    }
    return found->second.caller;
}

void CallerCache::put(const std::string& key, const Caller& caller, unsigned long long generation) {
    const auto now = m_clock.steadyNow();
    Shard& shard = shardOf(key);
    const std::lock_guard lock(shard.mutex);
    if (shard.entries.size() >= kLargestShard) {
        std::erase_if(shard.entries, [&](const auto& entry) { return !isGood(entry.second, now); });
    }
    if (shard.entries.size() < kLargestShard || shard.entries.contains(key)) {
        shard.entries.insert_or_assign(key, Entry{caller, generation, now});
    }
}

} // namespace kaomon::auth
