// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/person_history_presenter.h"

#include <algorithm>

#include "models/display_text.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"

namespace kaomon::users {
namespace {

using models::DisplayText;
using models::ListState;

constexpr int kPage = 100;

QString actText(const std::string& kind) {
    const std::pair<const char*, QString> texts[] = {
        {"role_changed", PersonHistoryPresenter::tr("Role changed")},
        {"password_reissued", PersonHistoryPresenter::tr("One-time password reissued")},
        {"unlocked", PersonHistoryPresenter::tr("Unlocked")},
        {"session_revoked", PersonHistoryPresenter::tr("A session was ended")},
        {"sessions_revoked", PersonHistoryPresenter::tr("Every session was ended")},
        {"second_factor_set", PersonHistoryPresenter::tr("Second factor set up")},
        {"second_factor_removed", PersonHistoryPresenter::tr("Second factor removed")},
        {"recovery_codes_made", PersonHistoryPresenter::tr("New recovery codes")},
        {"vault_thawed", PersonHistoryPresenter::tr("The vault rests no longer")},
        {"emergency_code_issued", PersonHistoryPresenter::tr("Emergency code by phone")}};
    for (const auto& [name, text] : texts) {
        if (kind == name) {
            return text;
        }
    }
    return ui::toQString(kind);
}

HistoryRow rowOf(const wire::StoredEvent& stored) {
    const wire::Event& event = stored.event;
    QString how = DisplayText::eventResult(event.result);
    if (const auto code = errorCodeFromWire(event.detail.reason.value_or(""))) {
        how += QStringLiteral(": ") + ui::errorText(*code).sentence;
    }
    return {event.id.text(),
            event.at,
            DisplayText::eventCode(event.code, event.kind),
            how,
            models::resultTone(event.result),
            ui::toQString(stored.deviceName)};
}

HistoryRow rowOf(const wire::AccountAct& act) {
    return {act.id,
            act.at,
            actText(act.kind),
            ui::toQString(act.reason),
            models::Tone::Neutral,
            PersonHistoryPresenter::tr("by an administrator")};
}

} // namespace

PersonHistoryPresenter::PersonHistoryPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Time"); }, [](const HistoryRow& row) { return DisplayText::time(row.at); }},
               {[] { return tr("What happened"); }, [](const HistoryRow& row) { return row.what; }},
               {[] { return tr("Result or reason"); }, [](const HistoryRow& row) { return row.how; }},
               {[] { return tr("Where"); }, [](const HistoryRow& row) { return row.where; }}},
              [](const HistoryRow& row) { return row.id; }) {}

void PersonHistoryPresenter::show(const UserId& user) {
    m_user = user;
    m_rows.clear();
    m_model.setRows({});
    reload();
}

void PersonHistoryPresenter::clear() {
    m_user = {};
    m_rows.clear();
    m_model.setRows({});
    m_nextEvents.reset();
    FeaturePresenter::clear();
}

void PersonHistoryPresenter::reload() {
    if (m_user.isEmpty() || !beginLoading(m_model.rowCount() > 0)) {
        return;
    }
    m_rows.clear();
    fetchEvents({});
}

void PersonHistoryPresenter::loadMore() {
    if (m_nextEvents && session().isOpen()) {
        fetchEvents(*m_nextEvents);
    }
}

void PersonHistoryPresenter::fetchEvents(const std::string& cursor) {
    part(client::EventViewService(api()).ofUser(m_user, {}, {false, kPage, cursor}),
         [this, isFirst = cursor.empty()](const wire::EventPage& page) {
             for (const wire::StoredEvent& event : page.items) {
                 m_rows.push_back(rowOf(event));
             }
             m_nextEvents = page.next;
             if (isFirst) {
                 fetchActs();
             } else {
                 sortRows();
             }
         });
}

// Owners, user administrators and auditors read these; the help desk has the events alone.
void PersonHistoryPresenter::fetchActs() {
    optionalPart(client::AccountService(api()).acts({}, m_user.text(), {kPage, {}}),
                 [this](const std::optional<wire::AccountActPage>& page) {
                     for (const wire::AccountAct& act :
                          page ? page->items : std::vector<wire::AccountAct>()) {
                         m_rows.push_back(rowOf(act));
                     }
                     sortRows();
                 });
}

void PersonHistoryPresenter::sortRows() {
    std::ranges::stable_sort(m_rows, std::ranges::greater(), &HistoryRow::at);
    m_model.setRows(m_rows);
    endLoading(m_rows.empty() ? ListState::Empty : ListState::Content);
}

} // namespace kaomon::users
