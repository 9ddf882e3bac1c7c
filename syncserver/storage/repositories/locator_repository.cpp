// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/locator_repository.h"

#include "storage/query.h"

namespace kaomon::storage {

std::optional<TenantId> LocatorRepository::find(const std::string& kind, const std::string& key) {
    const auto row = Query(m_unit, "SELECT tenant_id FROM locator WHERE kind = :kind AND key = :key")
                         .bind("kind", kind)
                         .bind("key", key)
                         .first<TenantId>();
    return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

void LocatorRepository::add(const std::string& kind, const std::string& key, const TenantId& tenant) {
    Query(m_unit, "INSERT INTO locator (kind, key, tenant_id) VALUES (:kind, :key, :tenant)")
        .bind("kind", kind)
        .bind("key", key)
        .bind("tenant", tenant)
        .run();
}

} // namespace kaomon::storage
