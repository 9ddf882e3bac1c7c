// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/service_presenter.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "domain/role.h"
#include "models/display_text.h"
#include "shell/duty_text.h"
#include "ui/qt_text.h"

namespace kaomon::service {
namespace {

using models::DisplayText;
using models::ListState;
using models::Tone;

constexpr int kPage = 100;

const wire::Maintenance* maintenanceOf(const Interruption& row) {
    return std::get_if<wire::Maintenance>(&row);
}

const wire::IncidentStatus& incidentOf(const Interruption& row) {
    return std::get<wire::IncidentStatus>(row);
}

TimePoint begins(const Interruption& row) {
    return maintenanceOf(row) != nullptr ? maintenanceOf(row)->startsAt : incidentOf(row).detectedAt;
}

QString endText(const Interruption& row) {
    if (const auto* window = maintenanceOf(row)) {
        return DisplayText::time(window->finishedAt.value_or(window->endsAt)).left(16);
    }
    return DisplayText::time(incidentOf(row).resolvedAt).left(16);
}

QString phaseText(const std::string& phase) {
    const std::pair<const char*, QString> texts[] = {{"announced", ServicePresenter::tr("Announced")},
                                                     {"running", ServicePresenter::tr("Running")},
                                                     {"ended", ServicePresenter::tr("Over")},
                                                     {"cancelled", ServicePresenter::tr("Cancelled")},
                                                     {"detected", ServicePresenter::tr("Being checked")},
                                                     {"confirmed", ServicePresenter::tr("Confirmed")},
                                                     {"resolved", ServicePresenter::tr("Over")},
                                                     {"reported", ServicePresenter::tr("Reported")},
                                                     {"dismissed", ServicePresenter::tr("Was none")}};
    const auto found = std::ranges::find_if(texts, [&](const auto& row) { return phase == row.first; });
    return found == std::end(texts) ? ui::toQString(phase) : found->second;
}

QString mailStateText(const wire::MailDelivery& row) {
    const std::pair<const char*, QString> texts[] = {
        {"queued", MailsPresenter::tr("To be sent")},    {"waiting", MailsPresenter::tr("Trying again")},
        {"sending", MailsPresenter::tr("Being sent")},   {"sent", MailsPresenter::tr("Sent")},
        {"bounced", MailsPresenter::tr("Refused")},      {"expired", MailsPresenter::tr("Given up")},
        {"no_address", MailsPresenter::tr("No address")}};
    const auto found = std::ranges::find_if(texts, [&](const auto& text) { return row.state == text.first; });
    return found == std::end(texts) ? ui::toQString(row.state) : found->second;
}

Tone mailTone(const wire::MailDelivery& row) {
    if (row.state == "sent") {
        return Tone::Good;
    }
    const bool isLost = row.state == "bounced" || row.state == "expired" || row.state == "no_address";
    return isLost ? Tone::Bad : Tone::Neutral;
}

QString replyText(const wire::MailDelivery& row) {
    return row.replyCode > 0 ? QStringLiteral("%1 %2").arg(row.replyCode).arg(ui::toQString(row.replyText))
                             : ui::toQString(row.replyText);
}

} // namespace

int ServicePresenter::leadDays(const wire::Maintenance& window) {
    const auto days = std::chrono::floor<std::chrono::days>(window.startsAt) -
                      std::chrono::floor<std::chrono::days>(window.announcedAt);
    return static_cast<int>(days.count());
}

QString ServicePresenter::stateText(const Interruption& row) {
    if (const auto* window = maintenanceOf(row)) {
        return phaseText(window->phase);
    }
    const wire::IncidentStatus& incident = incidentOf(row);
    return incident.state == "announced" ? tr("People were told") : phaseText(incident.state);
}

Tone ServicePresenter::stateTone(const Interruption& row) {
    if (const auto* window = maintenanceOf(row)) {
        return window->phase == "running" ? Tone::Warning : Tone::Neutral;
    }
    const std::string& state = incidentOf(row).state;
    return state == "confirmed" || state == "announced" ? Tone::Bad
           : state == "detected"                        ? Tone::Warning
                                                        : Tone::Neutral;
}

ServicePresenter::ServicePresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("From"); },
                [](const Interruption& row) { return DisplayText::time(begins(row)).left(16); }},
               {[] { return tr("Until"); }, endText},
               {[] { return tr("What"); },
                [](const Interruption& row) {
                    return maintenanceOf(row) != nullptr ? tr("Planned maintenance") : tr("Emergency");
                }},
               {[] { return tr("Reason"); },
                [](const Interruption& row) {
                    return shell::interruptionReasonText(
                        maintenanceOf(row) != nullptr ? maintenanceOf(row)->reason : incidentOf(row).reason);
                }},
               {[] { return tr("State"); }, stateText,
                [](const Interruption& row) { return std::optional(stateTone(row)); }}},
              [](const Interruption& row) {
                  return maintenanceOf(row) != nullptr ? maintenanceOf(row)->id : incidentOf(row).id;
              }) {}

