// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/role.h"
#include "features/accounts/account_mails.h"
#include "features/accounts/account_parts.h"
#include "features/accounts/account_rules.h"
#include "features/bind.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "features/two_person_acts/agreement.h"
#include "features/users/user_rules.h"
#include "storage/repositories/second_factor_repository.h"
#include "storage/repositories/user_repository.h"
#include "wire/accounts.h"
#include "wire/users.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::UnitOfWork;

Reply setRole(UnitOfWork& unit, const http::RequestContext& context, const UserId& id,
              const wire::RoleChange& change, TimePoint now) {
    if (const Status kept = keepAnOwner(unit, context.principal, id, true, now); !kept) {
        return propagate(kept.error());
    }
    storage::AccountRepository accounts(unit, now);
    const auto account = helpable(accounts, context.principal, id);
    if (!account) {
        return propagate(account.error());
    }
    if (const Status fresh = checkIfMatch(context, account->rev); !fresh) {
        return propagate(fresh.error());
    }
    if (account->role != change.role) {
        if (account->role == "owner" || change.role == "owner") {
            const auto step = change.role == "owner" ? OwnerStep::Joins : OwnerStep::Leaves;
            if (const Status agreed = takeAccountAgreement(unit, id, step, now); !agreed) {
                return propagate(agreed.error());
            }
        }
        accounts.setRole(id, change.role);
        if (change.role == "member") {
            storage::SecondFactorRepository(unit).remove(id);
        }
        auto act = actBy(context.principal, "role_changed", id, change.reason);
        act.detail = account->role + " -> " + change.role;
        accounts.note(std::move(act));
        mailRoleChanged(unit, id, now);
    }
    const auto user = storage::UserRepository(unit, now).find(id);
    if (!user) {
        return fail(ErrorCode::NotFound, "no such user");
    }
    return jsonReply(200, *user).with("ETag", etagOf(user->rev));
}

AsyncReply putRole(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<UserId>(context, "user");
    const auto body = bodyOf<wire::RoleChange>(context);
    if (!id || !body) {
        co_return propagate(!id ? id.error() : body.error());
    }
    if (!domain::roleFromWire(body->role)) {
        co_return fail(ErrorCode::ValidationFailed, "unknown role", "/role");
    }
    if (const Status valid = checkReason(body->reason, false); !valid) {
        co_return propagate(valid.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        return setRole(unit, context, *id, *body, now);
    });
}

} // namespace

std::vector<http::Route> roleRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "PUT",
         .path = "/v1/users/{user}/role",
         .operation = "changeRole",
         .summary = "Gives a person another role, never oneself; ends the person's sessions",
         .access = http::usersIn({Owner}),
         .request = schemaNamed<wire::RoleChange>("RoleChange"),
         .response = schemaNamed<wire::User>("User"),
         .problems = {LastOwner, ApprovalRequired},
         .ifMatch = http::IfMatch::Required,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, putRole)},
    };
}

} // namespace kaomon::features
