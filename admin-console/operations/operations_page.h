// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "operations/operation_export.h"
#include "operations/operation_panel.h"
#include "operations/operations_presenter.h"
#include "shell/page.h"
#include "ui/banner.h"
#include "ui/state_panel.h"

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableView;

namespace kaomon::operations {

// The page "Operations": who did what, with before and after, how the chain stands, and export. GUI thread.
class OperationsPage final : public shell::Page {
    Q_OBJECT
public:
    // `session` outlives the page.
    explicit OperationsPage(shell::ConsoleSession& session, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Operations"); }
    void activate() override { m_operations.start(); }

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void buildExport();
    void connectParts();
    void refresh();
    void refreshExport();
    void retranslate();
    void showSelection();
    void showEnd();
    void askForFile(client::OperationPart part, const QString& suffix);
    [[nodiscard]] QString chainText() const;

    OperationsPresenter m_operations;
    OperationExport m_export;
    QLabel* m_title;
    QLabel* m_chain;
    QComboBox* m_action;
    QComboBox* m_outcome;
    QComboBox* m_period;
    QLineEdit* m_search;
    QPushButton* m_all; // ends the filter by actor or object
    QPushButton* m_refresh;
    QPushButton* m_exportButton;
    QAction* m_csv;
    QAction* m_csvShiftJis;
    QAction* m_records;
    QProgressBar* m_progress;
    QPushButton* m_cancel;
    ui::Banner* m_error;
    ui::Banner* m_exported;
    ui::StatePanel* m_states;
    QTableView* m_table;
    QPushButton* m_more;
    OperationPanel* m_panel;
};

} // namespace kaomon::operations
