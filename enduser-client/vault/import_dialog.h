// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QDialog>

#include "vault/import_run.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace kaomon::vaultpage {

// What a file holds, row by row, what of it is left out and why; then how it comes into the vault. GUI
// thread; open() it.
class ImportDialog final : public QDialog {
    Q_OBJECT
public:
    // `detail`: the heading of the column beside the title.
    ImportDialog(std::unique_ptr<ImportRun> run, const QString& detail, QWidget* parent = nullptr);

    [[nodiscard]] const ImportRun& run() const { return *m_run; }

public slots:
    void reject() override; // stops what runs

private:
    void fill();
    void refresh();
    [[nodiscard]] QString stateText(const ImportRun::Row& row) const;

    std::unique_ptr<ImportRun> m_run;
    QLabel* m_summary;
    QTableWidget* m_table;
    QProgressBar* m_progress;
    QPushButton* m_start;
    QPushButton* m_close;
};

} // namespace kaomon::vaultpage
