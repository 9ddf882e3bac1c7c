// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/refused_face.h"

#include "base/log.h"

namespace kaomon::agent {

namespace {

void note(EventLog& events, const RefusedFace& face, std::string_view code, ErrorCode reason) {
    wire::Event event;
    event.kind = "face";
    event.code = code;
    event.result = "ng";
    event.severity = "warning";
    event.user = face.user;
    event.detail.reason = wireName(reason);
    event.detail.frames = face.frames;
    if (!face.method.empty()) {
        event.detail.method = face.method;
    }
    if (face.elapsedMs > 0) {
        event.detail.elapsedMs = face.elapsedMs;
    }
    if (!face.camera.id.empty()) {
        event.detail.cameraId = face.camera.id;
        event.detail.cameraName = face.camera.description;
    }
    if (const auto added = events.add(std::move(event)); !added) {
        log::error("agent.event_lost", {{"code", code}, {"reason", wireName(added.error().code)}});
    }
}

} // namespace

bool isFaultOfPicture(ErrorCode fault) {
    switch (fault) {
    case ErrorCode::FaceTooSmall:
    case ErrorCode::FaceTooDark:
    case ErrorCode::FaceTooBright:
    case ErrorCode::FaceBlurred:
    case ErrorCode::FaceTurned:
    case ErrorCode::FaceOffCentre:
    case ErrorCode::FaceMasked:
    case ErrorCode::FaceCovered:
        return true;
    default:
        return false;
    }
}

bool isGivenUp(ErrorCode end) {
    return end == ErrorCode::Timeout || end == ErrorCode::Cancelled;
}

void noteLowQuality(EventLog& events, const RefusedFace& face, ErrorCode fault) {
    note(events, face, "QUALITY_LOW", fault);
}

void noteDuplicate(EventLog& events, const RefusedFace& face) {
    note(events, face, "DUPLICATE", ErrorCode::DuplicatePerson);
}

} // namespace kaomon::agent
