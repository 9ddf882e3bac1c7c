// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/reauth_dialog.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "ui/qt_text.h"

namespace kaomon::shell {

ReauthDialog::ReauthDialog(ConsoleSession& session, QWidget* parent)
    : FormDialog({tr("Confirm that it is you"),
                  tr("This act needs your password again. What you have entered is kept."), tr("Confirm")},
                 parent)
    , m_session(session)
    , m_flow(session)
    , m_password(new FormField(FormField::Kind::Password, this))
    , m_code(new FormField(FormField::Kind::Text, this)) {
    m_password->setLabel(tr("Your password"));
    m_code->setLabel(tr("Code of your authenticator app"));
    m_code->setVisible(false);
    body()->addWidget(m_password);
    body()->addWidget(m_code);
    connect(m_password, &FormField::textChanged, this, &ReauthDialog::update);
    connect(m_code, &FormField::textChanged, this, &ReauthDialog::update);
    connect(this, &FormDialog::submitted, this, &ReauthDialog::submit);
    connect(&m_flow, &ReauthFlow::proved, this, [this] {
        m_isProved = true;
        accept();
    });
    connect(&m_flow, &ReauthFlow::failed, this, &ReauthDialog::refuse);
    connect(&session, &ConsoleSession::closed, this, &QDialog::reject);
    update();
    m_password->edit()->setFocus();
}

ReauthDialog::~ReauthDialog() {
    m_session.answerProof(m_isProved ? Status() : Status(fail(ErrorCode::Cancelled)));
}

void ReauthDialog::update() {
    setComplete(!m_flow.isRunning() && !m_password->text().isEmpty() &&
                (m_code->isHidden() || !m_code->text().trimmed().isEmpty()));
}

void ReauthDialog::submit() {
    QString typed = m_password->text();
    m_flow.prove(ui::takeSecret(typed), ui::toUtf8(m_code->text().trimmed()));
    update();
}

void ReauthDialog::refuse(ErrorCode code) {
    if (code == ErrorCode::SecondFactorRequired) {
        m_code->setVisible(true);
        m_code->edit()->setFocus();
    } else {
        (void)m_password->take();
        m_password->edit()->setFocus();
        m_code->edit()->clear();
    }
    say(code);
    update();
}

} // namespace kaomon::shell
