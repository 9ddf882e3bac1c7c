// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alerts_page.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/badge_delegate.h"
#include "shell/column_fitter.h"
#include "shell/form_field.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::alerts {
namespace {

using models::DisplayText;
using models::ListState;

QHBoxLayout* rowOf(std::initializer_list<QPushButton*> buttons) {
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    for (QPushButton* button : buttons) {
        row->addWidget(button);
    }
    return row;
}

} // namespace

AlertsPage::AlertsPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent)
    : FeaturePage("alerts", parent)
    , m_alerts(session)
    , m_targets(session)
    , m_prompts(prompts)
    , m_tabs(new QTabWidget(this))
    , m_alertTable(new QTableView(this))
    , m_events(new QPushButton(this))
    , m_more(new QPushButton(this))
    , m_ruleStates(new ui::StatePanel(this))
    , m_ruleTable(new QTableView(this))
    , m_addRule(new QPushButton(this))
    , m_changeRule(new QPushButton(this))
    , m_toggleRule(new QPushButton(this))
    , m_removeRule(new QPushButton(this))
    , m_targetStates(new ui::StatePanel(this))
    , m_targetTable(new QTableView(this))
    , m_panel(new shell::FactPanel(this))
    , m_addWebhook(new QPushButton(this))
    , m_changeWebhook(m_panel->addButton())
    , m_toggleWebhook(m_panel->addButton())
    , m_resume(m_panel->addButton())
    , m_removeWebhook(m_panel->addButton()) {
    setPresenter(m_alerts);
    follow(m_targets);
    build();
    connectParts();
    connectTargets();
    retranslate();
}

void AlertsPage::build() {
    m_tabs->setDocumentMode(true);
    ui::setPart(*m_addRule, "primary");
    ui::setPart(*m_addWebhook, "primary");
    shell::lockWrites(m_alerts.session(), {m_addRule, m_changeRule, m_toggleRule, m_removeRule, m_addWebhook,
                                           m_changeWebhook, m_toggleWebhook, m_resume, m_removeWebhook});
    shell::setUpTable(*m_alertTable, &m_alerts.alerts());
    new shell::ColumnFitter(*m_alertTable, {{.width = 150},
                                            {.width = 200, .takesRest = true},
                                            {.width = 80},
                                            {.width = 150, .rank = 2},
                                            {.width = 150, .rank = 1}});
    auto* content = new QWidget(this);
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(0, 0, 0, 0);
    list->addWidget(m_alertTable, 1);
    list->addLayout(rowOf({m_more, m_events}));
    states().setContent(content);
    auto* first = new QWidget(this);
    auto* column1 = new QVBoxLayout(first);
    column1->setContentsMargins(0, 12, 0, 0);
    column1->addWidget(&states(), 1);
    m_tabs->addTab(first, QString());
    m_tabs->addTab(rulesTab(), QString());
    m_tabs->addTab(targetsTab(), QString());
    column()->addWidget(m_tabs, 1);
}

QWidget* AlertsPage::rulesTab() {
    shell::setUpTable(*m_ruleTable, &m_alerts.rules());
    new shell::ColumnFitter(*m_ruleTable, {{.width = 160, .takesRest = true},
                                           {.width = 200, .rank = 1, .takesRest = true},
                                           {.width = 235},
                                           {.width = 80, .rank = 2},
                                           {.width = 90}});
    m_ruleStates->setContent(m_ruleTable);
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 12, 0, 0);
    column->addWidget(m_ruleStates, 1);
    column->addLayout(rowOf({m_removeRule, m_toggleRule, m_changeRule, m_addRule}));
    return tab;
}

QWidget* AlertsPage::targetsTab() {
    shell::setUpTable(*m_targetTable, &m_targets.model());
    new shell::ColumnFitter(*m_targetTable, {{.width = 150, .takesRest = true},
                                             {.width = 200, .rank = 2, .takesRest = true},
                                             {.width = 140, .rank = 1},
                                             {.width = 80},
                                             {.width = 150, .rank = 3},
                                             {.width = 120}});
    m_targetStates->setContent(m_targetTable);
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 12, 0, 0);
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(m_targetStates, 1);
    row->addWidget(m_panel);
    column->addLayout(row, 1);
    column->addLayout(rowOf({m_addWebhook}));
    return tab;
}

