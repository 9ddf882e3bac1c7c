// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "http/gate.h"
#include "storage/database.h"

namespace kaomon::auth {

// The gate in front of the other: identity providers come with a bearer token and nothing else, and reach the
// paths of SCIM only; every other path is the other gate's. The principal of a provider has the tenant of its
// token and the token's id as sessionId, no kind and no role. Owned by the application; thread-safe.
class ScimGate final : public http::Gate {
public:
    ScimGate(http::Gate& next, storage::Database& database, const Clock& clock)
        : m_next(next)
        , m_database(database)
        , m_clock(clock) {}

    // ErrorCode::Unauthenticated for a token that is unknown, revoked or over; errors of the other gate.
    [[nodiscard]] http::Awaitable<Result<http::Principal>> admit(const http::Route& route,
                                                                 const http::Request& request) override;

    [[nodiscard]] http::Awaitable<Status> screen(const http::Route& route,
                                                 const http::Request& request) override;

    // A provider signs nothing, so there is nothing to use up.
    [[nodiscard]] http::Awaitable<Status> settle(const http::Principal& principal) override;
    [[nodiscard]] http::Awaitable<Status> record(const http::RequestContext& context,
                                                 const http::Response* response,
                                                 const Error* refusal) override {
        return m_next.record(context, response, refusal);
    }

private:
    http::Gate& m_next;
    storage::Database& m_database;
    const Clock& m_clock;
};

} // namespace kaomon::auth
