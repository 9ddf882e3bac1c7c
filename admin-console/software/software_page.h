// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/feature_page.h"
#include "software/file_download.h"
#include "software/software_presenter.h"
#include "ui/bar_chart.h"
#include "ui/prompts.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace kaomon::software {

// The page "Software": releases with their calendar, files to fetch, the bundle with which PCs join, and
// which versions the PCs have. GUI thread; session and prompts outlive it.
class SoftwarePage final : public shell::FeaturePage {
    Q_OBJECT
public:
    SoftwarePage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Software"); }

protected:
    void retranslate() override;
    void refresh() override;

private:
    void build();
    void buildTables();
    void connectParts();
    void selectRelease();
    void download();
    void openKey();
    void askBundle();
    void refreshFleet();
    void refreshDownload();
    [[nodiscard]] QString fleetText() const;
    [[nodiscard]] const wire::Release* selectedRelease() const;
    [[nodiscard]] const wire::ReleaseFile* selectedFile() const;

    mutable SoftwarePresenter m_software;
    FileDownload m_download;
    ui::Prompts& m_prompts;
    ui::Banner* m_said;
    QTableView* m_releases;
    QLabel* m_notes;
    QTableView* m_files;
    QPushButton* m_fetch;
    QPushButton* m_key;
    QPushButton* m_bundle;
    QProgressBar* m_progress;
    QPushButton* m_pause;
    QPushButton* m_discard;
    QLabel* m_fleetTitle;
    QLabel* m_fleetNote;
    ui::BarChart* m_fleet;
};

} // namespace kaomon::software
