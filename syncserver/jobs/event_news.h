// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <set>

#include "base/id.h"
#include "storage/database.h"

namespace kaomon::jobs {

// Tenants whose alert rules were just tried: what one job of a host leaves here another one of it finds. Both
// run on the host's one thread.
using AlertedTenants = std::set<std::string>;

// Which tenants have events that a job of this node has not looked at: one small read for all tenants, so
// that an idle server writes nothing and a busy one does not ask each tenant each second. Every ten seconds
// all tenants are due, for what does not come from events (retries, a webhook that was resumed). Used by the
// one thread of the job host.
class EventNews {
public:
    // Whether take() has something. Errors of Database.
    [[nodiscard]] Result<bool> look(storage::Database& database);
    // The tenants to work on.
    [[nodiscard]] std::set<std::string> take();
    // The tenant was not finished.
    void putBack(const TenantId& tenant) { m_waiting.insert(tenant.text()); }
    void putBack(const std::set<std::string>& tenants) { m_waiting.insert(tenants.begin(), tenants.end()); }

private:
    std::map<std::string, long long> m_seen;
    std::set<std::string> m_waiting;
    std::chrono::steady_clock::time_point m_all{};
};

} // namespace kaomon::jobs
