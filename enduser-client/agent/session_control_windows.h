// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "agent/session_control.h"

namespace kaomon::agent {

// What is asked of Windows' terminal services; tests answer in their place. Each call is short; false: it was
// refused.
struct SessionCalls {
    using Session = std::uint32_t;
    std::function<std::vector<Session>(uid_t)> sessionsOf; // of an account, console and remote
    std::function<bool(Session)> isLocked;                 // locked, or without a screen
    std::function<bool(Session)> lock;       // LockWorkStation() inside of it; done when isLocked() says so
    std::function<bool(Session)> disconnect; // takes its screen away: whoever comes back must log on
    std::function<bool(Session)> logOff;
    std::function<bool()> shutDown;
};
[[nodiscard]] SessionCalls terminalServices();

// Locks a session, and believes it only when Windows says so: else takes its screen away, and ends it at
// last.
class WindowsSessionControl final : public SessionControl {
    Q_OBJECT
public:
    explicit WindowsSessionControl(SessionCalls calls = terminalServices(),
                                   std::chrono::milliseconds lockTime = kLockTime);

    void lockSessionsOf(uid_t uid, Done done) override;
    void endSessionsOf(uid_t uid, Done done) override;
    void shutDown(Done done) override;

private:
    [[nodiscard]] std::vector<SessionCalls::Session> open(std::vector<SessionCalls::Session> sessions) const;
    void afterLock(const std::vector<SessionCalls::Session>& sessions, const Done& done);
    void afterDisconnect(const std::vector<SessionCalls::Session>& sessions, const Done& done);

    SessionCalls m_calls;
    std::chrono::milliseconds m_lockTime;
};

} // namespace kaomon::agent
