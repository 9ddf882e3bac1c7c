// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/form_dialog.h"
#include "users/groups_presenter.h"

class QTableView;

namespace kaomon::shell {
class FormField;
}

namespace kaomon::users {

// The groups of people: make, rename, delete. Opened with open(); deletes itself when closed. The presenter
// outlives it.
class GroupsDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    GroupsDialog(GroupsPresenter& presenter, QWidget* parent);

private:
    void refresh();
    void takeSelection();
    void merge();
    void askRemove();
    [[nodiscard]] const wire::UserGroup* selected() const;

    GroupsPresenter& m_groups;
    std::optional<wire::UserGroup> m_edited; // as the fields were filled from
    QTableView* m_table;
    shell::FormField* m_name;
    shell::FormField* m_note;
    QPushButton* m_create;
    QPushButton* m_rename;
    QPushButton* m_remove;
};

} // namespace kaomon::users