void AlertsPage::connectParts() {
    connect(m_more, &QPushButton::clicked, &m_alerts, &AlertsPresenter::loadMore);
    connect(m_events, &QPushButton::clicked, this, &AlertsPage::openEvents);
    connect(m_addRule, &QPushButton::clicked, this, [this] { openRule(nullptr); });
    connect(m_ruleStates, &ui::StatePanel::emptyActionTriggered, this, [this] { openRule(nullptr); });
    connect(m_ruleStates, &ui::StatePanel::retryRequested, &m_alerts, &AlertsPresenter::reload);
    connect(m_changeRule, &QPushButton::clicked, this, [this] { openRule(selectedRule()); });
    connect(m_toggleRule, &QPushButton::clicked, this, [this] {
        if (const wire::AlertRule* rule = selectedRule()) {
            wire::AlertRulePatch patch;
            patch.isEnabled = !rule->isEnabled;
            m_alerts.change(*rule, patch);
        }
    });
    connect(m_removeRule, &QPushButton::clicked, this, &AlertsPage::askRemoveRule);
    for (const auto* table : {m_alertTable, m_ruleTable}) {
        connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AlertsPage::refresh);
    }
}

void AlertsPage::connectTargets() {
    connect(m_targetTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const Target* target = selectedTarget();
        m_targets.askDeadLetters(target != nullptr && target->webhook ? std::optional(target->webhook->id)
                                                                      : std::nullopt);
        refreshTargets();
    });
    connect(m_addWebhook, &QPushButton::clicked, this, [this] { openWebhook(nullptr); });
    connect(m_targetStates, &ui::StatePanel::emptyActionTriggered, this, [this] { openWebhook(nullptr); });
    connect(m_targetStates, &ui::StatePanel::retryRequested, &m_targets, &TargetsPresenter::reload);
    const auto act = [this](QPushButton* button, auto what) {
        connect(button, &QPushButton::clicked, this, [this, what] {
            const Target* target = selectedTarget();
            if (target != nullptr && target->webhook) {
                what(*target->webhook);
            }
        });
    };
    act(m_changeWebhook, [this](const wire::Webhook& webhook) { openWebhook(&webhook); });
    act(m_toggleWebhook, [this](const wire::Webhook& webhook) {
        wire::WebhookPatch patch;
        patch.isEnabled = !webhook.isEnabled;
        m_targets.change(webhook, patch);
    });
    act(m_resume, [this](const wire::Webhook& webhook) { m_targets.resume(webhook); });
    act(m_removeWebhook, [this](const wire::Webhook&) { askRemoveWebhook(); });
    connect(&m_targets, &TargetsPresenter::secretMade, this, &AlertsPage::showSecret);
}

void AlertsPage::activate() {
    m_alerts.reload();
    m_targets.reload();
}

const wire::AlertRule* AlertsPage::selectedRule() const {
    const auto rows = m_ruleTable->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_alerts.rules().row(rows.first().row());
}

const Target* AlertsPage::selectedTarget() const {
    const auto rows = m_targetTable->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_targets.model().row(rows.first().row());
}

// The events of an alert: those around its subject are found by the page Events.
void AlertsPage::openEvents() {
    const auto rows = m_alertTable->selectionModel()->selectedRows();
    const wire::EventAlert* alert = rows.isEmpty() ? nullptr : m_alerts.alerts().row(rows.first().row());
    if (alert == nullptr) {
        return;
    }
    const auto rule = std::ranges::find_if(m_alerts.rules().rows(), [&](const wire::AlertRule& known) {
        return known.id.text() == alert->rule;
    });
    const bool isPerson = rule != m_alerts.rules().rows().end() && rule->per == "user";
    const QString subject = ui::toQString(alert->subject);
    emit linkActivated(QStringLiteral("events"),
                       subject.isEmpty()
                           ? QStringLiteral("result=ng")
                           : QStringLiteral("%1=%2&name=%2")
                                 .arg(isPerson ? QStringLiteral("user") : QStringLiteral("device"), subject));
}

QString AlertsPage::lettersText() const {
    QStringList lines;
    for (const wire::DeadLetter& letter : m_targets.deadLetters()) {
        lines.append(tr("%1: %2 to %3 refused (%4)")
                         .arg(DisplayText::time(letter.at))
                         .arg(letter.first)
                         .arg(letter.last)
                         .arg(ui::toQString(letter.error)));
        if (lines.size() == 5) {
            break;
        }
    }
    return lines.join(QLatin1Char('\n'));
}

