// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/revision_mark.h"

#include "base/id.h"
#include "storage/query.h"

namespace kaomon::storage {
namespace {

constexpr long long kForgetEvery = 1'000;
constexpr std::size_t kRandomTail = 19; // where an id's 60 bits of chance begin; before them is the time

// One row for the revisions of one call, under the first of them.
void markRevisions(UnitOfWork& unit, long long first, long long last) {
    Query(unit, "INSERT INTO revision_mark (tenant_id, rev, mark) VALUES (:tenant, :rev, :mark)")
        .bind("tenant", unit.tenant())
        .bind("rev", first)
        .bind("mark", makeUuid().substr(kRandomTail))
        .run();
    if (first / kForgetEvery != (last + 1) / kForgetEvery) {
        Query(unit, "DELETE FROM revision_mark WHERE tenant_id = :tenant AND rev <= :old")
            .bind("tenant", unit.tenant())
            .bind("old", last - kMarkedRevisions)
            .run();
    }
}

} // namespace

long long takeRevisions(UnitOfWork& unit, long long count) {
    const auto next =
        Query(unit, "UPDATE tenant_seq SET rev = rev + :count WHERE tenant_id = :tenant RETURNING rev")
            .bind("count", count)
            .bind("tenant", unit.tenant())
            .first<long long>();
    const long long last = next ? std::get<0>(*next) : count;
    if (!next) {
        Query(unit, "INSERT INTO tenant_seq (tenant_id, rev) VALUES (:tenant, :count)")
            .bind("tenant", unit.tenant())
            .bind("count", count)
            .run();
    }
    markRevisions(unit, last - count + 1, last);
    return last;
}

std::string markOfRevision(UnitOfWork& unit, long long rev) {
    auto row = Query(unit, "SELECT mark FROM revision_mark WHERE tenant_id = :tenant AND rev <= :rev "
                           "ORDER BY rev DESC LIMIT 1")
                   .bind("tenant", unit.tenant())
                   .bind("rev", rev)
                   .first<std::string>();
    return row ? std::move(std::get<0>(*row)) : std::string();
}

} // namespace kaomon::storage
