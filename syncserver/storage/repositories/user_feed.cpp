// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/user_feed.h"

#include "storage/query.h"
#include "storage/repositories/user_rows.h"

namespace kaomon::storage {

std::vector<wire::User> usersChangedBetween(UnitOfWork& unit, long long first, long long last,
                                            TimePoint now) {
    Query query(unit, selectUsers(unit.dialect()) +
                          " AND u.deleted_at IS NULL AND u.rev >= :first AND u.rev <= :last");
    query.bind("tenant", unit.tenant()).bind("first", first).bind("last", last).bind("now", now);
    std::vector<wire::User> users;
    for (auto& row : userRowsOf(query)) {
        users.push_back(std::move(row.user));
    }
    return users;
}

} // namespace kaomon::storage
