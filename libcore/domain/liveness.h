// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace kaomon::domain {

// What the policy asks for. None exists for demonstration tenants only; Infrared needs a camera of its own
// and is answered with ErrorCode::LivenessUnavailable without one.
enum class LivenessLevel { None = 0, Passive = 1, Blink = 2, Challenge = 3, Infrared = 4 };

// What the person is asked to do.
enum class LivenessPrompt { None, Blink, TurnLeft, TurnRight, Nod, LookAhead };
// Stable name for local messages: "please_blink", "please_turn_left", ...; empty for None.
[[nodiscard]] std::string_view toWire(LivenessPrompt prompt);

enum class Strictness { Standard, High };

// What the models and the camera can tell, with the numbers that were calibrated for them.
struct LivenessAbilities {
    struct Passive {
        float standard = 0.5F; // mean score to reach
        float high = 0.7F;
        // False: the score is too weak to let somebody in or keep somebody out; it only names the reason when
        // the person did not do what was asked.
        bool isAccepted = false;
    };
    // An eye is closed when it looks less like the person's own open eye than `alike` and the odds of
    // "closed" rose by `rise` above his own usual ones. A face of which the rest is less alike than `rest` is
    // another picture.
    struct Eyes {
        float alike = 0.98F;
        float rise = 2.0F;
        float rest = 0.95F;
    };

    std::optional<Passive> passive;
    std::optional<Eyes> eyes;
    bool hasPose = false;
    bool hasInfrared = false;
};

// Which checks one attempt must pass.
struct LivenessPlan {
    bool passive = false;
    bool blink = false;
    bool challenge = false;

    // A pack whose passive score is not accepted must ask the person for something instead: its level 1 is
    // the blink, its level 2 the blink and the turned head, and both are the turned head alone where it
    // cannot see eyes. Nullopt (ErrorCode::LivenessUnavailable) when no check of that strength is left.
    [[nodiscard]] static std::optional<LivenessPlan> make(LivenessLevel level,
                                                          const LivenessAbilities& abilities);
};

// What one frame showed of the person who is being recognised.
struct LivenessSample {
    std::chrono::milliseconds at{0}; // when it was taken, from any fixed start
    std::optional<float> passive;    // 0 spoof .. 1 alive
    std::optional<float> eyesAlike;  // -1..1, to the person's eyes a moment ago
    std::optional<float> restAlike;  // the same of a part that a blink does not move
    std::optional<float> eyesClosed; // log-odds of closed eyes
    float yaw = 0.0F;                // degrees; above 0 = the face looks to the right of the picture
    float pitch = 0.0F;              // above 0 = down
};

// Follows the eyes of one person: open, closed for as long as a blink takes, open again. "Closed" is measured
// against the person's own open eyes, because a fixed number would treat narrow eyes as closed ones; the rest
// of the face must stay as it is, so that changing from one photograph to another is no blink. A value.
class BlinkDetector {
public:
    explicit BlinkDetector(LivenessAbilities::Eyes eyes)
        : m_eyes(eyes) {}

    void add(const LivenessSample& sample);
    [[nodiscard]] bool hasBlinked() const { return m_hasBlinked; }
    // Closed for longer than any blink.
    [[nodiscard]] bool areEyesClosed() const { return m_areClosed; }

    static constexpr std::size_t kBaseline = 15; // samples
    static constexpr std::size_t kFewest = 4;
    static constexpr int kClosedFrames = 2; // one may be a flaw of the picture
    static constexpr std::chrono::milliseconds kShortest{40};
    static constexpr std::chrono::milliseconds kLongest{800};
    static constexpr float kSteady = 12.0F; // degrees: a nod is not a blink

private:
    [[nodiscard]] float baseline() const;
    [[nodiscard]] bool isClosed(const LivenessSample& sample) const;

    LivenessAbilities::Eyes m_eyes;
    std::vector<float> m_open;
    std::optional<LivenessSample> m_lastOpen;
    std::optional<std::chrono::milliseconds> m_closedAt;
    int m_closedFrames = 0;
    bool m_hasBlinked = false;
    bool m_areClosed = false;
};

// One random turn of the head: look ahead, turn as asked, look ahead again. A value.
class HeadChallenge {
public:
    // `wanted` is TurnLeft, TurnRight or Nod.
    explicit HeadChallenge(LivenessPrompt wanted)
        : m_wanted(wanted) {}

    void add(const LivenessSample& sample);
    [[nodiscard]] LivenessPrompt prompt() const;
    [[nodiscard]] bool isPassed() const { return m_state == State::Passed; }
    // Turned the other way instead: somebody who cannot hear the request.
    [[nodiscard]] bool isFailed() const { return m_state == State::Failed; }
    // Neither looking ahead nor asked to: the face need not match as well as from the front.
    [[nodiscard]] bool isTurned() const { return m_isTurned; }

    static constexpr float kTurn = 16.0F; // degrees from where the person looked first
    static constexpr float kNod = 9.0F;
    static constexpr float kBack = 8.0F;
    static constexpr float kFront = 20.0F; // looking ahead, as far as an estimate can tell
    static constexpr std::size_t kFrontFrames = 3;

private:
    enum class State { Front, Away, Passed, Failed };

    LivenessPrompt m_wanted;
    State m_state = State::Front;
    std::size_t m_frames = 0;
    float m_frontYaw = 0.0F;
    float m_frontPitch = 0.0F;
    bool m_isTurned = false;
};

// All liveness checks of one attempt. Feed it every frame in which the face matched; one attempt, one thread.
class LivenessSession {
public:
    // `random` chooses among the challenges; it must not be guessable.
    LivenessSession(LivenessPlan plan, const LivenessAbilities& abilities, Strictness strictness,
                    unsigned random);

    // The reason to end the attempt at once: SpoofSuspected or ChallengeFailed.
    [[nodiscard]] std::optional<ErrorCode> add(const LivenessSample& sample);
    [[nodiscard]] bool isPassed() const;
    // Why an attempt that ran out of time was not alive: SpoofSuspected, EyesClosed or ChallengeFailed.
    [[nodiscard]] ErrorCode reasonUnfinished() const;
    [[nodiscard]] LivenessPrompt prompt() const;
    [[nodiscard]] bool isTurned() const { return m_plan.challenge && m_head.isTurned(); }
    [[nodiscard]] float passiveMean() const;

    // Frames that the passive score is averaged over before it decides.
    static constexpr std::size_t kPassiveFrames = 3;
    // The longest the person gets, once recognised, to do what is asked: for the first thing, and for
    // another.
    static constexpr std::chrono::milliseconds kTimeToAct{7000};
    static constexpr std::chrono::milliseconds kTimeForMore{3000};
    [[nodiscard]] std::chrono::milliseconds timeToAct() const;

private:
    [[nodiscard]] bool isPassiveGood() const;

    LivenessPlan m_plan;
    std::optional<LivenessAbilities::Passive> m_passive;
    float m_threshold = 1.0F;
    BlinkDetector m_blink;
    HeadChallenge m_head;
    float m_sum = 0.0F;
    std::size_t m_count = 0;
};

} // namespace kaomon::domain
