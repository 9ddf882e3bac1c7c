// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/bulk_dialog.h"

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
#include "shell/write_lock.h"
#include "ui/error_text.h"
#include "ui/theme.h"

namespace kaomon::users {

BulkDialog::BulkDialog(BulkPresenter& presenter, const QString& title, ui::Prompts& prompts, QWidget* parent)
    : FormDialog({title, {}, {}}, parent)
    , m_bulk(&presenter)
    , m_prompts(prompts)
    , m_progress(new QProgressBar(this))
    , m_summary(shell::makeLabel("value", this))
    , m_table(new QTableView(this))
    , m_stop(new QPushButton(this))
    , m_undo(new QPushButton(this))
    , m_save(new QPushButton(this)) {
    resize(760, 520);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_summary->setObjectName(QStringLiteral("bulkSummary"));
    shell::setUpTable(*m_table, &presenter.model());
    m_table->setAccessibleName(tr("Result for each person"));
    new shell::ColumnFitter(*m_table, {{.width = 130}, {.width = 160}, {.width = 300, .takesRest = true}});
    shell::setNamedText(m_stop, tr("Stop"));
    shell::setNamedText(m_undo, tr("Undo"));
    shell::setNamedText(m_save, tr("Save one-time passwords (CSV)"));
    ui::setPart(*m_save, "primary");
    shell::lockWrites(presenter.session(), {m_undo});
    body()->addWidget(m_progress);
    body()->addWidget(m_summary);
    body()->addWidget(m_table, 1);
    auto* row = new QHBoxLayout;
    row->addWidget(m_stop);
    row->addWidget(m_undo);
    row->addStretch(1);
    row->addWidget(m_save);
    body()->addLayout(row);
    connect(m_stop, &QPushButton::clicked, &presenter, &BulkPresenter::stop);
    connect(m_undo, &QPushButton::clicked, &presenter, &BulkPresenter::undo);
    connect(m_save, &QPushButton::clicked, this, &BulkDialog::savePasswords);
    connect(&presenter, &BulkPresenter::changed, this, &BulkDialog::refresh);
    connect(&presenter.session(), &shell::ConsoleSession::closed, this, &QDialog::reject);
    refresh();
}

BulkDialog::~BulkDialog() {
    if (m_bulk.isNull()) {
        return; // the page that both belong to goes
    }
    m_bulk->stop();
    if (!m_bulk->isRunning()) {
        m_bulk->clear();
    }
}

void BulkDialog::refresh() {
    m_progress->setRange(0, m_bulk->total());
    m_progress->setValue(m_bulk->finished());
    QString text =
        (m_bulk->isUndoing() ? tr("Undoing: %1 of %2 done, %3 refused") : tr("%1 of %2 done, %3 refused"))
            .arg(m_bulk->finished() - m_bulk->refused())
            .arg(m_bulk->total())
            .arg(m_bulk->refused());
    if (!m_bulk->isRunning() && m_bulk->finished() < m_bulk->total()) {
        text +=
            QLatin1Char('\n') + tr("Stopped: %1 were not touched.").arg(m_bulk->total() - m_bulk->finished());
    }
    if (m_bulk->interruption()) {
        text += QLatin1Char('\n') + ui::errorText(*m_bulk->interruption()).joined();
    }
    if (m_bulk->isOffline()) {
        text +=
            QLatin1Char('\n') + tr("The server does not answer. This goes on by itself as soon as it does.");
    }
    m_summary->setText(text);
    m_undo->setVisible(m_bulk->canUndo());
    m_stop->setVisible(m_bulk->isRunning());
    m_save->setVisible(!m_bulk->isRunning() && !m_bulk->passwordFile().empty());
}

void BulkDialog::savePasswords() {
    m_prompts.saveFile(
        {tr("Save one-time passwords"), QStringLiteral("one-time-passwords.csv"), tr("CSV file (*.csv)")},
        [this](const QString& path) {
            if (path.isEmpty()) {
                return;
            }
            const Status saved = shell::writePrivateFile(path, m_bulk->passwordFile());
            if (!saved) {
                say(saved.error().code);
            }
        });
}

} // namespace kaomon::users
