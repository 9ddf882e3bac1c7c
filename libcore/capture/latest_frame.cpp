// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/latest_frame.h"

#include <utility>

namespace kaomon::capture {

void LatestFrame::put(vision::Frame frame, CameraInfo camera) {
    {
        const std::lock_guard lock(m_mutex);
        m_frame = CapturedFrame{std::move(frame), std::move(camera), ++m_generation};
    }
    m_changed.notify_all();
}

void LatestFrame::fail(Error reason) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_failure) {
            return;
        }
        m_failure = std::move(reason);
        m_frame.reset();
    }
    m_changed.notify_all();
}

void LatestFrame::reset() {
    const std::lock_guard lock(m_mutex);
    m_frame.reset();
    m_failure.reset();
}

Result<CapturedFrame> LatestFrame::waitNewer(std::uint64_t generation, std::chrono::milliseconds timeout) {
    std::unique_lock lock(m_mutex);
    const auto isReady = [&] { return m_failure || (m_frame && m_frame->generation > generation); };
    if (!m_changed.wait_for(lock, timeout, isReady)) {
        return kaomon::fail(ErrorCode::Timeout, "no new frame in time");
    }
    if (m_failure) {
        return propagate(*m_failure);
    }
    return *m_frame;
}

std::optional<CapturedFrame> LatestFrame::latest() const {
    const std::lock_guard lock(m_mutex);
    return m_frame;
}

std::optional<Error> LatestFrame::failure() const {
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

std::uint64_t LatestFrame::generation() const {
    const std::lock_guard lock(m_mutex);
    return m_generation;
}

} // namespace kaomon::capture
