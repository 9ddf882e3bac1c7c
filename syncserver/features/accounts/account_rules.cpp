// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/accounts/account_rules.h"

#include "storage/repositories/revision.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::features {

Status checkExpiry(TimePoint expiresAt, TimePoint now, std::chrono::hours longest) {
    constexpr std::chrono::minutes kSlack{10};
    if (expiresAt <= now || expiresAt > now + longest + kSlack) {
        return fail(ErrorCode::ValidationFailed, "not within reissue_valid_hours", "/expires_at");
    }
    return {};
}

Result<storage::AccountRow> helpable(storage::AccountRepository& accounts, const http::Principal& caller,
                                     const UserId& user) {
    auto account = accounts.find(user);
    if (!account) {
        return fail(ErrorCode::NotFound, "no such user");
    }
    if (account->role != "member" && caller.role != domain::Role::Owner) {
        return fail(ErrorCode::Forbidden, "only owners help administrators");
    }
    if (caller.user == user) {
        return fail(ErrorCode::Conflict, "not for oneself");
    }
    return std::move(*account);
}

Status keepAnOwner(storage::UnitOfWork& unit, const http::Principal& caller, const UserId& target,
                   bool needsOwner, TimePoint now) {
    storage::lockTenant(unit);
    storage::AccountRepository accounts(unit, now);
    const auto self = accounts.find(caller.user);
    if (!self || (needsOwner && self->role != "owner")) {
        return fail(ErrorCode::Forbidden, "no longer an owner");
    }
    const auto account = accounts.find(target);
    if (account && account->role == "owner" && !storage::UserRepository(unit, now).hasOtherOwner(target)) {
        return fail(ErrorCode::LastOwner, "no other owner stays who has no end and holds the root key");
    }
    return {};
}

void addRow(wire::BulkReply& reply, const UserId& user, const Error* error) {
    wire::BulkResult row{.user = user, .done = error == nullptr};
    if (error != nullptr) {
        row.code = std::string(wireName(error->code));
        row.detail = error->detail;
    }
    ++(row.done ? reply.done : reply.refused);
    reply.applied = reply.done > 0;
    reply.items.push_back(std::move(row));
}

storage::AccountAct actBy(const http::Principal& caller, std::string kind, std::optional<UserId> user,
                          std::string reason) {
    return {.id = {},
            .at = {},
            .kind = std::move(kind),
            .actor = caller.isDevice() ? caller.name() : caller.user.text(),
            .user = std::move(user),
            .device = {},
            .reason = std::move(reason),
            .detail = {}};
}

} // namespace kaomon::features
