// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "shell/saved_filter_bar.h"
#include "users/groups_presenter.h"
#include "users/users_presenter.h"

class QComboBox;
class QPushButton;

namespace kaomon::users {

// State of the account, state of the face, role, group; the face model that the dashboard led to, while it
// counts; filters kept by name. GUI thread; the presenters
// outlive it.
class FilterBar final : public QWidget {
    Q_OBJECT
public:
    FilterBar(UsersPresenter& users, GroupsPresenter& groups, shell::SavedFiltersPresenter& saved,
              QWidget* parent);

    // Shows what the presenter filters by.
    void refresh();
    void retranslate();

private:
    void apply();
    void fillGroups();
    void showModel(const std::string& model);

    UsersPresenter& m_users;
    GroupsPresenter& m_groups;
    QComboBox* m_state;
    QComboBox* m_face;
    QComboBox* m_role;
    QComboBox* m_group;
    QComboBox* m_model;
    QPushButton* m_clear;
    shell::SavedFilterBar* m_kept;
};

} // namespace kaomon::users
