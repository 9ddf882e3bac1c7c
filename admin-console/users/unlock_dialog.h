// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/form_dialog.h"
#include "users/security_presenter.h"

class QCheckBox;

namespace kaomon::shell {
class FormField;
}

namespace kaomon::users {

// What locks the account, the last wrong passwords, and the unlocking with its reason. Opened with open();
// deletes itself when closed. The presenter outlives it.
class UnlockDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    UnlockDialog(SecurityPresenter& presenter, const QString& person, QWidget* parent);

private:
    SecurityPresenter& m_security;
    shell::FormField* m_reason;
    QCheckBox* m_newPassword;
};

} // namespace kaomon::users
