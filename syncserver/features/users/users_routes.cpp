// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/users/users_routes.h"

#include "features/accounts/account_rules.h"
#include "features/bind.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "features/users/saved_filters.h"
#include "features/users/user_handlers.h"
#include "features/users/user_rules.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::KeyRepository;
using storage::UnitOfWork;
using storage::UserRepository;

constexpr std::size_t kBulkBody = 1024 * 1024; // 500 rows, each with a signed document

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
        if (const auto user = existingUser(users, *id); !user) {
            return propagate(user.error());
        }
        return jsonReply(200, users.keys(*id));
    });
}

Status checkWraps(const std::vector<wire::VaultKeyWrap>& wraps) {
    for (const auto& wrap : wraps) {
        const bool isKnown = (wrap.kind == "password" && wrap.target.empty()) ||
                             (wrap.kind == "device" && isUuid(wrap.target)) ||
                             (wrap.kind == "recovery" && wrap.target == "rk") ||
                             (wrap.kind == "blind" && wrap.target.empty());
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
        const auto account = storage::AccountRepository(unit, now).find(*id);
        if (account && account->vaultFrozenAt) {
            return fail(ErrorCode::Conflict, "the vault rests since a reissue", "/vault_keys");
        }
        KeyRepository keys(unit);
        for (const auto& wrap : body->vaultKeys) {
            keys.putVaultKey(*id, wrap, now);
        }
        return http::Response::noContent();
    });
}

std::vector<http::Route> listRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/users",
         .operation = "listUsers",
         .summary = "People of the tenant",
         .access = http::usersIn({Owner, UserAdmin, HelpDesk, Auditor}),
         .response = schemaNamed<wire::UserPage>("UserPage"),
         .problems = {ValidationFailed},
         .query = {{"q", "Part of a login, name, reading or mail address"},
                   {"state", "Account state; deleted people show under `deleting` only"},
                   {"face", "Face state"},
                   {"role", "Role"},
                   {"face_model", "With a face of this model, as /v1/face-models names them"},
                   {"group", "Id of a group of people"},
                   {"no_face_days", "Enabled for so many days at least, and without a face"},
                   {"sort", "login (default), name or changed; with - in front backwards"},
                   {"limit", "Entries of a page, at most 500"},
                   {"cursor", "`next` of the page before"}},
         .handler = bindTo(services, listUsers)},
        {.method = "POST",
         .path = "/v1/users:bulk",
         .operation = "bulkUsers",
         .summary = "One act on at most 500 people, with a result for each",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::BulkRequest>("BulkRequest"),
         .response = schemaNamed<wire::BulkReply>("BulkReply"),
         .problems = {ValidationFailed},
         .bodyLimit = kBulkBody,
         .idempotency = http::Idempotency::KeyRequired,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, bulkUsers)},
        {.method = "GET",
         .path = "/v1/saved-filters",
         .operation = "listSavedFilters",
         .summary = "One's own saved filters and the shared ones",
         .access = administrators(),
         .response = schemaNamed<wire::SavedFilterList>("SavedFilterList"),
         .handler = bindTo(services, listSavedFilters)},
        {.method = "PUT",
         .path = "/v1/saved-filters/{filter}",
         .operation = "putSavedFilter",
         .summary = "Adds or replaces a saved filter",
         .access = administrators(),
         .request = schemaNamed<wire::SavedFilter>("SavedFilter"),
         .response = schemaNamed<wire::SavedFilter>("SavedFilter"),
         .problems = {NotFound, ValidationFailed, Conflict},
         .handler = bindTo(services, putSavedFilter)},
        {.method = "DELETE",
         .path = "/v1/saved-filters/{filter}",
         .operation = "removeSavedFilter",
         .summary = "Removes a saved filter of one's own",
         .access = administrators(),
         .status = 204,
         .problems = {NotFound},
         .handler = bindTo(services, removeSavedFilter)},
    };
}

std::vector<http::Route> accountRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "POST",
         .path = "/v1/users",
         .operation = "createUser",
         .summary = "Adds a person",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::NewUser>("NewUser"),
         .response = schemaNamed<wire::User>("User"),
         .status = 201,
         .problems = {ValidationFailed, DuplicateLogin, Conflict, WeakParameters, Unavailable, ReauthRequired,
                      ApprovalRequired},
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
         .problems = {NotFound, ValidationFailed, StaleRevision, Conflict, DuplicateLogin, LastOwner,
                      ApprovalRequired},
         .ifMatch = http::IfMatch::Required,
         .handler = bindTo(services, patchUser)},
        {.method = "DELETE",
         .path = "/v1/users/{user}",
         .operation = "deleteUser",
         .summary = "Removes a person for 30 days and then for good; the PCs forget him at once",
         .access = http::usersIn({Owner, UserAdmin}),
         .status = 204,
         .problems = {NotFound, StaleRevision, Conflict, LastOwner, ApprovalRequired},
         .ifMatch = http::IfMatch::Required,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, deleteUser)},
        {.method = "POST",
         .path = "/v1/users/{user}:restore",
         .operation = "restoreUser",
         .summary = "Brings back a deleted person with login, groups and face",
         .access = http::usersIn({Owner, UserAdmin}),
         .response = schemaNamed<wire::User>("User"),
         .problems = {NotFound, ApprovalRequired},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, restoreUser)},
        {.method = "POST",
         .path = "/v1/users/{user}:request-re-enrolment",
         .operation = "requestReEnrolment",
         .summary = "Asks a person for new pictures; the old ones work until then",
         .access = http::usersIn({Owner, UserAdmin, HelpDesk}),
         .request = schemaNamed<wire::ReEnrolRequest>("ReEnrolRequest"),
         .response = schemaNamed<wire::User>("User"),
         .problems = {NotFound, ValidationFailed},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, requestReEnrolment)},
    };
}

std::vector<http::Route> keyRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
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
    auto routes = listRoutes(services);
    for (auto* more : {accountRoutes, keyRoutes}) {
        for (auto& route : more(services)) {
            routes.push_back(std::move(route));
        }
    }
    return routes;
}

} // namespace kaomon::features
