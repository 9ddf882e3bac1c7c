// SPDX-License-Identifier: GPL-3.0-or-later
#include "pin/pin_page.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "agentlink/preview_frame.h"
#include "domain/pin_rule.h"
#include "ui/error_text.h"
#include "ui/preview_widget.h"
#include "ui/theme.h"

namespace kaomon::pin {

using Phase = PinPresenter::Phase;

PinPage::PinPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_presenter(link, session)
    , m_title(new QLabel)
    , m_about(new QLabel)
    , m_preview(new ui::PreviewWidget)
    , m_firstLabel(new QLabel)
    , m_first(new QLineEdit)
    , m_againLabel(new QLabel)
    , m_again(new QLineEdit)
    , m_message(new QLabel)
    , m_set(new QPushButton)
    , m_cancel(new QPushButton) {
    ui::setPart(*m_title, "title");
    ui::setPart(*m_about, "hint");
    m_about->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(20);
    row->addWidget(m_preview, 3);
    row->addWidget(makeSide(), 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(14);
    column->addWidget(m_title);
    column->addWidget(m_about);
    column->addLayout(row, 1);
    connect(&link, &agentlink::AgentLink::previewFrame, this, [this](const localipc::Message& message) {
        if (m_presenter.phase() == Phase::Looking) {
            const auto frame = agentlink::readPreviewFrame(message);
            m_preview->setFrame(frame.jpeg, frame.face, frame.isGood);
        }
    });
    connect(&m_presenter, &PinPresenter::changed, this, &PinPage::refresh);
    connect(&m_session, &agentlink::ClientSession::changed, this, &PinPage::refresh);
    connect(m_set, &QPushButton::clicked, this, &PinPage::begin);
    connect(m_cancel, &QPushButton::clicked, &m_presenter, &PinPresenter::cancel);
    setFocusProxy(m_first);
    retranslate();
}

QWidget* PinPage::makeSide() {
    auto* side = new QFrame;
    ui::setPart(*side, "card");
    side->setMinimumWidth(300);
    ui::setPart(*m_set, "primary");
    m_first->setObjectName(QStringLiteral("pinFirst"));
    m_again->setObjectName(QStringLiteral("pinAgain"));
    m_message->setObjectName(QStringLiteral("pinMessage"));
    m_set->setObjectName(QStringLiteral("pinSet"));
    m_cancel->setObjectName(QStringLiteral("pinCancel"));
    m_message->setWordWrap(true);
    m_firstLabel->setBuddy(m_first);
    m_againLabel->setBuddy(m_again);
    for (QLineEdit* field : {m_first, m_again}) {
        field->setEchoMode(QLineEdit::Password);
        field->setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
        field->setMaxLength(domain::kLongestPin);
        connect(field, &QLineEdit::textChanged, this, &PinPage::refresh);
        connect(field, &QLineEdit::returnPressed, this, &PinPage::begin);
    }
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(10);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_firstLabel, m_first, m_againLabel, m_again, m_message}) {
        column->addWidget(widget);
    }
    column->addStretch();
    column->addWidget(m_set);
    column->addWidget(m_cancel);
    return side;
}

void PinPage::begin() {
    if (faultOf(m_first->text(), m_again->text(), m_presenter.shortest()) != PinFault::None) {
        return;
    }
    const SecretString pin(m_first->text().toStdString());
    m_first->clear();
    m_again->clear();
    m_presenter.start(pin);
}

void PinPage::refresh() {
    const bool isLooking = m_presenter.phase() == Phase::Looking;
    if (!isLooking) {
        m_preview->clear();
    }
    m_preview->setMessage(isLooking ? tr("Starting the camera…")
                                    : tr("The picture of the camera appears here while you are looked at."));
    const bool isEnrolled = m_session.status().templates > 0;
    const bool isGood = faultOf(m_first->text(), m_again->text(), m_presenter.shortest()) == PinFault::None;
    for (QLineEdit* field : {m_first, m_again}) {
        field->setEnabled(!isLooking && isEnrolled);
    }
    m_set->setVisible(!isLooking);
    m_set->setEnabled(isGood && isEnrolled);
    m_cancel->setVisible(isLooking);
    m_set->setText(m_presenter.isSet() ? tr("Change the PIN") : tr("Set the PIN"));
    m_message->setText(isEnrolled ? stateText()
                                  : tr("Enrol your face first: the PIN is kept after a look at it."));
}

QString PinPage::stateText() const {
    if (m_presenter.phase() == Phase::Looking) {
        return m_presenter.reason() ? ui::errorText(*m_presenter.reason()).joined()
                                    : tr("Look into the camera.");
    }
    if (!m_first->text().isEmpty()) {
        return faultText();
    }
    if (m_presenter.phase() == Phase::Failed) {
        return tr("The PIN was not changed. %1")
            .arg(ui::errorText(m_presenter.reason().value_or(ErrorCode::Internal)).joined());
    }
    if (m_presenter.phase() == Phase::Done) {
        return tr("The PIN is set. It is good on this PC only.");
    }
    return m_presenter.isSet() ? tr("A PIN is set on this PC.") : tr("No PIN is set on this PC yet.");
}

QString PinPage::faultText() const {
    switch (faultOf(m_first->text(), m_again->text(), m_presenter.shortest())) {
    case PinFault::None:
        return tr("You are looked at next; then the PIN is kept.");
    case PinFault::Digits:
        return tr("A PIN has digits only.");
    case PinFault::Length:
        return tr("At least %n digit(s), please.", "", m_presenter.shortest());
    case PinFault::Easy:
        return tr("This PIN would be guessed first. Choose another one.");
    case PinFault::Different:
        return tr("Type the same PIN a second time.");
    }
    return {};
}

void PinPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void PinPage::showEvent(QShowEvent* event) {
    m_presenter.reset();
    QWidget::showEvent(event);
}

void PinPage::hideEvent(QHideEvent* event) {
    if (!event->spontaneous()) {
        m_presenter.cancel();
        m_first->clear();
        m_again->clear();
    }
    QWidget::hideEvent(event);
}

void PinPage::retranslate() {
    m_title->setText(tr("PIN"));
    m_about->setText(tr(
        "Your organisation asks for a PIN besides your face. It is kept on this PC only, so that nobody can "
        "use it elsewhere. After several wrong ones it pauses."));
    m_firstLabel->setText(tr("New PIN"));
    m_againLabel->setText(tr("New PIN again"));
    m_cancel->setText(tr("Cancel"));
    refresh();
}

} // namespace kaomon::pin
