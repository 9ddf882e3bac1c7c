// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/vault_page.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/state_panel.h"
#include "ui/theme.h"
#include "vault/applications_pane.h"
#include "vault/entry_form.h"
#include "vault/vault_files.h"

namespace kaomon::vaultpage {

using Phase = VaultPresenter::Phase;

VaultPage::VaultPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent)
    : QWidget(parent)
    , m_presenter(link, session)
    , m_files(new VaultFiles(link, m_presenter, *this))
    , m_title(new QLabel)
    , m_about(new QLabel)
    , m_panel(new ui::StatePanel)
    , m_search(new QLineEdit)
    , m_table(new QTableWidget(0, 3))
    , m_message(new QLabel)
    , m_secret(new QLabel)
    , m_lock(new QPushButton)
    , m_add(new QPushButton)
    , m_change(new QPushButton)
    , m_show(new QPushButton)
    , m_delete(new QPushButton)
    , m_reallyDelete(new QPushButton)
    , m_import(new QPushButton)
    , m_form(new EntryForm)
    , m_tabs(new QTabWidget)
    , m_applications(new ApplicationsPane(m_presenter))
    , m_said(new QLabel) {
    ui::setPart(*m_title, "title");
    ui::setPart(*m_about, "hint");
    m_about->setWordWrap(true);
    m_panel->setContent(makeContent());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_about);
    column->addWidget(m_panel, 1);
    wire();
    retranslate();
}

QWidget* VaultPage::makeContent() {
    m_tabs->setObjectName(QStringLiteral("vaultTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeList(), {});
    m_tabs->addTab(m_applications, {});
    m_lock->setObjectName(QStringLiteral("vaultLock"));
    m_tabs->setCornerWidget(m_lock);
    m_said->setObjectName(QStringLiteral("vaultSaid"));
    m_said->setWordWrap(true);
    m_said->setTextFormat(Qt::PlainText);
    m_said->hide();
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tabs, 1);
    column->addWidget(m_said);
    return content;
}

QWidget* VaultPage::makeList() {
    m_search->setObjectName(QStringLiteral("vaultSearch"));
    m_search->setClearButtonEnabled(true);
    m_table->setObjectName(QStringLiteral("vaultEntries"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_message->setObjectName(QStringLiteral("vaultMessage"));
    m_message->setWordWrap(true);
    m_secret->setObjectName(QStringLiteral("vaultSecret"));
    m_secret->setTextFormat(Qt::PlainText);
    m_import->setObjectName(QStringLiteral("vaultImport"));
    m_add->setObjectName(QStringLiteral("vaultAdd"));
    m_change->setObjectName(QStringLiteral("vaultChange"));
    m_show->setObjectName(QStringLiteral("vaultShow"));
    m_delete->setObjectName(QStringLiteral("vaultDelete"));
    m_reallyDelete->setObjectName(QStringLiteral("vaultReallyDelete"));
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(m_search);
    column->addWidget(m_table, 1);
    column->addWidget(m_form, 1);
    column->addWidget(m_secret);
    column->addWidget(m_message);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {m_add, m_change, m_show}) {
        buttons->addWidget(button);
    }
    buttons->addStretch();
    buttons->addWidget(m_import);
    buttons->addWidget(m_delete);
    buttons->addWidget(m_reallyDelete);
    column->addLayout(buttons);
    m_form->hide();
    return content;
}

void VaultPage::wire() {
    connect(&m_presenter, &VaultPresenter::changed, this, &VaultPage::refresh);
    connect(&m_presenter, &VaultPresenter::saved, this, [this] {
        m_form->end();
        m_form->hide();
    });
    connect(m_panel, &ui::StatePanel::retryRequested, &m_presenter, &VaultPresenter::load);
    connect(m_panel, &ui::StatePanel::emptyActionTriggered, &m_presenter, &VaultPresenter::open);
    connect(m_search, &QLineEdit::textChanged, this, &VaultPage::refreshList);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, [this] {
        m_isAsking = false;
        m_presenter.hide();
    });
    connect(m_lock, &QPushButton::clicked, &m_presenter, &VaultPresenter::close);
    connect(m_add, &QPushButton::clicked, this, [this] { edit(true); });
    connect(m_change, &QPushButton::clicked, this, [this] { edit(false); });
    connect(m_show, &QPushButton::clicked, this, [this] {
        if (!m_presenter.revealedId().isEmpty()) {
            m_presenter.hide();
        } else if (const auto* entry = chosen()) {
            m_presenter.reveal(ui::toQString(entry->id.text()));
        }
    });
    connect(m_delete, &QPushButton::clicked, this, [this] { askDelete(!m_isAsking); });
    connect(m_reallyDelete, &QPushButton::clicked, this, [this] {
        if (const auto* entry = chosen()) {
            m_isAsking = false;
            m_presenter.remove(ui::toQString(entry->id.text()));
        }
    });
    wireFiles();
    connect(m_form, &EntryForm::submitted, this,
            [this](EntryDraft& draft) { m_presenter.save(std::move(draft)); });
    connect(m_form, &EntryForm::cancelled, this, [this] {
        m_form->end();
        m_form->hide();
        refresh();
    });
}

void VaultPage::wireFiles() {
    connect(m_import, &QPushButton::clicked, m_files, &VaultFiles::chooseEntries);
    connect(m_files, &VaultFiles::said, this, [this](const QString& text) {
        m_said->setText(text);
        m_said->setVisible(!text.isEmpty());
    });
    connect(m_files, &VaultFiles::imported, &m_presenter, &VaultPresenter::load);
    connect(m_tabs, &QTabWidget::currentChanged, m_said, &QLabel::hide);
    connect(m_applications, &ApplicationsPane::importRequested, m_files, &VaultFiles::chooseApplications);
    connect(m_applications, &ApplicationsPane::exportRequested, m_files, &VaultFiles::chooseExport);
    connect(m_applications, &ApplicationsPane::registrationRequested, this, [this](const QString& id) {
        m_applications->setRegistering(true);
        emit registrationRequested(id);
    });
}

void VaultPage::registrationEnded() {
    m_applications->setRegistering(false);
    if (isVisible()) {
        m_presenter.load();
    }
}

void VaultPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_isAsking = false;
    m_presenter.load();
}

