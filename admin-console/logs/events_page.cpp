// SPDX-License-Identifier: GPL-3.0-or-later
#include "logs/events_page.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/list_frame.h"
#include "shell/local_text.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::logs {
namespace {

using models::ListState;

constexpr std::size_t kMostDays = 31; // columns of the chart

} // namespace

EventsPage::EventsPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent)
    : Page(parent)
    , m_events(session)
    , m_export(session)
    , m_keptFor(session)
    , m_saved(session, "events")
    , m_prompts(prompts)
    , m_title(shell::makeLabel("title", this))
    , m_kind(new QComboBox(this))
    , m_result(new QComboBox(this))
    , m_severity(new QComboBox(this))
    , m_period(new QComboBox(this))
    , m_order(new QComboBox(this))
    , m_search(new QLineEdit(this))
    , m_chips(new shell::ChipRow(this))
    , m_views(new shell::SavedFilterBar(m_saved, this))
    , m_auto(new QCheckBox(this))
    , m_refresh(new QPushButton(this))
    , m_exportButton(new QPushButton(this))
    , m_csv(nullptr)
    , m_csvShiftJis(nullptr)
    , m_jsonLines(nullptr)
    , m_progress(new QProgressBar(this))
    , m_pause(new QPushButton(this))
    , m_discard(new QPushButton(this))
    , m_error(new ui::Banner(this))
    , m_missing(new ui::Banner(this))
    , m_exported(new ui::Banner(this))
    , m_chart(new ui::ColumnChart(this))
    , m_states(new ui::StatePanel(this))
    , m_table(new QTableView(this))
    , m_kept(shell::makeLabel("hint", this))
    , m_more(new QPushButton(this))
    , m_panel(new EventPanel(this)) {
    build();
    connectParts();
    connectExport();
    connect(&session, &shell::ConsoleSession::closed, &m_events, &EventsPresenter::clear);
    connect(&session, &shell::ConsoleSession::closed, &m_keptFor, &KeptForPresenter::clear);
    connect(&session, &shell::ConsoleSession::closed, &m_saved, [this] { m_saved.clear(); });
    connect(&session, &shell::ConsoleSession::closed, &m_export, &EventExport::pause);
    retranslate();
}

void EventsPage::activate() {
    m_events.start();
    m_keptFor.reload();
    m_saved.reload();
}

void EventsPage::build() {
    setObjectName(QStringLiteral("events"));
    buildFilters();
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
    head->addWidget(m_views);
    head->addWidget(m_auto);
    head->addWidget(m_refresh);
    head->addWidget(m_exportButton);
    column->addLayout(head);
    auto* filters = new QHBoxLayout;
    for (QComboBox* box : {m_kind, m_result, m_severity, m_period, m_order}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents); // as long as its words in either language
        filters->addWidget(box);
    }
    filters->addWidget(m_search, 1);
    column->addLayout(filters);
    column->addWidget(m_chips);
    buildExport();
    for (ui::Banner* banner : {m_error, m_missing, m_exported}) {
        column->addWidget(banner);
    }
    m_chart->setFixedHeight(92);
    column->addWidget(m_chart);
    shell::setList(*m_states, *m_table, *m_more);
    column->addLayout(shell::beside(*m_states, *m_panel), 1);
    column->addWidget(m_kept);
}

