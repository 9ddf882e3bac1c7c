// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/form_dialog.h"
#include "shell/look_up_edit.h"
#include "users/emergency_presenter.h"

class QLabel;

namespace kaomon::shell {
class FormField;
}

namespace kaomon::users {

// "Emergency code by phone": PC, the request that is read out, the reason; then the answer in large letters.
// Opened with open(); deletes itself when closed, and the answer with it. The presenter outlives it.
class EmergencyDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    EmergencyDialog(EmergencyPresenter& presenter, const wire::User& user, QWidget* parent);

private:
    void update();
    void showAnswer(const QString& code, int hours);

    EmergencyPresenter& m_emergency;
    UserId m_user;
    shell::LookUpEdit* m_device;
    shell::FormField* m_request;
    shell::FormField* m_reason;
    QLabel* m_answer;
    QLabel* m_note;
};

} // namespace kaomon::users
