// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/proof_checker.h"
#include "features/service_context.h"
#include "http/route.h"
#include "storage/repositories/session_repository.h"
#include "wire/session.h"

namespace kaomon::features {

// What happens to a session after sign-in: new tokens, another password, the end. Thread-safe.
class SessionChanges {
public:
    SessionChanges(ServiceContext& services, auth::ProofChecker& proofs)
        : m_services(services)
        , m_proofs(proofs) {}

    // A refresh token works once; one that was used already ends its session, since somebody has copied it.
    [[nodiscard]] http::Awaitable<Result<http::Response>> refresh(http::RequestContext& context);
    [[nodiscard]] http::Awaitable<Result<http::Response>> signOut(http::RequestContext& context);
    // The password again: for the next minutes the session may do what needs a fresh proof.
    [[nodiscard]] http::Awaitable<Result<http::Response>> reauthenticate(http::RequestContext& context);
    [[nodiscard]] http::Awaitable<Result<http::Response>> changePassword(http::RequestContext& context);

private:
    [[nodiscard]] http::Awaitable<Result<storage::SessionRow>> findSession(const TenantId& tenant,
                                                                           const std::string& refreshHash);
    [[nodiscard]] http::Awaitable<Result<http::Response>> rotate(const TenantId& tenant,
                                                                 const storage::SessionRow& session,
                                                                 const std::string& refreshHash,
                                                                 std::uint64_t counter);
    [[nodiscard]] http::Awaitable<Status> storePassword(http::RequestContext& context,
                                                        const wire::PasswordChange& change,
                                                        const std::string& verifier);

    ServiceContext& m_services;
    auth::ProofChecker& m_proofs;
};

} // namespace kaomon::features
