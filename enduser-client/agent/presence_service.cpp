// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/presence_service.h"

#include <algorithm>

#include "agent/attempt_runner.h"

namespace kaomon::agent {

namespace {

using namespace std::chrono_literals;
using domain::PresenceAct;
using domain::PresenceState;

// While nothing can be seen (a meeting, a fault) the camera is tried this often.
constexpr auto kTryCamera = 3s;
// A camera that says nothing for this long has failed.
constexpr auto kCameraGuard = 6s;
// People, faces and settings are looked up anew this often.
constexpr auto kRefresh = 5s;
// A key or the mouse within this time counts as now.
constexpr auto kFreshInput = 1500ms;

bool isBlind(PresenceState state) {
    return state == PresenceState::Paused || state == PresenceState::CameraUnavailable;
}

} // namespace

PresenceService::PresenceService(Parts parts)
    : m_parts(std::move(parts)) {
    m_parts.camera.setObserver([this](const Look& look) { onLook(look); });
    m_timer.setInterval(kStep);
    connect(&m_timer, &QTimer::timeout, this, &PresenceService::step);
    if (m_parts.seats != nullptr) {
        connect(m_parts.seats, &SharedSeats::taken, this, &PresenceService::refreshSoon);
        connect(m_parts.seats, &SharedSeats::vacated, this, &PresenceService::refreshSoon);
    }
}

PresenceService::~PresenceService() {
    m_parts.camera.setObserver({});
    endLook();
}

PresenceService::Time PresenceService::now() const {
    return std::chrono::duration_cast<Time>(m_parts.clock.steadyNow().time_since_epoch());
}

PresenceState PresenceService::state() const {
    return m_followed ? m_followed->machine.state() : PresenceState::Off;
}

Status PresenceService::watch(uid_t uid, const std::string& osUser, Tell tell) {
    if (m_session && m_session->uid != uid && !m_session->report.isLocked) {
        return fail(ErrorCode::AgentBusy, "another session of this PC is in use");
    }
    unfollow("locked");
    m_demand.reset();
    if (m_lost && m_lost->uid == uid) {
        m_lost.reset();
    }
    m_lockedSince.reset();
    m_session = Session{uid, osUser, std::move(tell), {true, false, {}}};
    m_timer.start();
    tellState();
    return {};
}

void PresenceService::stop(uid_t uid, End end) {
    if (!m_session || m_session->uid != uid) {
        return;
    }
    lose(end);
    unfollow("locked");
    m_demand.reset();
    m_lockedSince.reset();
    m_session.reset();
    if (!m_lost) {
        m_timer.stop();
    }
}

void PresenceService::refreshSoon() {
    m_lastRefresh = now() - kRefresh;
}

bool PresenceService::isSeeking(uid_t uid) const {
    return m_session && m_session->uid == uid && m_followed && m_followed->isPerhaps;
}

bool PresenceService::isWith(uid_t uid) const {
    return m_session && m_session->uid == uid && state() == domain::PresenceState::Present;
}

void PresenceService::report(uid_t uid, const SessionReport& report) {
    if (!m_session || m_session->uid != uid) {
        return;
    }
    const SessionReport before = std::exchange(m_session->report, report);
    if (report.isLocked) {
        if (!before.isLocked) {
            m_lockedSince = now();
        }
        if (m_demand) {
            answer(uid, m_demand->number, true);
        }
        unfollow("locked");
        emit locked(uid);
        return;
    }
    m_lockedSince.reset();
    if (before.isLocked) {
        follow();
    }
    if (!m_followed || m_followed->isPerhaps) {
        return;
    }
    if (before.isPausing() != report.isPausing() || (before.isLocked && report.isPausing())) {
        run([&](domain::PresenceMachine& machine) { return machine.meeting(report.isPausing(), now()); });
    }
    if (report.idle < kFreshInput) {
        run([&](domain::PresenceMachine& machine) { return machine.input(now()); });
    }
}

// The session has been opened: by a face or by a password. Whoever opened it gets the full time to be
// recognised.
void PresenceService::follow() {
    unfollow({});
    m_lastRefresh = now();
    const auto user = findPerson();
    const auto perhaps = user ? std::nullopt : perhapsHere();
    if (!user) {
        m_reason = wireName(user.error().code);
    }
    if (user || perhaps) {
        lookFor(user ? *user : *perhaps, perhaps ? Certainty::Perhaps : Certainty::Certain);
    }
    if (m_followed && !perhaps) {
        run([&](domain::PresenceMachine& machine) {
            machine.begin(now());
            return std::optional<PresenceAct>();
        });
    }
    m_lookBegan = now() - 1h; // at once
    tellState();
}

void PresenceService::unfollow(const std::string& reason) {
    endLook();
    m_reason = reason;
    m_isOnce = false;
    if (m_followed) {
        m_followed.reset();
        tellState();
    }
}

// Somebody enrols, a setting changes, a face is erased: what was followed may be another thing by now.
void PresenceService::refresh() {
    if (now() - m_lastRefresh < kRefresh || m_demand || m_session->report.isLocked) {
        return;
    }
    m_lastRefresh = now();
    const auto user = findPerson();
    const bool isSame = m_followed && m_followed->isPerhaps ? !user && perhapsHere() == m_followed->user
                        : m_followed
                            ? user && *user == m_followed->user &&
                                  m_parts.state.policies().valuesFor(*user) == m_followed->settings &&
                                  m_parts.state.templates().templatesOf(*user).size() == m_followed->templates
                            : !user && m_reason == wireName(user.error().code);
    const bool isOff = !m_followed && user && m_reason == "disabled" &&
                       !m_parts.state.policies().policyFor(*user).watchesPresence;
    if (!isSame && !isOff) {
        follow();
    }
}

// Every event for the machine goes through here: what it wants done is done, what it became is told.
template<class Call>
void PresenceService::run(Call call) {
    const PresenceState before = m_followed->machine.state();
    const bool wasWarned = m_followed->machine.isWarning();
    const auto act = call(m_followed->machine);
    if (m_followed->machine.state() != before) {
        onTransition(before, wasWarned);
    }
    if (act) {
        onAct(*act);
    }
}

void PresenceService::setAsleep(bool isAsleep) {
    m_isAsleep = isAsleep;
    if (isAsleep) {
        endLook();
    } else if (m_followed && !m_demand) {
        follow();
    }
}

void PresenceService::step() {
    lockLost();
    if (!m_session || m_isAsleep) {
        return;
    }
    checkAfterLock();
    checkDemand();
    refresh();
    if (!m_followed) {
        return;
    }
    if (m_followed->isPerhaps && now() - m_followed->stateSince > kDoubt) {
        unfollow(m_reason);
        return;
    }
    if (!m_followed->isPerhaps) {
        run([&](domain::PresenceMachine& machine) { return machine.tick(now()); });
    }
    if (m_turn && now() - m_lookBegan > kCameraGuard) {
        endLook();
        onFailure(Error(ErrorCode::CameraFailed, "the camera gives no picture"));
    }
    const auto interval = lookInterval();
    if (!m_turn && interval > 0ms && now() - m_lookBegan >= interval) {
        startLook();
    }
}

std::chrono::milliseconds PresenceService::lookInterval() const {
    if (m_demand) {
        return m_demand->hasFailed ? m_followed->policy.presence.interval : 0ms;
    }
    if (m_session->report.isPausing() && state() == PresenceState::Paused) {
        return 0ms;
    }
    if (isBlind(state())) {
        return kTryCamera;
    }
    if (m_isOnce || m_followed->isPerhaps) {
        return m_followed->policy.presence.interval;
    }
    return m_followed->machine.nextCheck(now());
}

void PresenceService::startLook() {
    m_lookBegan = now();
    // Between two full checks a face that was recognised is followed; whoever is missed is looked for in
    // full.
    const bool isFull = state() != PresenceState::Present || m_isOnce || m_demand ||
                        now() - m_followed->lastFullLook >= m_followed->policy.presence.interval;
    LookJob job;
    job.followed = m_followed->person;
    job.check = isFull ? vision::PresenceWatcher::Check::Full : vision::PresenceWatcher::Check::Quick;
    if (isFull) {
        m_followed->lastFullLook = now();
    }
    const auto failed = [this, number = ++m_lookNumber](const Error& reason) {
        if (number != m_lookNumber) {
            return; // of a look that was over
        }
        m_turn.reset();
        if (m_followed) {
            onFailure(reason);
        }
    };
    const auto begun = m_parts.camera.begin(FaceCamera::Use::Presence, job,
                                            {.looked = [](const Look&) {}, // the observer hears it
                                             .failed = failed});
    if (begun) {
        m_turn = *begun;
    } else if (begun.error().code != ErrorCode::AgentBusy) {
        onFailure(begun.error());
    }
}

void PresenceService::endLook() {
    ++m_lookNumber;
    if (m_turn) {
        m_parts.camera.end(*std::exchange(m_turn, std::nullopt));
    }
}

// Looks of a logon, a test or an enrolment count as well: the person sits before the camera then.
void PresenceService::onLook(const Look& look) {
    if (!m_followed || (m_demand && !m_demand->hasFailed)) {
        return;
    }
    if (m_turn) { // one is enough; from the event loop, since the camera is in the midst of telling it
        QMetaObject::invokeMethod(
            this,
            [this, turn = *m_turn] {
                if (m_turn == turn) {
                    endLook();
                }
            },
            Qt::QueuedConnection);
    }
    const domain::PresenceLook seen = look.presence ? *look.presence : m_followed->eye.judge(look);
    if (m_followed->isPerhaps) {
        onLookOfPerhaps(seen);
        return;
    }
    if (m_followed->isCameraTaken) {
        m_followed->isCameraTaken = false;
        run([&](domain::PresenceMachine& machine) { return machine.meeting(false, now()); });
    }
    if (state() == PresenceState::CameraUnavailable) {
        run([&](domain::PresenceMachine& machine) { return machine.camera(true, now()); });
    }
    judgeLight(look);
    if ((m_isOnce || m_demand) && seen.face == domain::PresenceLook::Face::Match) {
        withdrawDemand();
        m_isOnce = false;
        run([&](domain::PresenceMachine& machine) {
            machine.begin(now());
            return std::optional<PresenceAct>();
        });
    }
    run([&](domain::PresenceMachine& machine) { return machine.look(seen, now()); });
}

// Nobody can be seen then, and what follows is what follows when nobody is there; why is worth knowing.
void PresenceService::judgeLight(const Look& look) {
    m_followed->cameraId = look.camera.id;
    if (!look.isBlack) {
        m_followed->blackSince.reset();
        m_followed->isToldOfBlack = false;
        return;
    }
    if (!m_followed->blackSince) {
        m_followed->blackSince = now();
    }
    const Time lasted = now() - *m_followed->blackSince;
    if (lasted >= kBlack && !m_followed->isToldOfBlack) {
        m_followed->isToldOfBlack = true;
        wire::EventDetail detail;
        detail.durationMs = lasted.count();
        detail.cameraName = look.camera.description;
        note("CAMERA_COVERED", "warning", std::move(detail));
    }
}

void PresenceService::onFailure(const Error& reason) {
    if (reason.code == ErrorCode::AgentBusy || reason.code == ErrorCode::Cancelled) {
        return; // somebody logs on
    }
    if (m_followed->isPerhaps) {
        return; // tried again while he is looked for
    }
    if (reason.code == ErrorCode::CameraBusy) {
        m_followed->isCameraTaken = true;
        run([&](domain::PresenceMachine& machine) { return machine.meeting(true, now()); });
        return;
    }
    const PresenceState before = state();
    run([&](domain::PresenceMachine& machine) { return machine.camera(false, now()); });
    if (before != PresenceState::CameraUnavailable && state() == PresenceState::CameraUnavailable &&
        m_followed->policy.missingCamera == domain::MissingCamera::Lock) {
        demand("lock", "camera");
    }
}

void PresenceService::onTransition(PresenceState before, bool wasWarned) {
    const PresenceState after = m_followed->machine.state();
    wire::EventDetail detail;
    detail.durationMs = (now() - m_followed->stateSince).count(); // in the state before
    m_followed->stateSince = now();
    switch (after) {
    case PresenceState::Present:
        detail.warned = wasWarned;
        note(before == PresenceState::Off ? "PRESENT" : "RETURNED", "info", std::move(detail));
        break;
    case PresenceState::Lost:
        note(isBlind(before) ? "RESUMED" : "LOST", "info", std::move(detail));
        break;
    case PresenceState::Paused:
        detail.app = m_session->report.isPresenting           ? "presentation"
                     : m_session->report.sharesCamera.empty() ? "camera"
                                                              : m_session->report.sharesCamera;
        note("PAUSED", "info", std::move(detail));
        break;
    case PresenceState::CameraUnavailable:
        note("CAMERA_UNAVAILABLE", "warning", std::move(detail));
        break;
    case PresenceState::Absent:
    case PresenceState::Stranger: // by the act that follows
    case PresenceState::Off:
        break;
    }
    tellState();
}

void PresenceService::tellState() {
    if (!m_session) {
        return;
    }
    localipc::Message message{"presenceState", 0, {}};
    message.set("state", domain::toWire(state()));
    const bool isFollowed = m_followed && !m_followed->isPerhaps;
    message.setFlag("watching", isFollowed);
    message.set("reason", isFollowed ? std::string() : m_reason);
    m_session->tell(std::move(message));
}

} // namespace kaomon::agent
