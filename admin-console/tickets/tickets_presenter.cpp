// SPDX-License-Identifier: GPL-3.0-or-later
#include "tickets/tickets_presenter.h"

#include <algorithm>

#include "domain/role.h"
#include "domain/ticket_number.h"
#include "models/display_text.h"
#include "shell/local_text.h"
#include "ui/qt_text.h"

namespace kaomon::tickets {
namespace {

using models::DisplayText;
using models::ListState;
using models::Tone;

domain::Role roleOf(const shell::ConsoleSession& session) {
    return domain::roleFromWire(session.user().role).value_or(domain::Role::Member);
}

} // namespace

QString TicketsPresenter::stateText(const wire::Diagnostics& ticket) {
    if (ticket.state == "uploading") {
        return tr("On its way");
    }
    if (ticket.state == "complete") {
        return tr("New");
    }
    return ticket.state == "in_progress" ? tr("In work") : tr("Closed");
}

models::Tone TicketsPresenter::stateTone(const wire::Diagnostics& ticket) {
    return ticket.state == "complete" ? Tone::Warning : ticket.state == "closed" ? Tone::Good : Tone::Neutral;
}

TicketsPresenter::TicketsPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Ticket"); },
                [](const wire::Diagnostics& row) { return ui::toQString(row.ticket); }},
               {[] { return tr("Sent"); },
                [](const wire::Diagnostics& row) { return DisplayText::time(row.createdAt); }},
               {[] { return tr("PC"); },
                [](const wire::Diagnostics& row) { return ui::toQString(row.deviceName); }},
               {[] { return tr("Person"); },
                [](const wire::Diagnostics& row) { return ui::toQString(row.login.value_or("–")); }},
               {[] { return tr("What the person says"); },
                [](const wire::Diagnostics& row) {
                    return ui::toQString(row.note).section(QLatin1Char('\n'), 0, 0);
                }},
               {[] { return tr("Size"); },
                [](const wire::Diagnostics& row) { return shell::bytesText(row.size); }},
               {[] { return tr("State"); }, stateText,
                [](const wire::Diagnostics& row) { return std::optional(stateTone(row)); }}},
              [](const wire::Diagnostics& row) { return row.id.text(); }) {}

bool TicketsPresenter::maySee() const {
    return session().isOpen() &&
           (roleOf(session()) == domain::Role::Owner || roleOf(session()) == domain::Role::HelpDesk);
}

bool TicketsPresenter::mayOpen() const {
    return session().isOpen() && roleOf(session()) == domain::Role::HelpDesk;
}

void TicketsPresenter::reload() {
    if (!maySee()) {
        setState(ListState::Empty);
        return;
    }
    if (beginLoading(state() == ListState::Content)) {
        fetch({});
    }
}

void TicketsPresenter::fetch(const std::string& cursor) {
    if (cursor.empty()) {
        optionalPart(client::DiagnosticsService(api()).requests(),
                     [this](const std::optional<wire::DiagnosticsRequestList>& list) {
                         m_requests = list ? list->items : std::vector<wire::DiagnosticsRequest>();
                     });
    }
    load(client::DiagnosticsService(api()).list(m_filter, cursor),
         [this, isFirst = cursor.empty()](const wire::DiagnosticsPage& page) {
             isFirst ? m_model.setRows(page.items) : m_model.appendRows(page.items);
             m_next = page.next;
             return m_model.rowCount() == 0 ? ListState::Empty : ListState::Content;
         });
}

QString TicketsPresenter::requestsText() const {
    constexpr std::size_t kShown = 5;
    QStringList lines;
    for (std::size_t i = 0; i < std::min(kShown, m_requests.size()); ++i) {
        const wire::DiagnosticsRequest& request = m_requests[i];
        const QString became = request.state == "answered"
                                   ? tr("sent, ticket %1").arg(ui::toQString(request.ticket.value_or("–")))
                               : request.state == "declined"
                                   ? tr("declined at %1").arg(DisplayText::time(request.settledAt))
                                   : tr("not answered yet");
        lines.append(tr("%1, asked by %2 at %3: %4")
                         .arg(ui::toQString(request.deviceName), ui::toQString(request.requestedBy),
                              DisplayText::time(request.requestedAt), became));
    }
    return lines.join(QLatin1Char('\n'));
}

void TicketsPresenter::loadMore() {
    if (m_next && beginLoading(true)) {
        fetch(*m_next);
    }
}

void TicketsPresenter::clear() {
    m_model.setRows({});
    m_next.reset();
    m_requests.clear();
    m_filter = {};
    FeaturePresenter::clear();
}

bool TicketsPresenter::setTicket(const QString& typed) {
    const auto ticket = domain::ticketFromTyped(ui::toUtf8(typed));
    const std::string wanted = typed.trimmed().isEmpty() ? std::string() : ticket.value_or("");
    const bool isTicket = typed.trimmed().isEmpty() || ticket.has_value();
    if (isTicket && m_filter.ticket != wanted) {
        m_filter.ticket = wanted;
        m_model.setRows({});
        reload();
    }
    return isTicket;
}

void TicketsPresenter::setWanted(const std::string& state) {
    if (m_filter.state != state) {
        m_filter.state = state;
        m_model.setRows({});
        reload();
    }
}

void TicketsPresenter::setProgress(const wire::Diagnostics& ticket, const std::string& state) {
    change(ticket, {state, std::nullopt});
}

void TicketsPresenter::setNote(const wire::Diagnostics& ticket, const QString& note) {
    change(ticket, {std::nullopt, ui::toUtf8(note)});
}

void TicketsPresenter::change(const wire::Diagnostics& ticket, const wire::DiagnosticsPatch& patch) {
    command([this, id = ticket.id, rev = ticket.rev,
             patch] { return client::DiagnosticsService(api()).change(id, patch, rev); },
            [this](const wire::Diagnostics&) { reload(); });
}

void TicketsPresenter::remove(const wire::Diagnostics& ticket) {
    command([this, id = ticket.id,
             rev = ticket.rev] { return client::DiagnosticsService(api()).remove(id, rev); },
            [this] { reload(); });
}

} // namespace kaomon::tickets
