// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/service_page.h"

#include <chrono>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/duty_text.h"
#include "shell/form_field.h"
#include "shell/list_frame.h"
#include "shell/local_text.h"
#include "ui/qt_text.h"

namespace kaomon::service {
namespace {

using models::DisplayText;
using namespace std::chrono_literals;

QString orNothing(const std::optional<TimePoint>& time) {
    return time ? DisplayText::time(*time) : QString();
}

} // namespace

ServicePage::ServicePage(shell::ConsoleSession& session, QWidget* parent)
    : FeaturePage("service", parent)
    , m_service(session)
    , m_mails(session)
    , m_tabs(new QTabWidget(this))
    , m_now(shell::makeLabel("value", this))
    , m_table(new QTableView(this))
    , m_panel(new shell::FactPanel(this))
    , m_mailState(new QComboBox(this))
    , m_mailStates(new ui::StatePanel(this))
    , m_mailTable(new QTableView(this))
    , m_more(new QPushButton(this)) {
    setPresenter(m_service);
    follow(m_mails);
    m_second.setInterval(1s);
    build();
    connectParts();
    retranslate();
}

void ServicePage::build() {
    m_tabs->setDocumentMode(true);
    shell::setUpTable(*m_table, &m_service.model());
    new shell::ColumnFitter(*m_table, {{.width = 130},
                                       {.width = 130, .rank = 1},
                                       {.width = 175},
                                       {.width = 160, .rank = 2, .takesRest = true},
                                       {.width = 130}});
    states().setContent(m_table);
    auto* first = new QWidget(this);
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(&states(), 1);
    row->addWidget(m_panel);
    auto* column1 = new QVBoxLayout(first);
    column1->setContentsMargins(0, 12, 0, 0);
    column1->addWidget(m_now);
    column1->addLayout(row, 1);
    m_tabs->addTab(first, QString());
    m_tabs->addTab(mailsTab(), QString());
    column()->addWidget(m_tabs, 1);
}

QWidget* ServicePage::mailsTab() {
    shell::setUpTable(*m_mailTable, &m_mails.model());
    new shell::ColumnFitter(*m_mailTable, {{.width = 150},
                                           {.width = 130, .rank = 1},
                                           {.width = 180, .takesRest = true},
                                           {.width = 60, .rank = 3},
                                           {.width = 200, .rank = 2, .takesRest = true},
                                           {.width = 110}});
    for (const char* state :
         {"", "queued", "waiting", "sending", "sent", "bounced", "expired", "no_address"}) {
        m_mailState->addItem(QString(), QString::fromLatin1(state));
    }
    m_mailState->setSizeAdjustPolicy(QComboBox::AdjustToContents); // as long as its words in either language
    shell::setList(*m_mailStates, *m_mailTable, *m_more);
    auto* second = new QWidget(this);
    auto* column2 = new QVBoxLayout(second);
    column2->setContentsMargins(0, 12, 0, 0);
    column2->addWidget(m_mailState, 0, Qt::AlignLeft);
    column2->addWidget(m_mailStates, 1);
    return second;
}

void ServicePage::connectParts() {
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ServicePage::showPanel);
    connect(&m_second, &QTimer::timeout, this, &ServicePage::showPanel);
    connect(m_more, &QPushButton::clicked, &m_mails, &MailsPresenter::loadMore);
    connect(m_mailStates, &ui::StatePanel::retryRequested, &m_mails, &MailsPresenter::reload);
    connect(m_mailState, &QComboBox::currentIndexChanged, this,
            [this] { m_mails.setWanted(ui::toUtf8(m_mailState->currentData().toString())); });
}

void ServicePage::activate() {
    m_service.reload();
    m_mails.reload();
    m_second.start();
}

void ServicePage::deactivate() {
    m_second.stop();
    FeaturePage::deactivate();
}

shell::Facts ServicePage::factsOf(const wire::Maintenance& window) const {
    const int days = ServicePresenter::leadDays(window);
    const bool isLate = days < ServicePresenter::kLeadDays;
    return {tr("Planned maintenance"),
            shell::toneOf(ServicePresenter::stateTone(window)),
            ServicePresenter::stateText(window),
            shell::localText(window.textJa, window.textEn),
            {{tr("From"), DisplayText::time(window.startsAt)},
             {tr("Until"), DisplayText::time(window.endsAt)},
             {tr("Over since"), orNothing(window.finishedAt)},
             {tr("Cancelled"), orNothing(window.cancelledAt)},
             {tr("Reason"), shell::interruptionReasonText(window.reason)},
             {tr("Announced"),
              tr("%1, %n day(s) ahead", nullptr, days).arg(DisplayText::time(window.announcedAt))},
             {tr("Two weeks ahead"), isLate ? tr("No") : tr("Yes")},
             {tr("Why later"), isLate ? ui::toQString(window.lateReason) : QString()},
             {tr("First mail"), orNothing(window.mailSentAt)}}};
}

