// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/sessions_presenter.h"

#include "models/display_text.h"
#include "ui/qt_text.h"

namespace kaomon::shell {
namespace {

using models::DisplayText;

QString placeOf(const wire::SessionInfo& row) {
    if (row.isCurrent) {
        return SessionsPresenter::tr("This console");
    }
    return row.device ? SessionsPresenter::tr("PC %1").arg(
                            ui::toQString(row.deviceName.value_or(row.device->text())))
                      : SessionsPresenter::tr("Console");
}

} // namespace

SessionsPresenter::SessionsPresenter(ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Place"); }, placeOf},
               {[] { return tr("Network"); },
                [](const wire::SessionInfo& row) { return ui::toQString(row.address); }},
               {[] { return tr("Since"); },
                [](const wire::SessionInfo& row) { return DisplayText::time(row.createdAt); }},
               {[] { return tr("Last used"); },
                [](const wire::SessionInfo& row) { return DisplayText::time(row.lastUsedAt); }}},
              [](const wire::SessionInfo& row) { return row.id; }) {}

void SessionsPresenter::show(const std::optional<UserId>& user) {
    m_user = user;
    m_model.setRows({});
    reload();
}

void SessionsPresenter::reload() {
    if (!beginLoading(m_model.rowCount() > 0)) {
        return;
    }
    client::SessionListService service(api());
    load(m_user ? service.of(*m_user) : service.own(), [this](const wire::SessionList& list) {
        m_model.setRows(list.items);
        return list.items.empty() ? models::ListState::Empty : models::ListState::Content;
    });
}

void SessionsPresenter::clear() {
    m_user.reset();
    m_model.setRows({});
    FeaturePresenter::clear();
}

void SessionsPresenter::end(const wire::SessionInfo& session) {
    command([this, id = session.id] { return client::SessionListService(api()).end(id); },
            [this] { reload(); });
}

void SessionsPresenter::endAll() {
    command(
        [this, user = m_user] {
            client::SessionListService service(api());
            return user ? service.endAllOf(*user) : service.endOthers();
        },
        [this] { reload(); });
}

} // namespace kaomon::shell
