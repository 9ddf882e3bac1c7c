// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/unsent_faces_presenter.h"

#include <algorithm>

#include "client/assisted_face_service.h"
#include "client/services.h"
#include "ui/qt_text.h"

namespace kaomon::users {
namespace {

using models::ListState;
using Stored = Result<wire::FaceTemplate>;

// Sends it; one that came there by an earlier try, whose answer was lost, counts as sent.
QFuture<Stored> sendOnce(client::ApiClient& api, const wire::AssistedFace& face) {
    return client::AssistedFaceService(api)
        .add(face)
        .then([&api, id = face.face.id, user = face.face.user](const Stored& stored) -> QFuture<Stored> {
            if (stored || stored.error().code != ErrorCode::Conflict) {
                return QtFuture::makeReadyFuture(stored);
            }
            return client::FaceService(api).templates(user).then(
                [id, stored](const Result<wire::FaceTemplateList>& list) -> Stored {
                    if (!list) {
                        return propagate(list.error());
                    }
                    const auto found = std::ranges::find(list->items, id, &wire::FaceTemplate::id);
                    return found != list->items.end() ? Stored(*found) : stored;
                });
        })
        .unwrap();
}

} // namespace

UnsentFacesPresenter::UnsentFacesPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent) {
    setState(ListState::Empty);
}

void UnsentFacesPresenter::clear() {
    m_faces.clear();
    m_person.clear();
    FeaturePresenter::clear();
    setState(ListState::Empty);
}

void UnsentFacesPresenter::reload() {
    m_faces.clear();
    m_person.clear();
    if (!mayManage() || !beginLoading(true)) {
        setState(ListState::Empty);
        return;
    }
    m_faces =
        UnsentFaces(session().folder())
            .of({session().tenant().tenant.text(), session().user().id.text()}, session().clock().now());
    if (m_faces.empty()) {
        setState(ListState::Empty);
        return;
    }
    optionalPart(client::UserService(api()).get(m_faces.front().face.user),
                 [this](const std::optional<wire::User>& user) {
                     m_person = user ? ui::toQString(user->displayName) : QString();
                     endLoading(ListState::Content);
                 });
}

void UnsentFacesPresenter::send() {
    if (m_faces.empty()) {
        return;
    }
    const wire::AssistedFace face = m_faces.front();
    command([this, face] { return sendOnce(api(), face); },
            [this, id = face.face.id](const wire::FaceTemplate&) { forget(id); });
}

void UnsentFacesPresenter::giveUp() {
    if (m_faces.empty() || isBusy()) {
        return;
    }
    beginCommand();
    forget(m_faces.front().face.id);
    endCommand({});
}

void UnsentFacesPresenter::forget(const TemplateId& face) {
    UnsentFaces(session().folder()).forget(face);
    reload();
}

} // namespace kaomon::users
