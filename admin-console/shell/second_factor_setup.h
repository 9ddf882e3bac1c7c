// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QObject>

#include "client/services.h"

namespace kaomon::shell {

// The set-up of one's second factor: secret and QR code, a code of the app as proof, recovery codes. Works
// during a sign-in that may do nothing else yet, and in a session. GUI thread; the ApiClient outlives it.
class SecondFactorSetup final : public QObject {
    Q_OBJECT
public:
    // Runs a call and, where a session can, asks for the password when the server wants it proved anew.
    using Setup = QFuture<Result<wire::SecondFactorSetup>>;
    using Codes = QFuture<Result<wire::RecoveryCodes>>;
    struct Calls {
        std::function<Setup()> begin;
        std::function<Codes(const std::string&)> confirm;
    };

    explicit SecondFactorSetup(Calls calls, QObject* parent = nullptr);

    void begin();
    void confirm(const QString& code);
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] const wire::SecondFactorSetup& secret() const { return m_secret; }
    [[nodiscard]] const std::vector<std::string>& recoveryCodes() const { return m_codes; }

signals:
    void changed();
    void failed(kaomon::ErrorCode code);
    void confirmed();

private:
    Calls m_calls;
    wire::SecondFactorSetup m_secret;
    std::vector<std::string> m_codes;
    bool m_isBusy = false;
};

} // namespace kaomon::shell
