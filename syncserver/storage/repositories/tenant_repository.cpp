// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/tenant_repository.h"

#include "domain/calendar.h"
#include "storage/query.h"
#include "storage/repositories/tenant_life_repository.h"

namespace kaomon::storage {
namespace {

TenantRow fromRow(std::tuple<TenantId, std::string, std::string, int, TimePoint>& row) {
    auto& [id, name, state, isDemo, createdAt] = row;
    return {std::move(id), std::move(name), std::move(state), isDemo != 0, createdAt};
}

} // namespace

std::vector<TenantRow> TenantRepository::list() {
    std::vector<TenantRow> tenants;
    auto rows =
        Query(m_unit, "SELECT tenant_id, name, state, is_demo, created_at FROM tenant ORDER BY tenant_id")
            .all<TenantId, std::string, std::string, int, TimePoint>();
    for (auto& row : rows) {
        tenants.push_back(fromRow(row));
    }
    return tenants;
}

std::optional<TenantRow> TenantRepository::find(const TenantId& tenant) {
    auto row = Query(m_unit, "SELECT tenant_id, name, state, is_demo, created_at FROM tenant "
                             "WHERE tenant_id = :tenant")
                   .bind("tenant", tenant)
                   .first<TenantId, std::string, std::string, int, TimePoint>();
    return row ? std::optional(fromRow(*row)) : std::nullopt;
}

void TenantRepository::add(const TenantRow& tenant, long long epoch) {
    Query(m_unit, "INSERT INTO tenant (tenant_id, name, state, is_demo, epoch, created_at) "
                  "VALUES (:tenant, :name, :state, :demo, :epoch, :created)")
        .bind("tenant", tenant.id)
        .bind("name", tenant.name)
        .bind("state", tenant.state)
        .bind("demo", tenant.isDemo ? 1 : 0)
        .bind("epoch", epoch)
        .bind("created", tenant.createdAt)
        .run();
    Query(m_unit, "INSERT INTO tenant_seq (tenant_id, rev) VALUES (:tenant, 0)")
        .bind("tenant", tenant.id)
        .run();
    TenantLife life;
    life.tenant = tenant.id;
    life.timeZone = domain::kDefaultTimeZone;
    TenantLifeRepository(m_unit).add(life);
}

void TenantRepository::activate(const TenantId& tenant) {
    Query(m_unit, "UPDATE tenant SET state = 'active' WHERE tenant_id = :tenant")
        .bind("tenant", tenant)
        .run();
}

void TenantRepository::addBootstrapCode(const std::string& codeHash, TimePoint expiresAt) {
    Query(m_unit,
          "INSERT INTO bootstrap_code (tenant_id, code_hash, expires_at) VALUES (:tenant, :hash, :expires)")
        .bind("tenant", m_unit.tenant())
        .bind("hash", codeHash)
        .bind("expires", expiresAt)
        .run();
}

bool TenantRepository::isOpenBootstrapCode(const std::string& codeHash) {
    return Query(m_unit,
                 "SELECT code_hash FROM bootstrap_code WHERE tenant_id = :tenant AND code_hash = :hash "
                 "AND used_at IS NULL AND expires_at > :now")
        .bind("tenant", m_unit.tenant())
        .bind("hash", codeHash)
        .bind("now", m_now)
        .first<std::string>()
        .has_value();
}

bool TenantRepository::useBootstrapCode(const std::string& codeHash) {
    return Query(m_unit, "UPDATE bootstrap_code SET used_at = :now WHERE tenant_id = :tenant AND "
                         "code_hash = :hash AND used_at IS NULL AND expires_at > :now")
               .bind("now", m_now)
               .bind("tenant", m_unit.tenant())
               .bind("hash", codeHash)
               .run() == 1;
}

} // namespace kaomon::storage
