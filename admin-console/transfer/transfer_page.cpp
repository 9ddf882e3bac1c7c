// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/transfer_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/private_file.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::transfer {

TransferPage::TransferPage(shell::ConsoleSession& session, ui::Prompts& prompts,
                           const std::string& agentSocket, QWidget* parent)
    : FeaturePage("transfer", parent)
    , m_prompts(prompts)
    , m_import(session)
    , m_export(session)
    , m_photos(session, agentSocket)
    , m_tabs(new QTabWidget(this))
    , m_wizard(new QStackedWidget(this))
    , m_fileStep(new ImportFileStep(m_import, prompts, this))
    , m_jobStep(new ImportJobStep(m_import, prompts, this))
    , m_photoView(new PhotoImportView(m_photos, prompts, this))
    , m_jobs(new QTableView(this))
    , m_open(new QPushButton(this))
    , m_exportNote(shell::makeLabel("hint", this))
    , m_encodingLabel(new QLabel(this))
    , m_encoding(new QComboBox(this))
    , m_headerLabel(new QLabel(this))
    , m_header(new QComboBox(this))
    , m_mark(new QCheckBox(this))
    , m_save(new QPushButton(this))
    , m_exporting(new QProgressBar(this))
    , m_cancelExport(new QPushButton(this)) {
    setPresenter(m_import);
    build();
    follow(m_export);
    follow(m_photos);
    connectParts();
    retranslate();
}

void TransferPage::build() {
    m_wizard->addWidget(m_fileStep);
    m_wizard->addWidget(m_jobStep);
    shell::setUpTable(*m_jobs, &m_import.jobs());
    new shell::ColumnFitter(*m_jobs, {{.width = 200, .takesRest = true},
                                      {.width = 260, .rank = 1, .takesRest = true},
                                      {.width = 130},
                                      {.width = 80},
                                      {.width = 160}});
    states().setContent(m_jobs);
    auto* earlier = new QWidget(this);
    auto* list = new QVBoxLayout(earlier);
    list->setContentsMargins(0, 12, 0, 0);
    list->addWidget(&states(), 1);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(m_open);
    list->addLayout(foot);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_wizard, {});
    m_tabs->addTab(earlier, {});
    m_tabs->addTab(makeExportTab(), {});
    m_tabs->addTab(m_photoView, {});
    column()->addWidget(m_tabs, 1);
}

QWidget* TransferPage::makeExportTab() {
    ui::setPart(*m_save, "primary");
    for (const char* encoding : {"utf-8-bom", "utf-8", "cp932"}) {
        m_encoding->addItem(QString(), QString::fromLatin1(encoding));
    }
    for (const char* language : {"ja", "en"}) {
        m_header->addItem(QString(), QString::fromLatin1(language));
    }
    for (QComboBox* box : {m_encoding, m_header}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents); // as long as its words in either language
    }
    m_encodingLabel->setBuddy(m_encoding);
    m_headerLabel->setBuddy(m_header);
    auto* tab = new QWidget(this);
    auto* rows = new QVBoxLayout(tab);
    rows->setContentsMargins(0, 12, 0, 0);
    rows->setSpacing(10);
    for (QWidget* part : std::initializer_list<QWidget*>{m_exportNote, m_encodingLabel, m_encoding,
                                                         m_headerLabel, m_header, m_mark, m_save}) {
        rows->addWidget(part, 0, part == m_exportNote ? Qt::Alignment() : Qt::AlignLeft);
    }
    m_exporting->setRange(0, 0); // how long the list is, only its end tells
    m_exporting->setTextVisible(false);
    m_exporting->setMaximumWidth(320);
    rows->addWidget(m_exporting);
    rows->addWidget(m_cancelExport, 0, Qt::AlignLeft);
    rows->addStretch(1);
    return tab;
}

