// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "logs/event_panel.h"
#include "logs/events_presenter.h"
#include "shell/page.h"
#include "ui/banner.h"
#include "ui/state_panel.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace kaomon::logs {

// The page "Events": filters, table newest first, detail panel. GUI thread.
class EventsPage final : public shell::Page {
    Q_OBJECT
public:
    // `session` outlives the page.
    explicit EventsPage(shell::ConsoleSession& session, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Events"); }
    void activate() override { m_events.start(); }
    void deactivate() override { m_events.stop(); }
    // "kind=", "result=" and "q=".
    void openQuery(const QString& query) override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectParts();
    void refresh();
    void retranslate();
    void showSelection();

    EventsPresenter m_events;
    QLabel* m_title;
    QComboBox* m_kind;
    QComboBox* m_result;
    QLineEdit* m_search;
    QCheckBox* m_auto;
    QPushButton* m_refresh;
    ui::Banner* m_error;
    ui::StatePanel* m_states;
    QTableView* m_table;
    QPushButton* m_more;
    EventPanel* m_panel;
};

} // namespace kaomon::logs
