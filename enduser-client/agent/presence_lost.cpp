// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of a session that nobody follows any more, and of one that stays locked.
#include "agent/presence_service.h"

#include "base/log.h"

namespace kaomon::agent {

// A session that was locked, or that nobody had to follow, is nobody's way in.
void PresenceService::lose(End end) {
    if (!m_followed || m_followed->isPerhaps || m_session->report.isLocked) {
        return;
    }
    if (end == End::Lost) {
        note("WATCH_LOST", "warning", {});
    }
    const domain::Policy& policy = m_followed->policy;
    const bool isOnlyLogged = policy.absenceAction == domain::AbsenceAction::Log &&
                              policy.strangerAction == domain::AbsenceAction::Log;
    if (m_parts.sessions != nullptr && !isOnlyLogged) {
        m_lost = Lost{m_session->uid, m_session->osUser, m_followed->user, now()};
    }
}

void PresenceService::lockLost() {
    if (!m_lost || now() - m_lost->since < kGrace) {
        return;
    }
    const Lost lost = *std::exchange(m_lost, std::nullopt);
    if (!m_session) {
        m_timer.stop();
    }
    m_parts.sessions->lockSessionsOf(
        lost.uid, [this, lost](SessionControl::Outcome outcome) { noteLost(lost, outcome); });
}

// Where there is no session any more, it has ended as it should.
void PresenceService::noteLost(const Lost& lost, SessionControl::Outcome outcome) {
    if (outcome == SessionControl::Outcome::None) {
        return;
    }
    const bool isLocked = outcome == SessionControl::Outcome::Done;
    wire::Event event;
    event.kind = "cont";
    event.code = isLocked ? "LOCK_OK" : "LOCK_FAILED";
    event.result = isLocked ? "info" : "err";
    event.severity = isLocked ? "warning" : "critical";
    event.user = lost.user;
    event.osAccount = lost.osUser;
    event.detail.reason = "watch_lost";
    event.detail.actionTaken = "lock";
    if (const auto added = m_parts.events.add(std::move(event)); !added) {
        log::error("agent.event_lost", {{"code", "LOCK_OK"}, {"reason", wireName(added.error().code)}});
    }
}

void PresenceService::checkAfterLock() {
    if (!m_lockedSince || m_parts.sessions == nullptr ||
        m_parts.state.policies().policy().excludes(m_session->osUser)) {
        return;
    }
    const auto user = linkedPerson();
    const domain::Policy policy =
        user ? m_parts.state.policies().policyFor(*user) : m_parts.state.policies().policy();
    if (policy.afterLock.count() == 0 || now() - *m_lockedSince < policy.afterLock) {
        return;
    }
    m_lockedSince.reset(); // once
    wire::EventDetail detail;
    const bool isShutDown = policy.afterLockAction == domain::AfterLock::ShutDown;
    detail.actionTaken = isShutDown ? "shutdown" : "log_off";
    note("LOGGED_OFF", "info", std::move(detail));
    const auto told = [](SessionControl::Outcome outcome) {
        if (outcome != SessionControl::Outcome::Done) {
            log::warning("agent.after_lock",
                         {{"outcome", outcome == SessionControl::Outcome::None ? "none" : "failed"}});
        }
    };
    isShutDown ? m_parts.sessions->shutDown(told) : m_parts.sessions->endSessionsOf(m_session->uid, told);
}

} // namespace kaomon::agent
