// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/feature_page.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "ui/error_text.h"

namespace kaomon::shell {

FeaturePage::FeaturePage(const char* key, QWidget* parent)
    : Page(parent)
    , m_column(new QVBoxLayout(this))
    , m_head(new QHBoxLayout)
    , m_title(makeLabel("title", this))
    , m_reload(new QPushButton(this))
    , m_banner(new ui::Banner(this))
    , m_states(new ui::StatePanel(this)) {
    setObjectName(QLatin1String(key));
    m_column->setContentsMargins(28, 24, 28, 24);
    m_column->setSpacing(12);
    m_head->addWidget(m_title, 1);
    m_head->addWidget(m_reload);
    m_column->addLayout(m_head);
    m_column->addWidget(m_banner);
    connect(m_reload, &QPushButton::clicked, this, &FeaturePage::activate);
    connect(m_states, &ui::StatePanel::retryRequested, this, &FeaturePage::activate);
}

void FeaturePage::setPresenter(FeaturePresenter& presenter) {
    m_presenter = &presenter;
    connect(&presenter.session(), &ConsoleSession::closed, m_banner, &ui::Banner::clear);
    follow(presenter);
}

void FeaturePage::follow(FeaturePresenter& presenter) {
    connect(&presenter, &FeaturePresenter::changed, this, [this] { refresh(); });
    connect(&presenter, &FeaturePresenter::commandDone, m_banner, &ui::Banner::clear);
    connect(&presenter, &FeaturePresenter::commandFailed, this, &FeaturePage::say);
    connect(&presenter.session(), &ConsoleSession::closed, &presenter, [&presenter] { presenter.clear(); });
}

void FeaturePage::activate() {
    m_presenter->reload();
}

void FeaturePage::deactivate() {
    m_banner->clear();
}

void FeaturePage::say(ErrorCode code) {
    m_banner->say(ui::Tone::Bad, ui::errorText(code).joined());
}

void FeaturePage::showState(const EmptyText& empty) {
    showListState(*m_states, m_presenter->state(), m_presenter->error(), empty);
}

void FeaturePage::retranslate() {
    m_title->setText(title());
    setNamedText(m_reload, tr("Refresh"));
    // Tab stops at an area that the arrows move.
    for (auto* area : m_states->findChildren<QScrollArea*>(Qt::FindDirectChildrenOnly)) {
        area->setAccessibleName(title());
    }
    refresh();
}

void FeaturePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void showListState(ui::StatePanel& panel, models::ListState state, std::optional<ErrorCode> error,
                   const EmptyText& empty) {
    switch (state) {
    case models::ListState::Loading:
        panel.showLoading();
        break;
    case models::ListState::Failed:
        panel.showError(error.value_or(ErrorCode::Internal));
        break;
    case models::ListState::Empty:
        panel.showEmpty(empty.title, empty.hint, empty.action);
        break;
    case models::ListState::Content:
        panel.showContent();
        break;
    }
}

} // namespace kaomon::shell
