// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/housekeeping.h"

#include "base/log.h"
#include "storage/query.h"
#include "storage/repositories/proof_repository.h"
#include "storage/repositories/rate_repository.h"
#include "storage/repositories/session_repository.h"
#include "storage/repositories/tenant_repository.h"

namespace kaomon::runtime {
namespace {

using storage::Access;
using storage::UnitOfWork;

constexpr std::chrono::minutes kFirst{1};
constexpr std::chrono::minutes kInterval{10};
constexpr std::chrono::hours kQuietKey{24}; // far beyond the time window of proofs

long long removeOfTenant(UnitOfWork& unit, TimePoint now) {
    long long removed = storage::ProofRepository(unit).removeUnused(now - kQuietKey);
    removed += storage::Query(unit, "DELETE FROM idem_key WHERE tenant_id = :tenant AND expires_at <= :now")
                   .bind("tenant", unit.tenant())
                   .bind("now", now)
                   .run();
    storage::SessionRepository(unit).removeEnded(now);
    return removed;
}

} // namespace

void Housekeeping::start() {
    m_thread = std::jthread([this](const std::stop_token& ending) { loop(ending); });
}

void Housekeeping::stop() {
    m_thread = std::jthread();
}

void Housekeeping::loop(const std::stop_token& ending) {
    std::chrono::minutes pause = kFirst;
    while (!ending.stop_requested()) {
        std::unique_lock lock(m_mutex);
        (void)m_ending.wait_for(lock, ending, pause, [&ending] { return ending.stop_requested(); });
        lock.unlock();
        if (ending.stop_requested()) {
            return;
        }
        pause = kInterval;
        if (const auto removed = runOnce(); !removed) {
            log::warning("housekeeping.failed", {{"code", wireName(removed.error().code)}});
        } else {
            log::debug("housekeeping.done", {{"rows", *removed}});
        }
    }
}

Result<long long> Housekeeping::runOnce() {
    const TimePoint now = m_clock.now();
    const auto tenants = m_database.runBlocking(
        Access::Write, TenantId(), [&](UnitOfWork& unit) -> Result<std::vector<storage::TenantRow>> {
            (void)storage::RateRepository(unit).removeEnded(now);
            return storage::TenantRepository(unit, now).list();
        });
    if (!tenants) {
        return propagate(tenants.error());
    }
    long long sum = 0;
    for (const auto& tenant : *tenants) {
        const auto removed =
            m_database.runBlocking(Access::Write, tenant.id, [&](UnitOfWork& unit) -> Result<long long> {
                return removeOfTenant(unit, now);
            });
        if (!removed) {
            return removed;
        }
        sum += *removed;
    }
    return sum;
}

} // namespace kaomon::runtime