void AlertsPage::refreshTargets() {
    const Target* target = selectedTarget();
    m_addWebhook->setEnabled(m_targets.isOwner() && !m_targets.isBusy());
    if (target == nullptr) {
        m_panel->clear();
        return;
    }
    const wire::DeliveryState& delivery = target->delivery;
    m_panel->display(
        {target->webhook ? ui::toQString(target->webhook->name) : tr("Syslog server of the operator"),
         shell::toneOf(TargetsPresenter::stateTone(*target)),
         TargetsPresenter::stateText(*target),
         lettersText(),
         {{tr("Address"),
           target->webhook ? ui::toQString(target->webhook->url) : ui::toQString(delivery.target)},
          {tr("Delivered"), QString::number(delivery.delivered)},
          {tr("Waiting"), QString::number(delivery.waiting)},
          {tr("Last delivered"), DisplayText::time(delivery.lastAt)},
          {tr("Failed tries"), delivery.attempts > 0 ? QString::number(delivery.attempts) : QString()},
          {tr("Next try"), delivery.nextAt ? DisplayText::time(delivery.nextAt) : QString()},
          {tr("Last error"), ui::toQString(delivery.lastError)},
          {tr("Changed by"), target->webhook ? QString() : tr("the operator of the server only")}}});
    const bool isFree = target->webhook && m_targets.isOwner() && !m_targets.isBusy();
    for (QPushButton* button : {m_changeWebhook, m_toggleWebhook, m_removeWebhook}) {
        button->setVisible(target->webhook.has_value());
        button->setEnabled(isFree);
    }
    const bool isEnabled = target->webhook && target->webhook->isEnabled;
    shell::setNamedText(m_toggleWebhook, isEnabled ? tr("Switch off") : tr("Switch on"));
    m_resume->setVisible(target->webhook && delivery.state == "dead");
    m_resume->setEnabled(isFree);
}

void AlertsPage::refresh() {
    const wire::AlertRule* rule = selectedRule();
    const bool isFree = m_alerts.isOwner() && !m_alerts.isBusy();
    m_more->setVisible(m_alerts.hasMore());
    m_events->setEnabled(m_alertTable->selectionModel()->hasSelection());
    m_addRule->setEnabled(isFree);
    for (QPushButton* button : {m_changeRule, m_toggleRule, m_removeRule}) {
        button->setEnabled(isFree && rule != nullptr);
    }
    shell::setNamedText(m_toggleRule,
                        rule == nullptr || rule->isEnabled ? tr("Switch off rule") : tr("Switch on rule"));
    refreshTargets();
    showState({tr("No alerts"), tr("When a rule holds, the alert appears here.")});
    const bool hasRules = m_alerts.rules().rowCount() > 0;
    const bool isLoaded = m_alerts.state() == ListState::Content || m_alerts.state() == ListState::Empty;
    shell::showListState(
        *m_ruleStates, isLoaded ? (hasRules ? ListState::Content : ListState::Empty) : m_alerts.state(),
        m_alerts.error(),
        m_alerts.maySeeRules()
            ? shell::EmptyText{tr("No rules of your own"),
                               tr("Many refusals at one PC are told in any case, by the setting "
                                  "for bursts of events."),
                               m_alerts.isOwner() ? tr("Add rule") : QString()}
            : shell::EmptyText{tr("Only owners and auditors see the rules"), {}});
    shell::showListState(*m_targetStates, m_targets.state(), m_targets.error(),
                         m_targets.maySee()
                             ? shell::EmptyText{tr("Nothing is sent anywhere"),
                                                tr("A webhook gets events or alerts as they come."),
                                                m_targets.isOwner() ? tr("Add webhook") : QString()}
                             : shell::EmptyText{tr("Only owners and auditors see the targets"), {}});
}

void AlertsPage::retranslate() {
    m_tabs->setTabText(Alerts, tr("Alerts"));
    m_tabs->setTabText(Rules, tr("Rules"));
    m_tabs->setTabText(Targets, tr("Webhooks and syslog"));
    shell::setNamedText(m_more, tr("Show older alerts"));
    shell::setNamedText(m_events, tr("Show the events"));
    shell::setNamedText(m_addRule, tr("Add rule"));
    shell::setNamedText(m_changeRule, tr("Change rule"));
    shell::setNamedText(m_removeRule, tr("Remove rule"));
    shell::setNamedText(m_addWebhook, tr("Add webhook"));
    shell::setNamedText(m_changeWebhook, tr("Change webhook"));
    shell::setNamedText(m_resume, tr("Go on sending"));
    shell::setNamedText(m_removeWebhook, tr("Remove webhook"));
    m_alertTable->setAccessibleName(tr("List of alerts"));
    m_ruleTable->setAccessibleName(tr("List of rules"));
    m_targetTable->setAccessibleName(tr("List of targets"));
    m_alerts.alerts().retranslate();
    m_alerts.rules().retranslate();
    m_targets.model().retranslate();
    FeaturePage::retranslate();
}

} // namespace kaomon::alerts
