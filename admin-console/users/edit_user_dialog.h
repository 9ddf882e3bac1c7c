// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/form_dialog.h"
#include "users/users_presenter.h"

namespace kaomon::shell {
class FormField;
}

namespace kaomon::users {

// Names, mail and note of one person. When somebody else changed him meanwhile, the dialog stays with what
// was typed and says so: sent again it changes only the fields that were edited here. Opened with open();
// deletes itself when closed. The presenter outlives it.
class EditUserDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    EditUserDialog(UsersPresenter& presenter, const wire::User& user, QWidget* parent);

private:
    [[nodiscard]] wire::UserPatch patch() const;
    void update();
    void takeNewer();

    UsersPresenter& m_users;
    wire::User m_user;
    shell::FormField* m_login;
    shell::FormField* m_name;
    shell::FormField* m_kana;
    shell::FormField* m_mail;
    shell::FormField* m_note;
};

} // namespace kaomon::users
