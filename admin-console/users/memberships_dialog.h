// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/form_dialog.h"
#include "users/groups_presenter.h"

class QListWidget;

namespace kaomon::users {

// In which groups one person is; the first one ticked is the primary one. Opened with open(); deletes itself
// when closed. The presenter outlives it.
class MembershipsDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    MembershipsDialog(GroupsPresenter& presenter, const wire::User& user, QWidget* parent);

private:
    [[nodiscard]] std::vector<GroupId> ticked() const;

    GroupsPresenter& m_groups;
    UserId m_user;
    QListWidget* m_list;
};

} // namespace kaomon::users
