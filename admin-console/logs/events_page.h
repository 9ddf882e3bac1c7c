// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "logs/event_export.h"
#include "logs/event_panel.h"
#include "logs/events_presenter.h"
#include "logs/kept_for_presenter.h"
#include "shell/chip_row.h"
#include "shell/page.h"
#include "shell/saved_filter_bar.h"
#include "ui/banner.h"
#include "ui/column_chart.h"
#include "ui/prompts.h"
#include "ui/state_panel.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableView;

namespace kaomon::logs {

// The page "Events": filters and what is filtered by as chips, events by day, the table, the panel of one
// event, the timeline of a person or PC with what is missing, export. GUI thread.
class EventsPage final : public shell::Page {
    Q_OBJECT
public:
    // Both outlive the page.
    EventsPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Events"); }
    void activate() override;
    void deactivate() override { m_events.stop(); }
    // "kind=", "result=", "severity=", "q=", "code=", "reason=", "user=" and "device=" with "name=" (of
    // either) or "user_name=" and "device_name=", "days=" or "from=" and "to=", "order=oldest". What is not
    // asked for is not filtered by.
    void openQuery(const QString& query) override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void buildFilters();
    void buildExport();
    void connectParts();
    void connectExport();
    void refresh();
    void refreshStates();
    void refreshChips();
    void refreshChart();
    void refreshExport();
    void retranslate();
    void retranslateFilters();
    void showSelection();
    void usePeriod();
    void showPeriod(TimePoint from, TimePoint to);
    void askForTimes();
    void removeChip(const QString& key);
    void askForFile(client::EventExport how, const QString& suffix);
    [[nodiscard]] QString periodText() const;
    // What is filtered by, as openQuery() takes it; empty: nothing.
    [[nodiscard]] QString currentQuery() const;
    [[nodiscard]] QString missingText() const;

    EventsPresenter m_events;
    EventExport m_export;
    KeptForPresenter m_keptFor;
    shell::SavedFiltersPresenter m_saved;
    ui::Prompts& m_prompts;
    QLabel* m_title;
    QComboBox* m_kind;
    QComboBox* m_result;
    QComboBox* m_severity;
    QComboBox* m_period;
    QComboBox* m_order;
    QLineEdit* m_search;
    shell::ChipRow* m_chips;
    shell::SavedFilterBar* m_views;
    QCheckBox* m_auto;
    QPushButton* m_refresh;
    QPushButton* m_exportButton;
    QAction* m_csv;
    QAction* m_csvShiftJis;
    QAction* m_jsonLines;
    QProgressBar* m_progress;
    QPushButton* m_pause;
    QPushButton* m_discard;
    ui::Banner* m_error;
    ui::Banner* m_missing;
    ui::Banner* m_exported;
    ui::ColumnChart* m_chart;
    ui::StatePanel* m_states;
    QTableView* m_table;
    QLabel* m_kept;
    QPushButton* m_more;
    EventPanel* m_panel;
};

} // namespace kaomon::logs
