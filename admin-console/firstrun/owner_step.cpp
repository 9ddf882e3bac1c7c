// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "firstrun/step_widgets.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::firstrun {
namespace {

using shell::FormField;

SecretString secretOf(const FormField* field) {
    return SecretString(ui::toUtf8(field->text()));
}

} // namespace

OwnerStep::OwnerStep(QWidget* parent)
    : StepWidget(parent)
    , m_intro(shell::makeLabel("hint", this))
    , m_demo(new ui::Banner(this))
    , m_login(new FormField(FormField::Kind::Text, this))
    , m_name(new FormField(FormField::Kind::Text, this))
    , m_mail(new FormField(FormField::Kind::Text, this))
    , m_password(new FormField(FormField::Kind::Password, this))
    , m_repeated(new FormField(FormField::Kind::Password, this))
    , m_make(new QPushButton(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(m_demo);
    column->addWidget(m_intro);
    for (FormField* field : {m_login, m_name, m_mail, m_password, m_repeated}) {
        column->addWidget(field);
        connect(field, &FormField::textChanged, this, &OwnerStep::checkForm);
        connect(field, &FormField::submitted, m_make, &QPushButton::click);
    }
    ui::setPart(*m_make, "primary");
    column->addWidget(m_make, 0, Qt::AlignRight);
    connect(m_make, &QPushButton::clicked, this, &OwnerStep::submitted);
    m_make->setEnabled(false);
}

OwnerForm OwnerStep::readForm() const {
    return {m_login->text(), m_name->text(), m_mail->text(), secretOf(m_password), secretOf(m_repeated)};
}

OwnerForm OwnerStep::takeForm() {
    OwnerForm form = readForm();
    m_password->setText({});
    m_repeated->setText({});
    return form;
}

void OwnerStep::checkForm() {
    const OwnerFaults faults = FirstRunFlow::check(readForm());
    m_login->setFault(faults.loginMalformed ? tr("A login name has no spaces and at most 128 characters.")
                                            : QString());
    m_mail->setFault(faults.mailMalformed ? tr("This is not a mail address.") : QString());
    m_password->setFault(faults.password && !m_password->text().isEmpty() ? faultText(*faults.password)
                                                                          : QString());
    m_repeated->setFault(faults.passwordsDiffer && !m_repeated->text().isEmpty()
                             ? tr("The two passwords are not the same.")
                             : QString());
    m_make->setEnabled(!m_isBusy && faults.isClean());
}

QString OwnerStep::faultText(domain::PasswordFault fault) const {
    switch (fault) {
    case domain::PasswordFault::TooShort:
        return tr("At least 12 characters.");
    case domain::PasswordFault::TooLong:
        return tr("At most 128 characters.");
    case domain::PasswordFault::TooFewClasses:
        return tr("Use three of: lower case, upper case, digits, other characters.");
    case domain::PasswordFault::SameAsLogin:
        return tr("The password must not be the login name or the mail address.");
    case domain::PasswordFault::TooCommon:
        return tr("This password is too easy to guess.");
    case domain::PasswordFault::Malformed:
        break;
    }
    return tr("The password has characters that cannot be used.");
}

void OwnerStep::refresh(const FirstRunFlow& flow) {
    m_isBusy = flow.isBusy();
    m_isDemo = flow.info().isDemo;
    for (FormField* field : {m_login, m_name, m_mail, m_password, m_repeated}) {
        field->setEnabled(!m_isBusy);
    }
    if (m_isDemo) {
        m_demo->say(ui::Tone::Warning,
                    tr("This is a demonstration organisation: a photograph unlocks as well as a "
                       "face does. Do not use it to protect anything."));
    } else {
        m_demo->clear();
    }
    checkForm();
}

void OwnerStep::retranslate() {
    m_intro->setText(
        tr("You become the owner of the organisation. The keys are made on this computer; the server never "
           "sees them, nor your password."));
    m_login->setLabel(tr("Login name"));
    m_name->setLabel(tr("Display name"));
    m_mail->setLabel(tr("Mail"));
    m_password->setLabel(tr("Password"));
    m_password->setHint(tr("At least 12 characters, of three kinds"));
    m_repeated->setLabel(tr("Password again"));
    shell::setNamedText(m_make, tr("Create tenant keys"));
}

void OwnerStep::focusFirst() {
    m_login->edit()->setFocus();
}

} // namespace kaomon::firstrun
