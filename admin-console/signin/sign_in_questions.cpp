// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sign_in_questions.h"

#include <QDialog>

#include "shell/new_password_dialog.h"
#include "shell/second_factor_dialog.h"
#include "shell/text_dialog.h"
#include "ui/qt_text.h"

namespace kaomon::signin {

SignInQuestions::SignInQuestions(shell::SignInFlow& flow, ui::Prompts& prompts, QWidget& window)
    : QObject(&window)
    , m_flow(flow)
    , m_prompts(prompts)
    , m_window(window) {
    connect(&flow, &shell::SignInFlow::secondFactorWanted, this, &SignInQuestions::askSecondFactor);
    connect(&flow, &shell::SignInFlow::newPasswordWanted, this, &SignInQuestions::askNewPassword);
    connect(&flow, &shell::SignInFlow::secondFactorSetupWanted, this, &SignInQuestions::askSetup);
}

void SignInQuestions::open(QDialog* dialog) {
    connect(dialog, &QDialog::rejected, &m_flow, &shell::SignInFlow::cancel);
    dialog->open();
}

void SignInQuestions::askSecondFactor() {
    auto* dialog = new shell::TextDialog(
        {tr("Second factor"),
         tr("Type the six digits of your authenticator app, or one of your recovery codes."), tr("Sign in")},
        tr("Code"), {}, &m_window);
    connect(dialog, &shell::TextDialog::entered, &m_flow,
            [this](const QString& code) { m_flow.giveSecondFactor(ui::toUtf8(code)); });
    open(dialog);
}

void SignInQuestions::askNewPassword() {
    auto* dialog = new shell::NewPasswordDialog(
        {tr("Choose your password"),
         tr("You signed in with a one-time password, or have to choose a new one. Your keys are "
            "made on this computer; the server never sees them."),
         tr("Set password")},
        shell::NewPasswordDialog::Ask::NewOnly,
        [this](const SecretString& password) { return m_flow.checkNewPassword(password); }, &m_window);
    connect(dialog, &shell::FormDialog::submitted, this, [this, dialog] {
        m_flow.giveNewPassword(dialog->takeNew());
        dialog->accept();
    });
    open(dialog);
}

void SignInQuestions::askSetup() {
    client::ApiClient& api = m_flow.api();
    auto* dialog = new shell::SecondFactorDialog(
        {[&api] { return client::SecondFactorService(api).begin(); },
         [&api](const std::string& code) { return client::SecondFactorService(api).confirm(code); }},
        m_prompts, &m_window);
    connect(dialog, &shell::SecondFactorDialog::done, &m_flow, &shell::SignInFlow::secondFactorIsSet);
    open(dialog);
}

} // namespace kaomon::signin
