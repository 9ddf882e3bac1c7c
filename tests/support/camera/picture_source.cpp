// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/camera/picture_source.h"

#include <utility>

#include "vision/picture.h"

namespace kaomon::testing {

PictureSource::PictureSource(capture::CameraInfo camera, std::chrono::milliseconds interval)
    : m_camera(std::move(camera))
    , m_interval(interval) {}

PictureSource::~PictureSource() {
    stop();
}

Status PictureSource::show(const std::vector<std::filesystem::path>& files, std::chrono::milliseconds hold) {
    std::vector<PictureComposer> photographs;
    for (const std::filesystem::path& file : files) {
        Result<vision::Frame> photograph = vision::loadPicture(file);
        if (!photograph) {
            return propagate(photograph.error());
        }
        photographs.emplace_back(*photograph);
    }
    const std::lock_guard lock(m_mutex);
    m_photographs = std::move(photographs);
    m_ready.clear();
    m_film = {};
    m_hold = hold;
    m_moment = {};
    return {};
}

void PictureSource::showFrames(std::vector<vision::Frame> frames, std::chrono::milliseconds hold) {
    const std::lock_guard lock(m_mutex);
    m_ready = std::move(frames);
    m_photographs.clear();
    m_film = {};
    m_hold = hold;
    m_moment = {};
}

void PictureSource::showFilm(std::function<vision::Frame()> film) {
    const std::lock_guard lock(m_mutex);
    m_film = std::move(film);
    m_ready.clear();
    m_photographs.clear();
    m_moment = {};
}

void PictureSource::stampBy(const Clock& clock) {
    const std::lock_guard lock(m_mutex);
    m_clock = &clock;
}

void PictureSource::failOnStart(std::optional<ErrorCode> reason) {
    const std::lock_guard lock(m_mutex);
    m_startFailure = reason;
}

void PictureSource::failNow(ErrorCode reason) {
    {
        const std::lock_guard lock(m_mutex);
        m_pending = reason;
    }
    m_changed.notify_all();
}

void PictureSource::freeze() {
    const std::lock_guard lock(m_mutex);
    m_isFrozen = true;
}

void PictureSource::thaw() {
    const std::lock_guard lock(m_mutex);
    m_isFrozen = false;
}

int PictureSource::startCount() const {
    const std::lock_guard lock(m_mutex);
    return m_startCount;
}

bool PictureSource::isRunning() const {
    const std::lock_guard lock(m_mutex);
    return m_isRunning;
}

Status PictureSource::start() {
    const std::lock_guard startStop(m_startStop);
    if (isRunning()) {
        return {};
    }
    if (m_player.joinable()) {
        m_player.join();
    }
    m_frames.reset();
    const std::lock_guard lock(m_mutex);
    ++m_startCount;
    m_isStopping = false;
    m_pending = m_startFailure;
    m_isRunning = true;
    m_player = std::thread(&PictureSource::run, this);
    return {};
}

void PictureSource::stop() {
    const std::lock_guard startStop(m_startStop);
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_changed.notify_all();
    if (m_player.joinable()) {
        m_player.join();
    }
    m_frames.fail(Error(ErrorCode::Cancelled, "camera stopped"));
}

void PictureSource::run() {
    std::unique_lock lock(m_mutex);
    while (!m_isStopping && !m_pending) {
        if (!m_isFrozen) {
            vision::Frame frame = nextFrame();
            lock.unlock();
            m_frames.put(std::move(frame), m_camera);
            lock.lock();
        }
        m_changed.wait_for(lock, m_interval, [this] { return m_isStopping || m_pending; });
    }
    const std::optional<ErrorCode> reason = m_pending;
    m_pending.reset();
    m_isRunning = false;
    lock.unlock();
    if (reason) {
        m_frames.fail(Error(*reason, "test camera"));
    }
}

vision::Frame PictureSource::nextFrame() {
    static const PictureComposer emptyRoom{vision::Frame{}};
    const auto step = m_hold.count() > 0 ? static_cast<std::size_t>(m_moment / m_hold) : 0;
    vision::Frame frame;
    if (m_film) {
        frame = m_film();
    } else if (!m_ready.empty()) {
        frame = m_ready[step % m_ready.size()];
    } else if (!m_photographs.empty()) {
        frame = m_photographs[step % m_photographs.size()].compose(m_moment);
    } else {
        frame = emptyRoom.compose(m_moment);
    }
    m_moment += m_interval;
    frame.capturedAt = m_clock != nullptr ? m_clock->steadyNow() : std::chrono::steady_clock::now();
    frame.sequence = ++m_sequence;
    return frame;
}

} // namespace kaomon::testing
