// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/change_repository.h"

namespace kaomon::storage {

long long ChangeRepository::record(const TenantId& tenant, std::string_view kind, const std::string& object,
                                   TimePoint now, ChangeOp op, const std::string& scope) {
    const auto next = Query(m_work, "UPDATE tenant_seq SET rev = rev + 1 WHERE tenant_id = :tenant RETURNING rev")
                          .bind("tenant", tenant)
                          .first<long long>();
    if (!next) {
        throw StorageFault(StorageFault::Kind::Constraint, "no such tenant");
    }
    const long long rev = std::get<0>(*next);
    Query(m_work, R"(INSERT INTO change_log (tenant_id, kind, object_id, rev, op, scope, changed_at)
        VALUES (:tenant, :kind, :object, :rev, :op, :scope, :now)
        ON CONFLICT (tenant_id, kind, object_id)
        DO UPDATE SET rev = excluded.rev, op = excluded.op, scope = excluded.scope, changed_at = excluded.changed_at)")
        .bind("tenant", tenant)
        .bind("kind", kind)
        .bind("object", object)
        .bind("rev", rev)
        .bind("op", op == ChangeOp::Remove ? 1 : 0)
        .bind("scope", scope)
        .bind("now", now)
        .run();
    return rev;
}

long long ChangeRepository::current(const TenantId& tenant) {
    const auto row = Query(m_work, "SELECT rev FROM tenant_seq WHERE tenant_id = :tenant")
                         .bind("tenant", tenant)
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

std::vector<ChangeRow> ChangeRepository::after(const TenantId& tenant, long long since, const DeviceId& device,
                                               int limit) {
    std::vector<ChangeRow> rows;
    for (auto& [kind, object, rev, op] :
         Query(m_work, R"(SELECT kind, object_id, rev, op FROM change_log
            WHERE tenant_id = :tenant AND rev > :since AND (scope = '' OR scope = :device)
            ORDER BY rev LIMIT :limit)")
             .bind("tenant", tenant)
             .bind("since", since)
             .bind("device", device)
             .bind("limit", limit)
             .all<std::string, std::string, long long, int>()) {
        rows.push_back({std::move(kind), std::move(object), rev, op == 1 ? ChangeOp::Remove : ChangeOp::Upsert});
    }
    return rows;
}

} // namespace kaomon::storage
