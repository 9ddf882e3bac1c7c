// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "transfer/import_presenter.h"
#include "ui/prompts.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace kaomon::transfer {

// The steps of the wizard after the first: progress, the dry run row by row, apply, result, undo. GUI thread;
// presenter and prompts outlive it.
class ImportJobStep final : public QWidget {
    Q_OBJECT
public:
    ImportJobStep(ImportPresenter& presenter, ui::Prompts& prompts, QWidget* parent);

    void refresh();
    void retranslate();

signals:
    // One-time passwords for whom the import has added.
    void addedPeopleRequested();

private:
    void build();
    void askApply();
    void askUndo();
    void saveRefused(const std::string& csv);
    [[nodiscard]] QString summary(const wire::ImportJob& job) const;
    void refreshButtons(const wire::ImportJob& job);

    ImportPresenter& m_import;
    ui::Prompts& m_prompts;
    QLabel* m_title;
    QLabel* m_summary;
    QProgressBar* m_bar;
    QComboBox* m_filter;
    QTableView* m_table;
    QPushButton* m_more;
    QPushButton* m_back;
    QPushButton* m_refused;
    QPushButton* m_added;
    QPushButton* m_resume;
    QPushButton* m_cancel;
    QPushButton* m_undo;
    QPushButton* m_apply;
};

} // namespace kaomon::transfer
