// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "client/password_work.h"
#include "client/services.h"
#include "domain/password_rule.h"
#include "shell/feature_presenter.h"
#include "shell/second_factor_setup.h"

namespace kaomon::account {

// One's own account: second factor, recovery codes, password. GUI thread; the session outlives it.
class AccountPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    explicit AccountPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] const wire::SecondFactorState& secondFactor() const { return m_secondFactor; }
    [[nodiscard]] shell::SecondFactorSetup::Calls setupCalls();
    void removeSecondFactor();
    void makeRecoveryCodes();

    [[nodiscard]] std::optional<domain::PasswordFault> checkNewPassword(const SecretString& password) const;
    // The keys are wrapped anew; every other session ends. ErrorCode::LoginFailed for a wrong present
    // password.
    void changePassword(SecretString present, SecretString next);

signals:
    void recoveryCodesMade(const std::vector<std::string>& codes);
    void passwordChanged();

private:
    struct PasswordJob;
    void fetchSalt(const std::shared_ptr<PasswordJob>& job);
    void splitPresent(const std::shared_ptr<PasswordJob>& job, const wire::PreloginReply& salt);
    void fetchKeys(const std::shared_ptr<PasswordJob>& job);
    void store(const std::shared_ptr<PasswordJob>& job, const wire::UserKeys& keys);

    wire::SecondFactorState m_secondFactor;
};

} // namespace kaomon::account
