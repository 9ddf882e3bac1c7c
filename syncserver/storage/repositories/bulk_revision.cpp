// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/bulk_revision.h"

#include "storage/bulk.h"

namespace kaomon::storage {
namespace {

// Locks the tenant's row like recordChange(). Its row was made with the tenant.
long long takeRevisions(UnitOfWork& unit, long long count) {
    const auto last =
        Query(unit, "UPDATE tenant_seq SET rev = rev + :count WHERE tenant_id = :tenant RETURNING rev")
            .bind("count", count)
            .bind("tenant", unit.tenant())
            .first<long long>();
    if (!last) {
        throw StorageFault(StorageFault::Kind::Corrupt, "tenant_seq");
    }
    return std::get<0>(*last) - count + 1;
}

} // namespace

long long recordChanges(UnitOfWork& unit, const std::string& kind, const std::vector<std::string>& objectIds,
                        ChangeOp op, TimePoint now) {
    const long long first = takeRevisions(unit, static_cast<long long>(objectIds.size()));
    std::vector<std::vector<Cell>> rows;
    rows.reserve(objectIds.size());
    for (const std::string& id : objectIds) {
        rows.push_back({cellOf(id), cellOf(first + static_cast<long long>(rows.size()))});
    }
    insertRows(
        unit, "INSERT INTO change_log (tenant_id, kind, op, scope, changed_at, object_id, rev) VALUES ",
        ":tenant, :kind, :op, '', :now",
        [&](Query& query) {
            query.bind("tenant", unit.tenant())
                .bind("kind", kind)
                .bind("op", static_cast<int>(op))
                .bind("now", now);
        },
        rows,
        " ON CONFLICT (tenant_id, kind, object_id) DO UPDATE SET rev = excluded.rev, op = excluded.op, "
        "scope = excluded.scope, changed_at = excluded.changed_at");
    return first;
}

} // namespace kaomon::storage
