// SPDX-License-Identifier: GPL-3.0-or-later
// What a person may see and take back of his own face.
#include "agent/user_sessions.h"

#include "agent/template_store.h"
#include "base/log.h"
#include "client/consent_service.h"
#include "wire/codec.h"

namespace kaomon::agent {

void UserSessions::faces(uid_t uid, Done<wire::FaceTemplateList> done) {
    const auto found = find(uid);
    if (!found) {
        done(propagate(found.error()));
        return;
    }
    client::FaceService(*(*found)->api)
        .templates((*found)->reply.user.id)
        .then(this, [done = std::move(done)](const Result<wire::FaceTemplateList>& list) { done(list); });
}

void UserSessions::withdrawConsent(uid_t uid, Done<int> done) {
    faces(uid, [this, uid, done = std::move(done)](const Result<wire::FaceTemplateList>& list) {
        if (!list) {
            done(propagate(list.error()));
            return;
        }
        auto withdrawal = std::make_shared<Withdrawal>();
        for (const wire::FaceTemplate& face : list->items) {
            withdrawal->left.push_back(face.id);
        }
        eraseNext(uid, std::move(withdrawal), done);
    });
}

void UserSessions::eraseNext(uid_t uid, std::shared_ptr<Withdrawal> withdrawal, Done<int> done) {
    const auto found = find(uid);
    if (!found) {
        done(propagate(found.error()));
        return;
    }
    const UserId user = (*found)->reply.user.id;
    if (withdrawal->left.empty()) {
        endConsents(uid, user, withdrawal->erased, std::move(done));
        return;
    }
    const TemplateId next = withdrawal->left.back();
    client::FaceService(*(*found)->api)
        .removeTemplate(user, next)
        .then(this, [this, uid, user, next, withdrawal, done = std::move(done)](const Status& removed) {
            // Somebody else may have been quicker.
            if (!removed && removed.error().code != ErrorCode::NotFound) {
                done(propagate(removed.error()));
                return;
            }
            if (removed) {
                noteDeleted(user, next);
            }
            withdrawal->left.pop_back();
            ++withdrawal->erased;
            eraseNext(uid, withdrawal, done);
        });
}

void UserSessions::noteDeleted(const UserId& user, const TemplateId& face) {
    wire::Event event;
    event.kind = "face";
    event.code = "DELETE";
    event.result = "ok";
    event.severity = "info";
    event.user = user;
    event.detail.templateId = face.text();
    if (const auto added = m_events.add(std::move(event)); !added) {
        log::error("agent.event_lost", {{"code", "DELETE"}, {"reason", wireName(added.error().code)}});
    }
}

// Nobody may take the person's face on the ground of a consent that he took back.
void UserSessions::endConsents(uid_t uid, const UserId& user, int erased, Done<int> done) {
    const auto found = find(uid);
    if (!found) {
        done(propagate(found.error()));
        return;
    }
    client::ConsentService(*(*found)->api)
        .withdrawAll()
        .then(this, [this, user, erased, done = std::move(done)](const Status& withdrawn) {
            const Status forgotten = withdrawn ? forgetFaces(user, erased) : withdrawn;
            done(forgotten ? Result<int>(erased) : propagate(forgotten.error()));
        });
}

// The next round with the server would take the faces away as well; they need not wait for it.
Status UserSessions::forgetFaces(const UserId& user, int erased) {
    for (const std::string_view kind :
         {std::string_view("template"), kPendingTemplate, kRefreshedTemplate, kDerivedTemplate}) {
        const auto objects = m_state.cache().list(kind);
        if (!objects) {
            return propagate(objects.error());
        }
        for (const auto& object : *objects) {
            const auto face =
                wire::decode<wire::FaceTemplate>(std::string(object.bytes.begin(), object.bytes.end()));
            if (!face || face->user != user) {
                continue;
            }
            if (const auto removed = m_state.cache().remove(kind, object.id); !removed) {
                return removed;
            }
        }
    }
    if (const auto removed = m_state.cache().removeState("consent." + user.text());
        !removed && removed.error().code != ErrorCode::NotFound) {
        return removed;
    }
    wire::Event event;
    event.kind = "face";
    event.code = "CONSENT_WITHDRAWN";
    event.result = "ok";
    event.severity = "warning";
    event.user = user;
    event.detail.count = erased;
    if (const auto added = m_events.add(std::move(event)); !added) {
        return added;
    }
    return m_state.reload();
}

} // namespace kaomon::agent
