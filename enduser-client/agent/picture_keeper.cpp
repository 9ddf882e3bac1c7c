// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/picture_keeper.h"

#include "base/log.h"
#include "client/kept_picture_service.h"
#include "crypto/bytes_io.h"
#include "wire/codec.h"

namespace kaomon::agent {

namespace {

using client::KeptPictureService;

// And the template's id: the server was told to erase its pictures.
const std::string kErased = "pictures_erased.";

// What the server will not answer otherwise later.
bool isFinal(ErrorCode code) {
    switch (code) {
    case ErrorCode::NotFound:
    case ErrorCode::Forbidden:
    case ErrorCode::Conflict:
    case ErrorCode::ValidationFailed:
    case ErrorCode::PayloadTooLarge:
        return true;
    default:
        return false;
    }
}

} // namespace

PictureKeeper::PictureKeeper(AgentState& state, FaceCamera& camera, EventLog& events, const Clock& clock)
    : m_state(state)
    , m_camera(camera)
    , m_events(events)
    , m_clock(clock) {}

void PictureKeeper::setApi(client::ApiClient* api) {
    m_api = api;
    ++m_turn;
    m_isAtWork = false;
}

void PictureKeeper::work() {
    if (!m_isAtWork && m_api != nullptr && m_state.device() != nullptr) {
        m_isAtWork = true;
        next();
    }
}

void PictureKeeper::next() {
    if (!sendNext() && !eraseNext() && !makeNext()) {
        rest();
    }
}

void PictureKeeper::rest() {
    m_isAtWork = false;
    emit rested();
}

void PictureKeeper::drop(const std::string& id) {
    if (const auto removed = m_state.cache().remove(kPendingFacePictures, id); !removed) {
        log::error("agent.face_pictures_kept", {{"template", id}, {"code", wireName(removed.error().code)}});
        setApi(nullptr); // else they would be sent again and again
    }
}

bool PictureKeeper::sendNext() {
    const auto waiting = m_state.cache().list(kPendingFacePictures);
    if (!waiting) {
        return false;
    }
    for (const auto& object : *waiting) {
        if (m_state.cache().get(kPendingTemplate, object.id)) {
            continue; // the server has no such face yet
        }
        crypto::BytesReader reader(object.bytes);
        const auto user = UserId::parse(reader.text());
        wire::KeptPictures pictures{reader.bytes()};
        const auto face = TemplateId::parse(object.id);
        if (!reader.finish() || !user || !face || !m_state.cache().get("template", object.id) ||
            !keepsPictures(m_state.policies(), *user)) {
            drop(object.id); // the face is gone, or the policy is another one
            continue;
        }
        KeptPictureService(*m_api)
            .put(*user, *face, pictures)
            .then(this, [this, turn = m_turn, id = object.id](const Status& sent) {
                if (turn != m_turn) {
                    return;
                }
                if (!sent && !isFinal(sent.error().code)) {
                    rest();
                    return;
                }
                if (!sent) {
                    log::warning("agent.face_pictures_refused",
                                 {{"template", id}, {"code", wireName(sent.error().code)}});
                }
                drop(id);
                next();
            });
        return true;
    }
    return false;
}

// Also what another PC has taken: whoever is there first.
bool PictureKeeper::eraseNext() {
    for (const auto& [user, face] : m_state.templates().withPictures()) {
        const auto id = TemplateId::parse(face->id);
        if (!id || keepsPictures(m_state.policies(), user) || m_state.cache().state(kErased + face->id)) {
            continue;
        }
        KeptPictureService(*m_api).remove(user, *id).then(
            this, [this, turn = m_turn, name = kErased + face->id](const Status& removed) {
                if (turn != m_turn) {
                    return;
                }
                const bool isOver = removed || isFinal(removed.error().code);
                if (!isOver || !m_state.cache().setState(name, Bytes{1})) {
                    rest();
                    return;
                }
                next();
            });
        return true;
    }
    return false;
}

bool PictureKeeper::makeNext() {
    const vision::ModelPack* models = m_camera.models();
    if (models == nullptr) {
        return false;
    }
    for (const auto& [user, face] : m_state.templates().withPictures()) {
        const auto id = TemplateId::parse(face->id);
        if (!id || face->ofModel(models->modelId()) != nullptr || m_givenUp.contains(face->id) ||
            !keepsPictures(m_state.policies(), user)) {
            continue;
        }
        const PicturePlace place{m_state.device()->tenant, user, *id};
        KeptPictureService(*m_api).get(user, *id).then(
            this, [this, turn = m_turn, place](const Result<wire::KeptPictures>& pictures) {
                if (turn != m_turn) {
                    return;
                }
                if (pictures) {
                    onPictures(place, pictures->sealed);
                } else if (isFinal(pictures.error().code)) {
                    giveUp(place.face.text(), pictures.error());
                } else {
                    rest();
                }
            });
        return true;
    }
    return false;
}

const TemplateStore::Enrolled* PictureKeeper::enrolled(const PicturePlace& place) const {
    for (const TemplateStore::Enrolled* face : m_state.templates().enrolledOf(place.user)) {
        if (face->id == place.face.text() && face->pictures) {
            return face;
        }
    }
    return nullptr;
}

void PictureKeeper::giveUp(const std::string& id, const Error& reason) {
    log::warning("agent.face_not_remade",
                 {{"template", id}, {"code", wireName(reason.code)}, {"detail", reason.detail}});
    m_givenUp.insert(id);
    next();
}

void PictureKeeper::onPictures(const PicturePlace& place, const Bytes& sealed) {
    const TemplateStore::Enrolled* face = enrolled(place);
    auto pictures = face != nullptr
                        ? openPictures(place, *face->pictures, sealed)
                        : Result<std::vector<SecretBytes>>(fail(ErrorCode::NotFound, "it is gone"));
    if (!pictures) {
        giveUp(place.face.text(), pictures.error());
        return;
    }
    m_camera.makeTemplateOf(std::move(*pictures),
                            [this, turn = m_turn, place](const Result<vision::Template>& made) {
                                if (turn == m_turn) {
                                    onMade(place, made);
                                }
                            });
}

void PictureKeeper::onMade(const PicturePlace& place, const Result<vision::Template>& made) {
    const Status kept = made ? keep(place, *made) : propagate(made.error());
    if (!kept) {
        giveUp(place.face.text(), kept.error());
        return;
    }
    next();
}

Status PictureKeeper::keep(const PicturePlace& place, const vision::Template& made) {
    const TemplateStore::Enrolled* face = enrolled(place);
    const DeviceIdentity* device = m_state.device();
    if (face == nullptr || device == nullptr) {
        return fail(ErrorCode::NotFound, "the face went meanwhile");
    }
    const auto owner = m_state.templates().otherOwner(place.user, made, m_camera.models()->thresholds());
    if (!owner || *owner) {
        return owner ? fail(ErrorCode::DuplicatePerson, "by this model it would be another user's, too")
                     : propagate(owner.error());
    }
    crypto::SealedTemplate header;
    header.tenant = place.tenant.text();
    header.user = place.user.text();
    header.id = face->id;
    header.modelId = made.modelId();
    header.deviceId = device->id.text();
    const SecretBytes plain = EnrolledPlain::serialise(made, &*face->pictures);
    auto sealed = toWire(crypto::SealedTemplate::seal(std::move(header), plain.reveal(),
                                                      m_state.templates().faceKeys(), device->signing));
    sealed.consent = face->consent;
    sealed.createdAt = m_clock.now();
    if (const auto kept = m_state.keepDerived(sealed, made); !kept) {
        return kept;
    }
    wire::Event event;
    event.kind = "face";
    event.code = "REBUILT";
    event.result = "ok";
    event.severity = "info";
    event.user = place.user;
    event.detail.templateId = place.face.text();
    event.detail.modelId = made.modelId();
    return m_events.add(std::move(event));
}

} // namespace kaomon::agent
