// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/operator_audit_repository.h"

#include "storage/query.h"

namespace kaomon::storage {

void OperatorAuditRepository::add(const OperatorAct& act) {
    Query(m_unit, "INSERT INTO operator_audit (id, acted_at, operator, act, tenant_id, detail) VALUES "
                  "(:id, :at, :by, :act, :about, :detail)")
        .bind("id", makeUuid())
        .bind("at", act.at)
        .bind("by", act.by)
        .bind("act", act.act)
        .bind("about", act.tenant)
        .bind("detail", act.detail)
        .run();
}

std::vector<OperatorAct> OperatorAuditRepository::list() {
    using Text = std::string;
    std::vector<OperatorAct> acts;
    auto rows = Query(m_unit, "SELECT acted_at, operator, act, tenant_id, detail FROM operator_audit "
                              "ORDER BY acted_at, id")
                    .all<TimePoint, Text, Text, std::optional<TenantId>, Text>();
    for (auto& [at, by, act, tenant, detail] : rows) {
        acts.push_back({at, by, act, tenant, detail});
    }
    return acts;
}

} // namespace kaomon::storage
