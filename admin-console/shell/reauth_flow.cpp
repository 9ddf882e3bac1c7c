// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/reauth_flow.h"

#include <memory>

#include "client/password_work.h"

namespace kaomon::shell {

ReauthFlow::ReauthFlow(ConsoleSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session) {}

void ReauthFlow::prove(SecretString password, std::string secondFactor) {
    if (!m_session.isOpen()) {
        stop(ErrorCode::NotSignedIn);
        return;
    }
    m_isRunning = true;
    m_secondFactor = std::move(secondFactor);
    const auto typed = std::make_shared<SecretString>(std::move(password));
    client::SessionService(m_session.api())
        .prelogin({m_session.tenant().tenant, m_session.user().login})
        .then(this, [this, typed](const Result<wire::PreloginReply>& reply) {
            reply ? split(*reply, std::move(*typed)) : stop(reply.error().code);
        });
}

void ReauthFlow::split(const wire::PreloginReply& reply, SecretString password) {
    auto parameters = client::parametersOf(reply);
    if (!parameters) {
        stop(parameters.error().code);
        return;
    }
    client::splitTypedPasswordAsync(std::move(password), std::move(*parameters))
        .then(this,
              [this](Result<crypto::PasswordKeys> keys) { keys ? send(*keys) : stop(keys.error().code); });
}

void ReauthFlow::send(const crypto::PasswordKeys& keys) {
    if (!m_session.isOpen()) {
        stop(ErrorCode::NotSignedIn);
        return;
    }
    const auto auth = keys.auth.reveal();
    wire::ReauthRequest request{Bytes(auth.begin(), auth.end()), std::nullopt};
    if (!m_secondFactor.empty()) {
        request.secondFactor = m_secondFactor;
    }
    client::SessionService(m_session.api())
        .reauthenticate(request)
        .then(this, [this](const Result<wire::ReauthReply>& reply) {
            if (!reply) {
                stop(reply.error().code);
                return;
            }
            m_isRunning = false;
            emit proved();
        });
}

void ReauthFlow::stop(ErrorCode code) {
    m_isRunning = false;
    emit failed(code);
}

} // namespace kaomon::shell
