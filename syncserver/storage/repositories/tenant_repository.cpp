// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/tenant_repository.h"

namespace kaomon::storage {
namespace {

const char* nameOf(LocatorKind kind) {
    switch (kind) {
    case LocatorKind::Device:
        return "device";
    case LocatorKind::EnrolmentCode:
        return "enrolment_code";
    case LocatorKind::BootstrapCode:
        break;
    }
    return "bootstrap_code";
}

constexpr std::string_view kColumns = "SELECT tenant_id, name, state, is_demo, epoch, created_at FROM tenant ";

TenantRow fromTuple(std::tuple<TenantId, std::string, std::string, int, long long, TimePoint> row) {
    auto& [id, name, state, isDemo, epoch, createdAt] = row;
    return {std::move(id), std::move(name), std::move(state), isDemo == 1, epoch, createdAt};
}

} // namespace

void TenantRepository::create(const TenantRow& tenant) {
    Query(m_work, R"(INSERT INTO tenant (tenant_id, name, state, is_demo, epoch, created_at)
        VALUES (:id, :name, :state, :is_demo, :epoch, :created_at))")
        .bind("id", tenant.id)
        .bind("name", tenant.name)
        .bind("state", tenant.state)
        .bind("is_demo", tenant.isDemo ? 1 : 0)
        .bind("epoch", tenant.epoch)
        .bind("created_at", tenant.createdAt)
        .run();
    Query(m_work, "INSERT INTO tenant_seq (tenant_id, rev) VALUES (:id, 0)").bind("id", tenant.id).run();
}

std::vector<TenantRow> TenantRepository::list() {
    std::vector<TenantRow> tenants;
    for (auto& row : Query(m_work, std::string(kColumns) + "ORDER BY created_at, tenant_id")
                         .all<TenantId, std::string, std::string, int, long long, TimePoint>()) {
        tenants.push_back(fromTuple(std::move(row)));
    }
    return tenants;
}

std::optional<TenantRow> TenantRepository::find(const TenantId& tenant) {
    auto row = Query(m_work, std::string(kColumns) + "WHERE tenant_id = :id")
                   .bind("id", tenant)
                   .first<TenantId, std::string, std::string, int, long long, TimePoint>();
    return row ? std::optional(fromTuple(std::move(*row))) : std::nullopt;
}

void TenantRepository::setState(const TenantId& tenant, const std::string& state) {
    Query(m_work, "UPDATE tenant SET state = :state WHERE tenant_id = :id")
        .bind("state", state)
        .bind("id", tenant)
        .run();
}

std::optional<TenantId> TenantRepository::locate(LocatorKind kind, const std::string& key) {
    auto row = Query(m_work, "SELECT tenant_id FROM locator WHERE kind = :kind AND key = :key")
                   .bind("kind", nameOf(kind))
                   .bind("key", key)
                   .first<TenantId>();
    return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

bool TenantRepository::addLocator(const TenantId& tenant, LocatorKind kind, const std::string& key) {
    return Query(m_work, R"(INSERT INTO locator (kind, key, tenant_id) VALUES (:kind, :key, :tenant)
        ON CONFLICT (kind, key) DO NOTHING)")
               .bind("kind", nameOf(kind))
               .bind("key", key)
               .bind("tenant", tenant)
               .run() == 1;
}

void TenantRepository::addBootstrapCode(const TenantId& tenant, const std::string& codeHash, TimePoint expiresAt) {
    Query(m_work, R"(INSERT INTO bootstrap_code (tenant_id, code_hash, expires_at)
        VALUES (:tenant, :hash, :expires_at))")
        .bind("tenant", tenant)
        .bind("hash", codeHash)
        .bind("expires_at", expiresAt)
        .run();
}

bool TenantRepository::isBootstrapCodeOpen(const TenantId& tenant, const std::string& codeHash, TimePoint now) {
    return Query(m_work, R"(SELECT expires_at FROM bootstrap_code WHERE tenant_id = :tenant AND code_hash = :hash
        AND used_at IS NULL AND expires_at > :now)")
        .bind("tenant", tenant)
        .bind("hash", codeHash)
        .bind("now", now)
        .first<TimePoint>()
        .has_value();
}

bool TenantRepository::useBootstrapCode(const TenantId& tenant, const std::string& codeHash, TimePoint now) {
    return Query(m_work, R"(UPDATE bootstrap_code SET used_at = :used WHERE tenant_id = :tenant AND code_hash = :hash
        AND used_at IS NULL AND expires_at > :now)")
               .bind("used", now)
               .bind("tenant", tenant)
               .bind("hash", codeHash)
               .bind("now", now)
               .run() == 1;
}

std::optional<TrustRow> TenantRepository::trust(const TenantId& tenant) {
    auto row = Query(m_work, "SELECT version, record, rev FROM tenant_trust WHERE tenant_id = :tenant")
                   .bind("tenant", tenant)
                   .first<long long, Bytes, long long>();
    if (!row) {
        return std::nullopt;
    }
    auto& [version, record, rev] = *row;
    return TrustRow{version, std::move(record), rev};
}

void TenantRepository::putTrust(const TenantId& tenant, const TrustRow& row) {
    Query(m_work, R"(INSERT INTO tenant_trust (tenant_id, version, record, rev)
        VALUES (:tenant, :version, :record, :rev) ON CONFLICT (tenant_id)
        DO UPDATE SET version = excluded.version, record = excluded.record, rev = excluded.rev)")
        .bind("tenant", tenant)
        .bind("version", row.version)
        .bind("record", row.record)
        .bind("rev", row.rev)
        .run();
}

} // namespace kaomon::storage
