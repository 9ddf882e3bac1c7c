// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/event_news.h"

#include <utility>

#include "storage/repositories/event_repository.h"

namespace kaomon::jobs {
namespace {

constexpr std::chrono::seconds kAllEvery{10};

} // namespace

Result<bool> EventNews::look(storage::Database& database) {
    const auto counters = database.runBlocking(
        storage::Access::Read, TenantId(), [](storage::UnitOfWork& unit) -> Result<storage::EventCounters> {
            return storage::eventCounters(unit);
        });
    if (!counters) {
        return propagate(counters.error());
    }
    const auto now = std::chrono::steady_clock::now();
    const bool isAll = now >= m_all;
    for (const auto& [tenant, number] : *counters) {
        const auto [seen, isNew] = m_seen.try_emplace(tenant, number);
        if (isAll || isNew || seen->second != number) {
            m_waiting.insert(tenant);
        }
        seen->second = number;
    }
    if (isAll) {
        m_all = now + kAllEvery;
    }
    return !m_waiting.empty();
}

std::set<std::string> EventNews::take() {
    return std::exchange(m_waiting, {});
}

} // namespace kaomon::jobs
