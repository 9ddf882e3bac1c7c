// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state_panel.h"

#include <QEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/error_text.h"
#include "ui/theme.h"

namespace kaomon::ui {
namespace {

QLabel* addLabel(QVBoxLayout& column, const char* part, const QString& name) {
    auto* label = new QLabel;
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignCenter);
    setPart(*label, part);
    column.addWidget(label);
    return label;
}

QVBoxLayout* centredColumn(QWidget& page) {
    auto* column = new QVBoxLayout(&page);
    column->setContentsMargins(32, 32, 32, 32);
    column->setSpacing(12);
    column->addStretch(2);
    return column;
}

} // namespace

StatePanel::StatePanel(QWidget* parent)
    : QStackedWidget(parent) {
    addWidget(makeEmptyPage());
    addWidget(makeLoadingPage());
    addWidget(makeErrorPage());
    retranslate();
    showLoading();
}

QWidget* StatePanel::makeEmptyPage() {
    auto* page = new QWidget;
    auto* column = centredColumn(*page);
    m_emptyTitle = addLabel(*column, "subtitle", QStringLiteral("emptyTitle"));
    m_emptyHint = addLabel(*column, "hint", QStringLiteral("emptyHint"));
    m_emptyAction = new QPushButton;
    m_emptyAction->setObjectName(QStringLiteral("emptyAction"));
    setPart(*m_emptyAction, "primary");
    column->addWidget(m_emptyAction, 0, Qt::AlignCenter);
    column->addStretch(3);
    connect(m_emptyAction, &QPushButton::clicked, this, &StatePanel::emptyActionTriggered);
    return page;
}

QWidget* StatePanel::makeLoadingPage() {
    auto* page = new QWidget;
    auto* column = centredColumn(*page);
    m_loadingText = addLabel(*column, "hint", QStringLiteral("loadingText"));
    auto* bar = new QProgressBar;
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setFixedWidth(220);
    column->addWidget(bar, 0, Qt::AlignCenter);
    column->addStretch(3);
    return page;
}

QWidget* StatePanel::makeErrorPage() {
    auto* page = new QWidget;
    auto* column = centredColumn(*page);
    m_errorSentence = addLabel(*column, "subtitle", QStringLiteral("errorSentence"));
    m_errorNextStep = addLabel(*column, "hint", QStringLiteral("errorNextStep"));
    m_retry = new QPushButton;
    m_retry->setObjectName(QStringLiteral("retry"));
    setPart(*m_retry, "primary");
    column->addWidget(m_retry, 0, Qt::AlignCenter);
    column->addStretch(3);
    connect(m_retry, &QPushButton::clicked, this, &StatePanel::retryRequested);
    return page;
}

void StatePanel::setContent(QWidget* content) {
    m_content = content;
    addWidget(content);
}

void StatePanel::showEmpty(const QString& title, const QString& hint, const QString& action) {
    m_emptyTitle->setText(title);
    m_emptyHint->setText(hint);
    m_emptyAction->setText(action);
    m_emptyAction->setVisible(!action.isEmpty());
    m_state = State::Empty;
    setCurrentIndex(0);
}

void StatePanel::showLoading(const QString& text) {
    m_loading = text;
    m_state = State::Loading;
    retranslate();
    setCurrentIndex(1);
}

void StatePanel::showError(ErrorCode code) {
    m_error = code;
    m_state = State::Failed;
    retranslate();
    setCurrentIndex(2);
}

void StatePanel::showContent() {
    m_state = State::Content;
    if (m_content != nullptr) {
        setCurrentWidget(m_content);
    }
}

void StatePanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QStackedWidget::changeEvent(event);
}

void StatePanel::retranslate() {
    m_loadingText->setText(m_loading.isEmpty() ? tr("Loading…") : m_loading);
    m_retry->setText(tr("Try again"));
    if (m_error) {
        const ErrorText text = errorText(*m_error);
        m_errorSentence->setText(text.sentence);
        m_errorNextStep->setText(text.nextStep);
    }
}

} // namespace kaomon::ui
