// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/session_control_windows.h"

#include <algorithm>

#include <QTimer>

#include "base/log.h"

namespace kaomon::agent {

std::unique_ptr<SessionControl> SessionControl::ofThisPc() {
    return std::make_unique<WindowsSessionControl>();
}

WindowsSessionControl::WindowsSessionControl(SessionCalls calls, std::chrono::milliseconds lockTime)
    : m_calls(std::move(calls))
    , m_lockTime(lockTime) {}

std::vector<SessionCalls::Session>
WindowsSessionControl::open(std::vector<SessionCalls::Session> sessions) const {
    std::erase_if(sessions, m_calls.isLocked);
    return sessions;
}

void WindowsSessionControl::lockSessionsOf(uid_t uid, Done done) {
    const auto sessions = m_calls.sessionsOf(uid);
    if (sessions.empty()) {
        done(Outcome::None);
        return;
    }
    const auto unlocked = open(sessions);
    if (unlocked.empty()) {
        done(Outcome::Done);
        return;
    }
    std::ranges::for_each(unlocked, m_calls.lock);
    QTimer::singleShot(m_lockTime, this,
                       [this, unlocked, done = std::move(done)] { afterLock(unlocked, done); });
}

void WindowsSessionControl::afterLock(const std::vector<SessionCalls::Session>& sessions, const Done& done) {
    const auto unlocked = open(sessions);
    if (unlocked.empty()) {
        done(Outcome::Done);
        return;
    }
    log::warning("agent.session_not_locked", {{"sessions", unlocked.size()}});
    std::ranges::for_each(unlocked, m_calls.disconnect);
    QTimer::singleShot(m_lockTime, this, [this, unlocked, done] { afterDisconnect(unlocked, done); });
}

void WindowsSessionControl::afterDisconnect(const std::vector<SessionCalls::Session>& sessions,
                                            const Done& done) {
    const auto unlocked = open(sessions);
    const bool areEnded = std::ranges::all_of(unlocked, m_calls.logOff);
    done(areEnded ? Outcome::Done : Outcome::Failed);
}

void WindowsSessionControl::endSessionsOf(uid_t uid, Done done) {
    const auto sessions = m_calls.sessionsOf(uid);
    if (sessions.empty()) {
        done(Outcome::None);
        return;
    }
    const auto ended = std::ranges::count_if(sessions, m_calls.logOff);
    done(ended == std::ssize(sessions) ? Outcome::Done : Outcome::Failed);
}

void WindowsSessionControl::shutDown(Done done) {
    done(m_calls.shutDown() ? Outcome::Done : Outcome::Failed);
}

} // namespace kaomon::agent
