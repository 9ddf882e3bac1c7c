// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QFuture>
#include <QFutureInterface>
#include <QObject>
#include <QTimer>

#include "base/clock.h"
#include "client/admin_keyring.h"
#include "client/api_client.h"
#include "shell/console_settings.h"
#include "shell/server_connection.h"
#include "wire/keys.h"
#include "wire/session.h"

namespace kaomon::shell {

// A sign-in that has succeeded. `keyring` is null for roles that hold no keys (auditor), and for an
// administrator to whom no owner has handed the keys yet: then `waitingFingerprint` is what he reads out.
struct SignedIn {
    wire::SessionReply reply;
    std::shared_ptr<const client::AdminKeyring> keyring;
    std::string waitingFingerprint;
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

    // A session that the server no longer knows is not closed any more: signInWanted() asks for the password,
    // and what was refused meanwhile waits. It ends with resume() or giveUp(). The keys are not in memory
    // in between.
    void surviveLoss() { m_survivesLoss = true; }
    [[nodiscard]] bool isLost() const { return m_isLost; }
    // Somebody else, or the same person in another role, is a new session: this one is closed.
    void resume(SignedIn signedIn);
    void giveUp(End end);

    [[nodiscard]] bool isOpen() const { return m_connection != nullptr; }
    // Preconditions of all below: isOpen().
    [[nodiscard]] client::ApiClient& api() { return m_connection->api(); }
    [[nodiscard]] const std::shared_ptr<ServerConnection>& connection() const { return m_connection; }
    [[nodiscard]] const wire::SessionUser& user() const { return m_user; }
    [[nodiscard]] const KnownTenant& tenant() const { return m_tenant; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    // nullptr when this role holds no keys.
    [[nodiscard]] const client::AdminKeyring* keyring() const { return m_keyring.get(); }
    [[nodiscard]] const std::shared_ptr<const client::AdminKeyring>& sharedKeyring() const {
        return m_keyring;
    }
    // Fetches manifest and seals again: after keys were replaced or a group got its first one. A failure
    // leaves what was known; the next sign-in has it.
    void refreshKeyring();
    // Not empty while the keys that the role needs have not been handed over.
    [[nodiscard]] const std::string& waitingFingerprint() const { return m_waitingFingerprint; }
    [[nodiscard]] bool mayManage() const;         // owners and user administrators
    [[nodiscard]] bool mayResetPasswords() const; // and the help desk

    // Asks the person for his password, once for all who wait. ErrorCode::Cancelled when he declines or the
    // session ends first.
    [[nodiscard]] QFuture<Status> askForProof();
    void answerProof(const Status& status); // by who was told by proofWanted()

    // A signed manifest that waits for another administrator's agreement, by the id of the act; kept over
    // restarts of this installation. Nothing in it is secret.
    void keepManifest(const std::string& act, const wire::ManifestDocument& document);
    [[nodiscard]] std::optional<wire::ManifestDocument> keptManifest(const std::string& act) const;
    void forgetManifest(const std::string& act);
    // Where this installation keeps files of its own. Also of a session that is closed.
    [[nodiscard]] QString folder() const { return m_settings.folder(); }

    // Until when the server takes no changes from consoles because of a maintenance; nothing: it takes them.
    // Told by ServiceWatch.
    void setReadOnlyUntil(const std::optional<TimePoint>& until);
    [[nodiscard]] const std::optional<TimePoint>& readOnlyUntil() const { return m_readOnlyUntil; }
    // A call was refused for a maintenance that nobody here knew of yet.
    void noteMaintenance() { emit maintenanceNoticed(); }

signals:
    void readOnlyChanged(); // what is locked follows this
    void rightsChanged();   // and what pages want of their buttons this, after it
    void maintenanceNoticed();
    void opened();
    void proofWanted();
    void signInWanted();
    void resumed();
    void closed(kaomon::shell::ConsoleSession::End end);

private:
    void renew();
    void take(const wire::SessionReply& reply);
    void takeManifest(const crypto::TenantManifest& manifest);
    void takeKeys(const SignedIn& signedIn);
    void confirmRoot();
    void lose();
    void close(End end);

    const Clock& m_clock;
    ConsoleSettings& m_settings;
    KnownTenant m_tenant;
    std::shared_ptr<ServerConnection> m_connection;
    std::shared_ptr<const client::AdminKeyring> m_keyring;
    wire::SessionUser m_user;
    std::string m_waitingFingerprint;
    SecretString m_refreshToken;
    std::vector<QFutureInterface<Status>> m_proofs; // of those who wait: a future continues only once
    QTimer m_renewal;
    std::optional<TimePoint> m_readOnlyUntil;
    bool m_survivesLoss = false;
    bool m_isLost = false;
};

} // namespace kaomon::shell
