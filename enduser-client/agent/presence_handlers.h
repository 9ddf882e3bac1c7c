// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/presence_service.h"
#include "agent/router.h"

namespace kaomon::agent {

// Answers what the part of Kaomon in a session sends: presenceWatch, presenceReport, presenceDone and
// presenceEnd. A connection that closes without presenceEnd leaves an event. Main thread.
class PresenceHandlers {
public:
    explicit PresenceHandlers(PresenceService& presence)
        : m_presence(presence) {}
    void addTo(Router& router);
    void onDisconnected(const Connection* connection);

private:
    void watch(const Caller& caller);
    void report(const Caller& caller, const localipc::Message& message);
    void done(const Caller& caller, const localipc::Message& message);
    void end(const Caller& caller);

    PresenceService& m_presence;
    const Connection* m_owner = nullptr;
};

} // namespace kaomon::agent