void VaultPage::hideEvent(QHideEvent* event) {
    m_form->end();
    m_form->hide();
    m_presenter.hide();
    QWidget::hideEvent(event);
}

void VaultPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

const wire::VaultEntrySummary* VaultPage::chosen() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    const auto row = rows.isEmpty() ? m_shown.size() : static_cast<std::size_t>(rows.front().row());
    return row < m_shown.size() ? &m_shown[row] : nullptr;
}

void VaultPage::edit(bool isNew) {
    m_presenter.hide(); // makes the list anew
    const auto* entry = isNew ? nullptr : chosen();
    if (!isNew && (entry == nullptr || isBlind(*entry))) {
        return;
    }
    m_form->show();
    m_form->begin(entry, m_presenter.applications());
    refresh();
}

void VaultPage::askDelete(bool isAsking) {
    m_isAsking = isAsking;
    refresh();
}

QString VaultPage::stateOf(const wire::VaultEntrySummary& entry) const {
    if (isBlind(entry)) {
        return entry.needsNewSecret ? tr("Refused by the application; tell your administrator")
                                    : tr("Set by your company; it can be used and not shown");
    }
    if (entry.needsNewSecret) {
        return tr("Needs a new password");
    }
    if (entry.conflictOf) {
        return tr("Also changed on another PC");
    }
    if (entry.expiresAt && *entry.expiresAt <= SystemClock().now()) {
        return tr("Expired");
    }
    return entry.hasTotp ? tr("With one-time code") : QString();
}

QString VaultPage::messageText() const {
    if (m_isAsking) {
        return tr("The entry is deleted on every PC. This cannot be undone.");
    }
    if (m_presenter.error()) {
        return ui::errorText(*m_presenter.error()).joined();
    }
    if (m_presenter.missing() > 0) {
        return tr(
            "%n entry(s) that should be here were not given out by the server. Tell your administrator.", "",
            m_presenter.missing());
    }
    return m_presenter.wasCopied()
               ? tr("Another PC changed this entry meanwhile. Yours stands beside it; keep the right one.")
               : QString();
}

