// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/address_check.h"

#include "auth/address_rules.h"

namespace kaomon::auth {
namespace {

constexpr std::chrono::seconds kFollowEvery{2};
constexpr std::size_t kKnownTenants = 20'000;

} // namespace

storage::Awaitable<Status> AddressCheck::admit(TenantId tenant, domain::AddressScope scope,
                                               domain::IpAddress client) {
    if (const Status followed = co_await followChanges(); !followed) {
        co_return propagate(followed.error());
    }
    const auto known = co_await list(std::move(tenant));
    if (!known) {
        co_return propagate(known.error());
    }
    const List& list = **known;
    const TimePoint now = m_clock.now();
    const bool isReverted = list.revertsAt && *list.revertsAt <= now;
    if (!domain::isAddressAllowed(isReverted ? list.previous : list.rules, scope, client, now)) {
        co_return fail(ErrorCode::AddressNotAllowed, "not an allowed address of scope " +
                                                         std::string(domain::toWire(scope)) + ": " +
                                                         client.text());
    }
    co_return Status();
}

void AddressCheck::forget(const TenantId& tenant) {
    const std::lock_guard lock(m_mutex);
    ++m_generation;
    m_lists.erase(tenant.text());
}

storage::Awaitable<Status> AddressCheck::followChanges() {
    const auto now = m_clock.steadyNow();
    {
        const std::lock_guard lock(m_mutex);
        if (m_followedAt && now - *m_followedAt < kFollowEvery) {
            co_return Status();
        }
    }
    const auto changes = co_await m_database.read(TenantId(), [](storage::UnitOfWork& unit) {
        return Result<long long>(storage::IpRuleRepository(unit).changes());
    });
    if (!changes) {
        co_return propagate(changes.error());
    }
    const std::lock_guard lock(m_mutex);
    m_followedAt = now;
    if (*changes != m_changes) {
        m_changes = *changes;
        ++m_generation;
        m_lists.clear();
    }
    co_return Status();
}

storage::Awaitable<Result<AddressCheck::ListPointer>> AddressCheck::list(TenantId tenant) {
    std::uint64_t generation = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_lists.find(tenant.text()); known != m_lists.end()) {
            co_return known->second;
        }
        generation = m_generation;
    }
    auto list = co_await m_database.read(
        tenant, [](storage::UnitOfWork& unit) { return toList(storage::IpRuleRepository(unit).find()); });
    if (list) {
        const std::lock_guard lock(m_mutex);
        if (m_lists.size() >= kKnownTenants) {
            m_lists.clear();
        }
        if (generation == m_generation) {
            m_lists.emplace(tenant.text(), *list);
        }
    }
    co_return list;
}

Result<AddressCheck::ListPointer> AddressCheck::toList(const std::optional<storage::IpRuleListRow>& row) {
    auto list = std::make_shared<List>();
    if (!row) {
        return ListPointer(std::move(list));
    }
    auto rules = addressRulesOf(row->rules);
    auto previous = addressRulesOf(row->previous.value_or(std::vector<wire::IpRule>()));
    if (!rules || !previous) {
        return fail(ErrorCode::StorageCorrupt, "allowed addresses");
    }
    list->rules = std::move(*rules);
    list->previous = std::move(*previous);
    list->revertsAt = row->revertsAt;
    return ListPointer(std::move(list));
}

} // namespace kaomon::auth
