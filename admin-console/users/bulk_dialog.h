// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>

#include "shell/form_dialog.h"
#include "ui/prompts.h"
#include "users/bulk_presenter.h"

class QLabel;
class QProgressBar;
class QTableView;

namespace kaomon::users {

// The progress of a bulk action and what became of each person. Closing it while it runs stops it after the
// batch that is under way. Opened with open(); deletes itself when closed, and one-time passwords with it.
// Presenter and prompts outlive it.
class BulkDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    BulkDialog(BulkPresenter& presenter, const QString& title, ui::Prompts& prompts, QWidget* parent);
    ~BulkDialog() override;

private:
    void refresh();
    void savePasswords();

    QPointer<BulkPresenter> m_bulk; // gone when the page that both belong to goes
    ui::Prompts& m_prompts;
    QProgressBar* m_progress;
    QLabel* m_summary;
    QTableView* m_table;
    QPushButton* m_stop;
    QPushButton* m_undo;
    QPushButton* m_save;
};

} // namespace kaomon::users
