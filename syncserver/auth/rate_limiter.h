// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/clock.h"
#include "base/result.h"

namespace kaomon::auth {

// Counts failures per source (an address) in windows of fixed length; in the memory of this node only.
// Thread-safe.
class RateLimiter {
public:
    RateLimiter(const Clock& clock, int limit, std::chrono::seconds window)
        : m_clock(clock)
        , m_limit(limit)
        , m_window(window) {}

    // ErrorCode::RateLimited when the source has used up its failures.
    [[nodiscard]] Status check(const std::string& source);
    void recordFailure(const std::string& source);

private:
    struct Entry {
        int failures = 0;
        std::chrono::steady_clock::time_point since;
    };
    void forgetOld();

    const Clock& m_clock;
    const int m_limit;
    const std::chrono::seconds m_window;
    std::mutex m_mutex;
    std::unordered_map<std::string, Entry> m_entries;
};

} // namespace kaomon::auth
