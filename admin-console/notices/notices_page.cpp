// SPDX-License-Identifier: GPL-3.0-or-later
#include "notices/notices_page.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTableView>
#include <QUrlQuery>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "notices/notice_dialog.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/duty_text.h"
#include "shell/form_field.h"
#include "shell/list_frame.h"
#include "shell/local_text.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::notices {
namespace {

using models::DisplayText;

} // namespace

NoticesPage::NoticesPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent)
    : FeaturePage("notices", parent)
    , m_notices(session)
    , m_prompts(prompts)
    , m_table(new QTableView(this))
    , m_more(new QPushButton(this))
    , m_add(new QPushButton(this))
    , m_panel(new shell::FactPanel(this))
    , m_acknowledge(m_panel->addButton())
    , m_change(m_panel->addButton())
    , m_withdraw(m_panel->addButton()) {
    setPresenter(m_notices);
    build();
    connectParts();
    retranslate();
}

void NoticesPage::build() {
    ui::setPart(*m_add, "primary");
    ui::setPart(*m_acknowledge, "primary");
    shell::lockWrites(m_notices.session(), {m_add, m_change, m_withdraw});
    shell::setUpTable(*m_table, &m_notices.model());
    new shell::ColumnFitter(*m_table, {{.width = 130},
                                       {.width = 165, .rank = 1},
                                       {.width = 200, .takesRest = true},
                                       {.width = 110, .rank = 2},
                                       {.width = 80, .rank = 3},
                                       {.width = 100, .rank = 4},
                                       {.width = 100}});
    shell::setList(states(), *m_table, *m_more);
    column()->addLayout(shell::beside(states(), *m_panel), 1);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_add);
    column()->addLayout(buttons);
}

void NoticesPage::connectParts() {
    connect(m_more, &QPushButton::clicked, &m_notices, &NoticesPresenter::loadMore);
    connect(m_add, &QPushButton::clicked, this, [this] { openDialog(nullptr); });
    connect(&states(), &ui::StatePanel::emptyActionTriggered, this, [this] { openDialog(nullptr); });
    connect(m_change, &QPushButton::clicked, this, [this] { openDialog(selected()); });
    connect(m_withdraw, &QPushButton::clicked, this, &NoticesPage::askWithdraw);
    connect(m_acknowledge, &QPushButton::clicked, this, [this] {
        if (const wire::Notice* notice = selected()) {
            m_notices.acknowledge(notice->id);
        }
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &NoticesPage::select);
}

void NoticesPage::openQuery(const QString& query) {
    m_wanted = ui::toUtf8(QUrlQuery(query).queryItemValue(QStringLiteral("id")));
    refresh();
}

const wire::Notice* NoticesPage::selected() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_notices.model().row(rows.first().row());
}

void NoticesPage::select() {
    const wire::Notice* notice = selected();
    m_notices.askReceipts(notice != nullptr ? notice->id : std::string());
    if (notice != nullptr) {
        m_notices.noteRead(*notice);
    }
    refresh();
}

void NoticesPage::openDialog(const wire::Notice* notice) {
    const auto known = notice != nullptr ? std::optional(*notice) : std::nullopt;
    auto* dialog = new NoticeDialog(known, this);
    dialog->follow(m_notices);
    connect(dialog, &shell::FormDialog::submitted, this, [this, dialog] {
        dialog->known() ? m_notices.change(*dialog->known(), dialog->draft())
                        : m_notices.create(dialog->draft());
    });
    connect(&m_notices, &NoticesPresenter::commandFailed, dialog, [this, dialog](ErrorCode code) {
        if (code == ErrorCode::StaleRevision && dialog->known()) {
            m_notices.read(dialog->known()->id);
        }
    });
    connect(&m_notices, &NoticesPresenter::noticeRead, dialog, &NoticeDialog::takeNewer);
    dialog->open();
}

void NoticesPage::askWithdraw() {
    const wire::Notice* notice = selected();
    m_prompts.confirm({tr("Withdraw notice"),
                       tr("\"%1\" is shown to nobody any more. Mails that have not left yet are not sent; %n "
                          "person(s) have read it.",
                          nullptr, static_cast<int>(notice->readCount.value_or(0)))
                           .arg(shell::localText(notice->titleJa, notice->titleEn)),
                       tr("Withdraw"), true},
                      [this, notice = *notice](bool isConfirmed) {
                          if (isConfirmed) {
                              m_notices.withdraw(notice);
                          }
                      });
}

void NoticesPage::showPanel() {
    const wire::Notice* notice = selected();
    if (notice == nullptr) {
        m_panel->clear();
        return;
    }
    QStringList audience;
    for (const std::string& name : notice->audience) {
        audience.append(shell::audienceText(name));
    }
    const auto count = [](const std::optional<long long>& value) {
        return value ? QString::number(*value) : QString();
    };
    m_panel->display(
        {shell::localText(notice->titleJa, notice->titleEn),
         shell::noticeKindTone(notice->kind),
         shell::noticeKindText(notice->kind),
         shell::localText(notice->bodyJa, notice->bodyEn),
         {{tr("From"), DisplayText::time(notice->startsAt)},
          {tr("Until"), notice->endsAt ? DisplayText::time(notice->endsAt) : tr("Until it is withdrawn")},
          {tr("Shown to"), shell::listText(audience)},
          {tr("By"), notice->isOperator ? tr("Operator of the service") : tr("Organisation")},
          {tr("Read by"), count(notice->readCount)},
          {tr("Taken note"), count(notice->acknowledgedCount)},
          {tr("Last read"),
           m_notices.receipts().empty() ? QString() : DisplayText::time(m_notices.receipts().front().readAt)},
          {tr("You took note"),
           notice->acknowledgedAt ? DisplayText::time(notice->acknowledgedAt) : QString()}}});
    m_acknowledge->setVisible(notice->state == "active" && !notice->acknowledgedAt);
    m_acknowledge->setEnabled(!m_notices.isBusy());
    m_change->setVisible(m_notices.isOwner() && !notice->isOperator);
    m_withdraw->setVisible(m_notices.isOwner() && !notice->isOperator);
    m_change->setEnabled(m_notices.mayChange(*notice));
    m_withdraw->setEnabled(m_notices.mayChange(*notice));
}

void NoticesPage::refresh() {
    m_more->setVisible(m_notices.hasMore());
    m_add->setEnabled(m_notices.isOwner() && !m_notices.isBusy());
    if (const int row = m_wanted.empty() ? -1 : m_notices.model().indexOf(m_wanted); row >= 0) {
        m_wanted.clear();
        m_table->selectRow(row);
    }
    showPanel();
    showState(
        {tr("No notices"),
         tr("Notices of the operator and of your organisation appear here, on the sign-in screens and at "
            "the PCs."),
         m_notices.isOwner() ? tr("Write a notice") : QString()});
}

void NoticesPage::retranslate() {
    shell::setNamedText(m_add, tr("Write a notice"));
    shell::setNamedText(m_more, tr("Show older notices"));
    shell::setNamedText(m_acknowledge, tr("I have taken note"));
    shell::setNamedText(m_change, tr("Change notice"));
    shell::setNamedText(m_withdraw, tr("Withdraw"));
    m_table->setAccessibleName(tr("List of notices"));
    m_notices.model().retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::notices
