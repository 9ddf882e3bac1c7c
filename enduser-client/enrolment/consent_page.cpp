// SPDX-License-Identifier: GPL-3.0-or-later
#include "enrolment/consent_page.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "ui/error_text.h"
#include "ui/theme.h"

namespace kaomon::enrolment {
namespace {

QString shownLanguage() {
    return QLocale().language() == QLocale::Japanese ? QStringLiteral("ja") : QStringLiteral("en");
}

} // namespace

ConsentPage::ConsentPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent)
    : QWidget(parent)
    , m_presenter(link, session)
    , m_title(new QLabel)
    , m_version(new QLabel)
    , m_text(new QTextBrowser)
    , m_message(new QLabel)
    , m_agree(new QPushButton)
    , m_decline(new QPushButton) {
    ui::setPart(*m_title, "title");
    ui::setPart(*m_version, "hint");
    ui::setPart(*m_message, "error");
    ui::setPart(*m_agree, "primary");
    m_text->setObjectName(QStringLiteral("consentText"));
    m_text->setOpenLinks(false);
    m_agree->setObjectName(QStringLiteral("agree"));
    m_decline->setObjectName(QStringLiteral("decline"));
    m_message->setObjectName(QStringLiteral("consentMessage"));
    m_message->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_decline);
    buttons->addWidget(m_agree);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(10);
    column->addWidget(m_title);
    column->addWidget(m_version);
    column->addWidget(m_text, 1);
    column->addWidget(m_message);
    column->addLayout(buttons);
    connect(m_agree, &QPushButton::clicked, this, [this] { m_presenter.give(shownLanguage()); });
    connect(m_decline, &QPushButton::clicked, this, &ConsentPage::declined);
    connect(&m_presenter, &ConsentPresenter::busyChanged, this,
            [this](bool isBusy) { m_agree->setEnabled(!isBusy); });
    connect(&m_presenter, &ConsentPresenter::given, this, &ConsentPage::agreed);
    connect(&m_presenter, &ConsentPresenter::failed, this, &ConsentPage::showError);
    setFocusProxy(m_text);
    retranslate();
}

void ConsentPage::showText() {
    const auto text = m_presenter.text(shownLanguage());
    if (!text) {
        showError(text.error().code);
        m_agree->setEnabled(false);
        return;
    }
    m_text->setHtml(*text);
    m_agree->setEnabled(!m_presenter.isBusy());
}

void ConsentPage::showError(ErrorCode code) {
    m_error = code;
    m_message->setText(ui::errorText(code).joined());
    m_message->show();
}

void ConsentPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void ConsentPage::showEvent(QShowEvent* event) {
    m_error.reset();
    retranslate();
    QWidget::showEvent(event);
}

void ConsentPage::retranslate() {
    m_title->setText(tr("Consent to the use of face data"));
    m_version->setText(tr("Version %1").arg(m_presenter.version()));
    m_text->setAccessibleName(tr("Consent text"));
    m_agree->setText(tr("I agree"));
    m_decline->setText(tr("Not now: I keep using my password"));
    m_message->setVisible(m_error.has_value());
    if (m_error) {
        m_message->setText(ui::errorText(*m_error).joined());
    }
    showText();
}

} // namespace kaomon::enrolment
