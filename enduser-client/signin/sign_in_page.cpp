// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sign_in_page.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/sign_in_form.h"
#include "ui/theme.h"

namespace kaomon::signin {

SignInPage::SignInPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent)
    : QWidget(parent)
    , m_presenter(link, session)
    , m_title(new QLabel)
    , m_hint(new QLabel)
    , m_form(new ui::SignInForm) {
    ui::setPart(*m_title, "title");
    ui::setPart(*m_hint, "hint");
    m_hint->setWordWrap(true);
    auto* card = new QFrame;
    ui::setPart(*card, "card");
    card->setFixedWidth(420);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(28, 28, 28, 28);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_hint);
    column->addSpacing(8);
    column->addWidget(m_form);
    auto* middle = new QHBoxLayout; // stretches instead of an alignment, which would cut wrapped labels short
    middle->addStretch();
    middle->addWidget(card);
    middle->addStretch();
    auto* page = new QVBoxLayout(this);
    page->addStretch(1);
    page->addLayout(middle);
    page->addStretch(2);
    connect(m_form, &ui::SignInForm::submitted, this,
            [this] { m_presenter.signIn(m_form->login(), m_form->takePassword()); });
    connect(&m_presenter, &SignInPresenter::busyChanged, m_form, &ui::SignInForm::setBusy);
    connect(&m_presenter, &SignInPresenter::failed, m_form, &ui::SignInForm::showError);
    setFocusProxy(m_form);
    retranslate();
}

void SignInPage::showMessage(const QString& message) {
    m_form->showMessage(message);
}

void SignInPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void SignInPage::retranslate() {
    m_title->setText(tr("Sign in to Kaomon"));
    m_hint->setText(tr("Use the login name and password that your administrator gave you."));
}

} // namespace kaomon::signin
