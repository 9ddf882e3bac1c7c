// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/import_job_step.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/private_file.h"
#include "shell/text_dialog.h"
#include "shell/write_lock.h"
#include "transfer/import_text.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::transfer {
namespace {

constexpr int kBarSteps = 1000;

} // namespace

ImportJobStep::ImportJobStep(ImportPresenter& presenter, ui::Prompts& prompts, QWidget* parent)
    : QWidget(parent)
    , m_import(presenter)
    , m_prompts(prompts)
    , m_title(shell::makeLabel("subtitle", this))
    , m_summary(shell::makeLabel("hint", this))
    , m_bar(new QProgressBar(this))
    , m_filter(new QComboBox(this))
    , m_table(new QTableView(this))
    , m_more(new QPushButton(this))
    , m_back(new QPushButton(this))
    , m_refused(new QPushButton(this))
    , m_added(new QPushButton(this))
    , m_resume(new QPushButton(this))
    , m_cancel(new QPushButton(this))
    , m_undo(new QPushButton(this))
    , m_apply(new QPushButton(this)) {
    build();
    connect(m_filter, &QComboBox::activated, this,
            [this] { m_import.showRows(ui::toUtf8(m_filter->currentData().toString()), {}); });
    connect(m_more, &QPushButton::clicked, &presenter, &ImportPresenter::loadMoreRows);
    connect(m_back, &QPushButton::clicked, &presenter, &ImportPresenter::leave);
    connect(m_refused, &QPushButton::clicked, &presenter, &ImportPresenter::fetchRefused);
    connect(m_added, &QPushButton::clicked, this, &ImportJobStep::addedPeopleRequested);
    connect(m_resume, &QPushButton::clicked, &presenter, &ImportPresenter::resume);
    connect(m_cancel, &QPushButton::clicked, &presenter, &ImportPresenter::cancel);
    connect(m_apply, &QPushButton::clicked, this, &ImportJobStep::askApply);
    connect(m_undo, &QPushButton::clicked, this, &ImportJobStep::askUndo);
    connect(&presenter, &ImportPresenter::refusedReady, this, &ImportJobStep::saveRefused);
    retranslate();
}

void ImportJobStep::build() {
    for (const char* action : {"", "refuse", "add", "update", "disable", "none"}) {
        m_filter->addItem(QString(), QString::fromLatin1(action));
    }
    ui::setPart(*m_apply, "primary");
    ui::setPart(*m_undo, "danger");
    shell::lockWrites(m_import.session(), {m_apply, m_added, m_resume, m_cancel, m_undo});
    m_bar->setTextVisible(false);
    m_bar->setRange(0, kBarSteps);
    shell::setUpTable(*m_table, &m_import.rows());
    new shell::ColumnFitter(*m_table, {{.width = 60},
                                       {.width = 150},
                                       {.width = 110},
                                       {.width = 120, .rank = 1},
                                       {.width = 300, .takesRest = true}});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    auto* first = new QHBoxLayout;
    first->addWidget(m_title, 1);
    first->addWidget(m_filter);
    column->addLayout(first);
    column->addWidget(m_summary);
    column->addWidget(m_bar);
    column->addWidget(m_table, 1);
    // Two rows: in one they are wider than an ordinary screen.
    auto* ofRows = new QHBoxLayout;
    ofRows->addStretch(1);
    for (QPushButton* button : {m_more, m_refused, m_added}) {
        ofRows->addWidget(button);
    }
    column->addLayout(ofRows);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_back);
    foot->addStretch(1);
    for (QPushButton* button : {m_undo, m_cancel, m_resume, m_apply}) {
        foot->addWidget(button);
    }
    column->addLayout(foot);
}

void ImportJobStep::askUndo() {
    const long long people = m_import.job()->applied;
    auto* dialog = new shell::TextDialog(
        {tr("Undo the import"),
         tr("What was before comes back for %1 people, and who was added is erased, where nobody changed the "
            "person since. It works once. Type the number of people to go on.")
             .arg(people),
         tr("Undo"), true},
        tr("Number of people"), QString::number(people), this);
    connect(dialog, &shell::TextDialog::entered, &m_import, &ImportPresenter::undo);
    dialog->open();
}

void ImportJobStep::askApply() {
    const wire::ImportJob job = *m_import.job();
    const QString text = tr("%1 are added, %2 changed, %3 disabled; %4 rows are refused and left out.")
                             .arg(job.found.added)
                             .arg(job.found.updated)
                             .arg(job.found.disabled)
                             .arg(job.found.refused);
    if (!job.isConfirmationNeeded) {
        m_prompts.confirm({tr("Apply the import"), text, tr("Apply"), false}, [this](bool isConfirmed) {
            if (isConfirmed) {
                m_import.apply({});
            }
        });
        return;
    }
    auto* dialog = new shell::TextDialog(
        {tr("Apply the import"),
         text + QLatin1Char('\n') +
             tr("More than a fifth of the members would be disabled. Type their number to go on."),
         tr("Apply"), true},
        tr("Number of people who are disabled"), QString::number(job.found.disabled), this);
    connect(dialog, &shell::TextDialog::entered, this,
            [this, count = job.found.disabled] { m_import.apply(count); });
    dialog->open();
}

