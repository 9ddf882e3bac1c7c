// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/nonce_memory.h"

namespace kaomon::auth {
namespace {

// Twice the time window: a nonce stays known for at least this long.
constexpr std::chrono::seconds kGeneration{240};
constexpr std::size_t kLargestGeneration = 1'000'000;

} // namespace

bool NonceMemory::take(const std::string& keyId, const std::string& nonce) {
    // 64 of the bits that the sender chose at random: with a million of them a wrong hit is one in 10^13
    const std::uint64_t entry = std::hash<std::string>()(keyId + '|' + nonce);
    const std::lock_guard lock(m_mutex);
    turn();
    return !m_previous.contains(entry) && m_current.insert(entry).second;
}

void NonceMemory::turn() {
    const auto now = m_clock.steadyNow();
    if (now - m_turned < kGeneration && m_current.size() < kLargestGeneration) {
        return;
    }
    m_previous = std::move(m_current);
    m_current.clear();
    m_turned = now;
}

} // namespace kaomon::auth