void TransferPage::connectParts() {
    connect(m_fileStep, &ImportFileStep::failed, this, &TransferPage::say);
    connect(m_jobStep, &ImportJobStep::addedPeopleRequested, this,
            [this] { emit linkActivated(QStringLiteral("users"), QStringLiteral("state=provisional")); });
    connect(m_jobs->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TransferPage::refresh);
    connect(m_open, &QPushButton::clicked, this, [this] {
        const auto rows = m_jobs->selectionModel()->selectedRows();
        if (const wire::ImportJob* job = rows.isEmpty() ? nullptr : m_import.jobs().row(rows.first().row())) {
            m_import.open(*job);
            m_tabs->setCurrentIndex(0);
        }
    });
    connect(m_encoding, &QComboBox::currentIndexChanged, this, &TransferPage::refresh);
    connect(m_save, &QPushButton::clicked, this, &TransferPage::startExport);
    connect(m_cancelExport, &QPushButton::clicked, &m_export, &ExportPresenter::cancel);
    connect(&m_export, &ExportPresenter::ready, this, &TransferPage::saveExport);
}

void TransferPage::startExport() {
    m_export.fetch({ui::toUtf8(m_encoding->currentData().toString()),
                    ui::toUtf8(m_header->currentData().toString()),
                    {},
                    m_mark->isChecked() ? "mark" : "refuse"});
}

void TransferPage::saveExport(const std::string& csv) {
    m_prompts.saveFile({tr("Export users"), QStringLiteral("users.csv"), tr("CSV file (*.csv)")},
                       [this, csv](const QString& path) {
                           if (path.isEmpty()) {
                               return;
                           }
                           const Status saved = shell::writePrivateFile(path, csv);
                           if (saved) {
                               banner().say(ui::Tone::Good, tr("Saved."));
                           } else {
                               say(saved.error().code);
                           }
                       });
}

void TransferPage::refresh() {
    m_wizard->setCurrentWidget(m_import.job() ? static_cast<QWidget*>(m_jobStep) : m_fileStep);
    m_fileStep->refresh();
    m_jobStep->refresh();
    m_open->setEnabled(!m_jobs->selectionModel()->selectedRows().isEmpty() && !m_import.isWorking());
    m_mark->setVisible(m_encoding->currentData().toString() == QStringLiteral("cp932"));
    m_save->setEnabled(m_export.mayManage() && !m_export.isBusy());
    m_exporting->setVisible(m_export.isBusy());
    m_cancelExport->setVisible(m_export.isBusy());
    showState({tr("No imports yet"), tr("They are kept for 30 days after their last step.")});
}

void TransferPage::retranslate() {
    m_tabs->setTabText(0, tr("Import"));
    m_tabs->setTabText(1, tr("Earlier imports"));
    m_tabs->setTabText(2, tr("Export"));
    m_tabs->setTabText(3, tr("Photographs"));
    m_jobs->setAccessibleName(tr("List of imports"));
    shell::setNamedText(m_open, tr("Open import"));
    m_exportNote->setText(tr("Every user as a CSV file, in the form that imports read."));
    m_encodingLabel->setText(tr("Encoding"));
    m_encoding->setAccessibleName(tr("Encoding"));
    m_encoding->setItemText(0, tr("UTF-8 with a mark, for spreadsheets"));
    m_encoding->setItemText(1, QStringLiteral("UTF-8"));
    m_encoding->setItemText(2, QStringLiteral("Shift_JIS"));
    m_headerLabel->setText(tr("Header"));
    m_header->setAccessibleName(tr("Header"));
    m_header->setItemText(0, tr("Japanese"));
    m_header->setItemText(1, tr("English"));
    shell::setNamedText(m_mark, tr("Write characters without a form there as 〓"));
    shell::setNamedText(m_save, tr("Export users"));
    shell::setNamedText(m_cancelExport, tr("Cancel the export"));
    m_exporting->setAccessibleName(tr("The file is on its way"));
    m_import.jobs().retranslate();
    m_fileStep->retranslate();
    m_jobStep->retranslate();
    m_photoView->retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::transfer
