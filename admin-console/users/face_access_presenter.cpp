// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/face_access_presenter.h"

#include <utility>

#include <QLocale>

#include "client/face_access_service.h"
#include "models/display_text.h"
#include "ui/qt_text.h"

namespace kaomon::users {
namespace {

using models::DisplayText;
using models::ListState;

QString readerText(const wire::FaceAccess& row) {
    const bool isPc = row.readerKind == "device";
    if (!row.readerName) {
        return isPc ? FaceAccessPresenter::tr("A PC that is gone")
                    : FaceAccessPresenter::tr("Somebody who is gone");
    }
    const QString name = ui::toQString(*row.readerName);
    return isPc ? name : FaceAccessPresenter::tr("%1 (console or client)").arg(name);
}

std::string idOf(const wire::FaceAccess& row) {
    return row.readerKind + '|' + row.reader + '|' + row.face.text();
}

} // namespace

FaceAccessPresenter::FaceAccessPresenter(shell::ConsoleSession& session, NameOf nameOf, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Given to"); }, readerText},
               {[] { return tr("Face"); },
                [nameOf = std::move(nameOf)](const wire::FaceAccess& row) {
                    const QString name = nameOf(row.face);
                    return name.isEmpty() ? tr("Deleted since") : name;
                }},
               {[] { return tr("First"); },
                [](const wire::FaceAccess& row) { return DisplayText::time(row.firstAt); }},
               {[] { return tr("Last"); },
                [](const wire::FaceAccess& row) { return DisplayText::time(row.lastAt); }},
               {[] { return tr("Times"); },
                [](const wire::FaceAccess& row) { return QLocale().toString(row.times); }}},
              idOf) {}

void FaceAccessPresenter::show(const UserId& user) {
    m_user = user;
    m_rows.clear();
    m_next.clear();
    m_model.setRows({});
    reload();
}

void FaceAccessPresenter::clear() {
    m_user = {};
    m_rows.clear();
    m_next.clear();
    m_model.setRows({});
    FeaturePresenter::clear();
}

void FaceAccessPresenter::reload() {
    if (m_user.isEmpty() || !beginLoading(m_model.rowCount() > 0)) {
        return;
    }
    m_rows.clear();
    m_next.clear();
    loadMore();
}

void FaceAccessPresenter::loadMore() {
    if (!session().isOpen()) {
        return;
    }
    load(client::FaceAccessService(api()).list(m_user, m_next), [this](const wire::FaceAccessPage& page) {
        m_rows.insert(m_rows.end(), page.items.begin(), page.items.end());
        m_next = page.next.value_or(std::string());
        m_model.setRows(m_rows);
        return m_rows.empty() ? ListState::Empty : ListState::Content;
    });
}

} // namespace kaomon::users
