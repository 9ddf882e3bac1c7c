// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/saved_filter_repository.h"

#include "storage/query.h"

namespace kaomon::storage {

std::vector<wire::SavedFilter> SavedFilterRepository::listFor(const UserId& user) {
    std::vector<wire::SavedFilter> filters;
    auto rows = Query(m_unit, "SELECT id, resource, name, query, is_shared, owner_id FROM saved_filter WHERE "
                              "tenant_id = :tenant AND (owner_id = :user OR is_shared = 1) ORDER BY "
                              "resource, name, id LIMIT 1000")
                    .bind("tenant", m_unit.tenant())
                    .bind("user", user)
                    .all<std::string, std::string, std::string, std::string, int, UserId>();
    for (auto& [id, resource, name, query, isShared, owner] : rows) {
        filters.push_back({.id = std::move(id),
                           .resource = std::move(resource),
                           .name = std::move(name),
                           .query = std::move(query),
                           .shared = isShared != 0,
                           .owner = owner});
    }
    return filters;
}

std::optional<UserId> SavedFilterRepository::ownerOf(const std::string& id) {
    const auto row = Query(m_unit, "SELECT owner_id FROM saved_filter WHERE tenant_id = :tenant AND id = :id")
                         .bind("tenant", m_unit.tenant())
                         .bind("id", id)
                         .first<UserId>();
    return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

long long SavedFilterRepository::count(const UserId& owner) {
    const auto row =
        Query(m_unit, "SELECT COUNT(*) FROM saved_filter WHERE tenant_id = :tenant AND owner_id = :owner")
            .bind("tenant", m_unit.tenant())
            .bind("owner", owner)
            .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

void SavedFilterRepository::put(const wire::SavedFilter& filter, TimePoint now) {
    Query(m_unit, "INSERT INTO saved_filter (tenant_id, id, owner_id, resource, name, query, is_shared, rev) "
                  "VALUES (:tenant, :id, :owner, :resource, :name, :query, :shared, :now) ON CONFLICT "
                  "(tenant_id, id) DO UPDATE SET resource = excluded.resource, name = excluded.name, query = "
                  "excluded.query, is_shared = excluded.is_shared, rev = excluded.rev")
        .bind("tenant", m_unit.tenant())
        .bind("id", filter.id)
        .bind("owner", filter.owner.value_or(UserId()))
        .bind("resource", filter.resource)
        .bind("name", filter.name)
        .bind("query", filter.query)
        .bind("shared", filter.shared ? 1 : 0)
        .bind("now", now)
        .run();
}

void SavedFilterRepository::remove(const std::string& id) {
    Query(m_unit, "DELETE FROM saved_filter WHERE tenant_id = :tenant AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

} // namespace kaomon::storage
