// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/new_password_dialog.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "ui/qt_text.h"

namespace kaomon::shell {

NewPasswordDialog::NewPasswordDialog(const Texts& texts, Ask ask, Check check, QWidget* parent)
    : FormDialog(texts, parent)
    , m_check(std::move(check))
    , m_new(new FormField(FormField::Kind::Password, this))
    , m_again(new FormField(FormField::Kind::Password, this)) {
    if (ask == Ask::PresentToo) {
        m_present = new FormField(FormField::Kind::Password, this);
        m_present->setLabel(tr("Present password"));
        body()->addWidget(m_present);
        connect(m_present, &FormField::textChanged, this, &NewPasswordDialog::update);
    }
    m_new->setLabel(tr("New password"));
    m_new->setHint(tr("At least 12 characters, of three kinds"));
    m_again->setLabel(tr("New password again"));
    body()->addWidget(m_new);
    body()->addWidget(m_again);
    connect(m_new, &FormField::textChanged, this, &NewPasswordDialog::update);
    connect(m_again, &FormField::textChanged, this, &NewPasswordDialog::update);
    update();
    (m_present != nullptr ? m_present : m_new)->edit()->setFocus();
}

SecretString NewPasswordDialog::takePresent() {
    QString typed = m_present->take();
    return ui::takeSecret(typed);
}

SecretString NewPasswordDialog::takeNew() {
    m_again->edit()->clear();
    QString typed = m_new->take();
    return ui::takeSecret(typed);
}

void NewPasswordDialog::update() {
    const auto fault = m_check(SecretString(ui::toUtf8(m_new->text())));
    const bool isSame = m_new->text() == m_again->text();
    m_new->setFault(fault && !m_new->text().isEmpty() ? faultText(*fault) : QString());
    m_again->setFault(isSame || m_again->text().isEmpty() ? QString()
                                                          : tr("The two passwords are not the same."));
    setComplete(!fault && isSame && (m_present == nullptr || !m_present->text().isEmpty()));
}

QString NewPasswordDialog::faultText(domain::PasswordFault fault) {
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

} // namespace kaomon::shell
