// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/services.h"
#include "crypto/password.h"

namespace kaomon::client {
namespace {

CallOptions anonymous() {
    CallOptions options;
    options.isAnonymous = true;
    return options;
}

CallOptions withoutToken() {
    CallOptions options;
    options.isWithoutToken = true;
    return options;
}

} // namespace

QFuture<Result<wire::Meta>> MetaService::meta() {
    return m_api.get<wire::Meta>("/v1/meta", anonymous());
}

QFuture<Result<wire::BootstrapInfo>> BootstrapService::begin(std::string_view code) {
    const SecretString plain = crypto::normaliseCode(code);
    return m_api.post<wire::BootstrapInfo>("/v1/bootstrap:begin", wire::BootstrapBegin{plain.reveal()},
                                           anonymous());
}

QFuture<Result<wire::User>> BootstrapService::complete(const wire::BootstrapRequest& request) {
    return m_api.post<wire::User>("/v1/bootstrap", request, anonymous());
}

QFuture<Result<wire::PreloginReply>> SessionService::prelogin(const wire::PreloginRequest& request) {
    return m_api.post<wire::PreloginReply>("/v1/session:prelogin", request, anonymous());
}

QFuture<Result<wire::SessionReply>> SessionService::signIn(const wire::SignInRequest& request) {
    return m_api.post<wire::SessionReply>("/v1/session", request, withoutToken());
}

QFuture<Result<wire::SessionReply>> SessionService::refresh(const wire::RefreshRequest& request) {
    return m_api.post<wire::SessionReply>("/v1/session:refresh", request, withoutToken());
}

QFuture<Status> SessionService::signOut() {
    return m_api.del("/v1/session");
}

QFuture<Result<wire::ReauthReply>> SessionService::reauthenticate(const wire::ReauthRequest& request) {
    return m_api.post<wire::ReauthReply>("/v1/session/reauth", request);
}

QFuture<Status> SessionService::changePassword(const wire::PasswordChange& change) {
    return m_api.put<void>("/v1/session/password", change);
}

} // namespace kaomon::client
