// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/form_dialog.h"
#include "shell/sign_in_flow.h"

class QProgressBar;

namespace kaomon::shell {

class FormField;

// "Sign in again": over whatever is open when the server no longer knows the session. What was typed below
// stays, and what the server refused is done after it. Declining signs out. Opened with open(); deletes
// itself when closed. Session and store outlive it.
class SignInAgainDialog final : public FormDialog {
    Q_OBJECT
public:
    SignInAgainDialog(ConsoleSession& session, client::SecretStore& store, QWidget* parent);
    ~SignInAgainDialog() override;

private:
    void submit();
    void askForCode();
    void refuse(ErrorCode code);
    void giveUp();
    void update();

    ConsoleSession& m_session;
    SignInFlow m_flow;
    FormField* m_password;
    FormField* m_code;
    QProgressBar* m_bar;
    bool m_isCodeWanted = false;
    bool m_isEnding = false;
};

} // namespace kaomon::shell
