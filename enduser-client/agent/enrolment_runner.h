// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <QObject>
#include <QTimer>

#include "agent/face_camera.h"
#include "base/clock.h"
#include "domain/liveness.h"
#include "vision/template.h"

namespace kaomon::agent {

enum class Pose { Front, Left, Right, Up, Down };
inline constexpr int kPoses = 5;
[[nodiscard]] std::string_view poseName(Pose pose);

// How the person looks this time: each gets a template of its own. With a mask the mouth may be hidden, and
// the blink is asked for, since a mask deceives the passive score.
enum class FaceVariant { Plain, Glasses, Mask };
// plain, glasses, mask; nullopt for another word.
[[nodiscard]] std::optional<FaceVariant> variantFromWire(std::string_view name);

// What the screen shows of a guided enrolment.
struct EnrolmentProgress {
    Pose pose = Pose::Front;
    int accepted = 0;
    int needed = 0;
    std::string_view hint; // wire name of an ErrorCode, hold_still, or what to do (LivenessPrompt)
    const vision::QualityReport* quality = nullptr; // null without a face
};

// Takes a person's face in several poses and makes one template of it. The poses are a guide: after kPatience
// any good frame that differs from the last will do, since not everybody can turn his head. All frames must
// be the same person; with a liveness level they must be alive too, for which the person may be asked to
// blink when the pictures are complete. The poses stand for the turned head of level 3. Ends exactly once: a
// template, or FaceInconsistent, SpoofSuspected, ChallengeFailed, Timeout, Cancelled and the errors of the
// camera. Main thread.
class EnrolmentRunner final : public QObject {
    Q_OBJECT
public:
    struct Callbacks {
        std::function<void(const EnrolmentProgress&)> progress;
        std::function<void(const Look&)> looked;
        std::function<bool()> wantsJpeg;
        std::function<void(Result<vision::Template>)> done;
    };

    EnrolmentRunner(FaceCamera& camera, const Clock& clock);

    // AgentBusy, LivenessUnavailable, and the errors of FaceCamera::begin(); `done` is not called then.
    [[nodiscard]] Status start(int livenessLevel, Callbacks callbacks,
                               FaceVariant variant = FaceVariant::Plain, bool keepsPictures = false);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

    // Of the frame taken last.
    [[nodiscard]] const capture::CameraInfo& camera() const { return m_takenFrom; }

    // How a try went, also one without a template; until the next one begins.
    struct Course {
        int frames = 0; // taken
        std::chrono::milliseconds elapsed{0};
        std::optional<ErrorCode> fault; // of the last picture, when it could not be used
        capture::CameraInfo camera;
    };
    [[nodiscard]] const Course& course() const { return m_course; }

    // 0 to 100, of the worst picture taken: 50 just meets what an enrolment asks for.
    [[nodiscard]] int quality() const { return m_quality; }

    // Of the frames that made the template, where they were to be kept: cut to the face. Once; empty after a
    // failure and when the next enrolment begins.
    [[nodiscard]] std::vector<SecretBytes> takePictures() { return std::exchange(m_pictures, {}); }

    // Null when there is no usable pack.
    [[nodiscard]] const vision::ModelPack* models() const { return m_camera.models(); }

    // Those of the pack that made the template; only after an enrolment has begun.
    [[nodiscard]] const vision::ThresholdTable& thresholds() const { return m_camera.models()->thresholds(); }

    static constexpr int kFrames = 6; // two of the front, one of each other pose
    static constexpr std::chrono::milliseconds kPatience{1500};

private:
    void onLook(const Look& look);
    [[nodiscard]] std::string_view judge(const Look& look); // empty: take it
    [[nodiscard]] bool isInPose(const Look& look) const;
    void take(const Look& look);
    [[nodiscard]] std::optional<ErrorCode> feedLiveness(const Look& look);
    void onTimeout();
    void buildWhenAlive();
    void finish(Result<vision::Template> result);
    [[nodiscard]] Pose currentPose() const;

    FaceCamera& m_camera;
    const Clock& m_clock;
    FaceCamera::Turn m_turn = 0;
    Callbacks m_callbacks;
    std::vector<vision::Embedding> m_taken;
    std::vector<SecretBytes> m_pictures;
    capture::CameraInfo m_takenFrom;
    Course m_course;
    int m_quality = 0;
    std::optional<domain::LivenessSession> m_liveness;
    float m_frontYaw = 0.0F;
    float m_frontPitch = 0.0F;
    std::chrono::steady_clock::time_point m_began;
    std::chrono::steady_clock::time_point m_stepBegan;
    std::chrono::steady_clock::time_point m_lastTaken;
    QTimer m_deadline;
    bool m_isBuilding = false;
    bool m_isRunning = false;
};

} // namespace kaomon::agent
