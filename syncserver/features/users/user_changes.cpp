// SPDX-License-Identifier: GPL-3.0-or-later
// The handlers that look at or change one person.
#include <algorithm>

#include "domain/login_key.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "features/two_person_acts/agreement.h"
#include "features/users/user_handlers.h"
#include "features/users/user_rules.h"
#include "licensing/guards.h"
#include "storage/repositories/revision.h"

namespace kaomon::features {
namespace {

using storage::UnitOfWork;
using storage::UserRepository;

// Purged along with a deletion or restoration; the background job does the rest.
constexpr int kPurgedAlong = 5;

Status clearFields(wire::User& user, const std::vector<std::string>& fields) {
    for (const std::string& field : fields) {
        if (field == "valid_from") {
            user.validFrom.reset();
        } else if (field == "valid_to") {
            user.validTo.reset();
        } else {
            return fail(ErrorCode::ValidationFailed, "valid_from or valid_to", "/clear");
        }
    }
    return {};
}

Status applyPatch(wire::User& user, const wire::UserPatch& patch) {
    user.displayName = patch.displayName.value_or(user.displayName);
    user.kana = patch.kana.value_or(user.kana);
    user.mail = patch.mail.value_or(user.mail);
    user.note = patch.note.value_or(user.note);
    user.validFrom = patch.validFrom ? patch.validFrom : user.validFrom;
    user.validTo = patch.validTo ? patch.validTo : user.validTo;
    if (patch.clear) {
        if (Status cleared = clearFields(user, *patch.clear); !cleared) {
            return cleared;
        }
    }
    if (patch.accountState) {
        if (*patch.accountState != "active" && *patch.accountState != "disabled") {
            return fail(ErrorCode::ValidationFailed, "active or disabled", "/account_state");
        }
        user.accountState = *patch.accountState;
    }
    if (Status valid = checkValidity(user.validFrom, user.validTo); !valid) {
        return valid;
    }
    return checkTexts(user.displayName, user.kana, user.mail, user.note);
}

AccountEffect effectOf(const wire::UserPatch& patch, TimePoint now) {
    if (patch.accountState == "disabled" || (patch.validTo && *patch.validTo <= now) ||
        (patch.validFrom && *patch.validFrom > now)) {
        return AccountEffect::Ended;
    }
    return patch.validTo ? AccountEffect::Bounded : AccountEffect::GoesOn;
}

// The accounts of owners end, and come back, only by two.
Status agreeToOwner(UnitOfWork& unit, const wire::User& user, OwnerStep step, TimePoint now) {
    return user.role == "owner" ? takeAccountAgreement(unit, user.id, step, now) : Status();
}

Status agreeToPatch(UnitOfWork& unit, const wire::User& before, const wire::UserPatch& patch, TimePoint now) {
    if (effectOf(patch, now) != AccountEffect::GoesOn) {
        return agreeToOwner(unit, before, OwnerStep::Leaves, now);
    }
    const bool isBack = patch.accountState == "active" && before.accountState != "active";
    return isBack ? agreeToOwner(unit, before, OwnerStep::Joins, now) : Status();
}

Status renameTo(UserRepository& users, const wire::User& user, const wire::UserPatch& patch) {
    if (!patch.login || *patch.login == user.login) {
        return {};
    }
    const auto key = domain::loginKey(*patch.login);
    if (!key) {
        return propagate(key.error());
    }
    if (users.isLoginTaken(*key, user.id)) {
        return fail(ErrorCode::DuplicateLogin, "login in use", "/login");
    }
    users.rename(user.id, *patch.login, *key);
    return {};
}

Reply shown(UserRepository& users, const UserId& id, int status) {
    const auto user = users.findInFull(id);
    if (!user) {
        return fail(ErrorCode::NotFound, "no such user");
    }
    return userReply(status, *user);
}

// A one-time password without an end gets the longest that the tenant allows.
Status limitOneTimeLife(const domain::Policy& policy, std::optional<storage::StoredPassword>& oneTime,
                        TimePoint now) {
    if (!oneTime) {
        return {};
    }
    if (!oneTime->expiresAt) {
        oneTime->expiresAt = now + policy.reissueValid;
    }
    return checkOneTimeLife(policy, *oneTime->expiresAt, now, "/one_time_password_expires_at");
}

} // namespace

Result<wire::User> existingUser(UserRepository& users, const UserId& id) {
    auto user = users.find(id);
    if (!user) {
        return fail(ErrorCode::NotFound, "no such user");
    }
    return std::move(*user);
}

http::Response userReply(int status, const wire::User& user) {
    return jsonReply(status, user).with("ETag", etagOf(user.rev));
}

AsyncReply createUser(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::NewUser>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const auto loginKey = checkNewUser(*body, context.principal);
    if (!loginKey) {
        co_return propagate(loginKey.error());
    }
    std::optional<storage::StoredPassword> oneTime;
    if (body->oneTimePassword) {
        auto stored =
            co_await storePassword(services, *body->oneTimePassword, body->oneTimePasswordExpiresAt);
        if (!stored) {
            co_return propagate(stored.error());
        }
        oneTime = std::move(*stored);
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        if (const Status life = limitOneTimeLife(*services.settings.of(unit), oneTime, now); !life) {
            return propagate(life.error());
        }
        UserRepository users(unit, now);
        if (users.isLoginTaken(*loginKey)) {
            return fail(ErrorCode::DuplicateLogin, "login in use", "/login");
        }
        if (users.isKnown(body->id)) {
            return fail(ErrorCode::Conflict, "id in use", "/id");
        }
        if (body->role == "owner") { // nobody can have agreed to somebody who is not there yet
            if (const Status agreed = takeAccountAgreement(unit, body->id, OwnerStep::Joins, now); !agreed) {
                return propagate(agreed.error());
            }
        }
        users.add(*body, *loginKey, oneTime);
        return shown(users, body->id, 201);
    });
}

