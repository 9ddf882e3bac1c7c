// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "transfer/import_presenter.h"
#include "ui/prompts.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace kaomon::transfer {

// The first step of the wizard: file, kind, encoding, and what each column means, with the first rows. GUI
// thread; the presenter outlives it.
class ImportFileStep final : public QWidget {
    Q_OBJECT
public:
    ImportFileStep(ImportPresenter& presenter, ui::Prompts& prompts, QWidget* parent);

    void openFile(const QString& path);
    void retranslate();
    void refresh();

signals:
    void failed(kaomon::ErrorCode code);

private:
    void askFile();
    void readPreview();
    void showPreview();
    [[nodiscard]] ImportOrder order() const;

    ImportPresenter& m_import;
    ui::Prompts& m_prompts;
    QString m_path;
    std::optional<CsvPreview> m_preview;
    QPushButton* m_choose;
    QLabel* m_file;
    QComboBox* m_mode;
    QComboBox* m_encoding;
    QTableWidget* m_table; // the first row chooses the meaning of each column
    std::vector<QComboBox*> m_meanings;
    QLabel* m_note;
    QPushButton* m_check;
};

} // namespace kaomon::transfer
