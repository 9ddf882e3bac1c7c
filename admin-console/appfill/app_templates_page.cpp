// SPDX-License-Identifier: GPL-3.0-or-later
#include "appfill/app_templates_page.h"

#include <QFile>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "appfill/app_dialogs.h"
#include "applogin/template_file.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/list_frame.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::appfill {

AppTemplatesPage::AppTemplatesPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent)
    : FeaturePage("apps", parent)
    , m_templates(session)
    , m_hidden(session, m_templates)
    , m_prompts(prompts)
    , m_tabs(new QTabWidget(this))
    , m_table(new QTableView(this))
    , m_import(new QPushButton(this))
    , m_rollOut(new QPushButton(this))
    , m_blind(new QPushButton(this))
    , m_withdraw(new QPushButton(this))
    , m_hiddenStates(new ui::StatePanel(this))
    , m_hiddenTable(new QTableView(this))
    , m_remove(new QPushButton(this)) {
    setPresenter(m_templates);
    follow(m_hidden);
    build();
    connectParts();
    retranslate();
}

void AppTemplatesPage::activate() {
    FeaturePage::activate();
    m_hidden.reload();
}

void AppTemplatesPage::build() {
    m_tabs->setObjectName(QStringLiteral("appTabs"));
    m_tabs->setDocumentMode(true);
    m_table->setObjectName(QStringLiteral("appTemplates"));
    m_import->setObjectName(QStringLiteral("appTemplatesImport"));
    m_rollOut->setObjectName(QStringLiteral("appTemplatesRollOut"));
    m_blind->setObjectName(QStringLiteral("appTemplatesBlind"));
    m_withdraw->setObjectName(QStringLiteral("appTemplatesWithdraw"));
    m_hiddenTable->setObjectName(QStringLiteral("hiddenPasswords"));
    m_remove->setObjectName(QStringLiteral("hiddenPasswordsRemove"));
    ui::setPart(*m_import, "primary");
    shell::lockWrites(m_templates.session(), {m_import, m_rollOut, m_blind, m_withdraw, m_remove});
    m_tabs->addTab(templatesTab(), QString());
    m_tabs->addTab(hiddenTab(), QString());
    column()->addWidget(m_tabs, 1);
}

QWidget* AppTemplatesPage::templatesTab() {
    shell::setUpTable(*m_table, &m_templates.model());
    new shell::ColumnFitter(*m_table, {{.width = 220, .takesRest = true},
                                       {.width = 240},
                                       {.width = 80, .rank = 2},
                                       {.width = 200, .rank = 1}});
    states().setContent(m_table);
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 12, 0, 0);
    column->addWidget(&states(), 1);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_rollOut);
    buttons->addWidget(m_blind);
    buttons->addWidget(m_withdraw);
    buttons->addStretch(1);
    buttons->addWidget(m_import);
    column->addLayout(buttons);
    return tab;
}

QWidget* AppTemplatesPage::hiddenTab() {
    shell::setUpTable(*m_hiddenTable, &m_hidden.model());
    new shell::ColumnFitter(*m_hiddenTable, {{.width = 240, .takesRest = true},
                                             {.width = 160},
                                             {.width = 160, .rank = 1},
                                             {.width = 150, .rank = 3},
                                             {.width = 200, .rank = 2}});
    m_hiddenStates->setContent(m_hiddenTable);
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 12, 0, 0);
    column->addWidget(m_hiddenStates, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_remove);
    column->addLayout(buttons);
    return tab;
}

void AppTemplatesPage::connectParts() {
    connect(m_import, &QPushButton::clicked, this, &AppTemplatesPage::askFile);
    connect(&states(), &ui::StatePanel::emptyActionTriggered, this, &AppTemplatesPage::askFile);
    connect(m_rollOut, &QPushButton::clicked, this, &AppTemplatesPage::askRollout);
    connect(m_blind, &QPushButton::clicked, this, &AppTemplatesPage::askBlind);
    connect(m_withdraw, &QPushButton::clicked, this, &AppTemplatesPage::askWithdraw);
    connect(m_remove, &QPushButton::clicked, this, &AppTemplatesPage::askRemove);
    connect(m_hiddenStates, &ui::StatePanel::retryRequested, &m_hidden, &HiddenPasswordsPresenter::reload);
    for (const QTableView* table : {m_table, m_hiddenTable}) {
        connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
                &AppTemplatesPage::refresh);
    }
    // Their applications are named by the templates, which may come later.
    connect(&m_templates, &AppTemplatesPresenter::changed, this, [this] { m_hidden.model().retranslate(); });
}

