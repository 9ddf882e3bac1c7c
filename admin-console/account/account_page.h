// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/account_presenter.h"
#include "shell/feature_page.h"
#include "shell/sessions_view.h"
#include "ui/prompts.h"

class QLabel;
class QPushButton;

namespace kaomon::account {

// The page "My account": password, second factor, sessions. GUI thread; session and prompts outlive it.
class AccountPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    AccountPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("My account"); }
    void activate() override;

protected:
    void retranslate() override;
    void refresh() override;

private:
    void build();
    [[nodiscard]] QString factorText() const;
    void openSetup();
    void openPassword();
    void askRemove();

    ui::Prompts& m_prompts;
    AccountPresenter m_account;
    shell::SessionsPresenter m_sessions;
    QLabel* m_who;
    QLabel* m_expiry;
    bool m_isPasswordNew = false;
    QPushButton* m_password;
    QLabel* m_factorTitle;
    QLabel* m_factor;
    QPushButton* m_setUp;
    QPushButton* m_codes;
    QPushButton* m_remove;
    QLabel* m_sessionsTitle;
    shell::SessionsView* m_sessionsView;
};

} // namespace kaomon::account
