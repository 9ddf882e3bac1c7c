// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sign_in_form.h"

#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::ui {

SignInForm::SignInForm(QWidget* parent)
    : QWidget(parent)
    , m_loginLabel(new QLabel(this))
    , m_login(new QLineEdit(this))
    , m_passwordLabel(new QLabel(this))
    , m_password(new QLineEdit(this))
    , m_message(new QLabel(this))
    , m_signIn(new QPushButton(this)) {
    m_login->setObjectName(QStringLiteral("login"));
    m_login->setMaxLength(200);
    m_password->setObjectName(QStringLiteral("password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setMaxLength(512);
    m_message->setObjectName(QStringLiteral("signInMessage"));
    m_message->setWordWrap(true);
    m_message->hide();
    m_signIn->setObjectName(QStringLiteral("signIn"));
    m_signIn->setDefault(true);
    setPart(*m_signIn, "primary");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_loginLabel, m_login, m_passwordLabel, m_password}) {
        column->addWidget(widget);
    }
    column->addSpacing(4);
    column->addWidget(m_message);
    column->addSpacing(4);
    column->addWidget(m_signIn);
    connect(m_login, &QLineEdit::textChanged, this, &SignInForm::updateButton);
    connect(m_password, &QLineEdit::textChanged, this, &SignInForm::updateButton);
    connect(m_login, &QLineEdit::returnPressed, m_password, qOverload<>(&QWidget::setFocus));
    connect(m_password, &QLineEdit::returnPressed, this, &SignInForm::submit);
    connect(m_signIn, &QPushButton::clicked, this, &SignInForm::submit);
    setFocusProxy(m_login);
    retranslate();
    updateButton();
}

void SignInForm::setLogin(const QString& login) {
    m_login->setText(login);
}

QString SignInForm::login() const {
    return m_login->text().trimmed();
}

SecretString SignInForm::takePassword() {
    QString typed = m_password->text();
    m_password->clear();
    return takeSecret(typed);
}

void SignInForm::setBusy(bool isBusy) {
    m_isBusy = isBusy;
    m_login->setEnabled(!isBusy);
    m_password->setEnabled(!isBusy);
    retranslate();
    updateButton();
}

void SignInForm::showError(ErrorCode code) {
    m_error = code;
    retranslate();
    m_message->show();
    m_password->setFocus();
}

void SignInForm::showMessage(const QString& message) {
    m_error.reset();
    setPart(*m_message, "hint");
    m_message->setText(message);
    m_message->setVisible(!message.isEmpty());
}

void SignInForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void SignInForm::submit() {
    if (m_signIn->isEnabled()) {
        showMessage({});
        emit submitted();
    }
}

void SignInForm::updateButton() {
    m_signIn->setEnabled(!m_isBusy && !login().isEmpty() && !m_password->text().isEmpty());
}

void SignInForm::retranslate() {
    m_loginLabel->setText(tr("Login name"));
    m_login->setAccessibleName(tr("Login name"));
    m_passwordLabel->setText(tr("Password"));
    m_password->setAccessibleName(tr("Password"));
    m_signIn->setText(m_isBusy ? tr("Signing in…") : tr("Sign in"));
    if (m_error) {
        setPart(*m_message, "error");
        m_message->setText(errorText(*m_error).joined());
    }
}

} // namespace kaomon::ui
