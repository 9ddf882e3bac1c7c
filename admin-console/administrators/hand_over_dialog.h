// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "administrators/administrators_presenter.h"
#include "shell/form_dialog.h"

class QCheckBox;

namespace kaomon::shell {
class FormField;
}

namespace kaomon::administrators {

// "Hand over keys": the fingerprint that the new administrator reads out, to be compared before anything is
// sealed. Opened with open(); deletes itself when closed. The presenter outlives it.
class HandOverDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    HandOverDialog(AdministratorsPresenter& presenter, const wire::User& user, const QString& fingerprint,
                   QWidget* parent);

private:
    QCheckBox* m_isSame;
    shell::FormField* m_reason;
};

} // namespace kaomon::administrators
