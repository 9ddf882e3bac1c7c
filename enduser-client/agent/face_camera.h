// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QTimer>

#include "agent/vision_worker.h"
#include "capture/frame_source.h"
#include "vision/model_pack.h"

namespace kaomon::agent {

using FrameSourceFactory = std::function<std::unique_ptr<capture::FrameSource>()>;

// The camera with the eye behind it, for one use at a time. A logon goes before an enrolment, which is then
// shown nothing until the logon is over. A look at who sits there (Presence) gives way to everything and is
// told AgentBusy. The camera stays on for `warmTime` after use, so that the next one starts warm. Main
// thread; results arrive through the sink given to begin(), never after end().
class FaceCamera final : public QObject {
    Q_OBJECT
public:
    enum class Use { Logon, Test, Enrolment, Presence };
    // Names one use from its begin() to its end().
    using Turn = std::uint64_t;
    struct Sink {
        std::function<void(const Look&)> looked;
        std::function<void(const Error&)> failed; // ends the use by itself
    };

    // `modelsFolder` is opened and checked here; a pack that is missing or broken is told by every begin().
    FaceCamera(const FrameSourceFactory& factory, const std::string& modelsFolder,
               std::chrono::milliseconds warmTime);
    ~FaceCamera() override;

    // AgentBusy while in use, but for a logon during an enrolment; ModelMissing or ModelCorrupt;
    // CameraFailed when it cannot even be started.
    [[nodiscard]] Result<Turn> begin(Use use, LookJob job, Sink sink);
    // Nothing for a turn that is over.
    void end(Turn turn);
    // By something that does not give way to a logon.
    [[nodiscard]] bool isInUse() const { return m_running && m_running->use != Use::Presence; }
    // Hears every look of every use, before its owner does: whoever follows a person needs no second look at
    // a face that is looked at already.
    void setObserver(std::function<void(const Look&)> observer) { m_observer = std::move(observer); }
    // Asked at the start of each use: how the pictures are turned and shrunk.
    void setTuning(std::function<vision::PictureTuning()> tuning) { m_tuning = std::move(tuning); }
    // Asked at the start of each use: which camera, and how it should be set. One that is only kept warm is
    // switched off and on again when the wishes are others than it was switched on with.
    void setWishes(std::function<capture::CameraWishes()> wishes) { m_wishes = std::move(wishes); }
    // As capture::FrameSource::prefer(), from the next use on; a camera that is only kept warm, or watches
    // who sits there, is let go.
    void prefer(const std::vector<std::string>& cameras);
    [[nodiscard]] bool isWarm() const { return m_source->isRunning(); }

    // Runs on the vision thread and then `done` on the main thread; only until the turn ends.
    void makeTemplate(Turn turn, std::vector<vision::Embedding> embeddings,
                      std::function<void(Result<vision::Template>)> done);

    // The template that this pack makes of kept pictures: one after the other on the vision thread, between
    // frames, so that nobody who logs on waits for more than one. No camera and no turn is needed. Errors:
    // ModelMissing, ValidationFailed (too few with a face), FaceInconsistent. `done` is not called when the
    // engine itself cannot serve.
    void makeTemplateOf(std::vector<SecretBytes> pictures,
                        std::function<void(Result<vision::Template>)> done);

    // Null when there is no usable pack.
    [[nodiscard]] const vision::ModelPack* models() const { return m_pack ? &*m_pack : nullptr; }
    // For `status`: the camera last used, and why it failed last.
    [[nodiscard]] const capture::CameraInfo& lastCamera() const { return m_lastCamera; }
    [[nodiscard]] const std::optional<Error>& lastError() const { return m_lastError; }

private:
    struct Running {
        Turn turn = 0;
        Use use = Use::Logon;
        LookJob job; // kept, so that it can go on after a logon
        Sink sink;
        std::uint64_t number = 0; // of the vision worker's job; 0 while it waits
    };

    struct Remaking;
    void remakeNext(const std::shared_ptr<Remaking>& work);
    [[nodiscard]] Status look(Running& running);
    [[nodiscard]] bool isOpen(Turn turn) const;
    void resume();
    void dropPresence();
    void onLook(const Look& look);
    void onFailure(std::uint64_t job, const Error& reason);

    std::unique_ptr<capture::FrameSource> m_source;
    Result<vision::ModelPack> m_pack;
    std::unique_ptr<VisionWorker> m_worker;
    std::optional<Running> m_running;
    std::optional<Running> m_waiting; // an enrolment behind a logon
    Turn m_lastTurn = 0;
    std::function<void(const Look&)> m_observer;
    std::function<vision::PictureTuning()> m_tuning;
    std::function<capture::CameraWishes()> m_wishes;
    capture::CameraWishes m_wished; // of the running camera
    QTimer m_coolDown;
    capture::CameraInfo m_lastCamera;
    std::optional<Error> m_lastError;
};

} // namespace kaomon::agent
