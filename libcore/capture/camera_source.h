// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "capture/frame_source.h"

namespace kaomon::capture {

struct CameraOptions {
    std::string helperPath;                        // empty: "kaomon-camera" beside the running program
    std::vector<std::string> preferred;            // ids or descriptions, best first; then any other camera
    std::chrono::milliseconds startDeadline{3000}; // to the first frame
    std::chrono::milliseconds stallDeadline{2000}; // between two frames
    // A camera that was opened and has shown nothing for so long is opened once more, once.
    std::chrono::milliseconds retryAfter{1500};
    CameraWishes wishes = {}; // until wish() says otherwise
};

// The cameras present now; asks the helper, so it takes about a tenth of a second. CameraDenied when cameras
// are there but may not be used, CameraFailed when the helper cannot be run; an empty list is not an error.
// Blocks.
[[nodiscard]] Result<std::vector<CameraInfo>> listCameras(const CameraOptions& options);

// The real camera, through Qt Multimedia in a helper process of its own (kaomon-camera): the media stacks
// under it (GStreamer, PipeWire, drivers) are known to crash when a camera is pulled out, and such a crash
// must end as CameraLost, not as the end of the agent. The camera is on exactly as long as the helper lives.
// Owns one thread which reads the helper and fills the mailbox.
class CameraSource final : public FrameSource {
public:
    explicit CameraSource(CameraOptions options = {});
    ~CameraSource() override;

    [[nodiscard]] Status start() override;
    void stop() override;
    void prefer(const std::vector<std::string>& cameras) override;
    void wish(const CameraWishes& wishes) override;
    [[nodiscard]] bool isRunning() const override { return m_isRunning.load(); }
    [[nodiscard]] LatestFrame& frames() override { return m_frames; }

private:
    void run();

    const CameraOptions m_options;
    CameraOptions m_current; // of the running helper: with the preferred cameras before those of m_options
    std::vector<std::string> m_preferred;
    CameraWishes m_wishes;
    LatestFrame m_frames;
    std::mutex m_startStop;
    std::thread m_reader;
    std::atomic<bool> m_isRunning = false;
    std::atomic<bool> m_isStopping = false;
};

} // namespace kaomon::capture
