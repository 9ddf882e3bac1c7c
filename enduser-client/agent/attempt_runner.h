// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QTimer>

#include "agent/face_camera.h"
#include "base/clock.h"
#include "base/id.h"
#include "domain/liveness.h"
#include "domain/policy.h"
#include "domain/stream_guard.h"
#include "vision/template.h"

namespace kaomon::agent {

struct AttemptRequest {
    AttemptId id;
    domain::Scenario scenario = domain::Scenario::Logon;
    domain::Policy policy;
    std::vector<vision::Template> templates; // of the one person it may be
    float raise = 0.0F;                      // how much stricter the comparison is for him
    // Instead of templates, where anybody of a shared PC may come: who is this? Nullopt for nobody. Says who
    // it is, nothing of his being alive; an attempt for that person must follow.
    std::function<Result<std::optional<UserId>>(const vision::Embedding&)> identify = {};
};

struct AttemptResult {
    bool isAccepted = false;
    std::optional<ErrorCode> code; // why not
    std::string detail;            // English, for logs
    std::chrono::milliseconds elapsed{0};
    capture::CameraInfo camera;
    std::string scoreBand; // empty when no face was compared
    int livenessLevel = 0;
    int frames = 0; // that could be used
    bool wasWarm = false;
    std::string modelId;
    std::optional<UserId> identified; // who it is, where that was asked
    domain::MatchLevel matchLevel = domain::MatchLevel::Fmr1e5;
    // Of an accepted attempt: the face of the frame that matched best, without a mask. Not for answers or
    // logs.
    std::optional<vision::Embedding> clearest = {};
};

// far_below, below, near, above or far_above: what an event may say of a score.
[[nodiscard]] std::string scoreBandOf(float score, float threshold);

// One attempt to recognise one person: camera on, frames, quality, liveness, match, decision. One at a time;
// a logon ends the test of a face, which is told AgentBusy, and makes an enrolment wait.
// Only frames that match count for liveness, and a frame that does not match starts both anew, so that the
// living face and the matching face are one and the same; while the head is turned as asked it need not
// match, but must go on being the face it was. A spoof, a stream that no camera makes and a face that changes
// end the attempt at once. Ends exactly once. Main thread.
class AttemptRunner final : public QObject {
    Q_OBJECT
public:
    struct Callbacks {
        std::function<void(std::string_view state)>
            progress; // starting_camera, looking, what to do (domain::LivenessPrompt), or a wire name of
                      // ErrorCode
        std::function<void(const Look&)> looked; // for the preview; may be empty
        std::function<bool()> wantsJpeg;
        std::function<void(const AttemptResult&)> done;
    };

    AttemptRunner(FaceCamera& camera, const Clock& clock);

    // Errors are given through `done`, from the event loop, never from inside start(); only AgentBusy comes
    // back at once.
    [[nodiscard]] Status start(AttemptRequest request, Callbacks callbacks);
    // Ends with ErrorCode::Cancelled.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] bool isRunning(const AttemptId& attempt) const {
        return m_isRunning && m_request.id == attempt;
    }

    // While this says so a camera may still be on its way, because the PC has just woken up: that it is not
    // there yet ends no attempt before kCameraGuard.
    void setCameraComing(std::function<bool()> isComing) { m_isCameraComing = std::move(isComing); }

    // Null when there is no usable pack.
    [[nodiscard]] const vision::ModelPack* models() const { return m_camera.models(); }

    // By whomever: only a logon may begin, and not during another.
    [[nodiscard]] bool isCameraTaken() const { return m_camera.isInUse(); }

    // Frames that make one try; after Policy::matchAttempts tries without a match the face is refused.
    static constexpr int kFramesPerTry = 3;
    // A face less like the one that matched than this is somebody else, however the head is turned.
    static constexpr float kOtherPerson = 0.15F;

private:
    [[nodiscard]] Status openCamera();
    void onCameraFailure(const Error& reason);
    void onLook(const Look& look);
    void onUsable(const Look& look);
    void search(const Look& look);
    void onMatch(const Look& look, float score);
    void onMiss(const Look& look);
    [[nodiscard]] LookJob makeJob() const;
    [[nodiscard]] static bool isMasked(const Look& look);
    [[nodiscard]] vision::FmrPreset presetFor(const Look& look) const;
    [[nodiscard]] bool isSuspect(const Look& look);
    [[nodiscard]] bool isSamePerson(const Look& look) const;
    void feedLiveness(const Look& look);
    void startLiveness();
    [[nodiscard]] bool goesBefore(const AttemptRequest& request) const;
    void onTimeout();
    void tell(std::string_view state);
    void finish(std::optional<ErrorCode> code, const std::string& detail = {});

    FaceCamera& m_camera;
    const Clock& m_clock;
    std::function<bool()> m_isCameraComing;
    std::optional<Error> m_cameraFault; // of the last time it was tried
    bool m_mayReopen = false; // a camera that was on already is opened anew once, should it have died
    FaceCamera::Turn m_turn = 0;
    AttemptRequest m_request;
    Callbacks m_callbacks;
    AttemptResult m_result;
    domain::LivenessPlan m_plan;
    std::optional<domain::LivenessSession> m_liveness;
    domain::StreamGuard m_stream;
    std::optional<vision::Embedding> m_lastMatch;
    int m_frameWidth = 0;
    int m_frameHeight = 0;
    std::optional<ErrorCode> m_lastVerdict;
    std::string m_lastState;
    std::chrono::steady_clock::time_point m_startedAt;
    QTimer m_deadline;
    float m_clearestScore = -1.0F; // of m_result.clearest
    int m_matchedFrames = 0;
    int m_missedFrames = 0;
    bool m_isActing = false; // recognised, and asked to do something
    bool m_isRunning = false;
};

} // namespace kaomon::agent
