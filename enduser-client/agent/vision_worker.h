// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include <QObject>

#include "capture/frame_source.h"
#include "vision/face_engine.h"
#include "vision/picture.h"
#include "vision/picture_tuning.h"
#include "vision/presence_watcher.h"

namespace kaomon::agent {

// What one frame showed. Made on the vision thread, read on the main thread.
struct Look {
    std::uint64_t job = 0;
    capture::CameraInfo camera;
    vision::FrameAnalysis analysis;
    std::optional<vision::Embedding> embedding;       // only of a usable frame
    std::optional<vision::EyeMemory::Likeness> alike; // to the frames before, where eyes were looked at
    std::uint64_t fingerprint = 0;                    // of the frame's pixels
    std::uint64_t number = 0;                         // of the frame since its camera began
    std::chrono::milliseconds takenAt{0};             // on the steady clock
    SecretBytes cut;  // the face as it may be kept; only when the job wants it, of a usable frame
    SecretBytes jpeg; // only when the job wants pictures, at most 15 a second
    int frameWidth = 0;
    int frameHeight = 0;
    std::optional<domain::PresenceLook> presence; // of a job that follows a person; nothing else is looked at
    bool isBlack = false;                         // no face, and no light to see one by
};

// Whom a job follows, kept from look to look. The watcher is made and used on the vision thread only.
struct FollowedPerson {
    std::vector<vision::Template> templates;
    vision::PresenceWatcher::Options options;
    std::unique_ptr<vision::PresenceWatcher> watcher;
};

// What a liveness check needs of a usable look.
[[nodiscard]] domain::LivenessSample livenessSampleOf(const Look& look);

// What to look for until told otherwise.
struct LookJob {
    vision::AnalyseOptions options;
    int passiveFrames = kEveryFrame;          // how many usable frames get a passive score
    std::shared_ptr<FollowedPerson> followed; // set: only whether he is there is looked at
    vision::PresenceWatcher::Check check = vision::PresenceWatcher::Check::Full;
    vision::PictureTuning tuning; // how pictures are turned and shrunk before they are looked at
    bool wantsCut = false;
    std::function<bool()> wantsJpeg; // asked on the vision thread before each frame; empty = never

    static constexpr int kEveryFrame = 1'000'000;
};

// One thread with the face engine: takes the latest frame of the camera, analyses it and hands the result to
// the main thread, until the job is ended. Results and failures of an ended job are dropped there, by job
// number. Owned by FaceCamera; all public functions on the main thread.
class VisionWorker final : public QObject {
    Q_OBJECT
public:
    using Task = std::function<void(vision::FaceEngine&)>;

    VisionWorker(vision::ModelPack pack, capture::FrameSource& source);
    ~VisionWorker() override;

    // The frames newer than now; gives the number of the job.
    [[nodiscard]] std::uint64_t begin(LookJob job);
    void end();
    // Runs on the vision thread between two frames, with the engine.
    void post(Task task);

signals:
    void looked(std::shared_ptr<kaomon::agent::Look> look);
    void failed(quint64 job, kaomon::Error reason);

private:
    struct Current {
        std::uint64_t number = 0;
        std::uint64_t lastFrame = 0;
        LookJob job;
        vision::EyeMemory eyes;
    };

    void run();
    void drop(std::uint64_t job); // unless another one has taken its place
    void lookOnce(vision::FaceEngine& engine, Current& current);
    void follow(vision::FaceEngine& engine, const Current& current, const capture::CapturedFrame& captured);
    void report(std::uint64_t job, Error reason);
    [[nodiscard]] bool isStale(std::uint64_t job) const;

    const vision::ModelPack m_pack;
    capture::FrameSource& m_source;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::optional<Current> m_current;
    std::deque<Task> m_tasks;
    std::uint64_t m_lastJob = 0;
    bool m_isStopping = false;
    std::chrono::steady_clock::time_point m_lastJpeg{}; // vision thread only
    std::thread m_thread;
};

} // namespace kaomon::agent