const HiddenPassword* AppTemplatesPage::selectedHidden() const {
    const auto rows = m_hiddenTable->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_hidden.model().row(rows.first().row());
}

const CompanyTemplate* AppTemplatesPage::selected() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_templates.model().row(rows.first().row());
}

void AppTemplatesPage::askFile() {
    m_prompts.openFile({tr("Applications that were registered on a PC"), {}, tr("Applications (*.json)")},
                       [this](const QString& path) {
                           QFile file(path);
                           if (path.isEmpty()) {
                               return;
                           }
                           if (!file.open(QIODevice::ReadOnly)) {
                               say(ErrorCode::NotFound);
                               return;
                           }
                           m_templates.import(file.read(applogin::kLargestTemplateFile + 1));
                       });
}

void AppTemplatesPage::askRollout() {
    const CompanyTemplate* one = selected();
    if (one == nullptr) {
        return;
    }
    auto* dialog = new RolloutDialog(*one, m_templates.groups(), this);
    dialog->follow(m_templates);
    connect(dialog, &shell::FormDialog::submitted, this, [this, dialog, one = *one] {
        m_templates.rollOut(one, dialog->percent(), dialog->deviceGroups());
    });
    dialog->open();
}

void AppTemplatesPage::askBlind() {
    const CompanyTemplate* one = selected();
    if (one == nullptr) {
        return;
    }
    auto* dialog = new BlindDialog(*one, this);
    dialog->follow(m_hidden);
    connect(dialog, &shell::FormDialog::submitted, this, [this, dialog] { m_hidden.set(dialog->take()); });
    dialog->open();
}

void AppTemplatesPage::askWithdraw() {
    const CompanyTemplate* one = selected();
    if (one == nullptr) {
        return;
    }
    m_prompts.confirm({tr("Withdraw application"),
                       tr("No PC fills it in any more. People's own passwords for it stay with them."),
                       tr("Withdraw"), true},
                      [this, one = *one](bool isConfirmed) {
                          if (isConfirmed) {
                              m_templates.withdraw(one);
                          }
                      });
}

void AppTemplatesPage::askRemove() {
    const HiddenPassword* one = selectedHidden();
    if (one == nullptr) {
        return;
    }
    m_prompts.confirm(
        {tr("Remove hidden password"),
         tr("%1 cannot use \"%2\" any more. In the application itself the password stays as it is.")
             .arg(m_hidden.personOf(*one), ui::toQString(one->entry.title)),
         tr("Remove"), true},
        [this, one = *one](bool isConfirmed) {
            if (isConfirmed) {
                m_hidden.remove(one);
            }
        });
}

void AppTemplatesPage::refresh() {
    const CompanyTemplate* one = selected();
    const bool mayAct = m_templates.mayManage() && !m_templates.isBusy() && !m_hidden.isBusy();
    m_import->setEnabled(mayAct);
    m_rollOut->setEnabled(mayAct && one != nullptr);
    // Whose keys they are is told to owners only.
    m_blind->setEnabled(mayAct && one != nullptr && !one->body.isWithdrawn && m_templates.isOwner());
    m_withdraw->setEnabled(mayAct && one != nullptr && !one->body.isWithdrawn);
    m_remove->setEnabled(mayAct && selectedHidden() != nullptr);
    showState(
        {tr("No applications yet"),
         tr("Register an application on a PC with the client, export it there and import the file here: "
            "then your people only add their passwords."),
         m_templates.mayManage() ? tr("Import applications") : QString()});
    shell::showListState(
        *m_hiddenStates, m_hidden.state(), m_hidden.error(),
        {tr("No hidden passwords"),
         tr("Choose an application and set a password for a person: he can have it filled in "
            "after a look at his face and never sees it. The setting \"Hidden passwords\" "
            "must allow it.")});
}

void AppTemplatesPage::retranslate() {
    m_tabs->setTabText(0, tr("Applications"));
    m_tabs->setTabText(1, tr("Hidden passwords"));
    shell::setNamedText(m_import, tr("Import applications"));
    shell::setNamedText(m_rollOut, tr("Roll out"));
    shell::setNamedText(m_blind, tr("Set a hidden password"));
    shell::setNamedText(m_withdraw, tr("Withdraw"));
    shell::setNamedText(m_remove, tr("Remove"));
    m_table->setAccessibleName(tr("Applications of the company"));
    m_hiddenTable->setAccessibleName(tr("Hidden passwords"));
    m_templates.model().retranslate();
    m_hidden.model().retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::appfill
