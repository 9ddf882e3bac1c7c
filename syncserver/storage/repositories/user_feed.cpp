// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/user_feed.h"

#include "storage/query.h"
#include "storage/repositories/user_rows.h"

namespace kaomon::storage {
namespace {

std::string selectSynced() {
    return "SELECT u.id, u.login, u.display_name, " + std::string(accountStateSql()) +
           ", u.valid_from, u.valid_to, u.vault_frozen_at, u.face_refused_at, u.face_refused_reason FROM "
           "user_account u WHERE u.tenant_id = :tenant AND u.deleted_at IS NULL AND ";
}

std::vector<wire::SyncedUser> rowsOf(Query& query) {
    using MaybeTime = std::optional<TimePoint>;
    const auto text = [](const MaybeTime& time) {
        return time ? std::optional(toRfc3339(*time)) : std::nullopt;
    };
    std::vector<wire::SyncedUser> users;
    for (auto& [id, login, displayName, state, from, to, frozen, refused, reason] :
         query.all<std::string, std::string, std::string, std::string, MaybeTime, MaybeTime, MaybeTime,
                   MaybeTime, std::string>()) {
        users.push_back({.id = std::move(id),
                         .login = std::move(login),
                         .displayName = std::move(displayName),
                         .accountState = std::move(state),
                         .validFrom = text(from),
                         .validTo = text(to),
                         .vaultFrozenAt = text(frozen),
                         .faceRefusedAt = text(refused),
                         .faceRefusedReason = refused ? std::optional(reason) : std::nullopt});
    }
    return users;
}

} // namespace

std::vector<wire::SyncedUser> syncedUsersChangedBetween(UnitOfWork& unit, long long first, long long last,
                                                        TimePoint now) {
    Query query(unit, selectSynced() + "u.rev >= :first AND u.rev <= :last");
    query.bind("now", now).bind("tenant", unit.tenant()).bind("first", first).bind("last", last);
    return rowsOf(query);
}

std::optional<wire::SyncedUser> syncedUser(UnitOfWork& unit, const UserId& user, TimePoint now) {
    Query query(unit, selectSynced() + "u.id = :id");
    query.bind("now", now).bind("tenant", unit.tenant()).bind("id", user);
    auto rows = rowsOf(query);
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

} // namespace kaomon::storage
