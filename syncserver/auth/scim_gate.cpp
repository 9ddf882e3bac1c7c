// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/scim_gate.h"

#include "auth/token.h"
#include "http/scim_problem.h"
#include "storage/repositories/scim_repository.h"

namespace kaomon::auth {

http::Awaitable<Result<http::Principal>> ScimGate::admit(const http::Route& route,
                                                         const http::Request& request) {
    if (!http::isProvisioning(request.path)) {
        co_return co_await m_next.admit(route, request);
    }
    const std::string token(bearerToken(request));
    const auto tenant = tenantOfToken(token);
    if (!tenant) {
        co_return propagate(tenant.error());
    }
    const std::string hash = tokenHash(token);
    const TimePoint now = m_clock.now();
    const auto job = [&](storage::UnitOfWork& unit) -> Result<http::Principal> {
        const auto id = storage::ScimRepository(unit, now).tokenId(hash);
        if (!id) {
            return fail(ErrorCode::Unauthenticated, "unknown, revoked or expired token");
        }
        http::Principal principal;
        principal.tenant = *tenant;
        principal.sessionId = *id;
        return principal;
    };
    co_return co_await m_database.read(*tenant, job);
}

http::Awaitable<Status> ScimGate::screen(const http::Route& route, const http::Request& request) {
    if (!http::isProvisioning(request.path)) {
        co_return co_await m_next.screen(route, request);
    }
    const auto provider = co_await admit(route, request); // the body is no part of what he shows
    co_return provider ? Status() : propagate(provider.error());
}

http::Awaitable<Status> ScimGate::settle(const http::Principal& principal) {
    const bool isProvider = !principal.isUser() && !principal.isDevice() && !principal.sessionId.empty();
    if (isProvider) {
        co_return Status();
    }
    co_return co_await m_next.settle(principal);
}

} // namespace kaomon::auth
