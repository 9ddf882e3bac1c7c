// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <QFrame>

#include "ui/badge.h"
#include "ui/prompts.h"
#include "users/account_links_presenter.h"
#include "users/emergency_presenter.h"
#include "users/groups_presenter.h"
#include "users/person_dialog.h"
#include "users/security_presenter.h"
#include "users/users_presenter.h"

class QAction;
class QLabel;
class QMenu;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace kaomon::users {

// The presenters that the panel works with; all outlive it.
struct UserPanelParts {
    UsersPresenter& users;
    AccountLinksPresenter& links;
    GroupsPresenter& groups;
    SecurityPresenter& security;
    EmergencyPresenter& emergency;
    ui::Prompts& prompts;
    std::string agentSocket = {}; // of this PC, for faces that are taken here
};

// Everything about the selected user, and what can be done to him. Shows nothing while nobody is selected.
// GUI thread.
class UserPanel final : public QFrame {
    Q_OBJECT
public:
    explicit UserPanel(const UserPanelParts& parts, QWidget* parent = nullptr);

    void showUser(const std::optional<wire::User>& user);
    void retranslate();

signals:
    // Another page is wanted, about this person.
    void linkRequested(const QString& page, const QString& query);

private:
    void build();
    void buildMenu();
    void refresh();
    void refreshButtons();
    [[nodiscard]] QString factsHtml() const;
    void openUnlockDialog();
    void openEditDialog();
    void openRoleDialog();
    void askForReEnrolment();
    void askForReason(const ui::Question& question, std::function<void(const QString&)> act);
    void refreshLinks();
    void askForUnlink(const wire::AccountLink& link, const QString& text);
    void askForReissue();
    void askForDelete();
    void toggleEnabled();
    void openLinkDialog();
    void openPerson(PersonDialog::Tab tab);
    void openAssist();
    [[nodiscard]] QString personQuery() const;
    [[nodiscard]] wire::User newest(const wire::User& user) const;

    UserPanelParts m_parts;
    UsersPresenter& m_users;
    AccountLinksPresenter& m_links;
    ui::Prompts& m_prompts;
    std::optional<wire::User> m_user;
    QScrollArea* m_scroll; // reached by Tab, moved by the arrows
    QLabel* m_name;
    ui::Badge* m_account;
    ui::Badge* m_face;
    QLabel* m_facts;
    QLabel* m_obstacles;
    QPushButton* m_unlock;
    QLabel* m_linksTitle;
    QLabel* m_linksNote;
    QVBoxLayout* m_linkRows;
    QPushButton* m_link;
    QPushButton* m_reissue;
    QPushButton* m_toggle;
    QPushButton* m_delete;
    QPushButton* m_more;
    QMenu* m_menu;
    QAction* m_edit = nullptr;
    QAction* m_groupsAction = nullptr;
    QAction* m_reEnrol = nullptr;
    QAction* m_role = nullptr;
    QAction* m_emergency = nullptr;
    QAction* m_sessions = nullptr;
    QAction* m_settings = nullptr;
    QAction* m_timeline = nullptr;
    QAction* m_faces = nullptr;
    QAction* m_assist = nullptr;
    QAction* m_help = nullptr;
    QAction* m_recovery = nullptr;
};

} // namespace kaomon::users
