// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "client/services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::users {

// Why one person cannot get in: what locks the account, the last wrong passwords, what a reissue left behind.
// And the unlocking of it. GUI thread; the session outlives it.
class SecurityPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using FailureModel = models::ColumnTableModel<wire::SignInFailure>;

    explicit SecurityPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void show(const UserId& user);
    void reload() override;
    void clear() override;
    [[nodiscard]] const wire::AccountSecurity& security() const { return m_security; }
    [[nodiscard]] FailureModel& failures() { return m_failures; }
    // What stands in the way, one line each; empty: nothing.
    [[nodiscard]] QStringList obstacles() const;
    void unlock(const QString& reason, bool needsNewPassword);

signals:
    void unlocked();

private:
    UserId m_user;
    wire::AccountSecurity m_security;
    FailureModel m_failures;
};

} // namespace kaomon::users
