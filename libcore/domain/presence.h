// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace kaomon::domain {

// Where the person of a session is, as far as the camera tells.
enum class PresenceState {
    Off,               // locked or not watched
    Present,           // the person was recognised
    Lost,              // not seen; warned once `warn` has begun
    Absent,            // gone: the action for absence is due
    Stranger,          // somebody else sits there: the action for strangers is due
    Paused,            // a meeting has the camera, or the person presents
    CameraUnavailable, // nothing can be told
};
[[nodiscard]] std::string_view toWire(PresenceState state);

// How the person comes back after the warning: any face will do, or his own, or only through the lock screen
// with what that asks for.
enum class PresenceReturn { Detect, Match, Factor };

// What is done when a meeting takes the camera.
enum class MeetingPolicy { Pause, Share, Lock };

// The settings cont_* and onlooker_*, typed.
struct PresenceRules {
    std::chrono::milliseconds interval{3000};     // between two full checks while nothing happens
    std::chrono::milliseconds absentAfter{10000}; // not seen this long: Absent
    std::chrono::milliseconds warnFor{3000};      // the last part of it, in which the person is warned
    std::chrono::milliseconds strangerAfter{2000};
    std::chrono::milliseconds inputGrace{0}; // a key or the mouse counts as being seen for this long
    std::chrono::milliseconds meetingLimit{std::chrono::hours(1)};
    std::chrono::milliseconds onlookerAfter{3000};
    int onlookerMinimumPixels = 60;
    PresenceReturn cancelBy = PresenceReturn::Match;
    MeetingPolicy meeting = MeetingPolicy::Pause;
};

// What one look at the room gave. A tracked face is the one of the last check, followed from frame to frame
// without being recognised anew.
struct PresenceLook {
    enum class Face { None, Tracked, Match, Stranger, Unclear };
    Face face = Face::None;
    bool isSecondFaceLooking = false; // another face that looks at the screen
    int secondFacePixels = 0;         // its width
};

// What the owner must do now; each is said once.
enum class PresenceAct { Warn, WithdrawWarning, Lock, LockForStranger, TellOnlooker, WithdrawOnlooker };

// Follows one session from its unlocking to its lock. No clock of its own: every call says when it is, and
// times never run back. Main thread of its owner; pure.
class PresenceMachine {
public:
    using Time = std::chrono::milliseconds; // steady

    explicit PresenceMachine(const PresenceRules& rules)
        : m_rules(rules) {}

    // The session was opened by a match; the only way into Present from Off, Absent and Stranger.
    void begin(Time now);
    // The session is locked: nothing is watched.
    void end();

    // One act at most comes of each event.
    [[nodiscard]] std::optional<PresenceAct> look(const PresenceLook& look, Time now);
    [[nodiscard]] std::optional<PresenceAct> input(Time now);
    [[nodiscard]] std::optional<PresenceAct> tick(Time now);
    // The camera was taken by a meeting, or given back.
    [[nodiscard]] std::optional<PresenceAct> meeting(bool hasCamera, Time now);
    // The camera failed, or works again.
    [[nodiscard]] std::optional<PresenceAct> camera(bool works, Time now);

    [[nodiscard]] PresenceState state() const { return m_state; }
    [[nodiscard]] bool isWarning() const { return m_isWarned; }
    [[nodiscard]] bool isOnlooked() const { return m_isOnlooked; }
    // How long until the next full check: often while somebody is missing or unclear, more often while
    // somebody types than while the PC is idle; zero when nothing is watched.
    [[nodiscard]] std::chrono::milliseconds nextCheck(Time now) const;

    static constexpr std::chrono::milliseconds kQuickCheck{250};
    // A tracked face must be recognised anew after this many intervals.
    static constexpr int kTrackedIntervals = 5;

private:
    void seen(Time now);
    [[nodiscard]] std::optional<PresenceAct> comeBack(Time now);
    [[nodiscard]] std::optional<PresenceAct> judgeSecond(const PresenceLook& look, Time now);

    PresenceRules m_rules;
    PresenceState m_state = PresenceState::Off;
    Time m_lastSeen{0};
    Time m_lastMatch{0};
    Time m_pausedAt{0};
    std::optional<Time> m_lastInput;
    std::optional<Time> m_strangerSince;
    std::optional<Time> m_onlookerSince;
    bool m_isWarned = false;
    bool m_isOnlooked = false;
};

} // namespace kaomon::domain