QString ServicePage::clockText(const wire::IncidentStatus& incident) const {
    if (!incident.secondsLeft || !incident.mailDueAt) {
        return incident.isOverdue ? tr("too late") : QString();
    }
    const long long left = m_service.secondsUntil(*incident.mailDueAt);
    return left >= 0 ? tr("%1 left").arg(shell::durationText(left))
                     : tr("overdue by %1").arg(shell::durationText(left));
}

shell::Facts ServicePage::factsOf(const wire::IncidentStatus& incident) const {
    QString text = shell::localText(incident.textJa, incident.textEn);
    if (const QString report = shell::localText(incident.reportJa, incident.reportEn); !report.isEmpty()) {
        text += QStringLiteral("\n\n") + tr("Report: %1").arg(report);
    }
    return {tr("Emergency"),
            shell::toneOf(ServicePresenter::stateTone(incident)),
            ServicePresenter::stateText(incident),
            text,
            {{tr("Reason"), shell::interruptionReasonText(incident.reason)},
             {tr("Noticed"), DisplayText::time(incident.detectedAt)},
             {tr("Confirmed"), orNothing(incident.confirmedAt)},
             {tr("Mail due"), orNothing(incident.mailDueAt)},
             {tr("Time for the mail"), clockText(incident)},
             {tr("People told"), orNothing(incident.announcedAt)},
             {tr("First mail"), orNothing(incident.mailSentAt)},
             {tr("Over"), orNothing(incident.resolvedAt)},
             {tr("Reported"), orNothing(incident.reportedAt)},
             {tr("Told afterwards"), incident.isAfterTheFact ? tr("Yes") : QString()}}};
}

void ServicePage::showPanel() {
    const wire::ServiceStatus& status = m_service.status();
    const long long left = status.readOnlyUntil ? m_service.secondsUntil(*status.readOnlyUntil) : 0;
    m_now->setText(status.isReadOnly && left > 0
                       ? tr("Consoles are read-only for another %1. PCs and face logon go on.")
                             .arg(shell::durationText(left))
                       : tr("The service takes changes."));
    const auto rows = m_table->selectionModel()->selectedRows();
    const Interruption* row = rows.isEmpty() ? nullptr : m_service.model().row(rows.first().row());
    if (row == nullptr) {
        m_panel->clear();
        return;
    }
    const auto* window = std::get_if<wire::Maintenance>(row);
    m_panel->display(window != nullptr ? factsOf(*window) : factsOf(std::get<wire::IncidentStatus>(*row)));
}

void ServicePage::refresh() {
    m_more->setVisible(m_mails.hasMore());
    showPanel();
    showState({tr("Nothing planned, nothing wrong"),
               tr("Maintenance is announced here and by mail, as a rule two weeks ahead.")});
    shell::EmptyText empty{tr("No mails"),
                           tr("Mails to administrators about this organisation appear here.")};
    if (!m_mails.maySee()) {
        empty = {tr("Only owners, user administrators and auditors see the mails"), {}};
    } else if (!m_mails.isConfigured()) {
        empty = {tr("This server sends no mail"), tr("Its operator has set no mail server.")};
    }
    shell::showListState(*m_mailStates, m_mails.state(), m_mails.error(), empty);
}

void ServicePage::retranslate() {
    m_tabs->setTabText(0, tr("Interruptions"));
    m_tabs->setTabText(1, tr("Mails"));
    const QString states[] = {tr("All mails"), tr("To be sent"), tr("Trying again"), tr("Being sent"),
                              tr("Sent"),      tr("Refused"),    tr("Given up"),     tr("No address")};
    for (int i = 0; i < m_mailState->count(); ++i) {
        m_mailState->setItemText(i, states[i]);
    }
    m_mailState->setAccessibleName(tr("State of the mails"));
    shell::setNamedText(m_more, tr("Show older mails"));
    m_table->setAccessibleName(tr("List of interruptions"));
    m_mailTable->setAccessibleName(tr("List of mails"));
    m_service.model().retranslate();
    m_mails.model().retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::service
