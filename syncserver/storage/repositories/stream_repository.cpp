// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/stream_repository.h"

#include "storage/query.h"

namespace kaomon::storage {
namespace {

constexpr std::string_view kSessions =
    "SELECT s.id FROM session s JOIN user_account u ON u.tenant_id = s.tenant_id AND u.id = s.user_id WHERE "
    "s.tenant_id = :tenant AND s.ends_at > :now AND s.refresh_until > :now AND u.account_state = 'active' "
    "AND "
    "s.id ";

// The ids as one value: a list in SQL would be another statement for each length.
std::string listed(UnitOfWork& unit, const std::vector<std::string>& ids) {
    const bool isSqlite = unit.dialect() == Dialect::Sqlite;
    const std::string quote = isSqlite ? "\"" : "";
    std::string list = isSqlite ? "[" : "";
    for (const std::string& id : ids) {
        list += (list.size() > 1 ? "," : "") + quote + id + quote;
    }
    return isSqlite ? list + "]" : list;
}

std::string_view isListed(UnitOfWork& unit) {
    return unit.dialect() == Dialect::Sqlite ? "IN (SELECT value FROM json_each(:list))"
                                             : "= ANY (string_to_array(:list, ','))";
}

} // namespace

std::map<std::string, long long> StreamRepository::revisions(const std::vector<TenantId>& tenants) {
    std::vector<std::string> ids;
    ids.reserve(tenants.size());
    for (const TenantId& tenant : tenants) {
        ids.push_back(tenant.text());
    }
    const std::string list = listed(m_unit, ids);
    if (m_unit.dialect() == Dialect::Postgresql) {
        (void)Query(m_unit, "SELECT set_config('kaomon.polled', :list, true)")
            .bind("list", list)
            .first<std::string>();
    }
    std::map<std::string, long long> revisions;
    for (auto& [id, rev] : Query(m_unit, "SELECT tenant_id, rev FROM tenant_seq WHERE tenant_id " +
                                             std::string(isListed(m_unit)))
                               .bind("list", list)
                               .all<std::string, long long>()) {
        revisions.emplace(std::move(id), rev);
    }
    return revisions;
}

std::set<std::string> StreamRepository::closedDevices() {
    std::set<std::string> closed;
    for (auto& [id] : Query(m_unit, "SELECT id FROM device WHERE tenant_id = :tenant AND state <> 'active'")
                          .bind("tenant", m_unit.tenant())
                          .all<std::string>()) {
        closed.insert(std::move(id));
    }
    return closed;
}

std::set<std::string> StreamRepository::openSessions(const std::vector<std::string>& ids, TimePoint now) {
    std::set<std::string> open;
    for (auto& [id] : Query(m_unit, std::string(kSessions) + std::string(isListed(m_unit)))
                          .bind("tenant", m_unit.tenant())
                          .bind("now", now)
                          .bind("list", listed(m_unit, ids))
                          .all<std::string>()) {
        open.insert(std::move(id));
    }
    return open;
}

} // namespace kaomon::storage
