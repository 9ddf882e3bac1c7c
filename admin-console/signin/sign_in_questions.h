// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include "shell/sign_in_flow.h"
#include "ui/prompts.h"

class QDialog;
class QWidget;

namespace kaomon::signin {

// Asks the person what a sign-in wants to know on its way, in dialogs above `window`: code of the
// authenticator app, new password, set-up of the second factor. A dialog that is closed ends the sign-in.
// GUI thread; flow, prompts and window outlive it.
class SignInQuestions final : public QObject {
    Q_OBJECT
public:
    SignInQuestions(shell::SignInFlow& flow, ui::Prompts& prompts, QWidget& window);

private:
    void askSecondFactor();
    void askNewPassword();
    void askSetup();
    void open(QDialog* dialog);

    shell::SignInFlow& m_flow;
    ui::Prompts& m_prompts;
    QWidget& m_window;
};

} // namespace kaomon::signin
