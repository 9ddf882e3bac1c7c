// SPDX-License-Identifier: GPL-3.0-or-later
// What a followed session is told to do, and what is left of it in events.
#include "agent/presence_service.h"

#include "base/log.h"

namespace kaomon::agent {

namespace {

using namespace std::chrono_literals;
using domain::PresenceAct;

std::string_view nameOf(domain::AbsenceAction action) {
    switch (action) {
    case domain::AbsenceAction::Log:
        return "log";
    case domain::AbsenceAction::ScreenOff:
        return "screen_off";
    case domain::AbsenceAction::Lock:
        return "lock";
    case domain::AbsenceAction::LogOff:
        return "log_off";
    }
    return "lock";
}

std::string_view nameOf(domain::OnlookerAction action) {
    switch (action) {
    case domain::OnlookerAction::Log:
        return "log";
    case domain::OnlookerAction::Lock:
        return "lock";
    case domain::OnlookerAction::Notify:
        break;
    case domain::OnlookerAction::Dim:
        return "dim";
    case domain::OnlookerAction::Blur:
        return "blur";
    }
    return "notify";
}

} // namespace

void PresenceService::onAct(PresenceAct act) {
    localipc::Message message{"presenceAct", 0, {}};
    switch (act) {
    case PresenceAct::Warn:
        message.set("act", "warn");
        message.setInteger("ms", m_followed->policy.presence.warnFor.count());
        message.setFlag("sound", m_followed->policy.warnsWithSound);
        break;
    case PresenceAct::WithdrawWarning:
        message.set("act", "withdraw_warning");
        break;
    case PresenceAct::Lock:
        perform(m_followed->policy.absenceAction, "absent");
        return;
    case PresenceAct::LockForStranger:
        perform(m_followed->policy.strangerAction, "stranger");
        return;
    case PresenceAct::TellOnlooker: {
        const domain::OnlookerAction action = m_followed->policy.onlookerAction;
        wire::EventDetail detail;
        detail.actionTaken = nameOf(action);
        note("ONLOOKER", "warning", std::move(detail));
        if (action == domain::OnlookerAction::Lock) {
            demand("lock", "onlooker");
            return;
        }
        if (action == domain::OnlookerAction::Log) {
            return;
        }
        message.set("act", "onlooker");
        message.set("style", nameOf(action));
        break;
    }
    case PresenceAct::WithdrawOnlooker:
        message.set("act", "withdraw_onlooker");
        break;
    }
    m_session->tell(std::move(message));
}

void PresenceService::perform(domain::AbsenceAction action, const std::string& reason) {
    wire::EventDetail detail;
    detail.reason = reason;
    detail.actionTaken = nameOf(action);
    note(reason == "stranger" ? "STRANGER_LOCK" : "ABSENT_LOCK",
         reason == "stranger" ? "critical" : "warning", std::move(detail));
    switch (action) {
    case domain::AbsenceAction::Lock:
    case domain::AbsenceAction::LogOff:
        demand(std::string(nameOf(action)), reason);
        return;
    case domain::AbsenceAction::ScreenOff: {
        localipc::Message message{"presenceAct", 0, {}};
        message.set("act", "screen_off");
        message.set("reason", reason);
        m_session->tell(std::move(message));
        break;
    }
    case domain::AbsenceAction::Log:
        break;
    }
    m_isOnce = true;
    localipc::Message message{"presenceAct", 0, {}};
    message.set("act", "withdraw_warning");
    m_session->tell(std::move(message));
}

void PresenceService::demand(const std::string& act, const std::string& reason) {
    const Time first = m_demand ? m_demand->firstAskedAt : now();
    const bool hasFailed = m_demand && m_demand->hasFailed;
    m_demand = Demand{++m_lastNumber, act, reason, now(), first, hasFailed};
    endLook();
    localipc::Message message{"presenceAct", 0, {}};
    message.set("act", act);
    message.set("reason", reason);
    message.setInteger("number", m_demand->number);
    message.setInteger("ms", kLockTime.count());
    log::info("presence.demand", {{"act", act}, {"reason", reason}});
    m_session->tell(std::move(message));
}

// Nothing was locked, and the person is back.
void PresenceService::withdrawDemand() {
    if (m_demand) {
        m_demand.reset();
        localipc::Message message{"presenceAct", 0, {}};
        message.set("act", "withdraw_lock");
        m_session->tell(std::move(message));
    }
}

// A session that does not say in time that it is locked is asked to end, and then again and again for either.
void PresenceService::checkDemand() {
    if (m_demand && now() - m_demand->askedAt >= (m_demand->hasFailed ? kAskAgain : kLockTime + 500ms)) {
        answer(m_session->uid, m_demand->number, false);
    }
}

void PresenceService::answer(uid_t uid, std::int64_t number, bool isDone) {
    if (!m_session || m_session->uid != uid || !m_demand || m_demand->number != number) {
        return;
    }
    wire::EventDetail detail;
    detail.reason = m_demand->reason;
    detail.actionTaken = m_demand->act;
    detail.durationMs = (now() - m_demand->firstAskedAt).count();
    if (isDone) {
        note("LOCK_OK", "info", std::move(detail));
        m_demand.reset();
        m_session->report.isLocked = true; // it says so itself when it is opened again
        m_lockedSince = now();
        unfollow("locked");
        return;
    }
    if (!m_demand->hasFailed) {
        m_demand->hasFailed = true;
        note("LOCK_FAILED", "critical", std::move(detail));
        demand("log_off", m_demand->reason);
    } else if (now() - m_demand->askedAt >= kAskAgain) {
        demand(m_demand->act == "log_off" ? "lock" : "log_off", m_demand->reason);
    }
}

void PresenceService::note(std::string_view code, std::string_view severity, wire::EventDetail detail) {
    wire::Event event;
    event.kind = "cont";
    event.code = code;
    event.result = code == "LOCK_FAILED" ? "err" : severity == "info" ? "info" : "ng";
    event.severity = severity;
    if (m_followed) {
        event.user = m_followed->user;
        if (!m_followed->cameraId.empty()) {
            detail.cameraId = m_followed->cameraId;
        }
    }
    if (m_session) {
        event.osAccount = m_session->osUser;
    }
    event.detail = std::move(detail);
    if (const auto added = m_parts.events.add(std::move(event)); !added) {
        log::error("agent.event_lost", {{"code", code}, {"reason", wireName(added.error().code)}});
    }
}

} // namespace kaomon::agent