void ServicePresenter::reload() {
    if (!beginLoading(state() == ListState::Content)) {
        return;
    }
    load(client::ServiceInfoService(api()).status(), [this](const wire::ServiceStatus& status) {
        m_status = status;
        std::vector<Interruption> rows(status.incidents.begin(), status.incidents.end());
        rows.insert(rows.end(), status.maintenance.begin(), status.maintenance.end());
        std::ranges::stable_sort(rows, std::ranges::greater(), begins);
        m_model.setRows(std::move(rows));
        return m_model.rowCount() == 0 ? ListState::Empty : ListState::Content;
    });
}

void ServicePresenter::clear() {
    m_status = {};
    m_model.setRows({});
    FeaturePresenter::clear();
}

long long ServicePresenter::secondsUntil(TimePoint at) const {
    const auto* signer = session().isOpen() ? session().api().signer() : nullptr;
    const TimePoint now = signer != nullptr ? signer->serverNow() : session().clock().now();
    return std::chrono::duration_cast<std::chrono::seconds>(at - now).count();
}

MailsPresenter::MailsPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Due"); },
                [](const wire::MailDelivery& row) { return DisplayText::time(row.dueAt); }},
               {[] { return tr("About"); },
                [](const wire::MailDelivery& row) { return ui::toQString(row.kind); }},
               {[] { return tr("To"); },
                [](const wire::MailDelivery& row) { return ui::toQString(row.address); }},
               {[] { return tr("Tries"); },
                [](const wire::MailDelivery& row) { return QString::number(row.attempts); }},
               {[] { return tr("Answer of the mail server"); }, replyText},
               {[] { return tr("State"); }, mailStateText,
                [](const wire::MailDelivery& row) { return std::optional(mailTone(row)); }}},
              [](const wire::MailDelivery& row) {
                  return row.kind + '|' + toRfc3339(row.dueAt) + '|' + row.user + '|' + row.address;
              }) {}

bool MailsPresenter::maySee() const {
    const auto role =
        session().isOpen() ? domain::roleFromWire(session().user().role) : std::optional<domain::Role>();
    return role == domain::Role::Owner || role == domain::Role::UserAdmin || role == domain::Role::Auditor;
}

void MailsPresenter::reload() {
    if (!maySee()) {
        FeaturePresenter::setState(ListState::Empty);
        return;
    }
    if (beginLoading(state() == ListState::Content)) {
        fetch({});
    }
}

void MailsPresenter::fetch(const std::string& cursor) {
    load(client::NoticeService(api()).mails(m_wanted, kPage, cursor),
         [this, isFirst = cursor.empty()](const wire::MailPage& page) {
             m_isConfigured = page.isConfigured;
             isFirst ? m_model.setRows(page.items) : m_model.appendRows(page.items);
             m_next = page.next;
             return m_model.rowCount() == 0 ? ListState::Empty : ListState::Content;
         });
}

void MailsPresenter::loadMore() {
    if (m_next && beginLoading(true)) {
        fetch(*m_next);
    }
}

void MailsPresenter::clear() {
    m_model.setRows({});
    m_next.reset();
    m_wanted.clear();
    FeaturePresenter::clear();
}

void MailsPresenter::setWanted(const std::string& state) {
    if (m_wanted != state) {
        m_wanted = state;
        m_model.setRows({});
        reload();
    }
}

} // namespace kaomon::service
