// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <QObject>
#include <QString>

#include "base/result.h"
#include "base/secret.h"
#include "client/secret_store.h"
#include "client/tenant_founder.h"
#include "domain/password_rule.h"
#include "shell/server_connection.h"
#include "shell/sign_in_flow.h"

namespace kaomon::firstrun {

// The owner as typed.
struct OwnerForm {
    QString login;
    QString displayName;
    QString mail;
    SecretString password;
    SecretString repeated;
};

// What is wrong with an owner's form; nothing set: keys can be made.
struct OwnerFaults {
    bool loginMissing = false;
    bool loginMalformed = false;
    bool nameMissing = false;
    bool mailMalformed = false;
    bool passwordsDiffer = false;
    std::optional<domain::PasswordFault> password;

    [[nodiscard]] bool isClean() const;
};

// The first run of a tenant, from the server's address to the owner's first session. A state machine without
// widgets: the wizard shows step(), isBusy() and error(), and calls one function per button. Network and
// Argon2id run elsewhere; GUI thread. A step that fails stays where it is and may be repeated.
class FirstRunFlow final : public QObject {
    Q_OBJECT
public:
    enum class Step { Server, Fingerprint, Code, Owner, Sheet, Done };

    // All of these outlive the flow.
    FirstRunFlow(const Clock& clock, client::SecretStore& store, shell::TransportFactory transports,
                 QObject* parent = nullptr);

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }
    // Key of the server to be compared with what the server's operator reads out; empty before the first
    // connection.
    [[nodiscard]] QString fingerprint() const;
    [[nodiscard]] QString serverAddress() const;
    [[nodiscard]] const wire::BootstrapInfo& info() const { return m_info; }
    // nullptr before the keys are made.
    [[nodiscard]] const client::RecoverySheet* sheet() const {
        return m_founded ? &m_founded->sheet : nullptr;
    }

    void connectTo(const QString& address);
    void trustServer();
    void submitCode(const QString& typed);
    [[nodiscard]] static OwnerFaults check(const OwnerForm& form);
    // Ignored unless check() is clean.
    void makeKeys(OwnerForm form);
    // Registers the tenant and signs its owner in. Precondition: the sheet is stored.
    void finish();
    void back();

    // After finished(): what the session is opened with.
    [[nodiscard]] shell::SignInFlow& signIn() { return m_signIn; }

signals:
    void changed();
    void finished();

private:
    void begin();
    void askForNextPin();
    void endWith(Step next);
    void endWith(const Error& error);
    void registerTenant();
    void startSignIn();

    const Clock& m_clock;
    shell::TransportFactory m_transports;
    shell::SignInFlow m_signIn;
    std::shared_ptr<shell::ServerConnection> m_connection;
    Step m_step = Step::Server;
    bool m_isBusy = false;
    bool m_isRegistered = false;
    std::optional<ErrorCode> m_error;
    SecretString m_code;
    SecretString m_password;
    wire::BootstrapInfo m_info;
    std::optional<std::string> m_nextPin; // of the server, to be signed with the first manifest
    std::optional<client::FoundedTenant> m_founded;
};

} // namespace kaomon::firstrun
