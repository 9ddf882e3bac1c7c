// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QObject>
#include <QTimer>

#include "agentlink/agent_link.h"
#include "agentlink/agent_status.h"
#include "crypto/password.h"

namespace kaomon::agentlink {

// Who is signed in and how this PC stands: the one picture of it that all pages share. Asks the agent for
// `status` every few seconds and after each operation that changes something. Owned by the application
// object; GUI thread.
class ClientSession final : public QObject {
    Q_OBJECT

public:
    explicit ClientSession(AgentLink& link, QObject* parent = nullptr);

    [[nodiscard]] const AgentStatus& status() const { return m_status; }
    // True once the agent has answered on this connection.
    [[nodiscard]] bool isKnown() const { return m_isKnown; }
    [[nodiscard]] bool isSignedIn() const { return m_isKnown && m_status.isSignedIn; }
    [[nodiscard]] QString consentTextVersion() const { return m_consentTextVersion; }

    void refresh();

    // The sign-in's answer, at once and without waiting for the next status.
    void takeSignIn(const localipc::Message& signedIn);
    // Keys of the password that must be changed now, so that it is not typed twice. Kept until they are
    // taken, until sign-out or until the agent goes away.
    void keepOneTimeKeys(crypto::PasswordKeys keys) { m_oneTimeKeys = std::move(keys); }
    [[nodiscard]] bool hasOneTimeKeys() const { return m_oneTimeKeys.has_value(); }
    [[nodiscard]] std::optional<crypto::PasswordKeys> takeOneTimeKeys();
    void passwordWasChanged();
    void consentWasGiven(const QString& version);
    void signOut();

signals:
    // Something in status() or isKnown() differs from before.
    void changed();
    void signedOut();

private:
    void onConnection(bool isConnected);
    void take(const AgentStatus& status);

    AgentLink& m_link;
    AgentStatus m_status;
    bool m_isKnown = false;
    QTimer m_poll;
    quint64 m_generation = 0; // an answer asked for before a change is dropped
    QString m_consentTextVersion;
    std::optional<crypto::PasswordKeys> m_oneTimeKeys;
};

} // namespace kaomon::agentlink
