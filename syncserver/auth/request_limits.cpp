// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/request_limits.h"

#include <algorithm>

#include "auth/address_key.h"
#include "storage/repositories/rate_repository.h"

namespace kaomon::auth {
namespace {

constexpr std::chrono::minutes kWindow{1};

int share(int limit, int nodes) {
    return limit <= 0 ? 0 : std::max(1, limit / std::max(1, nodes));
}

} // namespace

RequestLimits::RequestLimits(const RateLimits& limits, const Clock& clock, storage::Database& database,
                             const ServerKey& key)
    : m_limits(limits)
    , m_clock(clock)
    , m_database(database)
    , m_key(key)
    , m_anonymous(clock, share(limits.anonymous, limits.nodes))
    , m_known(clock, share(limits.known, limits.nodes))
    , m_signIns(clock, limits.signIns) {}

Status RequestLimits::takeAnonymous(const std::string& peer) {
    return m_anonymous.take(addressKey(peer));
}

Status RequestLimits::takeKnown(const std::string& keyId) {
    return m_known.take(keyId);
}

http::Awaitable<Status> RequestLimits::takeSignIn(std::string source) {
    if (m_limits.signIns <= 0) {
        co_return Status();
    }
    if (const Status here = m_signIns.take(source); !here) {
        co_return here;
    }
    const TimePoint now = m_clock.now();
    const std::string key = m_key.mac("rate", source);
    const auto job = [&](storage::UnitOfWork& unit) -> Result<long long> {
        return storage::RateRepository(unit).count("sign_in", key, now, kWindow);
    };
    const auto counted = co_await m_database.write(TenantId(), job);
    if (!counted) {
        co_return propagate(counted.error());
    }
    if (*counted > m_limits.signIns) {
        co_return refuseFor(kWindow, "too many sign-ins from one source");
    }
    co_return Status();
}

} // namespace kaomon::auth
