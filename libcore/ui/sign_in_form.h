// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "base/error.h"
#include "base/secret.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace kaomon::ui {

// Login name, password, button "Sign in", and the reason when it failed. The password leaves the field once,
// when the form is submitted. Accessible names: "Login name", "Password", "Sign in".
class SignInForm final : public QWidget {
    Q_OBJECT

public:
    explicit SignInForm(QWidget* parent = nullptr);

    void setLogin(const QString& login);
    [[nodiscard]] QString login() const;
    // Empties the field.
    [[nodiscard]] SecretString takePassword();

    void setBusy(bool isBusy);
    void showError(ErrorCode code);
    // A message that is no error, such as "You have been signed out."; empty hides it.
    void showMessage(const QString& message);

signals:
    // Both fields are filled in: read login() and takePassword().
    void submitted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void submit();
    void updateButton();
    void retranslate();

    QLabel* m_loginLabel;
    QLineEdit* m_login;
    QLabel* m_passwordLabel;
    QLineEdit* m_password;
    QLabel* m_message;
    QPushButton* m_signIn;
    std::optional<ErrorCode> m_error;
    bool m_isBusy = false;
};

} // namespace kaomon::ui
