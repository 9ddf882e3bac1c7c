// SPDX-License-Identifier: GPL-3.0-or-later
#include "operations/operations_page.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "models/operation_text.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/list_frame.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::operations {

using client::OperationPart;
using models::ListState;
using models::OperationText;

OperationsPage::OperationsPage(shell::ConsoleSession& session, QWidget* parent)
    : Page(parent)
    , m_operations(session)
    , m_export(session)
    , m_title(shell::makeLabel("title", this))
    , m_chain(shell::makeLabel("hint", this))
    , m_action(new QComboBox(this))
    , m_outcome(new QComboBox(this))
    , m_period(new QComboBox(this))
    , m_search(new QLineEdit(this))
    , m_all(new QPushButton(this))
    , m_refresh(new QPushButton(this))
    , m_exportButton(new QPushButton(this))
    , m_csv(new QAction(this))
    , m_csvShiftJis(new QAction(this))
    , m_records(new QAction(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QPushButton(this))
    , m_error(new ui::Banner(this))
    , m_exported(new ui::Banner(this))
    , m_states(new ui::StatePanel(this))
    , m_table(new QTableView(this))
    , m_more(new QPushButton(this))
    , m_panel(new OperationPanel(this)) {
    build();
    connectParts();
    connect(&session, &shell::ConsoleSession::closed, this, [this] {
        m_export.cancel();
        m_operations.clear();
    });
    retranslate();
}

void OperationsPage::build() {
    m_action->addItem(QString(), QString());
    for (const std::string& name : OperationText::actions()) {
        m_action->addItem(QString(), ui::toQString(name));
    }
    for (const char* outcome : {"", "ok", "refused"}) {
        m_outcome->addItem(QString(), QString::fromLatin1(outcome));
    }
    for (const int days : {0, 1, 7, 30, 365}) {
        m_period->addItem(QString(), days);
    }
    m_search->setClearButtonEnabled(true);
    shell::setUpTable(*m_table, &m_operations.model());
    m_table->setObjectName(QStringLiteral("operationsTable"));
    m_chain->setObjectName(QStringLiteral("operationChain"));
    // Time, who, operation, object, result, reason, address, number
    new shell::ColumnFitter(*m_table, {{.width = 150},
                                       {.width = 110},
                                       {.width = 200, .takesRest = true},
                                       {.width = 170, .rank = 1},
                                       {.width = 90},
                                       {.width = 160, .rank = 3},
                                       {.width = 120, .rank = 2},
                                       {.width = 70, .rank = 4}});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(12);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_exportButton);
    head->addWidget(m_refresh);
    column->addLayout(head);
    column->addWidget(m_chain);
    auto* filters = new QHBoxLayout;
    for (QComboBox* box : {m_outcome, m_period}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents); // as long as its words in either language
    }
    filters->addWidget(m_action);
    filters->addWidget(m_outcome);
    filters->addWidget(m_period);
    filters->addWidget(m_search, 1);
    filters->addWidget(m_all);
    column->addLayout(filters);
    buildExport();
    column->addWidget(m_error);
    column->addWidget(m_exported);
    shell::setList(*m_states, *m_table, *m_more);
    column->addLayout(shell::beside(*m_states, *m_panel), 1);
}

void OperationsPage::buildExport() {
    auto* menu = new QMenu(m_exportButton);
    menu->addActions({m_csv, m_csvShiftJis, m_records});
    m_exportButton->setMenu(menu);
    m_exportButton->setObjectName(QStringLiteral("exportOperations"));
    m_cancel->setObjectName(QStringLiteral("cancelExport"));
    m_progress->setRange(0, 100);
    auto* running = new QHBoxLayout;
    running->addWidget(m_progress, 1);
    running->addWidget(m_cancel);
    static_cast<QVBoxLayout*>(layout())->addLayout(running);
    const auto csv = [](const char* encoding) {
        const bool isJapanese = QLocale().language() == QLocale::Japanese;
        return OperationPart{.encoding = encoding, .language = isJapanese ? "ja" : "en"};
    };
    connect(m_csv, &QAction::triggered, this,
            [this, csv] { askForFile(csv("utf-8-bom"), QStringLiteral("csv")); });
    connect(m_csvShiftJis, &QAction::triggered, this,
            [this, csv] { askForFile(csv("cp932"), QStringLiteral("csv")); });
    connect(m_records, &QAction::triggered, this,
            [this] { askForFile({.format = OperationPart::Format::Records}, QStringLiteral("jsonl")); });
}

void OperationsPage::askForFile(OperationPart part, const QString& suffix) {
    auto* dialog = new QFileDialog(this, tr("Export the operation log"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(QStringLiteral("operations.") + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, part](const QString& file) {
        m_exported->clear();
        m_export.start(file, m_operations.query(), part);
    });
    dialog->open();
}

void OperationsPage::connectParts() {
    const auto chosen = [](QComboBox* box) { return ui::toUtf8(box->currentData().toString()); };
    connect(m_action, &QComboBox::currentIndexChanged, this,
            [this, chosen] { m_operations.setAction(chosen(m_action)); });
    connect(m_outcome, &QComboBox::currentIndexChanged, this,
            [this, chosen] { m_operations.setOutcome(chosen(m_outcome)); });
    connect(m_period, &QComboBox::currentIndexChanged, this,
            [this] { m_operations.setPeriod(m_period->currentData().toInt()); });
    connect(m_search, &QLineEdit::textChanged, &m_operations, &OperationsPresenter::setText);
    connect(m_all, &QPushButton::clicked, this, [this] {
        m_operations.setActor({});
        m_operations.setObject({});
    });
    connect(m_panel, &OperationPanel::actorWanted, this,
            [this](const QString& id) { m_operations.setActor(ui::toUtf8(id)); });
    connect(m_panel, &OperationPanel::objectWanted, this,
            [this](const QString& id) { m_operations.setObject(ui::toUtf8(id)); });
    connect(m_refresh, &QPushButton::clicked, &m_operations, &OperationsPresenter::reload);
    connect(m_more, &QPushButton::clicked, &m_operations, &OperationsPresenter::loadMore);
    connect(m_states, &ui::StatePanel::retryRequested, &m_operations, &OperationsPresenter::reload);
    connect(&m_operations, &OperationsPresenter::changed, this, &OperationsPage::refresh);
    connect(m_cancel, &QPushButton::clicked, &m_export, &OperationExport::cancel);
    connect(&m_export, &OperationExport::changed, this, &OperationsPage::refreshExport);
    connect(&m_export, &OperationExport::finished, this, &OperationsPage::showEnd);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &OperationsPage::showSelection);
}

