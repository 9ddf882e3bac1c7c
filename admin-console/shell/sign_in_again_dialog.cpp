// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/sign_in_again_dialog.h"

#include <QLineEdit>
#include <QProgressBar>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "ui/qt_text.h"

namespace kaomon::shell {

SignInAgainDialog::SignInAgainDialog(ConsoleSession& session, client::SecretStore& store, QWidget* parent)
    : FormDialog({tr("Sign in again"),
                  tr("Your session has ended. Give your password, %1, and go on where you are: nothing that "
                     "you have entered is lost.")
                      .arg(ui::toQString(session.user().displayName)),
                  tr("Go on"), false, tr("Sign out")},
                 parent)
    , m_session(session)
    , m_flow(session.clock(), store)
    , m_password(new FormField(FormField::Kind::Password, this))
    , m_code(new FormField(FormField::Kind::Text, this))
    , m_bar(new QProgressBar(this)) {
    m_password->setLabel(tr("Your password"));
    m_code->setLabel(tr("Code of your authenticator app"));
    m_code->setVisible(false);
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    body()->addWidget(m_password);
    body()->addWidget(m_code);
    body()->addWidget(m_bar);
    connect(m_password, &FormField::textChanged, this, &SignInAgainDialog::update);
    connect(m_code, &FormField::textChanged, this, &SignInAgainDialog::update);
    connect(this, &FormDialog::submitted, this, &SignInAgainDialog::submit);
    connect(&m_flow, &SignInFlow::secondFactorWanted, this, &SignInAgainDialog::askForCode);
    // A one-time password or a second factor to set up: that is a new beginning.
    connect(&m_flow, &SignInFlow::newPasswordWanted, this, &SignInAgainDialog::giveUp, Qt::QueuedConnection);
    connect(&m_flow, &SignInFlow::secondFactorSetupWanted, this, &SignInAgainDialog::giveUp,
            Qt::QueuedConnection);
    connect(&m_flow, &SignInFlow::failed, this, &SignInAgainDialog::refuse);
    connect(&m_flow, &SignInFlow::succeeded, this, [this] {
        m_isEnding = true;
        accept();
        m_session.resume(m_flow.takeSignedIn());
    });
    connect(&session, &ConsoleSession::closed, this, [this] {
        m_isEnding = true;
        reject();
    });
    connect(this, &QDialog::rejected, this, [this] {
        if (!m_isEnding) {
            m_session.giveUp(ConsoleSession::End::SignedOut);
        }
    });
    update();
    m_password->edit()->setFocus();
}

SignInAgainDialog::~SignInAgainDialog() {
    m_flow.disconnect(this);
}

void SignInAgainDialog::update() {
    const bool isWorking = m_flow.isRunning() && !m_isCodeWanted;
    m_bar->setVisible(isWorking);
    m_password->setEnabled(!m_flow.isRunning());
    setComplete(!isWorking &&
                (m_isCodeWanted ? !m_code->text().trimmed().isEmpty() : !m_password->text().isEmpty()));
}

void SignInAgainDialog::submit() {
    if (m_isCodeWanted) {
        m_isCodeWanted = false;
        m_flow.giveSecondFactor(ui::toUtf8(m_code->text().trimmed()));
    } else {
        QString typed = m_password->take();
        m_flow.start(m_session.connection(), m_session.tenant(), m_session.user().login,
                     ui::takeSecret(typed));
    }
    update();
}

void SignInAgainDialog::askForCode() {
    m_isCodeWanted = true;
    m_code->setVisible(true);
    m_code->edit()->clear();
    m_code->edit()->setFocus();
    update();
}

void SignInAgainDialog::refuse(ErrorCode code) {
    if (m_isEnding) {
        return;
    }
    m_isCodeWanted = false;
    m_code->setVisible(false);
    update();
    m_password->edit()->setFocus();
    say(code);
}

void SignInAgainDialog::giveUp() {
    m_session.giveUp(ConsoleSession::End::Lost);
}

} // namespace kaomon::shell
