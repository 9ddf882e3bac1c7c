// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/users/users_routes.h"

#include "features/bind.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "features/users/user_rules.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::KeyRepository;
using storage::UnitOfWork;
using storage::UserRepository;

constexpr std::string_view kCursor = "users-cursor";

Result<wire::User> existing(UserRepository& users, const UserId& id) {
    auto user = users.find(id);
    if (!user) {
        return fail(ErrorCode::NotFound, "no such user");
    }
    return std::move(*user);
}

http::Response userReply(int status, const wire::User& user) {
    return jsonReply(status, user).with("ETag", etagOf(user.rev));
}

AsyncReply listUsers(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    if (!limit) {
        co_return propagate(limit.error());
    }
    storage::UserFilter filter{.search = context.query("q"), .afterLogin = {}, .limit = *limit + 1};
    if (const std::string cursor = context.query("cursor"); !cursor.empty()) {
        auto after = openText(services.serverKey, kCursor, cursor);
        if (!after) {
            co_return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
        }
        filter.afterLogin = std::move(*after);
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        UserRepository users(unit, now);
        wire::UserPage page;
        page.total = users.count(filter.search);
        auto rows = users.list(filter);
        if (static_cast<int>(rows.size()) > *limit) {
            rows.pop_back();
            page.next = sealText(services.serverKey, kCursor, rows.back().loginKey);
        }
        for (auto& row : rows) {
            page.items.push_back(std::move(row.user));
        }
        return jsonReply(200, page);
    });
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
        UserRepository users(unit, now);
        if (users.hasLogin(*loginKey)) {
            return fail(ErrorCode::DuplicateLogin, "login in use", "/login");
        }
        if (users.isKnown(body->id)) {
            return fail(ErrorCode::Conflict, "id in use", "/id");
        }
        users.add(*body, *loginKey, oneTime);
        auto user = existing(users, body->id);
        if (!user) {
            return propagate(user.error());
        }
        return userReply(201, *user);
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
        const auto user = existing(users, *id);
        if (!user) {
            return propagate(user.error());
        }
        return userReply(200, *user);
    });
}

// What a changed or deleted user must be: there, not above the caller, unchanged since it was read, and not
// the last owner when `endsAccount`.
Result<wire::User> changeable(UserRepository& users, const http::RequestContext& context, const UserId& id,
                              bool endsAccount) {
    auto user = existing(users, id);
    if (!user) {
        return user;
    }
    if (const Status allowed = mayChange(context.principal, *user); !allowed) {
        return propagate(allowed.error());
    }
    if (const Status fresh = checkIfMatch(context, user->rev); !fresh) {
        return propagate(fresh.error());
    }
    if (endsAccount && user->role == "owner" && user->accountState != "disabled" &&
        users.activeOwners() <= 1) {
        return fail(ErrorCode::Conflict, "the last owner");
    }
    return user;
}

Status applyPatch(wire::User& user, const wire::UserPatch& patch) {
    user.displayName = patch.displayName.value_or(user.displayName);
    user.kana = patch.kana.value_or(user.kana);
    user.mail = patch.mail.value_or(user.mail);
    user.note = patch.note.value_or(user.note);
    if (patch.accountState) {
        if (*patch.accountState != "active" && *patch.accountState != "disabled") {
            return fail(ErrorCode::ValidationFailed, "active or disabled", "/account_state");
        }
        user.accountState = *patch.accountState;
    }
    return checkTexts(user.displayName, user.kana, user.mail, user.note);
}

AsyncReply patchUser(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<UserId>(context, "user");
    const auto patch = bodyOf<wire::UserPatch>(context);
    if (!id || !patch) {
        co_return propagate(!id ? id.error() : patch.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        UserRepository users(unit, now);
        const bool isDisabling = patch->accountState == "disabled";
        auto user = changeable(users, context, *id, isDisabling);
        if (!user) {
            return propagate(user.error());
        }
        if (const Status applied = applyPatch(*user, *patch); !applied) {
            return propagate(applied.error());
        }
        users.update(*user);
        if (isDisabling) {
            users.endSessions(*id);
        }
        user = existing(users, *id);
        if (!user) {
            return propagate(user.error());
        }
        return userReply(200, *user);
    });
}

AsyncReply deleteUser(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<UserId>(context, "user");
    if (!id) {
        co_return propagate(id.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        UserRepository users(unit, now);
        const auto user = changeable(users, context, *id, true);
        if (!user) {
            return propagate(user.error());
        }
        users.remove(*id);
        return http::Response::noContent();
    });
}

AsyncReply resetPassword(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<UserId>(context, "user");
    const auto body = bodyOf<wire::PasswordReset>(context);
    if (!id || !body) {
        co_return propagate(!id ? id.error() : body.error());
    }
    const TimePoint now = services.clock.now();
    if (body->expiresAt <= now) {
        co_return fail(ErrorCode::ValidationFailed, "already over", "/expires_at");
    }
    const auto stored = co_await storePassword(services, body->oneTimePassword, body->expiresAt);
    if (!stored) {
        co_return propagate(stored.error());
    }
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        UserRepository users(unit, now);
        auto user = existing(users, *id);
        if (!user) {
            return propagate(user.error());
        }
        if (user->role == "owner" && context.principal.role != Owner) {
            return fail(ErrorCode::Forbidden, "only owners reset an owner");
        }
        if (user->accountState == "locked") {
            user->accountState = "active";
            users.update(*user);
        }
        users.setOneTimePassword(*id, *stored);
        users.endSessions(*id);
        return http::Response::noContent();
    });
}