AsyncReply getUser(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<UserId>(context, "user");
    if (!id) {
        co_return propagate(id.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        UserRepository users(unit, now);
        return shown(users, *id, 200);
    });
}

AsyncReply patchUser(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<UserId>(context, "user");
    const auto patch = bodyOf<wire::UserPatch>(context);
    if (!id || !patch) {
        co_return propagate(!id ? id.error() : patch.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        UserRepository users(unit, now);
        const AccountEffect effect = effectOf(*patch, now);
        auto user = changeableUser(users, context.principal, *id, effect);
        if (!user) {
            return propagate(user.error());
        }
        if (const Status fresh = checkIfMatch(context, user->rev); !fresh) {
            return propagate(fresh.error());
        }
        if (const Status agreed = agreeToPatch(unit, *user, *patch, now); !agreed) {
            return propagate(agreed.error());
        }
        if (const Status applied = applyPatch(*user, *patch); !applied) {
            return propagate(applied.error());
        }
        if (const Status renamed = renameTo(users, *user, *patch); !renamed) {
            return propagate(renamed.error());
        }
        if (const Status seat =
                patch->accountState == "active" ? licensing::checkSeatOnReturn(unit, *id) : Status();
            !seat) {
            return propagate(seat.error());
        }
        users.update(*user);
        if (effect == AccountEffect::Ended) {
            users.endSessions(*id);
        }
        return shown(users, *id, 200);
    });
}

AsyncReply deleteUser(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<UserId>(context, "user");
    if (!id) {
        co_return propagate(id.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        UserRepository users(unit, now);
        const auto user = changeableUser(users, context.principal, *id, AccountEffect::Ended);
        if (!user) {
            return propagate(user.error());
        }
        if (const Status fresh = checkIfMatch(context, user->rev); !fresh) {
            return propagate(fresh.error());
        }
        if (const Status agreed = agreeToOwner(unit, *user, OwnerStep::Leaves, now); !agreed) {
            return propagate(agreed.error());
        }
        users.remove(*id);
        (void)users.purgeDeleted(kPurgedAlong);
        return http::Response::noContent();
    });
}

AsyncReply restoreUser(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<UserId>(context, "user");
    if (!id) {
        co_return propagate(id.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        UserRepository users(unit, now);
        const auto user = restorableUser(users, context.principal, *id, now);
        if (!user) {
            return propagate(user.error());
        }
        if (const Status agreed = agreeToOwner(unit, *user, OwnerStep::Joins, now); !agreed) {
            return propagate(agreed.error());
        }
        if (const Status seat = licensing::checkSeatOnReturn(unit, *id); !seat) {
            return propagate(seat.error());
        }
        users.restore(*id);
        (void)users.purgeDeleted(kPurgedAlong);
        return shown(users, *id, 200);
    });
}

AsyncReply requestReEnrolment(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<UserId>(context, "user");
    const auto body = bodyOf<wire::ReEnrolRequest>(context);
    if (!id || !body) {
        co_return propagate(!id ? id.error() : body.error());
    }
    if (const Status valid = checkReason(body->reason, false); !valid) {
        co_return propagate(valid.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        UserRepository users(unit, now);
        const auto user = changeableUser(users, context.principal, *id, AccountEffect::GoesOn);
        if (!user) {
            return propagate(user.error());
        }
        users.requestReEnrolment(*id, body->reason);
        return shown(users, *id, 200);
    });
}

} // namespace kaomon::features
