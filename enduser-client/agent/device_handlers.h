// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "agent/agent_state.h"
#include "agent/device_enrolment.h"
#include "agent/face_camera.h"
#include "agent/notice_desk.h"
#include "agent/os_password_desk.h"
#include "agent/pin_store.h"
#include "agent/presence_service.h"
#include "agent/router.h"
#include "agent/shared_seats.h"
#include "agent/syncer.h"
#include "agent/user_sessions.h"
#include "agent/version_watch.h"

namespace kaomon::agent {

// Answers status and enrolDevice. Main thread.
class DeviceHandlers {
public:
    struct Parts {
        AgentState& state;
        FaceCamera& camera;
        Syncer& syncer;
        UserSessions& sessions;
        DeviceEnrolment& enrolment;
        EventLog& events;
        const Clock& clock;
        std::function<void()> reconnect; // after this PC has another identity, before its first sync
        const PinStore* pins = nullptr;
        const NoticeDesk* notices = nullptr;
        OsPasswordDesk* osPassword = nullptr;
        const SharedSeats* seats = nullptr;
        const PresenceService* presence = nullptr;
        VersionWatch* versions = nullptr;
    };

    explicit DeviceHandlers(Parts parts)
        : m_parts(std::move(parts)) {}
    void addTo(Router& router);
    // What `status` answers to somebody.
    [[nodiscard]] localipc::Message describe(uid_t uid) const;

private:
    void status(const Caller& caller);
    void addDevice(localipc::Message& message) const;
    void addPerson(localipc::Message& message, uid_t uid) const;
    void addSeat(localipc::Message& message, uid_t uid) const;
    void addSupport(localipc::Message& message) const;
    void addCamera(localipc::Message& message) const;
    void enrol(const Caller& caller, const localipc::Message& message);
    [[nodiscard]] Status adopt(EnrolledDevice device);

    Parts m_parts;
};

} // namespace kaomon::agent
