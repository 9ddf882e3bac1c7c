// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/enrolment_runner.h"
#include "agent/face_enrolment.h"
#include "agent/preview_stream.h"
#include "agent/router.h"
#include "agent/user_sessions.h"

namespace kaomon::agent {

// Answers what the client of an OS user sends: prelogin, signIn, changePassword, signOut, giveConsent,
// myData, withdrawConsent, enrolStart, enrolCancel and preview. Main thread.
class SessionHandlers {
public:
    struct Parts {
        UserSessions& sessions;
        FaceEnrolment& enrolment;
        EnrolmentRunner& runner;
        PreviewStream& preview;
    };

    explicit SessionHandlers(const Parts& parts)
        : m_parts(parts) {}
    void addTo(Router& router);
    // Its enrolment ends with it.
    void onDisconnected(const Connection* connection);

private:
    void prelogin(const Caller& caller, const localipc::Message& message);
    void signIn(const Caller& caller, const localipc::Message& message);
    void changePassword(const Caller& caller, const localipc::Message& message);
    void giveConsent(const Caller& caller, const localipc::Message& message);
    void enrolStart(const Caller& caller, const localipc::Message& message);
    void enrolCancel(const Caller& caller);
    void myData(const Caller& caller);
    void withdrawConsent(const Caller& caller);
    void preview(const Caller& caller, const localipc::Message& message);

    Parts m_parts;
    const Connection* m_enrolling = nullptr;
};

} // namespace kaomon::agent
