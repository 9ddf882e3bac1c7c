// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sign_in_presenter.h"

#include <utility>

#include "agentlink/background.h"
#include "signin/password_split.h"

namespace kaomon::signin {

using agentlink::Answer;

SignInPresenter::SignInPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session,
                                 QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_session(session) {}

void SignInPresenter::signIn(const QString& login, SecretString password) {
    if (m_isBusy) {
        return;
    }
    m_login = login.trimmed().toStdString();
    m_password = std::move(password);
    setBusy(true);
    localipc::Message message{.type = "prelogin", .id = 0, .fields = {}};
    message.set("login", m_login);
    m_link.request(std::move(message)).then(this, [this](const Answer& answer) { split(answer); });
}

void SignInPresenter::split(const Answer& prelogin) {
    if (!prelogin) {
        failWith(prelogin.error());
        return;
    }
    auto parameters = parametersOf(*prelogin);
    if (!parameters) {
        failWith(parameters.error());
        return;
    }
    agentlink::runInBackground(
        this,
        [password = std::move(m_password), parameters = std::move(*parameters)] {
            return splitTyped(password, parameters);
        },
        [this](Result<crypto::PasswordKeys> keys) { send(std::move(keys)); });
}

void SignInPresenter::send(Result<crypto::PasswordKeys> keys) {
    if (!keys) {
        failWith(keys.error());
        return;
    }
    localipc::Message message{.type = "signIn", .id = 0, .fields = {}};
    message.set("login", m_login);
    setKeys(message, "", *keys);
    m_keys = std::move(*keys);
    m_link.request(std::move(message)).then(this, [this](const Answer& answer) { conclude(answer); });
}

void SignInPresenter::conclude(const Answer& answer) {
    if (!answer) {
        failWith(answer.error());
        return;
    }
    if (answer->flag("must_change_password") && m_keys) {
        m_session.keepOneTimeKeys(std::move(*m_keys));
    }
    m_keys.reset();
    setBusy(false);
    m_session.takeSignIn(*answer);
    emit succeeded();
}

void SignInPresenter::setBusy(bool isBusy) {
    m_isBusy = isBusy;
    emit busyChanged(isBusy);
}

void SignInPresenter::failWith(const Error& error) {
    m_password.clear();
    m_keys.reset();
    setBusy(false);
    emit failed(error.code);
}

} // namespace kaomon::signin
