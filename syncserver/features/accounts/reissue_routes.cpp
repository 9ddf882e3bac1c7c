// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/accounts/account_mails.h"
#include "features/accounts/account_parts.h"
#include "features/accounts/account_rules.h"
#include "features/bind.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "features/users/user_rules.h"
#include "storage/repositories/two_person_act_repository.h"
#include "storage/repositories/user_repository.h"
#include "wire/accounts.h"
#include "wire/users.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::UnitOfWork;

constexpr std::size_t kBulkBody = 512 * 1024;

// What was agreed about a new face before this reissue does not count for it.
void voidAgreements(UnitOfWork& unit, const UserId& by, const UserId& user, TimePoint now) {
    storage::TwoPersonActRepository acts(unit, now);
    while (const auto act = acts.findApproved("face_after_reissue", user, {})) {
        acts.close(act->id, "refused", by, "a later reissue");
    }
}

// A new one-time password is no way into what the old one protected: the seals of the vault rest, and no new
// face is taken, until a face from before matches or two administrators agree. The server could not open
// anything before, and cannot now.
Status reissue(UnitOfWork& unit, const http::RequestContext& context, const UserId& id,
               const storage::StoredPassword& password, const std::string& reason, TimePoint now) {
    storage::AccountRepository accounts(unit, now);
    const auto account = helpable(accounts, context.principal, id);
    if (!account) {
        return propagate(account.error());
    }
    if (account->role == "owner") { // a reissue takes the identity to which the root key is sealed
        if (Status kept = keepAnOwner(unit, context.principal, id, true, now); !kept) {
            return kept;
        }
    }
    storage::UserRepository users(unit, now);
    if (account->hasSecrets || account->vaultFrozenAt) {
        accounts.freezeVault(id, context.principal.user);
        voidAgreements(unit, context.principal.user, id, now);
    }
    users.setOneTimePassword(id, password);
    users.endSessions(id);
    accounts.note(actBy(context.principal, "password_reissued", id, reason));
    return {};
}

AsyncReply resetPassword(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<UserId>(context, "user");
    const auto body = bodyOf<wire::PasswordReset>(context);
    if (!id || !body) {
        co_return propagate(!id ? id.error() : body.error());
    }
    const TimePoint now = services.clock.now();
    if (const Status valid = checkReason(body->reason, false); !valid) {
        co_return propagate(valid.error());
    }
    const auto stored = co_await storePassword(services, body->oneTimePassword, body->expiresAt);
    if (!stored) {
        co_return propagate(stored.error());
    }
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        const auto longest = services.settings.of(unit)->reissueValid;
        if (const Status valid = checkExpiry(body->expiresAt, now, longest); !valid) {
            return propagate(valid.error());
        }
        if (const Status done = reissue(unit, context, *id, *stored, body->reason, now); !done) {
            return propagate(done.error());
        }
        mailReissued(unit, *id, body->expiresAt, now);
        mailReissueReport(unit, context.principal.user, 1, now);
        return http::Response::noContent();
    });
}

Status checkBulk(const wire::BulkReissue& body) {
    if (body.items.empty() || body.items.size() > kMostBulkRows) {
        return fail(ErrorCode::ValidationFailed, "from 1 to 500 rows", "/items");
    }
    return checkReason(body.reason, false);
}

AsyncReply reissueMany(ServiceContext& services, http::RequestContext& context) {
    auto body = bodyOf<wire::BulkReissue>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    if (const Status valid = checkBulk(*body); !valid) {
        co_return propagate(valid.error());
    }
    std::vector<Result<storage::StoredPassword>> stored;
    stored.reserve(body->items.size());
    for (auto& item : body->items) {
        stored.push_back(storeOneOfMany(services, std::move(item.oneTimePassword), body->expiresAt));
    }
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        const auto longest = services.settings.of(unit)->reissueValid;
        if (const Status valid = checkExpiry(body->expiresAt, now, longest); !valid) {
            return propagate(valid.error());
        }
        wire::BulkReply reply;
        for (std::size_t i = 0; i < stored.size(); ++i) {
            const UserId& user = body->items[i].user;
            const Status done = stored[i] ? reissue(unit, context, user, *stored[i], body->reason, now)
                                          : Status(propagate(stored[i].error()));
            addRow(reply, user, done ? nullptr : &done.error());
            if (done) {
                mailReissued(unit, user, body->expiresAt, now);
            }
        }
        if (reply.done > 0) {
            mailReissueReport(unit, context.principal.user, static_cast<int>(reply.done), now);
        }
        return jsonReply(200, reply);
    });
}

} // namespace

std::vector<http::Route> reissueRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "POST",
         .path = "/v1/users/{user}:reset-password",
         .operation = "resetPassword",
         .summary = "Sets a one-time password, ends every session of the person and lets the vault rest",
         .access = http::usersIn({Owner, UserAdmin, HelpDesk}),
         .request = schemaNamed<wire::PasswordReset>("PasswordReset"),
         .status = 204,
         .problems = {NotFound, ValidationFailed, WeakParameters, Unavailable, LastOwner},
         .idempotency = http::Idempotency::KeyRequired,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, resetPassword)},
        {.method = "POST",
         .path = "/v1/users:reissue",
         .operation = "reissuePasswords",
         .summary = "One-time passwords for up to 500 people; each row is answered by itself",
         .access = http::usersIn({Owner, UserAdmin, HelpDesk}),
         .request = schemaNamed<wire::BulkReissue>("BulkReissue"),
         .response = schemaNamed<wire::BulkReply>("BulkReply"),
         .problems = {ValidationFailed, Unavailable},
         .bodyLimit = kBulkBody,
         .idempotency = http::Idempotency::KeyRequired,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, reissueMany)},
    };
}

} // namespace kaomon::features
