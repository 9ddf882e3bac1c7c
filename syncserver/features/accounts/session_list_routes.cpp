// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "auth/session_times.h"
#include "features/accounts/account_parts.h"
#include "features/accounts/account_rules.h"
#include "features/bind.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "storage/repositories/session_repository.h"
#include "wire/accounts.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::SessionRepository;
using storage::UnitOfWork;

wire::SessionInfo toInfo(storage::SessionSummary row, const http::Principal& caller) {
    const bool isCurrent = row.id == caller.sessionId;
    return {.id = std::move(row.id),
            .user = std::move(row.user),
            .createdAt = row.createdAt,
            .lastUsedAt = std::max<TimePoint>(row.createdAt, row.accessUntil - auth::kAccessLifetime),
            .endsAt = row.endsAt,
            .device = std::move(row.device),
            .deviceName = std::move(row.deviceName),
            .address = std::move(row.address),
            .isCurrent = isCurrent};
}

AsyncReply listOf(ServiceContext& services, http::RequestContext& context, UserId user) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        if (!storage::AccountRepository(unit, now).find(user)) {
            return fail(ErrorCode::NotFound, "no such user");
        }
        wire::SessionList list;
        for (auto& row : SessionRepository(unit).listOf(user, now)) {
            list.items.push_back(toInfo(std::move(row), context.principal));
        }
        return jsonReply(200, list);
    });
}

AsyncReply listOwn(ServiceContext& services, http::RequestContext& context) {
    co_return co_await listOf(services, context, context.principal.user);
}

AsyncReply listOfUser(ServiceContext& services, http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    if (!user) {
        co_return propagate(user.error());
    }
    co_return co_await listOf(services, context, *user);
}

AsyncReply revokeOne(ServiceContext& services, http::RequestContext& context) {
    const std::string id = context.parameter("session");
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        SessionRepository sessions(unit);
        const auto owner = sessions.userOf(id);
        const http::Principal& caller = context.principal;
        if (!owner || (*owner != caller.user && caller.role != Owner)) {
            return fail(ErrorCode::NotFound, "no such session");
        }
        sessions.remove(id);
        if (*owner != caller.user) {
            storage::AccountRepository(unit, now).note(actBy(caller, "session_revoked", *owner, ""));
        }
        return http::Response::noContent();
    });
}

AsyncReply revokeOthersOfOwn(ServiceContext& services, http::RequestContext& context) {
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        SessionRepository(unit).removeOthersOf(context.principal.user, context.principal.sessionId);
        return http::Response::noContent();
    });
}

AsyncReply revokeAllOfUser(ServiceContext& services, http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    if (!user) {
        co_return propagate(user.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::AccountRepository accounts(unit, now);
        if (!accounts.find(*user)) {
            return fail(ErrorCode::NotFound, "no such user");
        }
        SessionRepository(unit).removeOthersOf(*user, "");
        accounts.note(actBy(context.principal, "sessions_revoked", *user, ""));
        return http::Response::noContent();
    });
}

} // namespace

std::vector<http::Route> sessionListRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/sessions",
         .operation = "listOwnSessions",
         .summary = "Where the caller is signed in",
         .access = http::everyUser(),
         .response = schemaNamed<wire::SessionList>("SessionList"),
         .problems = {NotFound},
         .handler = bindTo(services, listOwn)},
        {.method = "DELETE",
         .path = "/v1/sessions",
         .operation = "endOtherSessions",
         .summary = "Ends every other session of the caller",
         .access = http::everyUser(),
         .status = 204,
         .handler = bindTo(services, revokeOthersOfOwn)},
        {.method = "DELETE",
         .path = "/v1/sessions/{session}",
         .operation = "endSession",
         .summary = "Ends one of the caller's sessions; an owner ends anybody's",
         .access = http::everyUser(),
         .status = 204,
         .handler = bindTo(services, revokeOne)},
        {.method = "GET",
         .path = "/v1/users/{user}/sessions",
         .operation = "listSessions",
         .summary = "Where somebody is signed in",
         .access = http::usersIn({Owner}),
         .response = schemaNamed<wire::SessionList>("SessionList"),
         .problems = {NotFound},
         .handler = bindTo(services, listOfUser)},
        {.method = "DELETE",
         .path = "/v1/users/{user}/sessions",
         .operation = "endSessions",
         .summary = "Ends every session of a person",
         .access = http::usersIn({Owner}),
         .status = 204,
         .handler = bindTo(services, revokeAllOfUser)},
    };
}

} // namespace kaomon::features
