// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/session/session_routes.h"

#include <memory>

#include "crypto/password.h"
#include "features/reply.h"
#include "features/session/session_changes.h"
#include "features/session/sign_in.h"

namespace kaomon::features {
namespace {

using enum ErrorCode;

http::Route prelogin(std::shared_ptr<SignIn> signIn) {
    return {.method = "POST",
            .path = "/v1/session:prelogin",
            .operation = "prelogin",
            .summary = "Salt and cost of a login's password; a stable stand-in for unknown logins",
            .access = http::anybody(),
            .request = schemaNamed<wire::PreloginRequest>("PreloginRequest"),
            .response = schemaNamed<wire::PreloginReply>("PreloginReply"),
            .recorded = http::Recorded::Never,
            .handler = [signIn](http::RequestContext& context) { return signIn->prelogin(context); }};
}

http::Route openSession(std::shared_ptr<SignIn> signIn) {
    return {.method = "POST",
            .path = "/v1/session",
            .operation = "signIn",
            .summary =
                "Signs in with a password; the request is signed by the console's session key or by the PC",
            .access = http::anybody(),
            .request = schemaNamed<wire::SignInRequest>("SignInRequest"),
            .response = schemaNamed<wire::SessionReply>("SessionReply"),
            .problems = {LoginFailed, SecondFactorRequired, AddressNotAllowed, Unauthenticated, ProofInvalid,
                         ClockSkew, DeviceNotEnrolled, DevicePending, DeviceSuspended, DeviceRevoked},
            .handler = [signIn](http::RequestContext& context) { return signIn->signIn(context); }};
}

http::Route refresh(std::shared_ptr<SessionChanges> changes) {
    return {.method = "POST",
            .path = "/v1/session:refresh",
            .operation = "refreshSession",
            .summary = "New tokens for a session, against its refresh token, which works once",
            .access = http::anybody(),
            .request = schemaNamed<wire::RefreshRequest>("RefreshRequest"),
            .response = schemaNamed<wire::SessionReply>("SessionReply"),
            .problems = {AddressNotAllowed, Unauthenticated, ProofInvalid, ClockSkew, DevicePending,
                         DeviceSuspended, DeviceRevoked},
            .recorded = http::Recorded::Never,
            .handler = [changes](http::RequestContext& context) { return changes->refresh(context); }};
}

http::Route signOut(std::shared_ptr<SessionChanges> changes) {
    return {.method = "DELETE",
            .path = "/v1/session",
            .operation = "signOut",
            .summary = "Ends the caller's session",
            .access = http::withoutSecondFactor(http::withOneTimePassword(http::everyUser())),
            .status = 204,
            .problems = {DeviceNotEnrolled, DevicePending, DeviceSuspended, DeviceRevoked},
            .handler = [changes](http::RequestContext& context) { return changes->signOut(context); }};
}

http::Route changePassword(std::shared_ptr<SessionChanges> changes) {
    return {.method = "PUT",
            .path = "/v1/session/password",
            .operation = "changePassword",
            .summary =
                "Sets the caller's password and the keys that hang on it; ends the account's other sessions",
            .access = http::withoutSecondFactor(http::withOneTimePassword(http::everyUser())),
            .request = schemaNamed<wire::PasswordChange>("PasswordChange"),
            .status = 204,
            .problems = {LoginFailed, WeakParameters, DeviceNotEnrolled, DevicePending, DeviceSuspended,
                         DeviceRevoked},
            .bodyLimit = 512 * 1024,
            .handler = [changes](http::RequestContext& context) { return changes->changePassword(context); }};
}

http::Route reauthenticate(std::shared_ptr<SessionChanges> changes) {
    return {.method = "POST",
            .path = "/v1/session/reauth",
            .operation = "reauthenticate",
            .summary = "Proves the caller's password again; routes with x-reauth want that within 5 minutes",
            .access = http::withoutSecondFactor(http::everyUser()),
            .request = schemaNamed<wire::ReauthRequest>("ReauthRequest"),
            .response = schemaNamed<wire::ReauthReply>("ReauthReply"),
            .problems = {LoginFailed, SecondFactorRequired},
            .handler = [changes](http::RequestContext& context) { return changes->reauthenticate(context); }};
}

} // namespace

Result<std::vector<http::Route>> sessionRoutes(ServiceContext& services, auth::ProofChecker& proofs) {
    auto standIn = crypto::makeVerifier(services.serverKey.pepper(), crypto::randomBytes(32));
    if (!standIn) {
        return propagate(standIn.error());
    }
    const auto signIn = std::make_shared<SignIn>(services, proofs, std::move(*standIn));
    const auto changes = std::make_shared<SessionChanges>(services, proofs);
    std::vector<http::Route> routes;
    routes.push_back(prelogin(signIn));
    routes.push_back(openSession(signIn));
    routes.push_back(refresh(changes));
    routes.push_back(signOut(changes));
    routes.push_back(changePassword(changes));
    routes.push_back(reauthenticate(changes));
    return routes;
}

} // namespace kaomon::features
