// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/face_camera.h"

#include "base/log.h"
#include "vision/kept_picture.h"

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

Result<FaceCamera::Turn> FaceCamera::begin(Use use, LookJob job, Sink sink) {
    if (use != Use::Presence && m_running && m_running->use == Use::Presence) {
        dropPresence();
    }
    const bool goesBefore = m_running && m_running->use == Use::Enrolment && use == Use::Logon && !m_waiting;
    if (m_running && !goesBefore) {
        return fail(ErrorCode::AgentBusy, "the camera is in use by another attempt");
    }
    if (!m_worker) {
        return propagate(m_pack.error());
    }
    Running next{++m_lastTurn, use, std::move(job), std::move(sink), 0};
    if (const auto looking = look(next); !looking) {
        return propagate(looking.error());
    }
    if (goesBefore) {
        m_running->number = 0;
        m_waiting = std::move(m_running);
    }
    m_running = std::move(next);
    return m_lastTurn;
}

// Its owner hears of it from the event loop, as of every failure.
void FaceCamera::dropPresence() {
    m_worker->end();
    const auto failed = m_running->sink.failed;
    m_running.reset();
    QMetaObject::invokeMethod(
        this, [failed] { failed(Error(ErrorCode::AgentBusy, "the camera is needed for a person")); },
        Qt::QueuedConnection);
}

void FaceCamera::prefer(const std::vector<std::string>& cameras) {
    m_source->prefer(cameras);
    if (m_running && m_running->use == Use::Presence) {
        dropPresence();
    }
    if (!m_running) {
        m_coolDown.stop();
        m_source->stop();
    }
}

// Postcondition: the camera runs and the worker looks for `running`, or the status says why not.
Status FaceCamera::look(Running& running) {
    m_coolDown.stop();
    const capture::CameraWishes wishes = m_wishes ? m_wishes() : capture::CameraWishes();
    if (m_source->isRunning() && wishes != m_wished) {
        m_source->stop();
    }
    if (!m_source->isRunning()) {
        m_wished = wishes;
        m_source->wish(wishes);
        if (const auto started = m_source->start(); !started) {
            m_lastError = started.error();
            return started;
        }
    }
    if (m_tuning) {
        running.job.tuning = m_tuning();
    }
    running.number = m_worker->begin(running.job);
    return {};
}

bool FaceCamera::isOpen(Turn turn) const {
    return (m_running && m_running->turn == turn) || (m_waiting && m_waiting->turn == turn);
}

void FaceCamera::end(Turn turn) {
    if (m_waiting && m_waiting->turn == turn) {
        m_waiting.reset();
    } else if (m_running && m_running->turn == turn) {
        m_worker->end();
        m_running.reset();
        m_coolDown.start();
        if (m_waiting) { // from the event loop: whoever ends his turn is not done yet
            QMetaObject::invokeMethod(
                this, [this] { resume(); }, Qt::QueuedConnection);
        }
    }
}

void FaceCamera::resume() {
    if (!m_waiting || m_running) {
        return;
    }
    m_running = std::move(m_waiting);
    m_waiting.reset();
    if (const auto looking = look(*m_running); !looking) {
        const auto failed = m_running->sink.failed;
        m_running.reset();
        failed(looking.error());
    }
}

void FaceCamera::onLook(const Look& look) {
    if (!m_running || look.job != m_running->number) {
        return;
    }
    m_lastCamera = look.camera;
    m_lastError.reset();
    const auto looked = m_running->sink.looked; // the sink may go while it runs
    if (m_observer) {
        m_observer(look);
    }
    looked(look);
}

void FaceCamera::onFailure(std::uint64_t job, const Error& reason) {
    if (!m_running || job != m_running->number) {
        return;
    }
    m_lastError = reason;
    const auto failed = m_running->sink.failed;
    end(m_running->turn);
    m_coolDown.stop();
    m_source->stop();
    failed(reason);
}

void FaceCamera::makeTemplate(Turn turn, std::vector<vision::Embedding> embeddings,
                              std::function<void(Result<vision::Template>)> done) {
    m_worker->post(
        [this, turn, embeddings = std::move(embeddings), done = std::move(done)](vision::FaceEngine& engine) {
            auto made = std::make_shared<Result<vision::Template>>(engine.makeTemplate(embeddings));
            QMetaObject::invokeMethod(
                this,
                [this, turn, made, done] {
                    if (isOpen(turn)) {
                        done(std::move(*made));
                    }
                },
                Qt::QueuedConnection);
        });
}

struct FaceCamera::Remaking {
    std::vector<SecretBytes> pictures;
    std::function<void(Result<vision::Template>)> done;
    std::vector<vision::Embedding> seen; // vision thread only
};

void FaceCamera::makeTemplateOf(std::vector<SecretBytes> pictures,
                                std::function<void(Result<vision::Template>)> done) {
    if (!m_worker) {
        done(fail(ErrorCode::ModelMissing, "there is no model pack"));
        return;
    }
    remakeNext(std::make_shared<Remaking>(Remaking{std::move(pictures), std::move(done), {}}));
}

void FaceCamera::remakeNext(const std::shared_ptr<Remaking>& work) {
    m_worker->post([this, work](vision::FaceEngine& engine) {
        if (!work->pictures.empty()) {
            if (const auto seen = vision::embedKept(engine, work->pictures.back().reveal())) {
                work->seen.push_back(*seen);
            }
            work->pictures.pop_back();
            remakeNext(work);
            return;
        }
        auto made = std::make_shared<Result<vision::Template>>(engine.makeTemplate(work->seen));
        QMetaObject::invokeMethod(
            this, [work, made] { work->done(std::move(*made)); }, Qt::QueuedConnection);
    });
}

} // namespace kaomon::agent
