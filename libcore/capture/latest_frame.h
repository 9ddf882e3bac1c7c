// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>

#include "base/result.h"
#include "capture/camera_info.h"
#include "vision/frame.h"

namespace kaomon::capture {

// A picture together with the camera it came from.
struct CapturedFrame {
    vision::Frame frame;
    CameraInfo camera;
    std::uint64_t generation = 0; // given by the mailbox; never used twice in its life
};

// The one-slot mailbox between the capture thread and whoever looks at the pictures: a new frame replaces the
// old one, so a slow reader is never behind. It also carries the reason why no more frames come. Owned by the
// frame source; every function may be called from any thread.
class LatestFrame {
public:
    // The writer's side.
    void put(vision::Frame frame, CameraInfo camera);
    // The source has ended; the first reason stays until reset(). The last frame is dropped.
    void fail(Error reason);
    // Forgets frame and reason before a new start. Generations go on, so that no old frame passes for a new
    // one.
    void reset();

    // The first frame newer than `generation` (0 = any), waiting at most `timeout`. Errors: the source's
    // reason (CameraMissing, CameraBusy, CameraDenied, CameraLost, CameraFailed, or Cancelled after stop()),
    // or Timeout.
    [[nodiscard]] Result<CapturedFrame> waitNewer(std::uint64_t generation,
                                                  std::chrono::milliseconds timeout);
    [[nodiscard]] std::optional<CapturedFrame> latest() const;
    [[nodiscard]] std::optional<Error> failure() const;
    // The generation of the newest frame ever put; frames of an attempt are those newer than it was at its
    // start.
    [[nodiscard]] std::uint64_t generation() const;

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::optional<CapturedFrame> m_frame;
    std::optional<Error> m_failure;
    std::uint64_t m_generation = 0;
};

} // namespace kaomon::capture
