// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/change_repository.h"

#include "storage/query.h"

namespace kaomon::storage {

long long ChangeRepository::epoch() {
    const auto row = Query(m_unit, "SELECT epoch FROM tenant WHERE tenant_id = :tenant")
                         .bind("tenant", m_unit.tenant())
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

long long ChangeRepository::currentRev() {
    const auto row = Query(m_unit, "SELECT rev FROM tenant_seq WHERE tenant_id = :tenant")
                         .bind("tenant", m_unit.tenant())
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

std::vector<ChangeRow> ChangeRepository::list(const std::string& device, long long since, long long upto,
                                              int limit) {
    std::vector<ChangeRow> changes;
    auto rows =
        Query(m_unit, "SELECT kind, object_id, rev, op, scope FROM change_log WHERE tenant_id = :tenant AND "
                      "rev > :since AND rev <= :upto AND (scope = '' OR scope = :device) ORDER BY rev "
                      "LIMIT :limit")
            .bind("tenant", m_unit.tenant())
            .bind("since", since)
            .bind("upto", upto)
            .bind("device", device)
            .bind("limit", limit)
            .all<std::string, std::string, long long, int, std::string>();
    for (auto& [kind, object, rev, op, scope] : rows) {
        if (!scope.empty() && object.ends_with("|" + scope)) {
            object.resize(object.size() - scope.size() - 1);
        }
        changes.push_back(
            {std::move(kind), std::move(object), rev, op == 1 ? ChangeOp::Delete : ChangeOp::Upsert});
    }
    return changes;
}

} // namespace kaomon::storage
