// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "signin/sign_in_presenter.h"

class QLabel;

namespace kaomon::ui {
class SignInForm;
}

namespace kaomon::signin {

// The page of a person who is not signed in: the form and what it is for.
class SignInPage final : public QWidget {
    Q_OBJECT

public:
    SignInPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent = nullptr);

    void showMessage(const QString& message);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    SignInPresenter m_presenter;
    QLabel* m_title;
    QLabel* m_hint;
    ui::SignInForm* m_form;
};

} // namespace kaomon::signin
