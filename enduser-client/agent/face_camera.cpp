// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/face_camera.h"

#include "base/log.h"

namespace kaomon::agent {

FaceCamera::FaceCamera(const FrameSourceFactory& factory, const std::string& modelsFolder,
                       std::chrono::milliseconds warmTime)
    : m_source(factory())
    , m_pack(vision::ModelPack::open(modelsFolder)) {
    m_coolDown.setSingleShot(true);
    m_coolDown.setInterval(warmTime);
    connect(&m_coolDown, &QTimer::timeout, this, [this] { m_source->stop(); });
    if (!m_pack) {
        m_lastError = m_pack.error();
        log::error("agent.models",
                   {{"code", wireName(m_pack.error().code)}, {"detail", m_pack.error().detail}});
        return;
    }
    m_worker = std::make_unique<VisionWorker>(*m_pack, *m_source);
    connect(m_worker.get(), &VisionWorker::looked, this,
            [this](const std::shared_ptr<Look>& look) { onLook(*look); });
    connect(m_worker.get(), &VisionWorker::failed, this, &FaceCamera::onFailure);
}

FaceCamera::~FaceCamera() {
    m_source->stop();
    m_worker.reset();
}

Status FaceCamera::begin(LookJob job, Sink sink) {
    if (m_sink) {
        return fail(ErrorCode::AgentBusy, "the camera is in use by another attempt");
    }
    if (!m_worker) {
        return propagate(m_pack.error());
    }
    m_coolDown.stop();
    if (!m_source->isRunning()) {
        if (const auto started = m_source->start(); !started) {
            m_lastError = started.error();
            return started;
        }
    }
    m_job = m_worker->begin(std::move(job));
    m_sink = std::move(sink);
    ++m_use;
    return {};
}

void FaceCamera::end() {
    if (m_sink) {
        m_worker->end();
        m_sink.reset();
        m_job = 0;
        m_coolDown.start();
    }
}

void FaceCamera::onLook(const Look& look) {
    if (!m_sink || look.job != m_job) {
        return;
    }
    m_lastCamera = look.camera;
    m_lastError.reset();
    const auto looked = m_sink->looked; // the sink may go while it runs
    looked(look);
}

void FaceCamera::onFailure(std::uint64_t job, const Error& reason) {
    if (!m_sink || job != m_job) {
        return;
    }
    m_lastError = reason;
    const auto failed = m_sink->failed;
    end();
    m_coolDown.stop();
    m_source->stop();
    failed(reason);
}

void FaceCamera::makeTemplate(std::vector<vision::Embedding> embeddings,
                              std::function<void(Result<vision::Template>)> done) {
    const std::uint64_t use = m_use;
    m_worker->post(
        [this, use, embeddings = std::move(embeddings), done = std::move(done)](vision::FaceEngine& engine) {
            auto made = std::make_shared<Result<vision::Template>>(engine.makeTemplate(embeddings));
            QMetaObject::invokeMethod(
                this,
                [this, use, made, done] {
                    if (m_sink && m_use == use) {
                        done(std::move(*made));
                    }
                },
                Qt::QueuedConnection);
        });
}

} // namespace kaomon::agent
