// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/accounts/account_mails.h"
#include "features/accounts/account_parts.h"
#include "features/accounts/account_rules.h"
#include "features/bind.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "features/users/user_rules.h"
#include "storage/repositories/second_factor_repository.h"
#include "wire/accounts.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::AccountRepository;
using storage::AccountRow;
using storage::UnitOfWork;

constexpr int kShownFailures = 5;

wire::AccountSecurity securityOf(UnitOfWork& unit, const AccountRow& account, TimePoint now) {
    AccountRepository accounts(unit, now);
    wire::AccountSecurity security;
    for (auto& lock : accounts.locks(account.loginKey)) {
        const bool isHeld = lock.lockedUntil > now;
        security.isLocked = security.isLocked || isHeld;
        security.sources.push_back(
            {std::move(lock.source), lock.failures, isHeld ? std::optional(lock.lockedUntil) : std::nullopt});
    }
    for (auto& entry : accounts.lastTries(account.loginKey, kShownFailures)) {
        security.failures.push_back({entry.at, std::move(entry.source), std::move(entry.address)});
    }
    const auto factor = storage::SecondFactorRepository(unit).find(account.id);
    security.hasSecondFactor = factor && factor->isActive;
    security.vaultFrozenAt = account.vaultFrozenAt;
    security.reissuedBy = account.reissuedBy;
    return security;
}

AsyncReply getSecurity(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<UserId>(context, "user");
    if (!id) {
        co_return propagate(id.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto account = AccountRepository(unit, now).find(*id);
        if (!account) {
            return fail(ErrorCode::NotFound, "no such user");
        }
        return jsonReply(200, securityOf(unit, *account, now));
    });
}

// What was wrong before the unlock.
Result<wire::AccountSecurity> unlock(UnitOfWork& unit, const http::RequestContext& context, const UserId& id,
                                     const std::string& reason, bool requireNewPassword, TimePoint now) {
    AccountRepository accounts(unit, now);
    const auto account = helpable(accounts, context.principal, id);
    if (!account) {
        return propagate(account.error());
    }
    auto before = securityOf(unit, *account, now);
    accounts.unlock(account->loginKey);
    if (requireNewPassword) {
        accounts.requireNewPassword(id);
    }
    auto act = actBy(context.principal, "unlocked", id, reason);
    act.detail = requireNewPassword ? "new password required" : "unlock only";
    accounts.note(std::move(act));
    mailUnlocked(unit, id, now);
    return before;
}

AsyncReply unlockOne(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<UserId>(context, "user");
    const auto body = bodyOf<wire::UnlockRequest>(context);
    if (!id || !body) {
        co_return propagate(!id ? id.error() : body.error());
    }
    if (const Status valid = checkReason(body->reason, true); !valid) {
        co_return propagate(valid.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        const auto before = unlock(unit, context, *id, body->reason, body->requireNewPassword, now);
        if (!before) {
            return propagate(before.error());
        }
        return jsonReply(200, *before);
    });
}

AsyncReply unlockMany(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::BulkUnlock>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    if (body->users.empty() || body->users.size() > kMostBulkRows) {
        co_return fail(ErrorCode::ValidationFailed, "from 1 to 500 rows", "/users");
    }
    if (const Status valid = checkReason(body->reason, true); !valid) {
        co_return propagate(valid.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        wire::BulkReply reply;
        for (const UserId& user : body->users) {
            const auto done = unlock(unit, context, user, body->reason, body->requireNewPassword, now);
            addRow(reply, user, done ? nullptr : &done.error());
        }
        return jsonReply(200, reply);
    });
}

} // namespace

std::vector<http::Route> unlockRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/users/{user}/security",
         .operation = "getAccountSecurity",
         .summary = "Why somebody cannot get in: locks, last wrong passwords, what a reissue left behind",
         .access = http::usersIn({Owner, UserAdmin, HelpDesk, Auditor}),
         .response = schemaNamed<wire::AccountSecurity>("AccountSecurity"),
         .problems = {NotFound},
         .handler = bindTo(services, getSecurity)},
        {.method = "POST",
         .path = "/v1/users/{user}:unlock",
         .operation = "unlockUser",
         .summary = "Ends the waits after wrong passwords; answers what was wrong before",
         .access = http::usersIn({Owner, UserAdmin, HelpDesk}),
         .request = schemaNamed<wire::UnlockRequest>("UnlockRequest"),
         .response = schemaNamed<wire::AccountSecurity>("AccountSecurity"),
         .problems = {NotFound, ValidationFailed},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, unlockOne)},
        {.method = "POST",
         .path = "/v1/users:unlock",
         .operation = "unlockUsers",
         .summary = "Unlocks up to 500 people; each row is answered by itself",
         .access = http::usersIn({Owner, UserAdmin, HelpDesk}),
         .request = schemaNamed<wire::BulkUnlock>("BulkUnlock"),
         .response = schemaNamed<wire::BulkReply>("BulkReply"),
         .problems = {ValidationFailed},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, unlockMany)},
    };
}

} // namespace kaomon::features