void ImportJobStep::saveRefused(const std::string& csv) {
    m_prompts.saveFile({tr("Save refused rows"), QStringLiteral("refused-rows.csv"), tr("CSV file (*.csv)")},
                       [this, csv](const QString& path) {
                           if (path.isEmpty()) {
                               return;
                           }
                           const Status saved = shell::writePrivateFile(path, csv);
                           if (!saved) {
                               m_summary->setText(ui::errorText(saved.error().code).joined());
                           }
                       });
}

QString ImportJobStep::summary(const wire::ImportJob& job) const {
    const wire::ImportCounts& found = job.found;
    QString text = tr("Rows: %1 · to add: %2 · to change: %3 · unchanged: %4 · to disable: %5 · refused: %6")
                       .arg(found.rows)
                       .arg(found.added)
                       .arg(found.updated)
                       .arg(found.unchanged)
                       .arg(found.disabled)
                       .arg(found.refused);
    if (job.state == "failed") {
        return ImportText::failure(job);
    }
    if (job.applied + job.refusedLater > 0) {
        text += QLatin1Char('\n') +
                tr("Done: %1 · refused while it was applied: %2").arg(job.applied).arg(job.refusedLater);
    }
    if (job.undone + job.undoRefused > 0) {
        text +=
            QLatin1Char('\n') +
            tr("Undone: %1 · changed since and left as they are: %2").arg(job.undone).arg(job.undoRefused);
    }
    if (m_import.isOffline()) {
        text += QLatin1Char('\n') +
                tr("The server does not answer. The import goes on by itself as soon as it does.");
    }
    return text;
}

void ImportJobStep::refreshButtons(const wire::ImportJob& job) {
    const bool isFree = !m_import.isWorking() && !m_import.isBusy() && m_import.mayManage();
    const bool isUnfinished = job.state == "uploading" || job.state == "checking" ||
                              job.state == "applying" || job.state == "undoing";
    m_back->setEnabled(!m_import.isWorking());
    m_resume->setVisible(isUnfinished && !m_import.isWorking());
    m_cancel->setVisible(isUnfinished || job.state == "checked");
    m_apply->setVisible(job.state == "checked");
    m_apply->setEnabled(isFree && job.found.added + job.found.updated + job.found.disabled > 0);
    m_undo->setVisible(job.state == "applied" || (job.state == "cancelled" && job.applied > 0));
    m_undo->setEnabled(isFree);
    m_refused->setVisible(job.found.refused + job.refusedLater > 0 && !isUnfinished);
    m_refused->setEnabled(isFree);
    m_added->setVisible(job.state == "applied" && job.found.added > 0);
}

void ImportJobStep::refresh() {
    const auto& job = m_import.job();
    if (!job) {
        return;
    }
    m_title->setText(tr("%1: %2").arg(ui::toQString(job->fileName), ImportText::state(job->state)));
    m_summary->setText(summary(*job));
    m_bar->setVisible(m_import.isWorking());
    m_bar->setValue(static_cast<int>(m_import.progress() * kBarSteps));
    m_more->setVisible(m_import.hasMoreRows());
    m_table->setVisible(job->state != "uploading" && job->state != "checking" && job->state != "failed");
    refreshButtons(*job);
}

void ImportJobStep::retranslate() {
    m_filter->setAccessibleName(tr("Which rows"));
    m_filter->setItemText(0, tr("Every row"));
    for (int i = 1; i < m_filter->count(); ++i) {
        m_filter->setItemText(i, ImportText::action(ui::toUtf8(m_filter->itemData(i).toString())));
    }
    m_bar->setAccessibleName(tr("Progress"));
    m_table->setAccessibleName(tr("Rows of the import"));
    shell::setNamedText(m_more, tr("Show more"));
    shell::setNamedText(m_back, tr("Back to the imports"));
    shell::setNamedText(m_refused, tr("Save refused rows"));
    shell::setNamedText(m_added, tr("One-time passwords for the new people"));
    shell::setNamedText(m_resume, tr("Go on"));
    shell::setNamedText(m_cancel, tr("Cancel the import"));
    shell::setNamedText(m_undo, tr("Undo"));
    shell::setNamedText(m_apply, tr("Apply"));
    m_import.rows().retranslate();
    refresh();
}

} // namespace kaomon::transfer
