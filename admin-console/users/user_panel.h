// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QFrame>

#include "ui/badge.h"
#include "ui/prompts.h"
#include "users/account_links_presenter.h"
#include "users/users_presenter.h"

class QFormLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace kaomon::users {

// Everything about the selected user, and what can be done to him. Shows nothing while nobody is selected.
// GUI thread.
class UserPanel final : public QFrame {
    Q_OBJECT
public:
    // All of these outlive the panel.
    UserPanel(UsersPresenter& users, AccountLinksPresenter& links, ui::Prompts& prompts,
              QWidget* parent = nullptr);

    void showUser(const std::optional<wire::User>& user);
    void retranslate();

private:
    void refresh();
    void refreshLinks();
    void askForReissue();
    void askForDelete();
    void toggleEnabled();
    void openLinkDialog();

    UsersPresenter& m_users;
    AccountLinksPresenter& m_links;
    ui::Prompts& m_prompts;
    std::optional<wire::User> m_user;
    QLabel* m_name;
    ui::Badge* m_account;
    ui::Badge* m_face;
    QLabel* m_facts;
    QLabel* m_linksTitle;
    QLabel* m_linksNote;
    QVBoxLayout* m_linkRows;
    QPushButton* m_link;
    QPushButton* m_reissue;
    QPushButton* m_toggle;
    QPushButton* m_delete;
};

} // namespace kaomon::users
