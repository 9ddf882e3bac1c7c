// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "capture/camera_wishes.h"
#include "capture/latest_frame.h"

namespace kaomon::capture {

// Where pictures come from. The agent owns one; start() and stop() are called from one thread, frames() is
// read from any. After start() the mailbox gets frames until stop(), or one failure that says why there are
// none: CameraMissing, CameraBusy, CameraDenied before the first frame, CameraLost after it, CameraFailed for
// the rest.
class FrameSource {
public:
    FrameSource() = default;
    FrameSource(const FrameSource&) = delete;
    FrameSource& operator=(const FrameSource&) = delete;
    virtual ~FrameSource() = default;

    // Returns at once; the mailbox tells how it went. Starting a running source changes nothing; starting one
    // that has failed or was stopped begins anew. CameraFailed when nothing could be started at all.
    [[nodiscard]] virtual Status start() = 0;
    // The camera is off when this returns; waiting readers get Cancelled. Safe to call at any time.
    virtual void stop() = 0;
    // Cameras to begin with at the next start(), by id or description, best first; then any other. What has
    // one camera only need not heed it.
    virtual void prefer(const std::vector<std::string>& /*cameras*/) {}
    // How the camera should be used from the next start() on. What has nothing to choose need not heed it.
    virtual void wish(const CameraWishes& /*wishes*/) {}
    [[nodiscard]] virtual bool isRunning() const = 0;
    [[nodiscard]] virtual LatestFrame& frames() = 0;
};

} // namespace kaomon::capture
