// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "base/base64.h"
#include "features/bind.h"
#include "features/idempotent.h"
#include "features/proven_write.h"
#include "features/reply.h"
#include "features/scim/scim_routes.h"
#include "features/scim/scim_users.h"
#include "storage/repositories/scim_repository.h"
#include "wire/scim_tokens.h"

namespace kaomon::features {
namespace scim {
namespace {

using enum domain::Role;
using storage::ScimRepository;
using storage::UnitOfWork;

constexpr std::size_t kLongestLabel = 200;
constexpr std::size_t kHashSize = 43;
constexpr std::chrono::hours kLongestLife{24 * 400};
constexpr std::ptrdiff_t kMostTokens = 20;

wire::ScimToken toWire(const storage::ScimTokenRow& row, TimePoint now) {
    return {.id = ScimTokenId::parse(row.id).value_or(ScimTokenId()),
            .label = row.label,
            .state = row.isRevoked          ? "revoked"
                     : row.expiresAt <= now ? "expired"
                                            : "active",
            .createdBy = row.createdBy,
            .createdAt = row.createdAt,
            .expiresAt = row.expiresAt,
            .lastUsedAt = row.lastUsedAt};
}

AsyncReply listTokens(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        wire::ScimTokenList list;
        for (const auto& row : ScimRepository(unit, now).tokens()) {
            list.items.push_back(toWire(row, now));
        }
        return jsonReply(200, list);
    });
}

Status checkToken(const wire::NewScimToken& token, TimePoint now) {
    if (token.label.empty() || token.label.size() > kLongestLabel) {
        return fail(ErrorCode::ValidationFailed, "1 to 200 bytes", "/label");
    }
    const auto hash = fromBase64Url(token.tokenHash);
    if (!hash || token.tokenHash.size() != kHashSize) {
        return fail(ErrorCode::ValidationFailed, "base64url of 32 bytes", "/token_hash");
    }
    if (token.expiresAt <= now || token.expiresAt > now + kLongestLife) {
        return fail(ErrorCode::ValidationFailed, "within the next 400 days", "/expires_at");
    }
    return {};
}

AsyncReply createToken(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::NewScimToken>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    if (const Status valid = checkToken(*body, now); !valid) {
        co_return propagate(valid.error());
    }
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        ScimRepository scim(unit, now);
        if (scim.hasToken(body->id.text())) {
            return fail(ErrorCode::Conflict, "id in use", "/id");
        }
        const auto tokens = scim.tokens();
        const auto isActive = [now](const auto& row) { return !row.isRevoked && row.expiresAt > now; };
        if (std::ranges::count_if(tokens, isActive) >= kMostTokens) {
            return fail(ErrorCode::Conflict, "there are twenty tokens already");
        }
        const storage::ScimTokenRow row{.id = body->id.text(),
                                        .tokenHash = body->tokenHash,
                                        .label = body->label,
                                        .createdBy = context.principal.user,
                                        .createdAt = now,
                                        .expiresAt = body->expiresAt,
                                        .lastUsedAt = {},
                                        .isRevoked = false};
        scim.addToken(row);
        return jsonReply(201, toWire(row, now));
    });
}

AsyncReply revokeToken(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<ScimTokenId>(context, "token");
    if (!id) {
        co_return propagate(id.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        if (!ScimRepository(unit, now).revokeToken(id->text())) {
            return fail(ErrorCode::NotFound, "no such token");
        }
        return http::Response::noContent();
    });
}

} // namespace

std::vector<http::Route> tokenRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {{.method = "GET",
             .path = "/v1/scim-tokens",
             .operation = "listScimTokens",
             .summary = "Tokens of identity providers, without the tokens",
             .access = http::usersIn({Owner}),
             .response = schemaNamed<wire::ScimTokenList>("ScimTokenList"),
             .handler = bindTo(services, listTokens)},
            {.method = "POST",
             .path = "/v1/scim-tokens",
             .operation = "createScimToken",
             .summary = "Lets an identity provider in; the console makes the token and sends its hash",
             .access = http::usersIn({Owner}),
             .request = schemaNamed<wire::NewScimToken>("NewScimToken"),
             .response = schemaNamed<wire::ScimToken>("ScimToken"),
             .status = 201,
             .problems = {ValidationFailed, Conflict},
             .idempotency = http::Idempotency::KeyRequired,
             .reauth = http::Reauth::Required,
             .handler = bindTo(services, createToken)},
            {.method = "DELETE",
             .path = "/v1/scim-tokens/{token}",
             .operation = "revokeScimToken",
             .summary = "Ends a token at once",
             .access = http::usersIn({Owner}),
             .status = 204,
             .handler = bindTo(services, revokeToken)}};
}

} // namespace scim

std::vector<http::Route> scimRoutes(ServiceContext& services) {
    auto routes = scim::userRoutes(services);
    for (auto part : {scim::groupRoutes, scim::discoveryRoutes, scim::tokenRoutes}) {
        for (auto& route : part(services)) {
            routes.push_back(std::move(route));
        }
    }
    return routes;
}

} // namespace kaomon::features
