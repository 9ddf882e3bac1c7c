// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <QObject>
#include <QTimer>

#include "agent/vision_worker.h"
#include "capture/frame_source.h"
#include "vision/model_pack.h"

namespace kaomon::agent {

using FrameSourceFactory = std::function<std::unique_ptr<capture::FrameSource>()>;

// The camera with the eye behind it, for one user at a time: an attempt or an enrolment. The camera stays on
// for `warmTime` after use, so that the next one starts warm. Main thread; results arrive through the sink
// given to begin(), never after end().
class FaceCamera final : public QObject {
    Q_OBJECT
public:
    struct Sink {
        std::function<void(const Look&)> looked;
        std::function<void(const Error&)> failed; // ends the use by itself
    };

    // `modelsFolder` is opened and checked here; a pack that is missing or broken is told by every begin().
    FaceCamera(const FrameSourceFactory& factory, const std::string& modelsFolder,
               std::chrono::milliseconds warmTime);
    ~FaceCamera() override;

    // AgentBusy while in use; ModelMissing or ModelCorrupt; CameraFailed when it cannot even be started.
    [[nodiscard]] Status begin(LookJob job, Sink sink);
    void end();
    [[nodiscard]] bool isInUse() const { return m_sink.has_value(); }
    [[nodiscard]] bool isWarm() const { return m_source->isRunning(); }

    // Runs on the vision thread and then `done` on the main thread; only while in use.
    void makeTemplate(std::vector<vision::Embedding> embeddings,
                      std::function<void(Result<vision::Template>)> done);

    // Null when there is no usable pack.
    [[nodiscard]] const vision::ModelPack* models() const { return m_pack ? &*m_pack : nullptr; }
    // For `status`: the camera last used, and why it failed last.
    [[nodiscard]] const capture::CameraInfo& lastCamera() const { return m_lastCamera; }
    [[nodiscard]] const std::optional<Error>& lastError() const { return m_lastError; }

private:
    void onLook(const Look& look);
    void onFailure(std::uint64_t job, const Error& reason);

    std::unique_ptr<capture::FrameSource> m_source;
    Result<vision::ModelPack> m_pack;
    std::unique_ptr<VisionWorker> m_worker;
    std::optional<Sink> m_sink;
    std::uint64_t m_job = 0;
    std::uint64_t m_use = 0;
    QTimer m_coolDown;
    capture::CameraInfo m_lastCamera;
    std::optional<Error> m_lastError;
};

} // namespace kaomon::agent
