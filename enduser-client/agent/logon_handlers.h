// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/attempt_runner.h"
#include "agent/emergency_service.h"
#include "agent/logon_service.h"
#include "agent/os_secret_store.h"
#include "agent/preview_stream.h"
#include "agent/router.h"
#include "agent/user_sessions.h"

namespace kaomon::agent {

// Answers authenticate, cancel, takeOsSecret, keepOsSecret, passwordUsed, emergencyBegin, emergencyAnswer,
// testFace, setPin and checkPin.
// Main thread.
class LogonHandlers {
public:
    struct Parts {
        LogonService& logon;
        AttemptRunner& runner;
        TicketStore& tickets;
        UserSessions& sessions;
        PreviewStream& preview;
        OsSecretStore& secrets;
        EmergencyService& emergency;
        AgentState& state;
        PinStore& pins;
        EventLog& events;
    };

    explicit LogonHandlers(const Parts& parts)
        : m_parts(parts) {}
    void addTo(Router& router);
    // Its attempt ends with it.
    void onDisconnected(const Connection* connection);

private:
    void authenticate(const Caller& caller, const localipc::Message& message);
    [[nodiscard]] bool needsRoot(const std::string& osUser) const;
    void testFace(const Caller& caller);
    void passwordUsed(const Caller& caller, const localipc::Message& message);
    void takeOsSecret(const Caller& caller, const localipc::Message& message);
    void keepOsSecret(const Caller& caller, const localipc::Message& message);
    void emergencyBegin(const Caller& caller, const localipc::Message& message);
    void emergencyAnswer(const Caller& caller, const localipc::Message& message);
    void setPin(const Caller& caller, const localipc::Message& message);
    void storePin(const Caller& caller, const UserId& user, const SecretString& pin);
    void checkPin(const Caller& caller, const localipc::Message& message);
    void notePin(std::string_view kind, std::string_view code, std::string_view result, const UserId& user,
                 const std::optional<ErrorCode>& reason);
    void cancel(const Connection* connection);
    void run(const Caller& caller, const LogonRequest& request, LogonService::Callbacks callbacks);

    Parts m_parts;
    const Connection* m_owner = nullptr; // of the running attempt
};

} // namespace kaomon::agent
