// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/assisted_enrolment.h"
#include "agent/photo_enrolment.h"
#include "agent/preview_stream.h"
#include "agent/router.h"

namespace kaomon::agent {

// Answers what the console on this PC sends when an administrator takes somebody's face: assistEnrolStart,
// assistEnrolCancel, and for photographs assistPhotoBegin, assistPhotoAdd and assistPhotoMake. Whoever sends
// them needs an administrator's signature. Main thread.
class AssistHandlers {
public:
    struct Parts {
        AssistedEnrolment& enrolment;
        EnrolmentRunner& runner;
        PreviewStream& preview;
        PhotoEnrolment& photos;
    };

    explicit AssistHandlers(const Parts& parts)
        : m_parts(parts) {}
    void addTo(Router& router);
    // Its enrolment ends with it.
    void onDisconnected(const Connection* connection);

private:
    void start(const Caller& caller, const localipc::Message& message);
    void cancel(const Caller& caller);
    void conclude(const Caller& caller, const Result<AssistedFace>& face);
    void beginPhotos(const Caller& caller, const localipc::Message& message);
    void addPhoto(const Caller& caller, const localipc::Message& message);
    void makePhotoFace(const Caller& caller);

    Parts m_parts;
    const Connection* m_enrolling = nullptr;
};

} // namespace kaomon::agent
