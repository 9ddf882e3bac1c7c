// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/page.h"
#include "ui/banner.h"
#include "ui/prompts.h"
#include "ui/state_panel.h"
#include "users/account_links_presenter.h"
#include "users/user_panel.h"
#include "users/users_presenter.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace kaomon::users {

// The page "Users": search, table, detail panel, add. GUI thread.
class UsersPage final : public shell::Page {
    Q_OBJECT
public:
    // `session` and `prompts` outlive the page. `sheetPath`: where password sheets go without a dialog.
    UsersPage(shell::ConsoleSession& session, ui::Prompts& prompts, QString sheetPath,
              QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Users"); }
    void activate() override;
    void deactivate() override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void refresh();
    void retranslate();
    void showSelection();

    shell::ConsoleSession& m_session;
    ui::Prompts& m_prompts;
    QString m_sheetPath;
    UsersPresenter m_users;
    AccountLinksPresenter m_links;
    QLabel* m_title;
    QLineEdit* m_search;
    QPushButton* m_add;
    QPushButton* m_refresh;
    ui::Banner* m_error;
    ui::StatePanel* m_states;
    QTableView* m_table;
    QLabel* m_count;
    QPushButton* m_more;
    UserPanel* m_panel;
};

} // namespace kaomon::users
