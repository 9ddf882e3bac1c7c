// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/prompts.h"
#include "users/groups_presenter.h"
#include "users/saved_filters_presenter.h"
#include "users/users_presenter.h"

class QComboBox;
class QPushButton;

namespace kaomon::users {

// State of the account, state of the face, role, group; filters kept by name. GUI thread; the presenters
// outlive it.
class FilterBar final : public QWidget {
    Q_OBJECT
public:
    FilterBar(UsersPresenter& users, GroupsPresenter& groups, SavedFiltersPresenter& saved, QWidget* parent);

    // Shows what the presenter filters by.
    void refresh();
    void retranslate();

signals:
    void saveRequested();

private:
    void apply();
    void applySaved(int index);
    void fillGroups();
    void fillSaved();

    UsersPresenter& m_users;
    GroupsPresenter& m_groups;
    SavedFiltersPresenter& m_saved;
    QComboBox* m_state;
    QComboBox* m_face;
    QComboBox* m_role;
    QComboBox* m_group;
    QComboBox* m_kept;
    QPushButton* m_clear;
    QPushButton* m_save;
    QPushButton* m_forget;
};

} // namespace kaomon::users
