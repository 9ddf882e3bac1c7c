// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alerts_presenter.h"

#include "domain/role.h"
#include "models/display_text.h"
#include "shell/local_text.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"

namespace kaomon::alerts {
namespace {

using models::DisplayText;
using models::ListState;
using models::Tone;

bool isOwnerOrAuditor(const shell::ConsoleSession& session) {
    const auto role = domain::roleFromWire(session.user().role);
    return role == domain::Role::Owner || role == domain::Role::Auditor;
}

QString ruleName(const wire::EventAlert& row) {
    return row.rule == "event_burst" ? AlertsPresenter::tr("Many refusals at one PC (setting)")
                                     : ui::toQString(row.ruleName);
}

QString howOften(const wire::AlertRule& row) {
    const QString per = row.per == "device" ? AlertsPresenter::tr("for each PC")
                        : row.per == "user" ? AlertsPresenter::tr("for each person")
                                            : AlertsPresenter::tr("in the organisation");
    return AlertsPresenter::tr("%1 in %2 min, %3").arg(row.count).arg(row.minutes).arg(per);
}

} // namespace

QString selectionText(const wire::EventSelection& selection) {
    QStringList parts;
    for (const std::string& code : selection.codes) {
        parts.append(DisplayText::eventCode(code));
    }
    for (const std::string& result : selection.results) {
        parts.append(DisplayText::eventResult(result));
    }
    for (const std::string& reason : selection.reasons) {
        const auto code = errorCodeFromWire(reason);
        parts.append(code ? ui::errorText(*code).sentence : ui::toQString(reason));
    }
    for (const std::string& kind : selection.kinds) {
        parts.append(DisplayText::eventKind(kind));
    }
    for (const std::string& severity : selection.severities) {
        parts.append(DisplayText::eventSeverity(severity));
    }
    return shell::listText(parts);
}

AlertsPresenter::AlertsPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_alerts({{[] { return tr("Raised"); },
                 [](const wire::EventAlert& row) { return DisplayText::time(row.raisedAt); }},
                {[] { return tr("Rule"); }, ruleName},
                {[] { return tr("Events"); },
                 [](const wire::EventAlert& row) { return QString::number(row.count); }},
                {[] { return tr("First"); },
                 [](const wire::EventAlert& row) { return DisplayText::time(row.firstAt); }},
                {[] { return tr("Last"); },
                 [](const wire::EventAlert& row) { return DisplayText::time(row.lastAt); }}},
               [](const wire::EventAlert& row) { return std::to_string(row.number); })
    , m_rules(
          {{[] { return tr("Name"); }, [](const wire::AlertRule& row) { return ui::toQString(row.name); }},
           {[] { return tr("Events"); },
            [](const wire::AlertRule& row) {
                const QString text = selectionText(row.wanted);
                return text.isEmpty() ? tr("Every event") : text;
            }},
           {[] { return tr("When"); }, howOften},
           {[] { return tr("Mail"); },
            [](const wire::AlertRule& row) { return row.sendsMail ? tr("Yes") : tr("No"); }},
           {[] { return tr("State"); },
            [](const wire::AlertRule& row) { return row.isEnabled ? tr("On") : tr("Off"); },
            [](const wire::AlertRule& row) {
                return std::optional(row.isEnabled ? Tone::Good : Tone::Neutral);
            }}},
          [](const wire::AlertRule& row) { return row.id.text(); }) {}

bool AlertsPresenter::maySeeRules() const {
    return session().isOpen() && isOwnerOrAuditor(session());
}

void AlertsPresenter::reload() {
    if (!beginLoading(state() == ListState::Content)) {
        return;
    }
    if (!maySeeRules()) {
        fetchAlerts({});
        return;
    }
    part(client::AlertService(api()).rules(), [this](const wire::AlertRuleList& rules) {
        m_rules.setRows(rules.items);
        fetchAlerts({});
    });
}

void AlertsPresenter::fetchAlerts(const std::string& cursor) {
    load(client::AlertService(api()).list(cursor),
         [this, isFirst = cursor.empty()](const wire::EventAlertPage& page) {
             isFirst ? m_alerts.setRows(page.items) : m_alerts.appendRows(page.items);
             m_next = page.next;
             return m_alerts.rowCount() == 0 ? ListState::Empty : ListState::Content;
         });
}

void AlertsPresenter::loadMore() {
    if (m_next && beginLoading(true)) {
        fetchAlerts(*m_next);
    }
}

void AlertsPresenter::clear() {
    m_alerts.setRows({});
    m_rules.setRows({});
    m_next.reset();
    FeaturePresenter::clear();
}

void AlertsPresenter::create(const wire::NewAlertRule& rule) {
    command([this, rule] { return client::AlertService(api()).create(rule); },
            [this](const wire::AlertRule&) { reload(); });
}

void AlertsPresenter::change(const wire::AlertRule& rule, const wire::AlertRulePatch& patch) {
    command([this, id = rule.id, rev = rule.rev,
             patch] { return client::AlertService(api()).change(id, patch, rev); },
            [this](const wire::AlertRule&) { reload(); });
}

void AlertsPresenter::remove(const wire::AlertRule& rule) {
    command([this, id = rule.id, rev = rule.rev] { return client::AlertService(api()).remove(id, rev); },
            [this] { reload(); });
}

} // namespace kaomon::alerts
