// SPDX-License-Identifier: GPL-3.0-or-later
#include "appfill/app_templates_page.h"

#include <QFile>
#include <QHBoxLayout>
#include <QPushButton>
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
    , m_prompts(prompts)
    , m_table(new QTableView(this))
    , m_import(new QPushButton(this))
    , m_rollOut(new QPushButton(this))
    , m_blind(new QPushButton(this))
    , m_withdraw(new QPushButton(this)) {
    setPresenter(m_templates);
    build();
    retranslate();
}

void AppTemplatesPage::build() {
    m_table->setObjectName(QStringLiteral("appTemplates"));
    m_import->setObjectName(QStringLiteral("appTemplatesImport"));
    m_rollOut->setObjectName(QStringLiteral("appTemplatesRollOut"));
    m_blind->setObjectName(QStringLiteral("appTemplatesBlind"));
    m_withdraw->setObjectName(QStringLiteral("appTemplatesWithdraw"));
    ui::setPart(*m_import, "primary");
    shell::lockWrites(m_templates.session(), {m_import, m_rollOut, m_blind, m_withdraw});
    shell::setUpTable(*m_table, &m_templates.model());
    new shell::ColumnFitter(*m_table, {{.width = 220, .takesRest = true},
                                       {.width = 240},
                                       {.width = 80, .rank = 2},
                                       {.width = 200, .rank = 1}});
    states().setContent(m_table);
    column()->addWidget(&states(), 1);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_rollOut);
    buttons->addWidget(m_blind);
    buttons->addWidget(m_withdraw);
    buttons->addStretch(1);
    buttons->addWidget(m_import);
    column()->addLayout(buttons);
    connect(m_import, &QPushButton::clicked, this, &AppTemplatesPage::askFile);
    connect(&states(), &ui::StatePanel::emptyActionTriggered, this, &AppTemplatesPage::askFile);
    connect(m_rollOut, &QPushButton::clicked, this, &AppTemplatesPage::askRollout);
    connect(m_blind, &QPushButton::clicked, this, &AppTemplatesPage::askBlind);
    connect(m_withdraw, &QPushButton::clicked, this, &AppTemplatesPage::askWithdraw);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &AppTemplatesPage::refresh);
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
    auto* dialog = new RolloutDialog(*one, this);
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
    dialog->follow(m_templates);
    connect(dialog, &shell::FormDialog::submitted, this,
            [this, dialog] { m_templates.setBlind(dialog->take()); });
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

void AppTemplatesPage::refresh() {
    const CompanyTemplate* one = selected();
    const bool mayAct = m_templates.mayManage() && !m_templates.isBusy();
    m_import->setEnabled(mayAct);
    m_rollOut->setEnabled(mayAct && one != nullptr);
    // Whose keys they are is told to owners only.
    m_blind->setEnabled(mayAct && one != nullptr && !one->body.isWithdrawn && m_templates.isOwner());
    m_withdraw->setEnabled(mayAct && one != nullptr && !one->body.isWithdrawn);
    showState(
        {tr("No applications yet"),
         tr("Register an application on a PC with the client, export it there and import the file here: "
            "then your people only add their passwords."),
         m_templates.mayManage() ? tr("Import applications") : QString()});
}

void AppTemplatesPage::retranslate() {
    shell::setNamedText(m_import, tr("Import applications"));
    shell::setNamedText(m_rollOut, tr("Roll out"));
    shell::setNamedText(m_blind, tr("Set a hidden password"));
    shell::setNamedText(m_withdraw, tr("Withdraw"));
    m_table->setAccessibleName(tr("Applications of the company"));
    m_templates.model().retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::appfill
