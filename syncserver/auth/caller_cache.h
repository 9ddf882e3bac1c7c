// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "auth/caller.h"
#include "base/clock.h"
#include "storage/caller_generation.h"

namespace kaomon::auth {

// What the database said of callers within the last seconds. A change made through this node counts at once,
// because the generation of the tenant has moved on; one made elsewhere counts when the entry is too old.
// Bounded. Thread-safe.
class CallerCache {
public:
    // How long a change made by another node may go unnoticed.
    static constexpr std::chrono::seconds kLife{5};

    CallerCache(const Clock& clock, const storage::CallerGeneration& generation)
        : m_clock(clock)
        , m_generation(generation) {}

    // `key`: the hash of a session's access token, or a device id.
    [[nodiscard]] std::optional<Caller> find(const std::string& key);
    // `generation` is that of the caller's tenant from before the database was asked.
    void put(const std::string& key, const Caller& caller, unsigned long long generation);

private:
    struct Entry {
        Caller caller;
        unsigned long long generation = 0;
        std::chrono::steady_clock::time_point loaded;
    };
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, Entry> entries;
    };
    static constexpr std::size_t kShards = 16;
    static constexpr std::size_t kLargestShard = 4096;

    [[nodiscard]] Shard& shardOf(const std::string& key);
    [[nodiscard]] bool isGood(const Entry& entry, std::chrono::steady_clock::time_point now) const;

    const Clock& m_clock;
    const storage::CallerGeneration& m_generation;
    std::array<Shard, kShards> m_shards;
};

} // namespace kaomon::auth
