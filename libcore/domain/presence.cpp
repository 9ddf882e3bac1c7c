// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/presence.h"

#include <algorithm>
#include <utility>

namespace kaomon::domain {
namespace {

bool isWatching(PresenceState state) {
    return state == PresenceState::Present || state == PresenceState::Lost;
}

} // namespace

std::string_view toWire(PresenceState state) {
    switch (state) {
    case PresenceState::Off:
        return "off";
    case PresenceState::Present:
        return "present";
    case PresenceState::Lost:
        return "lost";
    case PresenceState::Absent:
        return "absent";
    case PresenceState::Stranger:
        return "stranger";
    case PresenceState::Paused:
        return "paused";
    case PresenceState::CameraUnavailable:
        return "camera_unavailable";
    }
    return {};
}

void PresenceMachine::begin(Time now) {
    *this = PresenceMachine(m_rules);
    m_state = PresenceState::Present;
    m_lastSeen = m_lastMatch = now;
}

void PresenceMachine::end() {
    *this = PresenceMachine(m_rules);
}

void PresenceMachine::seen(Time now) {
    m_state = PresenceState::Present;
    m_lastSeen = now;
    m_strangerSince.reset();
}

std::optional<PresenceAct> PresenceMachine::comeBack(Time now) {
    seen(now);
    return std::exchange(m_isWarned, false) ? std::optional(PresenceAct::WithdrawWarning) : std::nullopt;
}

std::optional<PresenceAct> PresenceMachine::judgeSecond(const PresenceLook& look, Time now) {
    const bool isLooking = look.isSecondFaceLooking && look.secondFacePixels >= m_rules.onlookerMinimumPixels;
    if (!isLooking) {
        m_onlookerSince.reset();
        return std::exchange(m_isOnlooked, false) ? std::optional(PresenceAct::WithdrawOnlooker)
                                                  : std::nullopt;
    }
    m_onlookerSince = m_onlookerSince.value_or(now);
    if (m_isOnlooked || now - *m_onlookerSince < m_rules.onlookerAfter) {
        return std::nullopt;
    }
    m_isOnlooked = true;
    return PresenceAct::TellOnlooker;
}

std::optional<PresenceAct> PresenceMachine::look(const PresenceLook& look, Time now) {
    using Face = PresenceLook::Face;
    if (!isWatching(m_state)) {
        return std::nullopt;
    }
    if (look.face == Face::Match) {
        m_lastMatch = now;
        if (m_isWarned && m_rules.cancelBy == PresenceReturn::Factor) {
            return tick(now); // the lock screen asks for the rest
        }
        if (const auto act = comeBack(now)) {
            return act;
        }
        return judgeSecond(look, now);
    }
    const bool isTrackedStill =
        look.face == Face::Tracked && now - m_lastMatch <= kTrackedIntervals * m_rules.interval;
    if (isTrackedStill && m_state == PresenceState::Present) {
        seen(now);
        return std::nullopt; // whoever follows one face does not look at the others
    }
    if (look.face == Face::Stranger) {
        m_strangerSince = m_strangerSince.value_or(now);
        if (now - *m_strangerSince >= m_rules.strangerAfter) {
            m_state = PresenceState::Stranger;
            m_isWarned = false;
            return PresenceAct::LockForStranger;
        }
    } else {
        m_strangerSince.reset();
    }
    const bool isAnyFaceEnough = look.face != Face::None && look.face != Face::Stranger &&
                                 m_rules.cancelBy == PresenceReturn::Detect && m_isWarned;
    return isAnyFaceEnough ? comeBack(now) : tick(now);
}

std::optional<PresenceAct> PresenceMachine::input(Time now) {
    m_lastInput = now;
    return tick(now);
}

std::optional<PresenceAct> PresenceMachine::tick(Time now) {
    if (m_state == PresenceState::Paused && now - m_pausedAt >= m_rules.meetingLimit) {
        m_state = PresenceState::Absent;
        return PresenceAct::Lock;
    }
    if (!isWatching(m_state)) {
        return std::nullopt;
    }
    // A stranger's typing is no sign that the person is there.
    const bool isTyping = m_lastInput && m_rules.inputGrace.count() > 0 && !m_strangerSince;
    const Time typed = isTyping ? std::min(now, *m_lastInput + m_rules.inputGrace) : m_lastSeen;
    const auto missing = now - std::max(m_lastSeen, typed);
    if (missing >= m_rules.absentAfter) {
        m_state = PresenceState::Absent;
        m_isWarned = false;
        return PresenceAct::Lock;
    }
    if (missing > m_rules.interval) {
        m_state = PresenceState::Lost;
    }
    if (!m_isWarned && m_state == PresenceState::Lost && m_rules.warnFor.count() > 0 &&
        missing >= m_rules.absentAfter - m_rules.warnFor) {
        m_isWarned = true;
        return PresenceAct::Warn;
    }
    return std::nullopt;
}

std::optional<PresenceAct> PresenceMachine::meeting(bool hasCamera, Time now) {
    if (!hasCamera) {
        if (m_state == PresenceState::Paused) {
            // The person gets the full time to be recognised again.
            m_state = PresenceState::Lost;
            m_lastSeen = now;
        }
        return std::nullopt;
    }
    if (!isWatching(m_state) || m_rules.meeting == MeetingPolicy::Share) {
        return std::nullopt;
    }
    const bool wasWarned = std::exchange(m_isWarned, false);
    if (m_rules.meeting == MeetingPolicy::Lock) {
        m_state = PresenceState::Absent;
        return PresenceAct::Lock;
    }
    m_state = PresenceState::Paused;
    m_pausedAt = now;
    m_strangerSince.reset();
    return wasWarned ? std::optional(PresenceAct::WithdrawWarning) : std::nullopt;
}

std::optional<PresenceAct> PresenceMachine::camera(bool works, Time now) {
    if (works) {
        if (m_state == PresenceState::CameraUnavailable) {
            m_state = PresenceState::Lost;
            m_lastSeen = now;
        }
        return std::nullopt;
    }
    if (!isWatching(m_state) && m_state != PresenceState::Paused) {
        return std::nullopt;
    }
    m_state = PresenceState::CameraUnavailable;
    return std::exchange(m_isWarned, false) ? std::optional(PresenceAct::WithdrawWarning) : std::nullopt;
}

std::chrono::milliseconds PresenceMachine::nextCheck(Time now) const {
    if (!isWatching(m_state)) {
        return Time{0};
    }
    const bool isUrgent = m_state == PresenceState::Lost || m_strangerSince || m_onlookerSince;
    if (isUrgent) {
        return std::min(kQuickCheck, m_rules.interval);
    }
    const bool isTyping = m_lastInput && now - *m_lastInput < m_rules.interval;
    return isTyping ? std::min(m_rules.interval, std::max(kQuickCheck, m_rules.interval / 3))
                    : m_rules.interval;
}

} // namespace kaomon::domain
