// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_set>

#include "base/clock.h"

namespace kaomon::auth {

// Remembers the nonces of requests for as long as the time window accepts them, so that a request cannot be
// sent again to this node. Two generations of bounded size. Thread-safe.
class NonceMemory {
public:
    explicit NonceMemory(const Clock& clock)
        : m_clock(clock) {}

    // False when this key used this nonce already.
    [[nodiscard]] bool take(const std::string& keyId, const std::string& nonce);

private:
    void turn();

    const Clock& m_clock;
    std::mutex m_mutex;
    std::unordered_set<std::uint64_t> m_current;
    std::unordered_set<std::uint64_t> m_previous;
    std::chrono::steady_clock::time_point m_turned;
};

} // namespace kaomon::auth
