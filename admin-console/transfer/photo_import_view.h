// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "transfer/photo_import_presenter.h"
#include "ui/prompts.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace kaomon::transfer {

// The tab "Photographs" of the page Import and export. GUI thread; presenter and prompts outlive it.
class PhotoImportView final : public QWidget {
    Q_OBJECT
public:
    PhotoImportView(PhotoImportPresenter& presenter, ui::Prompts& prompts, QWidget* parent = nullptr);

    void refresh();
    void retranslate();

protected:
    void showEvent(QShowEvent* event) override; // whoever signed in meanwhile may do more, or less

private:
    void build();
    void askFile();
    void saveRefused();
    void askUndo();
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QString faultText() const;

    PhotoImportPresenter& m_photos;
    ui::Prompts& m_prompts;
    QLabel* m_note;
    QPushButton* m_choose;
    QLabel* m_summary;
    QProgressBar* m_progress;
    QTableView* m_table;
    QPushButton* m_cancel;
    QPushButton* m_save;
    QPushButton* m_undo;
    QPushButton* m_import;
};

} // namespace kaomon::transfer