void VaultPage::refresh() {
    const Phase phase = m_presenter.phase();
    if (phase == Phase::Loading) {
        m_panel->showLoading();
    } else if (phase == Phase::Looking) {
        m_panel->showLoading(m_presenter.hint() ? ui::errorText(*m_presenter.hint()).joined()
                                                : tr("Look at the camera…"));
    } else if (phase == Phase::Disabled) {
        m_panel->showEmpty(tr("Passwords are not kept here"),
                           tr("Your administrator has switched this off."));
    } else if (phase == Phase::Closed) {
        m_panel->showEmpty(tr("Your passwords are locked"),
                           m_presenter.error() ? ui::errorText(*m_presenter.error()).joined()
                                               : tr("Your face opens them, also without the server."),
                           tr("Open with my face"));
    } else if (phase == Phase::Failed) {
        m_panel->showError(m_presenter.error().value_or(ErrorCode::Internal));
    } else {
        m_panel->showContent();
        refreshList();
        m_applications->refresh();
    }
}

void VaultPage::refreshList() {
    const bool isEditing = m_form->isVisibleTo(this);
    const bool isReady = m_presenter.phase() == Phase::Open;
    const auto* before = chosen();
    const std::string kept = before != nullptr ? before->id.text() : std::string();
    const QSignalBlocker quiet(m_table);
    m_shown = m_presenter.entries(m_search->text());
    m_table->setRowCount(static_cast<int>(m_shown.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto& entry = m_shown[static_cast<std::size_t>(row)];
        int column = 0;
        for (const QString& text :
             {ui::toQString(entry.title), ui::toQString(entry.userName), stateOf(entry)}) {
            m_table->setItem(row, column++, new QTableWidgetItem(text));
        }
        if (entry.id.text() == kept) {
            m_table->selectRow(row);
        }
    }
    const bool isChosen = chosen() != nullptr && !isBlind(*chosen());
    m_table->setVisible(!isEditing);
    m_search->setVisible(!isEditing);
    m_add->setVisible(!isEditing);
    m_add->setEnabled(isReady);
    m_change->setVisible(!isEditing);
    m_change->setEnabled(isReady && isChosen);
    m_import->setVisible(!isEditing);
    m_import->setEnabled(isReady);
    m_show->setVisible(!isEditing && m_presenter.mayReveal());
    m_show->setEnabled(isReady && isChosen);
    m_show->setText(m_presenter.revealedId().isEmpty() ? tr("Show password") : tr("Hide password"));
    m_delete->setVisible(!isEditing);
    m_delete->setEnabled(isReady && isChosen);
    m_delete->setText(m_isAsking ? tr("Keep") : tr("Delete…"));
    m_reallyDelete->setVisible(!isEditing && m_isAsking);
    m_form->setEnabled(isReady);
    m_secret->setVisible(!m_presenter.revealedId().isEmpty());
    m_secret->setText(ui::toQString(m_presenter.revealed().reveal()));
    m_message->setText(messageText());
}

void VaultPage::retranslate() {
    m_title->setText(tr("Passwords"));
    m_about->setText(
        tr("User names and passwords of your applications. They are locked with a key that the server "
           "does not have."));
    m_table->setHorizontalHeaderLabels({tr("Title"), tr("User name"), tr("State")});
    m_table->setAccessibleName(tr("Entries"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search"));
    m_secret->setAccessibleName(tr("Password"));
    m_lock->setText(tr("Lock"));
    m_import->setText(tr("Import…"));
    m_tabs->setTabText(0, tr("Passwords"));
    m_tabs->setTabText(1, tr("Applications"));
    m_add->setText(tr("Add…"));
    m_change->setText(tr("Change…"));
    m_reallyDelete->setText(tr("Delete now"));
    refresh();
}

} // namespace kaomon::vaultpage
