// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QObject>

#include "base/secret.h"
#include "client/services.h"
#include "crypto/password.h"
#include "shell/console_session.h"

namespace kaomon::shell {

// Proves the signed-in administrator's password again, with the second factor where he has one. GUI thread;
// the session outlives it. Ends each try with proved() or failed().
class ReauthFlow final : public QObject {
    Q_OBJECT
public:
    explicit ReauthFlow(ConsoleSession& session, QObject* parent = nullptr);

    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    // `secondFactor` empty: none. Precondition: !isRunning().
    void prove(SecretString password, std::string secondFactor);

signals:
    void proved();
    // ErrorCode::SecondFactorRequired: try again with a code.
    void failed(kaomon::ErrorCode code);

private:
    void split(const wire::PreloginReply& reply, SecretString password);
    void send(const crypto::PasswordKeys& keys);
    void stop(ErrorCode code);

    ConsoleSession& m_session;
    std::string m_secondFactor;
    bool m_isRunning = false;
};

} // namespace kaomon::shell
