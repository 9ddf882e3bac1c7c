// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "agentlink/agent_link.h"
#include "agentlink/client_session.h"
#include "base/secret.h"

namespace kaomon::signin {

// Signs a person in: `prelogin`, password split on a worker, `signIn`. One attempt at a time; each ends in
// exactly one of succeeded() and failed(). Owned by its page; GUI thread.
class SignInPresenter final : public QObject {
    Q_OBJECT

public:
    SignInPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session, QObject* parent = nullptr);

    // Ignored while an attempt is under way.
    void signIn(const QString& login, SecretString password);
    [[nodiscard]] bool isBusy() const { return m_isBusy; }

signals:
    void busyChanged(bool isBusy);
    void succeeded();
    void failed(kaomon::ErrorCode code);

private:
    void split(const agentlink::Answer& prelogin);
    void send(Result<crypto::PasswordKeys> keys);
    void conclude(const agentlink::Answer& answer);
    void setBusy(bool isBusy);
    void failWith(const Error& error);

    agentlink::AgentLink& m_link;
    agentlink::ClientSession& m_session;
    std::string m_login;
    SecretString m_password;
    std::optional<crypto::PasswordKeys> m_keys;
    bool m_isBusy = false;
};

} // namespace kaomon::signin
