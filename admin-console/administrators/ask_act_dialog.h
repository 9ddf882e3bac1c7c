// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "administrators/recovery_presenter.h"
#include "shell/form_dialog.h"
#include "shell/look_up_edit.h"

class QLabel;
class QRadioButton;

namespace kaomon::shell {
class FormField;
}

namespace kaomon::administrators {

// "Ask for an act of two": which, about whom, why. Opened with open(); deletes itself when closed. The
// presenter outlives it.
class AskActDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    // `person` is chosen beforehand unless its id is empty.
    AskActDialog(RecoveryPresenter& presenter, const shell::Found& person, QWidget* parent);

private:
    void update();
    [[nodiscard]] QString note() const;
    [[nodiscard]] crypto::ActKind kind() const;

    RecoveryPresenter& m_recovery;
    QRadioButton* m_vault;
    QRadioButton* m_face;
    QRadioButton* m_owner;
    QLabel* m_note;
    shell::LookUpEdit* m_person;
    shell::FormField* m_reason;
};

} // namespace kaomon::administrators
