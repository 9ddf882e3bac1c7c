// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QObject>

#include "agentlink/agent_link.h"
#include "agentlink/client_session.h"
#include "base/secret.h"

namespace kaomon::signin {

// The rules of a new password, in the order in which they are shown.
enum class PasswordRequirement { Length, Kinds, NotObvious, SameTwice };

struct RequirementState {
    PasswordRequirement requirement;
    bool isMet = false;
};

// Changes the password: of one's own accord, or because it must be changed. The new one is checked here,
// since nobody else ever sees it. One change at a time, ending in exactly one of succeeded() and failed().
// GUI thread; the splits run on a worker.
class PasswordPresenter final : public QObject {
    Q_OBJECT

public:
    PasswordPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session,
                      QObject* parent = nullptr);

    // Pure: how the rules stand for what is typed so far.
    [[nodiscard]] std::vector<RequirementState> check(const SecretString& password,
                                                      const SecretString& again) const;
    // False right after a sign-in with a password that must be changed: it was just typed.
    [[nodiscard]] bool needsCurrentPassword() const { return !m_session.hasOneTimeKeys(); }

    // ErrorCode::PasswordTooWeak by failed() when a rule is not met. `current` may be empty when it is not
    // needed.
    void change(SecretString current, SecretString password, const SecretString& again);
    [[nodiscard]] bool isBusy() const { return m_isBusy; }

signals:
    void busyChanged(bool isBusy);
    void succeeded();
    void failed(kaomon::ErrorCode code);

private:
    struct Prepared {
        crypto::PasswordParameters parameters;
        crypto::PasswordKeys current;
        crypto::PasswordKeys next;
    };

    void prepare(const agentlink::Answer& prelogin);
    void prepareWith(std::optional<crypto::PasswordParameters> currentParameters);
    void send(Result<Prepared> prepared);
    void conclude(const agentlink::Answer& answer);
    void setBusy(bool isBusy);
    void failWith(const Error& error);

    agentlink::AgentLink& m_link;
    agentlink::ClientSession& m_session;
    SecretString m_current;
    SecretString m_password;
    bool m_isBusy = false;
};

} // namespace kaomon::signin
