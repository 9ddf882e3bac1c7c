// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/vision_worker.h"

#include "base/log.h"
#include "vision/kept_picture.h"
#include "vision/self_test.h"

namespace kaomon::agent {

namespace {

using namespace std::chrono_literals;

constexpr auto kFrameWait = 100ms;
constexpr auto kPictureInterval = 66ms; // 15 pictures a second

} // namespace

domain::LivenessSample livenessSampleOf(const Look& look) {
    domain::LivenessSample sample;
    sample.at = look.takenAt;
    sample.passive = look.analysis.livenessScore;
    if (look.alike) {
        sample.eyesAlike = look.alike->eyes;
        sample.restAlike = look.alike->rest;
    }
    if (look.analysis.eyes) {
        sample.eyesClosed = look.analysis.eyes->closedOdds;
    }
    sample.yaw = look.analysis.quality->meter(vision::QualityKind::Yaw).value;
    sample.pitch = look.analysis.quality->meter(vision::QualityKind::Pitch).value;
    return sample;
}

VisionWorker::VisionWorker(vision::ModelPack pack, capture::FrameSource& source)
    : m_pack(std::move(pack))
    , m_source(source)
    , m_thread([this] { run(); }) {}

VisionWorker::~VisionWorker() {
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        m_current.reset();
    }
    m_changed.notify_all();
    m_thread.join();
}

std::uint64_t VisionWorker::begin(LookJob job) {
    const std::lock_guard lock(m_mutex);
    m_current = Current{++m_lastJob, m_source.frames().generation(), std::move(job), {}};
    m_changed.notify_all();
    return m_lastJob;
}

void VisionWorker::end() {
    const std::lock_guard lock(m_mutex);
    m_current.reset();
}

void VisionWorker::drop(std::uint64_t job) {
    const std::lock_guard lock(m_mutex);
    if (m_current && m_current->number == job) {
        m_current.reset();
    }
}

void VisionWorker::post(Task task) {
    const std::lock_guard lock(m_mutex);
    m_tasks.push_back(std::move(task));
    m_changed.notify_all();
}

bool VisionWorker::isStale(std::uint64_t job) const {
    const std::lock_guard lock(m_mutex);
    return !m_current || m_current->number != job;
}

void VisionWorker::run() {
    auto engine = vision::FaceEngine::create(m_pack);
    if (engine) {
        const auto tested = vision::selfTest(**engine, m_pack);
        if (!tested) {
            engine = propagate(tested.error()); // nobody is served by an engine that computes something else
        } else if (*tested == vision::SelfTestReach::WithoutFigures) {
            log::warning("agent.self_test", {{"detail", "the pack " + m_pack.name() +
                                                            " names no figures to hold its networks to"}});
        }
    }
    if (!engine) {
        log::error("agent.models",
                   {{"code", wireName(engine.error().code)}, {"detail", engine.error().detail}});
    }
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_isStopping || m_current || !m_tasks.empty(); });
        if (m_isStopping) {
            return;
        }
        if (!engine) {
            const std::uint64_t job = m_current ? m_current->number : 0;
            m_tasks.clear();
            m_current.reset();
            lock.unlock();
            report(job, engine.error());
        } else if (!m_tasks.empty()) {
            const Task task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task(**engine);
        } else {
            Current current = *m_current;
            lock.unlock();
            lookOnce(**engine, current);
            lock.lock();
            if (m_current && m_current->number == current.number) {
                *m_current = std::move(current);
            }
            lock.unlock();
        }
        lock.lock();
    }
}

void VisionWorker::lookOnce(vision::FaceEngine& engine, Current& current) {
    auto captured = m_source.frames().waitNewer(current.lastFrame, kFrameWait);
    if (!captured) {
        if (captured.error().code != ErrorCode::Timeout && !isStale(current.number)) {
            drop(current.number);
            report(current.number, captured.error());
        }
        return;
    }
    current.lastFrame = captured->generation;
    captured->frame = vision::tuned(captured->frame, current.job.tuning);
    if (current.job.followed) {
        follow(engine, current, *captured);
        return;
    }
    vision::AnalyseOptions options = current.job.options;
    options.wantsPassive = options.wantsPassive && current.job.passiveFrames > 0;
    auto analysis = engine.analyse(captured->frame, options);
    if (!analysis) {
        drop(current.number);
        report(current.number, analysis.error());
        return;
    }
    auto look = std::make_shared<Look>();
    look->job = current.number;
    look->camera = captured->camera;
    look->analysis = std::move(*analysis);
    look->isBlack = look->analysis.faces.empty() && look->analysis.verdict == ErrorCode::FaceTooDark;
    look->frameWidth = captured->frame.width;
    look->frameHeight = captured->frame.height;
    look->fingerprint = vision::fingerprint(captured->frame);
    look->number = captured->frame.sequence;
    look->takenAt =
        std::chrono::duration_cast<std::chrono::milliseconds>(captured->frame.capturedAt.time_since_epoch());
    current.job.passiveFrames -= look->analysis.livenessScore ? 1 : 0;
    if (look->analysis.eyes) {
        look->alike = current.eyes.add(*look->analysis.eyes);
    }
    if (look->analysis.isUsable()) {
        auto embedding = engine.embed(captured->frame, *look->analysis.mainFace(), &look->analysis.timings);
        if (embedding) {
            look->embedding = std::move(*embedding);
        }
        if (current.job.wantsCut) {
            if (auto cut = vision::cutForKeeping(captured->frame, *look->analysis.mainFace())) {
                look->cut = std::move(*cut);
            }
        }
    }
    const auto now = std::chrono::steady_clock::now();
    if (current.job.wantsJpeg && now - m_lastJpeg >= kPictureInterval && current.job.wantsJpeg()) {
        m_lastJpeg = now;
        if (auto jpeg = vision::encodeJpeg(captured->frame, {.quality = 75, .maxWidth = 640})) {
            look->jpeg = std::move(*jpeg);
        }
    }
    QMetaObject::invokeMethod(
        this, [this, look] { emit looked(look); }, Qt::QueuedConnection);
}

void VisionWorker::follow(vision::FaceEngine& engine, const Current& current,
                          const capture::CapturedFrame& captured) {
    FollowedPerson& person = *current.job.followed;
    if (!person.watcher) {
        auto made = vision::PresenceWatcher::create(engine, person.templates, person.options);
        if (!made) {
            drop(current.number);
            report(current.number, made.error());
            return;
        }
        person.watcher = std::move(*made);
    }
    const auto sight = person.watcher->look(captured.frame, current.job.check);
    if (!sight) {
        drop(current.number);
        report(current.number, sight.error());
        return;
    }
    auto look = std::make_shared<Look>();
    look->job = current.number;
    look->camera = captured.camera;
    look->presence = sight->look;
    look->isBlack =
        sight->look.face == domain::PresenceLook::Face::None && sight->reason == ErrorCode::FaceTooDark;
    QMetaObject::invokeMethod(
        this, [this, look] { emit looked(look); }, Qt::QueuedConnection);
}

void VisionWorker::report(std::uint64_t job, Error reason) {
    QMetaObject::invokeMethod(
        this, [this, job, reason = std::move(reason)] { emit failed(job, reason); }, Qt::QueuedConnection);
}

} // namespace kaomon::agent
