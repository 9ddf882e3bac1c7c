// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/bulk_revision.h"

#include "storage/bulk.h"
#include "storage/repositories/revision_mark.h"

namespace kaomon::storage {

long long recordChanges(UnitOfWork& unit, const std::string& kind, const std::vector<std::string>& objectIds,
                        ChangeOp op, TimePoint now) {
    const auto count = static_cast<long long>(objectIds.size());
    const long long first = takeRevisions(unit, count) - count + 1;
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