void OperationsPage::showSelection() {
    const auto rows = m_table->selectionModel()->selectedRows();
    const wire::Operation* entry = rows.isEmpty() ? nullptr : m_operations.model().row(rows.first().row());
    m_panel->tell(entry != nullptr ? std::optional(*entry) : std::nullopt);
}

QString OperationsPage::chainText() const {
    const auto& chain = m_operations.chain();
    if (!chain) {
        return {};
    }
    if (!chain->verifiedAt) {
        return tr("%n entries; the first signed checkpoint is made within the hour.", nullptr,
                  static_cast<int>(chain->length));
    }
    return tr("%1 entries. Verified and signed up to entry %2 at %3.")
        .arg(chain->length)
        .arg(chain->verifiedUntil)
        .arg(models::DisplayText::time(*chain->verifiedAt));
}

void OperationsPage::refresh() {
    m_more->setVisible(m_operations.hasMore());
    m_all->setVisible(!m_operations.query().actor.empty() || !m_operations.query().object.empty());
    m_chain->setText(chainText());
    m_chain->setVisible(!m_chain->text().isEmpty());
    if (m_operations.error() && m_operations.state() == ListState::Content) {
        m_error->say(ui::Tone::Warning, ui::errorText(*m_operations.error()).joined());
    } else {
        m_error->clear();
    }
    switch (m_operations.state()) {
    case ListState::Loading:
        m_states->showLoading();
        break;
    case ListState::Failed:
        m_states->showError(m_operations.error().value_or(ErrorCode::Internal));
        break;
    case ListState::Empty:
        if (m_operations.isFiltered()) {
            m_states->showEmpty(tr("No such entries"), tr("Widen or clear the filters above."));
        } else {
            m_states->showEmpty(tr("No entries yet"), tr("What administrators do appears here."));
        }
        break;
    case ListState::Content:
        m_states->showContent();
        break;
    }
    showSelection();
    refreshExport();
}

void OperationsPage::refreshExport() {
    const bool isRunning = m_export.isRunning();
    m_exportButton->setEnabled(!isRunning && m_operations.state() == ListState::Content);
    m_progress->setVisible(isRunning);
    m_progress->setValue(m_export.percent());
    m_cancel->setVisible(isRunning);
}

void OperationsPage::showEnd() {
    if (!m_export.error()) {
        m_exported->say(ui::Tone::Good, tr("The operation log was written."));
    } else if (*m_export.error() == ErrorCode::Cancelled) {
        m_exported->say(ui::Tone::Warning, tr("The export was stopped; no file was written."));
    } else {
        m_exported->say(ui::Tone::Bad, ui::errorText(*m_export.error()).joined());
    }
}

void OperationsPage::retranslate() {
    m_title->setText(title());
    m_action->setItemText(0, tr("All operations"));
    for (int i = 1; i < m_action->count(); ++i) {
        m_action->setItemText(i, OperationText::action(ui::toUtf8(m_action->itemData(i).toString())));
    }
    m_outcome->setItemText(0, tr("All results"));
    for (int i = 1; i < m_outcome->count(); ++i) {
        m_outcome->setItemText(i, OperationText::outcome(ui::toUtf8(m_outcome->itemData(i).toString())));
    }
    const QString periods[] = {tr("Any time"), tr("Last day"), tr("Last 7 days"), tr("Last 30 days"),
                               tr("Last year")};
    for (int i = 0; i < m_period->count(); ++i) {
        m_period->setItemText(i, periods[i]);
    }
    m_action->setAccessibleName(tr("Operation"));
    m_outcome->setAccessibleName(tr("Result"));
    m_period->setAccessibleName(tr("Time"));
    m_search->setPlaceholderText(tr("Search names, reasons and values"));
    m_search->setAccessibleName(tr("Search operations"));
    shell::setNamedText(m_all, tr("Show everything again"));
    shell::setNamedText(m_refresh, tr("Refresh"));
    shell::setNamedText(m_exportButton, tr("Export"));
    m_csv->setText(tr("CSV for spreadsheets (UTF-8)"));
    m_csvShiftJis->setText(tr("CSV (Shift_JIS)"));
    m_records->setText(tr("Records with hashes, to be verified"));
    m_progress->setAccessibleName(tr("Progress of the export"));
    shell::setNamedText(m_cancel, tr("Stop the export"));
    shell::setNamedText(m_more, tr("Show older entries"));
    m_table->setAccessibleName(tr("List of operations"));
    m_operations.model().retranslate();
    m_panel->retranslate();
    refresh();
}

void OperationsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace kaomon::operations
