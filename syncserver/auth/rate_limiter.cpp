// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/rate_limiter.h"

namespace kaomon::auth {
namespace {

constexpr std::size_t kManyEntries = 10'000;

} // namespace

Status RateLimiter::check(const std::string& source) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(source);
    if (found != m_entries.end() && m_clock.steadyNow() - found->second.since < m_window &&
        found->second.failures >= m_limit) {
        return fail(ErrorCode::RateLimited, "too many failures from one address");
    }
    return {};
}

void RateLimiter::recordFailure(const std::string& source) {
    const std::lock_guard lock(m_mutex);
    forgetOld();
    Entry& entry = m_entries[source];
    if (entry.failures == 0 || m_clock.steadyNow() - entry.since >= m_window) {
        entry = {0, m_clock.steadyNow()};
    }
    ++entry.failures;
}

void RateLimiter::forgetOld() {
    if (m_entries.size() >= kManyEntries) {
        const auto now = m_clock.steadyNow();
        std::erase_if(m_entries, [&](const auto& entry) { return now - entry.second.since >= m_window; });
    }
}

} // namespace kaomon::auth
