// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <QObject>

#include "base/result.h"
#include "base/secret.h"
#include "client/password_work.h"
#include "client/secret_store.h"
#include "client/session_identity.h"
#include "crypto/password.h"
#include "domain/password_rule.h"
#include "shell/console_session.h"

namespace kaomon::shell {

// One sign-in of an administrator, step by step: session key of this installation, salt, password split on a
// worker, session, manifest, seals, keyring. On the way it may ask for a code of the authenticator app, for a
// new password in place of a one-time password, or for the set-up of a second factor. Used by the first run
// and by the sign-in page; one at a time. GUI thread. Ends with exactly one of succeeded() and failed();
// nothing after it was destroyed.
class SignInFlow final : public QObject {
    Q_OBJECT
public:
    // `clock` and `store` outlive this object. When the desktop has no key chain, a key of this run is used.
    SignInFlow(const Clock& clock, client::SecretStore& store, QObject* parent = nullptr);

    [[nodiscard]] bool isRunning() const { return m_connection != nullptr; }
    // Precondition: !isRunning().
    void start(std::shared_ptr<ServerConnection> connection, KnownTenant tenant, std::string login,
               SecretString password);

    // Answers to the questions below; each only after its signal.
    void giveSecondFactor(const std::string& code);
    // Typed twice and checked by isNewPasswordAllowed().
    void giveNewPassword(SecretString password);
    void secondFactorIsSet(); // by a SecondFactorSetup on api()
    void cancel();            // any of them: failed(Cancelled)
    [[nodiscard]] std::optional<domain::PasswordFault> checkNewPassword(const SecretString& password) const;
    // Precondition: isRunning().
    [[nodiscard]] client::ApiClient& api() { return m_connection->api(); }

signals:
    void secondFactorWanted();
    void newPasswordWanted();
    void secondFactorSetupWanted();
    // Take the results with takeConnection() and takeSignedIn().
    void succeeded();
    void failed(kaomon::ErrorCode code);

public:
    [[nodiscard]] std::shared_ptr<ServerConnection> takeConnection() {
        return std::move(m_result.connection);
    }
    [[nodiscard]] KnownTenant takeTenant() { return std::move(m_result.tenant); }
    [[nodiscard]] SignedIn takeSignedIn() { return std::move(m_result.signedIn); }

private:
    struct Outcome {
        std::shared_ptr<ServerConnection> connection;
        KnownTenant tenant;
        SignedIn signedIn;
    };

    void openIdentity(client::SecretStore& store, bool isLastChance);
    void askForSalt();
    void split(const wire::PreloginReply& reply);
    void signIn(const std::string& secondFactor);
    void takeSession(const wire::SessionReply& reply);
    void storeNewPassword(client::NewPassword next);
    [[nodiscard]] Result<wire::PasswordChange> passwordChange(const client::NewPassword& next);
    void goOn();
    void makeVault(const wire::ManifestDocument& manifest);
    void renewRecoveryWrap(const wire::ManifestDocument& document);
    void fetchManifest();
    void fetchSeals(const wire::ManifestDocument& manifest);
    void openKeyring(const wire::ManifestDocument& manifest, const wire::KeySealList& seals);
    void takePins(const wire::ManifestDocument& document);
    void succeed();
    void stop(const Error& error);

    const Clock& m_clock;
    client::SecretStore& m_store;
    client::MemorySecretStore m_fallbackStore;
    std::shared_ptr<ServerConnection> m_connection;
    KnownTenant m_tenant;
    std::string m_login;
    SecretString m_password;
    crypto::PasswordKeys m_keys;        // of the password that was typed
    crypto::SecretKey m_recoveredVault; // between one-time password and manifest
    SignedIn m_signedIn;
    Outcome m_result;
};

} // namespace kaomon::shell