AsyncReply getKeys(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<UserId>(context, "user");
    if (!id) {
        co_return propagate(id.error());
    }
    if (context.principal.user != *id && context.principal.role != Owner) {
        co_return fail(ErrorCode::Forbidden, "another's keys");
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        UserRepository users(unit, now);
        if (const auto user = existing(users, *id); !user) {
            return propagate(user.error());
        }
        return jsonReply(200, users.keys(*id));
    });
}

Status checkWraps(const std::vector<wire::VaultKeyWrap>& wraps) {
    for (const auto& wrap : wraps) {
        const bool isKnown = (wrap.kind == "password" && wrap.target.empty()) ||
                             (wrap.kind == "device" && isUuid(wrap.target)) ||
                             (wrap.kind == "recovery" && wrap.target == "rk");
        if (!isKnown || wrap.sealed.empty()) {
            return fail(ErrorCode::ValidationFailed, "unknown kind or target", "/vault_keys");
        }
    }
    return {};
}

AsyncReply putVaultKeys(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<UserId>(context, "user");
    const auto body = bodyOf<wire::UserKeys>(context);
    if (!id || !body) {
        co_return propagate(!id ? id.error() : body.error());
    }
    if (context.principal.user != *id || body->user != *id) {
        co_return fail(ErrorCode::NotFound, "another's keys");
    }
    if (const Status valid = checkWraps(body->vaultKeys); !valid) {
        co_return propagate(valid.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        KeyRepository keys(unit);
        for (const auto& wrap : body->vaultKeys) {
            keys.putVaultKey(*id, wrap, now);
        }
        return http::Response::noContent();
    });
}

std::vector<http::Route> accountRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/users",
         .operation = "listUsers",
         .summary = "People of the tenant, by login",
         .access = http::usersIn({Owner, UserAdmin, HelpDesk, Auditor}),
         .response = schemaNamed<wire::UserPage>("UserPage"),
         .problems = {ValidationFailed},
         .query = {{"q", "Part of a login, name or mail address"},
                   {"limit", "Entries of a page, at most 500"},
                   {"cursor", "`next` of the page before"}},
         .handler = bindTo(services, listUsers)},
        {.method = "POST",
         .path = "/v1/users",
         .operation = "createUser",
         .summary = "Adds a person",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::NewUser>("NewUser"),
         .response = schemaNamed<wire::User>("User"),
         .status = 201,
         .problems = {ValidationFailed, DuplicateLogin, Conflict, WeakParameters, Unavailable,
                      ReauthRequired},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, createUser)},
        {.method = "GET",
         .path = "/v1/users/{user}",
         .operation = "getUser",
         .summary = "One person",
         .access = http::usersIn({Owner, UserAdmin, HelpDesk, Auditor}),
         .response = schemaNamed<wire::User>("User"),
         .problems = {NotFound},
         .handler = bindTo(services, getUser)},
        {.method = "PATCH",
         .path = "/v1/users/{user}",
         .operation = "changeUser",
         .summary = "Changes a person",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::UserPatch>("UserPatch"),
         .response = schemaNamed<wire::User>("User"),
         .problems = {NotFound, ValidationFailed, StaleRevision, Conflict},
         .ifMatch = http::IfMatch::Required,
         .handler = bindTo(services, patchUser)},
        {.method = "DELETE",
         .path = "/v1/users/{user}",
         .operation = "deleteUser",
         .summary = "Removes a person; the PCs forget the face",
         .access = http::usersIn({Owner, UserAdmin}),
         .status = 204,
         .problems = {NotFound, StaleRevision, Conflict},
         .ifMatch = http::IfMatch::Required,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, deleteUser)},
    };
}

std::vector<http::Route> keyRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "POST",
         .path = "/v1/users/{user}:reset-password",
         .operation = "resetPassword",
         .summary = "Sets a one-time password and ends every session of the person",
         .access = http::usersIn({Owner, UserAdmin, HelpDesk}),
         .request = schemaNamed<wire::PasswordReset>("PasswordReset"),
         .status = 204,
         .problems = {NotFound, ValidationFailed, WeakParameters, Unavailable},
         .idempotency = http::Idempotency::KeyRequired,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, resetPassword)},
        {.method = "GET",
         .path = "/v1/users/{user}/keys",
         .operation = "getUserKeys",
         .summary = "Public keys and wrapped keys of a person",
         .access = http::everyUser(),
         .response = schemaNamed<wire::UserKeys>("UserKeys"),
         .problems = {NotFound},
         .handler = bindTo(services, getKeys)},
        {.method = "PUT",
         .path = "/v1/users/{user}/vault-keys",
         .operation = "putVaultKeys",
         .summary = "Adds or replaces wraps of one's own vault key",
         .access = http::everyUser(),
         .request = schemaNamed<wire::UserKeys>("UserKeys"),
         .status = 204,
         .problems = {NotFound, ValidationFailed},
         .handler = bindTo(services, putVaultKeys)},
    };
}

} // namespace

std::vector<http::Route> usersRoutes(ServiceContext& services) {
    auto routes = accountRoutes(services);
    for (auto& route : keyRoutes(services)) {
        routes.push_back(std::move(route));
    }
    return routes;
}

} // namespace kaomon::features
