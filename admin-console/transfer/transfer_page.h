// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/feature_page.h"
#include "transfer/export_presenter.h"
#include "transfer/import_file_step.h"
#include "transfer/import_job_step.h"
#include "transfer/import_presenter.h"
#include "transfer/photo_import_view.h"
#include "ui/prompts.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTableView;

namespace kaomon::transfer {

// The page "Import and export": the wizard, earlier imports, the export of people. GUI thread; session and
// prompts outlive it.
class TransferPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    // `agentSocket`: of the agent on this PC, which makes faces of photographs.
    TransferPage(shell::ConsoleSession& session, ui::Prompts& prompts, const std::string& agentSocket,
                 QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Import and export"); }

protected:
    void retranslate() override;
    void refresh() override;

private:
    void build();
    void connectParts();
    [[nodiscard]] QWidget* makeExportTab();
    void startExport();
    void saveExport(const std::string& csv);

    ui::Prompts& m_prompts;
    ImportPresenter m_import;
    ExportPresenter m_export;
    PhotoImportPresenter m_photos;
    QTabWidget* m_tabs;
    QStackedWidget* m_wizard;
    ImportFileStep* m_fileStep;
    ImportJobStep* m_jobStep;
    PhotoImportView* m_photoView;
    QTableView* m_jobs;
    QPushButton* m_open;
    QLabel* m_exportNote;
    QLabel* m_encodingLabel;
    QComboBox* m_encoding;
    QLabel* m_headerLabel;
    QComboBox* m_header;
    QCheckBox* m_mark;
    QPushButton* m_save;
    QProgressBar* m_exporting;
    QPushButton* m_cancelExport;
};

} // namespace kaomon::transfer
