// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <QObject>
#include <QTimer>

#include "base/clock.h"
#include "client/admin_keyring.h"
#include "client/api_client.h"
#include "shell/console_settings.h"
#include "shell/server_connection.h"
#include "wire/session.h"

namespace kaomon::shell {

// A sign-in that has succeeded. `keyring` is null for roles that hold no keys (auditor, help desk).
struct SignedIn {
    wire::SessionReply reply;
    std::shared_ptr<const client::AdminKeyring> keyring;
};

// Who is signed in, to which server, with which keys. Renews the access token before it ends and lets go of
// every key at sign-out. Owned by the composition root; GUI thread. Pages ask it for the ApiClient each time
// they call.
class ConsoleSession final : public QObject {
    Q_OBJECT
public:
    // What ended a session.
    enum class End { SignedOut, Lost };

    ConsoleSession(const Clock& clock, ConsoleSettings& settings, QObject* parent = nullptr);
    ~ConsoleSession() override;

    void open(KnownTenant tenant, std::shared_ptr<ServerConnection> connection, SignedIn signedIn);
    // Tells the server, without waiting for it, and forgets everything.
    void signOut();

    [[nodiscard]] bool isOpen() const { return m_connection != nullptr; }
    // Preconditions of all below: isOpen().
    [[nodiscard]] client::ApiClient& api() { return m_connection->api(); }
    [[nodiscard]] const wire::SessionUser& user() const { return m_user; }
    [[nodiscard]] const KnownTenant& tenant() const { return m_tenant; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    // nullptr when this role holds no keys.
    [[nodiscard]] const client::AdminKeyring* keyring() const { return m_keyring.get(); }
    [[nodiscard]] bool mayManage() const;         // owners and user administrators
    [[nodiscard]] bool mayResetPasswords() const; // and the help desk

signals:
    void opened();
    void closed(kaomon::shell::ConsoleSession::End end);

private:
    void renew();
    void take(const wire::SessionReply& reply);
    void close(End end);

    const Clock& m_clock;
    ConsoleSettings& m_settings;
    KnownTenant m_tenant;
    std::shared_ptr<ServerConnection> m_connection;
    std::shared_ptr<const client::AdminKeyring> m_keyring;
    wire::SessionUser m_user;
    SecretString m_refreshToken;
    QTimer m_renewal;
};

} // namespace kaomon::shell
