// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/banner.h"
#include "users/users_presenter.h"

class QComboBox;
class QPushButton;

namespace kaomon::shell {
class FormField;
}

namespace kaomon::users {

// "Add user": closes itself when the server has made the user, shows the reason when it has not. Opened with
// open(); deletes itself when closed. The presenter outlives it.
class NewUserDialog final : public QDialog {
    Q_OBJECT
public:
    // `role`: what is chosen at first.
    NewUserDialog(UsersPresenter& presenter, QWidget* parent, const QString& role = {});

private:
    [[nodiscard]] UserForm form() const;
    void update();

    UsersPresenter& m_presenter;
    ui::Banner* m_error;
    shell::FormField* m_login;
    shell::FormField* m_name;
    shell::FormField* m_kana;
    shell::FormField* m_mail;
    QComboBox* m_role;
    QPushButton* m_create;
};

} // namespace kaomon::users
