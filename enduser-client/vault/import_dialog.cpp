// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/import_dialog.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/error_text.h"
#include "ui/theme.h"

namespace kaomon::vaultpage {

namespace {

enum Column { Number, Title, Detail, State };

} // namespace

ImportDialog::ImportDialog(std::unique_ptr<ImportRun> run, const QString& detail, QWidget* parent)
    : QDialog(parent)
    , m_run(std::move(run))
    , m_summary(new QLabel)
    , m_table(new QTableWidget(0, 4))
    , m_progress(new QProgressBar)
    , m_start(new QPushButton)
    , m_close(new QPushButton) {
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Import"));
    resize(760, 520);
    m_summary->setObjectName(QStringLiteral("importSummary"));
    m_summary->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("importRows"));
    m_table->setAccessibleName(tr("Rows of the file"));
    m_table->setHorizontalHeaderLabels({tr("Row"), tr("Title"), detail, tr("What happens")});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(Number, QHeaderView::ResizeToContents);
    m_progress->setObjectName(QStringLiteral("importProgress"));
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_start->setObjectName(QStringLiteral("importStart"));
    ui::setPart(*m_start, "primary");
    m_close->setObjectName(QStringLiteral("importClose"));
    m_close->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_close);
    buttons->addWidget(m_start);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    column->addWidget(m_summary);
    column->addWidget(m_table, 1);
    column->addWidget(m_progress);
    column->addLayout(buttons);
    connect(m_run.get(), &ImportRun::changed, this, &ImportDialog::refresh);
    connect(m_start, &QPushButton::clicked, m_run.get(), &ImportRun::start);
    connect(m_close, &QPushButton::clicked, this, &ImportDialog::reject);
    fill();
    refresh();
}

void ImportDialog::fill() {
    m_table->setRowCount(static_cast<int>(m_run->rows().size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const ImportRun::Row& one = m_run->rows()[static_cast<std::size_t>(row)];
        m_table->setItem(row, Number, new QTableWidgetItem(QString::number(one.number)));
        m_table->setItem(row, Title, new QTableWidgetItem(one.title));
        m_table->setItem(row, Detail, new QTableWidgetItem(one.detail));
        m_table->setItem(row, State, new QTableWidgetItem);
    }
}

QString ImportDialog::stateText(const ImportRun::Row& row) const {
    switch (row.state) {
    case ImportRun::State::Planned:
        return m_run->error() ? tr("Not imported") : tr("Will be imported");
    case ImportRun::State::Skipped:
        return tr("Left out: %1").arg(row.reason);
    case ImportRun::State::Failed:
        return tr("Not imported: %1").arg(row.reason);
    case ImportRun::State::Done:
        break;
    }
    return tr("Imported");
}

void ImportDialog::refresh() {
    using S = ImportRun::State;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QString text = stateText(m_run->rows()[static_cast<std::size_t>(row)]);
        m_table->item(row, State)->setText(text);
        m_table->item(row, State)->setToolTip(text);
    }
    const int planned = m_run->count(S::Planned);
    const int done = m_run->count(S::Done);
    const int failed = m_run->count(S::Failed);
    QString text = tr("%1 to import, %2 left out.").arg(planned).arg(m_run->count(S::Skipped));
    if (m_run->isRunning() || done + failed > 0 || m_run->error()) {
        text = tr("%1 imported, %2 refused, %3 still to come.").arg(done).arg(failed).arg(planned);
    }
    if (m_run->error()) {
        text += u' ' + ui::errorText(*m_run->error()).joined();
    }
    m_summary->setText(text);
    m_progress->setRange(0, std::max(1, planned + done + failed));
    m_progress->setValue(done + failed);
    m_progress->setVisible(m_run->isRunning() || done + failed > 0);
    m_start->setText(m_run->error() ? tr("Go on") : tr("Import"));
    m_start->setEnabled(!m_run->isRunning() && planned > 0);
    m_close->setText(m_run->isRunning() ? tr("Stop") : planned > 0 ? tr("Cancel") : tr("Close"));
}

void ImportDialog::reject() {
    if (m_run->isRunning()) {
        m_run->stop();
        return;
    }
    QDialog::reject();
}

} // namespace kaomon::vaultpage
