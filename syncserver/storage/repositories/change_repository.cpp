// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/change_repository.h"

#include "storage/query.h"

namespace kaomon::storage {

long long ChangeRepository::currentRev() {
    const auto row = Query(m_unit, "SELECT rev FROM tenant_seq WHERE tenant_id = :tenant")
                         .bind("tenant", m_unit.tenant())
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

ChangePlace ChangeRepository::place() {
    auto row =
        Query(m_unit, "SELECT t.epoch, s.rev, (SELECT m.mark FROM revision_mark m WHERE m.tenant_id = "
                      "t.tenant_id AND m.rev <= s.rev ORDER BY m.rev DESC LIMIT 1) FROM tenant t LEFT JOIN "
                      "tenant_seq s ON s.tenant_id = t.tenant_id WHERE t.tenant_id = :tenant")
            .bind("tenant", m_unit.tenant())
            .first<long long, std::optional<long long>, std::optional<std::string>>();
    if (!row) {
        return {};
    }
    auto& [epoch, rev, mark] = *row;
    return {epoch, rev.value_or(0), std::move(mark).value_or(std::string())};
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
