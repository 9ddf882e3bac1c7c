// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "http/admission.h"
#include "storage/database.h"
#include "storage/repositories/ip_rule_repository.h"

namespace kaomon::auth {

// The allowed addresses of all tenants, kept in memory. A change on this node counts at once (forget()), one
// on another node, or by kaomonctl, after two seconds. Expiry and the way back of an unconfirmed list count
// by the clock. Owned by the application; thread-safe.
class AddressCheck final : public http::AdmissionCheck {
public:
    AddressCheck(storage::Database& database, const Clock& clock)
        : m_database(database)
        , m_clock(clock) {}

    [[nodiscard]] storage::Awaitable<Status> admit(TenantId tenant, domain::AddressScope scope,
                                                   domain::IpAddress client) override;
    // After the commit of a change.
    void forget(const TenantId& tenant);

private:
    // What a tenant's list says until and from a moment; immutable once shared.
    struct List {
        std::vector<domain::AddressRule> rules;
        std::vector<domain::AddressRule> previous;
        std::optional<TimePoint> revertsAt;
    };
    using ListPointer = std::shared_ptr<const List>;

    [[nodiscard]] storage::Awaitable<Result<ListPointer>> list(TenantId tenant);
    // Drops everything when some list was changed elsewhere.
    [[nodiscard]] storage::Awaitable<Status> followChanges();
    [[nodiscard]] static Result<ListPointer> toList(const std::optional<storage::IpRuleListRow>& row);

    storage::Database& m_database;
    const Clock& m_clock;
    std::mutex m_mutex; // of everything below
    std::unordered_map<std::string, ListPointer> m_lists;
    std::uint64_t m_generation = 0; // raised when lists are dropped, so that no older one is stored after
    std::optional<std::chrono::steady_clock::time_point> m_followedAt;
    long long m_changes = -1;
};

} // namespace kaomon::auth
