// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/fact_panel.h"
#include "shell/feature_page.h"
#include "tickets/bundle_presenter.h"
#include "tickets/tickets_presenter.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace kaomon::tickets {

class BundleView;

// The page "Diagnostics": the tickets, and one bundle opened in their place. GUI thread; the session outlives
// it.
class TicketsPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    explicit TicketsPage(shell::ConsoleSession& session, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Diagnostics"); }
    // "ticket=": as it was read out.
    void openQuery(const QString& query) override;

protected:
    void retranslate() override;
    void refresh() override;

private:
    void build();
    void connectParts();
    void askReason();
    void askNote();
    void askRemove();
    void showPanel();
    [[nodiscard]] const wire::Diagnostics* selected() const;

    mutable TicketsPresenter m_tickets;
    BundlePresenter m_bundle;
    QStackedWidget* m_stack;
    QLineEdit* m_ticket;
    QComboBox* m_state;
    QTableView* m_table;
    QPushButton* m_more;
    QLabel* m_requests;
    shell::FactPanel* m_panel;
    QPushButton* m_open;
    QPushButton* m_progress;
    QPushButton* m_note;
    QPushButton* m_remove;
    BundleView* m_view;
};

} // namespace kaomon::tickets
