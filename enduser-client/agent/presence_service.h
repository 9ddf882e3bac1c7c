// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <QObject>
#include <QTimer>

#include "agent/agent_state.h"
#include "agent/event_log.h"
#include "agent/face_camera.h"
#include "agent/power_facts.h"
#include "agent/presence_eye.h"
#include "agent/session_control.h"
#include "agent/shared_seats.h"
#include "agent/uid.h"
#include "base/clock.h"
#include "domain/presence.h"
#include "localipc/message.h"

namespace kaomon::agent {

// What the part of Kaomon in the person's session says of it.
struct SessionReport {
    bool isLocked = false;
    bool isPresenting = false;
    std::chrono::milliseconds idle{0}; // since the last key or movement of the mouse
    std::string sharesCamera = {};     // the program that has pictures of a camera, too; empty for none

    [[nodiscard]] bool isPausing() const { return isPresenting || !sharesCamera.empty(); }
};

// Follows who sits at the one session of this PC that is in use: looks through the camera as often as the
// policy says, feeds domain::PresenceMachine, tells the session to warn and to lock, asks again until it is
// locked, and leaves an event of every transition. The session does what is visible; this decides. One
// session at a time. Main thread; now() of the given clock is the only time.
class PresenceService final : public QObject {
    Q_OBJECT
public:
    // Carries `presenceState` and `presenceAct` (docs/protocol.md 6) to the session.
    using Tell = std::function<void(localipc::Message)>;

    struct Parts {
        AgentState& state;
        FaceCamera& camera;
        EventLog& events;
        const Clock& clock;
        PowerFacts power;
        SessionControl* sessions = nullptr; // null: what is not locked by itself stays open
        const SharedSeats* seats = nullptr; // null: nobody sits at an account that several share
    };

    explicit PresenceService(Parts parts);
    ~PresenceService() override;

    // From now on the session of this account is followed while it is unlocked. ErrorCode::AgentBusy while
    // another account's session is unlocked.
    [[nodiscard]] Status watch(uid_t uid, const std::string& osUser, Tell tell);
    void report(uid_t uid, const SessionReport& report);
    // How the demand of that number ended.
    void answer(uid_t uid, std::int64_t number, bool isDone);
    // The session ends or its program does; only the first is as it should be. Where the session is still
    // there after the grace and nobody follows it again, the system is told to lock it: whoever ends that
    // program must not keep an open session for it.
    enum class End { Announced, Lost };
    void stop(uid_t uid, End end);

    [[nodiscard]] bool isWatching() const { return m_session.has_value(); }
    // Whether the person of this OS user's session sits there, as far as is known.
    [[nodiscard]] bool isWith(uid_t uid) const;
    // Whether a face at this OS user's session is looked at to find out whose session it is.
    [[nodiscard]] bool isSeeking(uid_t uid) const;
    [[nodiscard]] domain::PresenceState state() const;
    // Why an unlocked session is not followed: wire name of an ErrorCode, or "disabled", "locked".
    [[nodiscard]] const std::string& reason() const { return m_reason; }

    // Settings, faces or people may be others by now: what is followed is looked up at the next step.
    void refreshSoon();

    // While the PC sleeps nobody is looked at; afterwards the person gets the full time again.
    void setAsleep(bool isAsleep);

    // One round: what is due by now. Called ten times a second; a test calls it itself.
    void step();
    // A look has been asked for and has not come.
    [[nodiscard]] bool isLooking() const { return m_turn.has_value(); }

signals:
    // The session says that it is locked now.
    void locked(uint uid);
    // This person, who had an account that several share before nobody knows who opened it, sits there.
    void recognised(uint uid, const kaomon::UserId& user);

public:
    static constexpr std::chrono::milliseconds kStep{100};
    // How long a session may take to be locked before it is asked for something stronger.
    static constexpr std::chrono::milliseconds kLockTime{2000};
    static constexpr std::chrono::milliseconds kAskAgain{5000};
    // A program that was ended by accident, or for a newer one, is started again within this time.
    static constexpr std::chrono::milliseconds kGrace{5000};
    // A picture that is black for this long is one of a shutter, not of a lamp that was put out for a moment.
    static constexpr std::chrono::milliseconds kBlack{2000};
    // How long somebody is looked for whom nobody knows to be there.
    static constexpr std::chrono::milliseconds kDoubt{60000};

private:
    using Time = domain::PresenceMachine::Time;
    struct Demand {
        std::int64_t number = 0;
        std::string act; // lock, log_off
        std::string reason;
        Time askedAt{0};
        Time firstAskedAt{0};
        bool hasFailed = false; // said so in an event
    };
    struct Session {
        uid_t uid = 0;
        std::string osUser;
        Tell tell;
        SessionReport report{true, false, {}};
    };
    // A session whose program has gone while it was open.
    struct Lost {
        uid_t uid = 0;
        std::string osUser;
        std::optional<UserId> user;
        Time since{0};
    };
    struct Followed {
        UserId user;
        domain::Policy policy;
        std::map<std::string, std::string> settings; // that `policy` was made of
        std::size_t templates = 0;
        domain::PresenceMachine machine;
        MatchingEye eye;
        std::shared_ptr<FollowedPerson> person;
        Time lastFullLook{0};
        Time stateSince{0};
        bool isCameraTaken = false;
        bool isPerhaps = false;    // is only looked for: nothing is asked of a session that may be another's
        std::string cameraId = {}; // of the last look
        std::optional<Time> blackSince = {};
        bool isToldOfBlack = false;
    };

    [[nodiscard]] Time now() const;
    void follow();
    void unfollow(const std::string& reason);
    // Of the followed session's account.
    [[nodiscard]] Result<UserId> linkedPerson() const;
    [[nodiscard]] Result<UserId> findPerson() const;
    // Who sat here before a password opened the account; his face may say that it is he.
    [[nodiscard]] std::optional<UserId> perhapsHere() const;
    enum class Certainty { Certain, Perhaps };
    void lookFor(const UserId& user, Certainty certainty);
    void onLookOfPerhaps(const domain::PresenceLook& seen);
    void refresh();
    void startLook();
    void endLook();
    void onLook(const Look& look);
    void judgeLight(const Look& look);
    void onFailure(const Error& reason);
    template<class Call>
    void run(Call call);
    void onAct(domain::PresenceAct act);
    void perform(domain::AbsenceAction action, const std::string& reason);
    void demand(const std::string& act, const std::string& reason);
    void checkDemand();
    void withdrawDemand();
    void onTransition(domain::PresenceState before, bool wasWarned);
    void note(std::string_view code, std::string_view severity, wire::EventDetail detail);
    void tellState();
    [[nodiscard]] std::chrono::milliseconds lookInterval() const;
    void lose(End end);
    void lockLost();
    void noteLost(const Lost& lost, SessionControl::Outcome outcome);
    // Ends a session that has been locked for as long as the setting says.
    void checkAfterLock();

    Parts m_parts;
    std::optional<Session> m_session;
    std::optional<Followed> m_followed;
    std::optional<Lost> m_lost;
    std::optional<Time> m_lockedSince; // of a session that was open before
    std::optional<Demand> m_demand;
    std::optional<FaceCamera::Turn> m_turn;
    std::string m_reason = "locked";
    std::int64_t m_lastNumber = 0;
    std::uint64_t m_lookNumber = 0; // a failure of an earlier look is dropped
    Time m_lookBegan{0};
    Time m_lastRefresh{0};
    bool m_isAsleep = false;
    bool m_isOnce = false; // absence was only logged: waits for the person to come back
    QTimer m_timer;
};

} // namespace kaomon::agent
