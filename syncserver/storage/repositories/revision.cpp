// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/revision.h"

#include "storage/query.h"

namespace kaomon::storage {
namespace {

// The update locks the tenant's row until COMMIT on PostgreSQL; on SQLite the write transaction itself does.
long long takeRevision(UnitOfWork& unit) {
    const auto next =
        Query(unit, "UPDATE tenant_seq SET rev = rev + 1 WHERE tenant_id = :tenant RETURNING rev")
            .bind("tenant", unit.tenant())
            .first<long long>();
    if (next) {
        return std::get<0>(*next);
    }
    Query(unit, "INSERT INTO tenant_seq (tenant_id, rev) VALUES (:tenant, 1)")
        .bind("tenant", unit.tenant())
        .run();
    return 1;
}

} // namespace

long long recordChange(UnitOfWork& unit, const std::string& kind, const std::string& objectId, ChangeOp op,
                       const std::string& scope, TimePoint now) {
    const long long rev = takeRevision(unit);
    Query(unit, "INSERT INTO change_log (tenant_id, kind, object_id, rev, op, scope, changed_at) "
                "VALUES (:tenant, :kind, :object, :rev, :op, :scope, :now) "
                "ON CONFLICT (tenant_id, kind, object_id) DO UPDATE SET rev = excluded.rev, "
                "op = excluded.op, scope = excluded.scope, changed_at = excluded.changed_at")
        .bind("tenant", unit.tenant())
        .bind("kind", kind)
        .bind("object", scope.empty() ? objectId : objectId + "|" + scope)
        .bind("rev", rev)
        .bind("op", static_cast<int>(op))
        .bind("scope", scope)
        .bind("now", now)
        .run();
    return rev;
}

} // namespace kaomon::storage
