// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/alert_repository.h"

#include "storage/query.h"

namespace kaomon::storage {

void AlertRepository::raise(const std::string& code, TimePoint now) {
    Query(m_unit, "INSERT INTO tenant_alert (tenant_id, code, hour, first_at, last_at, n) "
                  "VALUES (:tenant, :code, :hour, :now, :now, 1) "
                  "ON CONFLICT (tenant_id, code, hour) DO UPDATE "
                  "SET last_at = excluded.last_at, n = tenant_alert.n + 1")
        .bind("tenant", m_unit.tenant())
        .bind("code", code)
        .bind("hour", std::chrono::floor<std::chrono::hours>(now).time_since_epoch().count())
        .bind("now", now)
        .run();
}

std::vector<AlertRow> AlertRepository::list(int limit) {
    std::vector<AlertRow> alerts;
    for (auto& [code, first, last, n] :
         Query(m_unit, "SELECT code, first_at, last_at, n FROM tenant_alert WHERE tenant_id = :tenant "
                       "ORDER BY hour DESC, code LIMIT :limit")
             .bind("tenant", m_unit.tenant())
             .bind("limit", limit)
             .all<std::string, TimePoint, TimePoint, long long>()) {
        alerts.push_back({std::move(code), first, last, n});
    }
    return alerts;
}

} // namespace kaomon::storage
