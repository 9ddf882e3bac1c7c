// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "base/result.h"
#include "domain/presence.h"
#include "domain/stream_guard.h"
#include "vision/face_engine.h"

namespace kaomon::vision {

class FaceTracker;

// Tells from the frames of an open session what domain::PresenceMachine asks: is the person still there, is
// it somebody else, does a second face look at the screen. A full check recognises the person; a quick one, a
// few milliseconds, only follows the face of the last full check. One per session, on the engine's thread.
class PresenceWatcher {
public:
    struct Options {
        FmrPreset preset = FmrPreset::Standard;
        // A face that looks like a picture, and a camera that stands still or repeats itself, are nobody
        // then: no face that would be enough to call a warning off.
        bool checksLiveness = true;
        domain::Strictness strictness = domain::Strictness::Standard;
    };

    enum class Check { Full, Quick };

    struct Sight {
        domain::PresenceLook look;
        bool wasFull = false; // a quick check that has nothing to follow becomes a full one
        // Why the face is not a match: NoFace, FaceTooDark and the like, FaceNoMatch, SpoofSuspected or
        // StreamSuspect; nullopt for Match and Tracked.
        std::optional<ErrorCode> reason;
    };

    // `engine` must outlive the watcher; `templates` are those of the person of the session. NotEnrolled for
    // none, ModelMismatch when all are of another model.
    [[nodiscard]] static Result<std::unique_ptr<PresenceWatcher>>
    create(FaceEngine& engine, std::vector<Template> templates, Options options);
    ~PresenceWatcher();
    PresenceWatcher(const PresenceWatcher&) = delete;
    PresenceWatcher& operator=(const PresenceWatcher&) = delete;

    // ErrorCode::ValidationFailed for an invalid frame, ErrorCode::Internal for a fault of the imaging
    // library; the watcher can go on after both.
    [[nodiscard]] Result<Sight> look(const Frame& frame, Check check);

    // A face less similar than this part of the threshold is a stranger; between them nothing is said.
    static constexpr float kStrangerShare = 0.6F;
    // Degrees of a second head's turn up to which it counts as looking at the screen.
    static constexpr float kGaze = 30.0F;
    // Checks whose passive scores are averaged.
    static constexpr std::size_t kPassiveChecks = 5;
    // Full checks from one passive score to the next while nothing is amiss. At the beginning, after the
    // person was lost and after a low score each of the next kPassiveChecks is scored.
    static constexpr int kPassiveEvery = 3;

private:
    struct Judged {
        domain::PresenceLook::Face face = domain::PresenceLook::Face::None;
        std::optional<ErrorCode> reason;
        std::optional<float> passive;
        Box box;
    };

    PresenceWatcher(FaceEngine& engine, std::vector<Template> templates, Options options);

    [[nodiscard]] Result<Sight> checkFully(const Frame& frame);
    [[nodiscard]] Result<Judged> judge(const Frame& frame, const FrameAnalysis& analysis) const;
    [[nodiscard]] bool isSuspect(const Frame& frame);
    [[nodiscard]] bool wantsPassive();
    [[nodiscard]] bool looksFlat(std::optional<float> passive);
    void forget(); // the face that was followed

    FaceEngine& m_engine;
    std::vector<Template> m_templates;
    Options m_options;
    std::unique_ptr<FaceTracker> m_tracker; // none while nothing is followed
    std::optional<Point> m_place;           // of the person at the last match
    std::vector<float> m_passive;
    int m_scoreNext = kPassiveChecks; // full checks in a row that are to be scored
    int m_sinceScore = 0;             // full checks since the last score
    domain::StreamGuard m_guard;
    int m_guarded = 0; // frames since the guard was new
    bool m_wasSuspect = false;
    std::optional<std::uint64_t> m_lastPrint; // of the frame before
    std::optional<std::uint64_t>
        m_stoodStill; // the picture at which the guard lost its trust, if it stood still
    int m_width = 0;
    int m_height = 0;
};

} // namespace kaomon::vision
