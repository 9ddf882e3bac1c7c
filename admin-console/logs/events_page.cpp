// SPDX-License-Identifier: GPL-3.0-or-later
#include "logs/events_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QUrlQuery>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::logs {

using models::ListState;

EventsPage::EventsPage(shell::ConsoleSession& session, QWidget* parent)
    : Page(parent)
    , m_events(session)
    , m_title(shell::makeLabel("title", this))
    , m_kind(new QComboBox(this))
    , m_result(new QComboBox(this))
    , m_search(new QLineEdit(this))
    , m_auto(new QCheckBox(this))
    , m_refresh(new QPushButton(this))
    , m_error(new ui::Banner(this))
    , m_states(new ui::StatePanel(this))
    , m_table(new QTableView(this))
    , m_more(new QPushButton(this))
    , m_panel(new EventPanel(this)) {
    build();
    connectParts();
    connect(&session, &shell::ConsoleSession::closed, &m_events, &EventsPresenter::clear);
    retranslate();
}

void EventsPage::openQuery(const QString& query) {
    const QUrlQuery asked(query);
    const auto choose = [](QComboBox* box, const QString& value) {
        box->setCurrentIndex(qMax(0, box->findData(value)));
    };
    choose(m_kind, asked.queryItemValue(QStringLiteral("kind")));
    choose(m_result, asked.queryItemValue(QStringLiteral("result")));
    m_search->setText(asked.queryItemValue(QStringLiteral("q"), QUrl::FullyDecoded));
}

void EventsPage::build() {
    setObjectName(QStringLiteral("events"));
    for (const char* kind : {"", "auth", "face", "device", "admin"}) {
        m_kind->addItem(QString(), QString::fromLatin1(kind));
    }
    for (const char* result : {"", "ok", "ng", "err", "info"}) {
        m_result->addItem(QString(), QString::fromLatin1(result));
    }
    m_auto->setChecked(true);
    m_search->setClearButtonEnabled(true);
    shell::setUpTable(*m_table, &m_events.model());
    m_table->setObjectName(QStringLiteral("eventsTable"));
    // Time, PC, user, event, result, reason, situation, elapsed, camera, liveness; the panel has them all.
    new shell::ColumnFitter(*m_table, {{.width = 150},
                                       {.width = 110, .rank = 1},
                                       {.width = 95},
                                       {.width = 130},
                                       {.width = 100},
                                       {.width = 190, .rank = 2, .takesRest = true},
                                       {.width = 95, .rank = 4},
                                       {.width = 85, .rank = 3},
                                       {.width = 150, .rank = 5},
                                       {.width = 80, .rank = 6}});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(12);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_auto);
    head->addWidget(m_refresh);
    column->addLayout(head);
    auto* filters = new QHBoxLayout;
    filters->addWidget(m_kind);
    filters->addWidget(m_result);
    filters->addWidget(m_search, 1);
    column->addLayout(filters);
    column->addWidget(m_error);
    auto* content = new QWidget(this);
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(0, 0, 0, 0);
    list->addWidget(m_table, 1);
    list->addWidget(m_more, 0, Qt::AlignRight);
    m_states->setContent(content);
    auto* body = new QHBoxLayout;
    body->setSpacing(16);
    body->addWidget(m_states, 1);
    body->addWidget(m_panel);
    column->addLayout(body, 1);
}

void EventsPage::connectParts() {
    connect(m_kind, &QComboBox::currentIndexChanged, this,
            [this] { m_events.setKind(ui::toUtf8(m_kind->currentData().toString())); });
    connect(m_result, &QComboBox::currentIndexChanged, this,
            [this] { m_events.setResult(ui::toUtf8(m_result->currentData().toString())); });
    connect(m_search, &QLineEdit::textChanged, &m_events, &EventsPresenter::setText);
    connect(m_auto, &QCheckBox::toggled, &m_events, &EventsPresenter::setAutoRefresh);
    connect(m_refresh, &QPushButton::clicked, &m_events, &EventsPresenter::reload);
    connect(m_more, &QPushButton::clicked, &m_events, &EventsPresenter::loadMore);
    connect(m_states, &ui::StatePanel::retryRequested, &m_events, &EventsPresenter::reload);
    connect(&m_events, &EventsPresenter::changed, this, &EventsPage::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &EventsPage::showSelection);
}

void EventsPage::showSelection() {
    const auto rows = m_table->selectionModel()->selectedRows();
    const wire::StoredEvent* event = rows.isEmpty() ? nullptr : m_events.model().row(rows.first().row());
    m_panel->display(event != nullptr ? std::optional(*event) : std::nullopt);
}

void EventsPage::refresh() {
    m_more->setVisible(m_events.hasMore());
    if (m_events.error() && m_events.state() == ListState::Content) {
        m_error->say(ui::Tone::Warning, ui::errorText(*m_events.error()).joined());
    } else {
        m_error->clear();
    }
    switch (m_events.state()) {
    case ListState::Loading:
        m_states->showLoading();
        break;
    case ListState::Failed:
        m_states->showError(m_events.error().value_or(ErrorCode::Internal));
        break;
    case ListState::Empty:
        if (m_events.isFiltered()) {
            m_states->showEmpty(tr("No such events"), tr("Widen or clear the filters above."));
        } else {
            m_states->showEmpty(tr("No events yet"), tr("Logons by face and changes of PCs appear here."));
        }
        break;
    case ListState::Content:
        m_states->showContent();
        break;
    }
    showSelection();
}

void EventsPage::retranslate() {
    m_title->setText(title());
    const QString kinds[] = {tr("All kinds"), tr("Logon"), tr("Face"), tr("PC"), tr("Administration")};
    for (int i = 0; i < m_kind->count(); ++i) {
        m_kind->setItemText(i, kinds[i]);
    }
    m_result->setItemText(0, tr("All results"));
    for (int i = 1; i < m_result->count(); ++i) {
        m_result->setItemText(i,
                              models::DisplayText::eventResult(ui::toUtf8(m_result->itemData(i).toString())));
    }
    m_kind->setAccessibleName(tr("Kind of event"));
    m_result->setAccessibleName(tr("Result"));
    m_search->setPlaceholderText(tr("Search PC, user or code"));
    m_search->setAccessibleName(tr("Search events"));
    shell::setNamedText(m_auto, tr("Refresh by itself"));
    shell::setNamedText(m_refresh, tr("Refresh"));
    shell::setNamedText(m_more, tr("Show older events"));
    m_table->setAccessibleName(tr("List of events"));
    m_events.model().retranslate();
    m_panel->retranslate();
    refresh();
}

void EventsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace kaomon::logs