void EventsPage::connectParts() {
    const auto chosen = [this](QComboBox* box, auto set) {
        connect(box, &QComboBox::currentIndexChanged, this,
                [this, box, set] { (m_events.*set)(ui::toUtf8(box->currentData().toString())); });
    };
    chosen(m_kind, &EventsPresenter::setKind);
    chosen(m_result, &EventsPresenter::setResult);
    chosen(m_severity, &EventsPresenter::setSeverity);
    connect(m_period, &QComboBox::activated, this, &EventsPage::usePeriod);
    connect(m_order, &QComboBox::currentIndexChanged, this,
            [this] { m_events.setOldestFirst(m_order->currentData().toBool()); });
    connect(m_search, &QLineEdit::textChanged, &m_events, &EventsPresenter::setText);
    connect(m_chips, &shell::ChipRow::removed, this, &EventsPage::removeChip);
    connect(m_views, &shell::SavedFilterBar::chosen, this, &EventsPage::openQuery);
    connect(&m_saved, &shell::SavedFiltersPresenter::commandFailed, this,
            [this](ErrorCode code) { m_error->say(ui::Tone::Bad, ui::errorText(code).joined()); });
    connect(m_chips, &shell::ChipRow::cleared, this, [this] {
        for (const char* key :
             {"kind", "result", "severity", "period", "code", "reason", "user", "device", "q"}) {
            removeChip(QLatin1String(key));
        }
    });
    connect(m_auto, &QCheckBox::toggled, &m_events, &EventsPresenter::setAutoRefresh);
    connect(m_refresh, &QPushButton::clicked, &m_events, &EventsPresenter::reload);
    connect(m_more, &QPushButton::clicked, &m_events, &EventsPresenter::loadMore);
    connect(m_states, &ui::StatePanel::retryRequested, &m_events, &EventsPresenter::reload);
    connect(&m_events, &EventsPresenter::changed, this, &EventsPage::refresh);
    connect(&m_keptFor, &KeptForPresenter::changed, this, [this] { m_kept->setText(m_keptFor.text()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &EventsPage::showSelection);
    connect(m_panel, &EventPanel::userWanted, this, [this](const QString& id, const QString& name) {
        m_events.setUser({ui::toUtf8(id), name});
    });
    connect(m_panel, &EventPanel::deviceWanted, this, [this](const QString& id, const QString& name) {
        m_events.setDevice({ui::toUtf8(id), name});
    });
    // The key of a column is its first moment.
    connect(m_chart, &ui::ColumnChart::activated, this, [this](const QString& key) {
        const TimePoint from = fromEpochMicros(key.toLongLong());
        showPeriod(from, from + std::chrono::hours(24));
    });
}

void EventsPage::showSelection() {
    const auto rows = m_table->selectionModel()->selectedRows();
    const wire::StoredEvent* event = rows.isEmpty() ? nullptr : m_events.model().row(rows.first().row());
    m_panel->tell(event != nullptr ? std::optional(*event) : std::nullopt);
}

void EventsPage::refreshChart() {
    const auto& days = m_events.days();
    std::vector<ui::ColumnChart::Column> columns;
    const std::size_t first = days.size() > kMostDays ? days.size() - kMostDays : 0;
    for (std::size_t i = first; i < days.size(); ++i) {
        const QString day = shell::toDateTime(days[i].from).toString(QStringLiteral("MM-dd"));
        columns.push_back({QString::number(toEpochMicros(days[i].from)), day,
                           tr("%1: %2 refused, %3 others").arg(day).arg(days[i].refused).arg(days[i].fine),
                           days[i].fine, days[i].refused});
    }
    m_chart->setColumns(columns, ui::Tone::Info, ui::Tone::Bad);
    m_chart->setVisible(columns.size() > 1);
}

QString EventsPage::missingText() const {
    const auto& mark = m_events.mark();
    if (!mark || (mark->missing == 0 && mark->lost == 0)) {
        return {};
    }
    QStringList gaps;
    for (std::size_t i = 0; i < mark->gaps.size() && i < 5; ++i) {
        const wire::EventGap& gap = mark->gaps[i];
        gaps.append(gap.from == gap.to ? QString::number(gap.from)
                                       : QStringLiteral("%1–%2").arg(gap.from).arg(gap.to));
    }
    const QString lost = mark->lost > 0 ? QLatin1Char(' ') + tr("%n event(s) will not come any more.",
                                                                nullptr, static_cast<int>(mark->lost))
                                        : QString();
    return tr("Of this PC %n event(s) are missing (numbers %1). They come when the PC reaches the server "
              "again; if they never do, somebody has kept them back.",
              nullptr, static_cast<int>(mark->missing))
               .arg(gaps.join(QStringLiteral(", "))) +
           lost;
}

void EventsPage::refresh() {
    m_more->setVisible(m_events.hasMore());
    shell::setNamedText(m_more, m_events.isOldestFirst() ? tr("Show newer events") : tr("Show older events"));
    if (m_events.error() && m_events.state() == ListState::Content) {
        m_error->say(ui::Tone::Warning, ui::errorText(*m_events.error()).joined());
    } else {
        m_error->clear();
    }
    const QString missing = missingText();
    missing.isEmpty() ? m_missing->clear() : m_missing->say(ui::Tone::Warning, missing);
    m_auto->setToolTip(m_events.isTold() ? tr("New events appear at once.")
                                         : tr("The list is fetched again every five seconds."));
    refreshChips();
    refreshChart();
    refreshStates();
    showSelection();
}

void EventsPage::refreshStates() {
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
}

void EventsPage::retranslate() {
    m_title->setText(title());
    retranslateFilters();
    shell::setNamedText(m_auto, tr("Refresh by itself"));
    shell::setNamedText(m_refresh, tr("Refresh"));
    shell::setNamedText(m_exportButton, tr("Export"));
    m_csv->setText(tr("CSV for spreadsheets (UTF-8)"));
    m_csvShiftJis->setText(tr("CSV (Shift_JIS)"));
    m_jsonLines->setText(tr("JSON Lines"));
    m_progress->setAccessibleName(tr("Progress of the export"));
    m_table->setAccessibleName(tr("List of events"));
    m_chart->setAccessibleName(tr("Events by day"));
    m_kept->setText(m_keptFor.text());
    m_chips->retranslate();
    m_views->retranslate();
    m_events.model().retranslate();
    m_panel->retranslate();
    refreshExport();
    refresh();
}

void EventsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace kaomon::logs
