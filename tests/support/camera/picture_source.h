// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "capture/frame_source.h"
#include "support/camera/picture_composer.h"

namespace kaomon::testing {

// A camera for tests only: plays photographs as a moving picture through the interface of the real one and
// fails in every way a real one can. Shipped programs do not link it. Owns one thread; every function may be
// called from any thread, at any time.
class PictureSource final : public capture::FrameSource {
public:
    explicit PictureSource(capture::CameraInfo camera = {"test-camera", "Test camera"},
                           std::chrono::milliseconds interval = std::chrono::milliseconds(80));
    ~PictureSource() override;

    // What is in front of the camera from now on: each picture for `hold`, then from the first again. An
    // empty list is an empty room. ErrorCode of loadPicture() for a file that cannot be read, and then
    // nothing changes.
    [[nodiscard]] Status show(const std::vector<std::filesystem::path>& files,
                              std::chrono::milliseconds hold = std::chrono::milliseconds(400));
    // The same with pictures made by the test; they are handed on as they are.
    void showFrames(std::vector<vision::Frame> frames,
                    std::chrono::milliseconds hold = std::chrono::milliseconds(40));

    // The same with whatever `film` gives for each next picture; it is called on the player's thread and must
    // outlive the source's use of it.
    void showFilm(std::function<vision::Frame()> film);

    // Pictures are stamped with this clock's time from now on, for tests that let time go on by themselves.
    void stampBy(const Clock& clock);

    // start() succeeds and the mailbox then gets this reason; nullopt heals the camera.
    void failOnStart(std::optional<ErrorCode> reason);
    // Ends a running capture now; CameraLost is the plug pulled out.
    void failNow(ErrorCode reason);
    // No more frames and no reason, as a hung driver; until thaw().
    void freeze();
    void thaw();
    [[nodiscard]] int startCount() const;

    [[nodiscard]] Status start() override;
    void stop() override;
    [[nodiscard]] bool isRunning() const override;
    [[nodiscard]] capture::LatestFrame& frames() override { return m_frames; }

private:
    void run();
    [[nodiscard]] vision::Frame nextFrame(); // under m_mutex

    const capture::CameraInfo m_camera;
    const std::chrono::milliseconds m_interval;
    capture::LatestFrame m_frames;
    std::mutex m_startStop;
    std::thread m_player;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<PictureComposer> m_photographs;
    std::vector<vision::Frame> m_ready;
    std::function<vision::Frame()> m_film;
    std::chrono::milliseconds m_hold{400};
    std::chrono::milliseconds m_moment{0};
    const Clock* m_clock = nullptr; // null: the steady clock
    std::optional<ErrorCode> m_startFailure;
    std::optional<ErrorCode> m_pending;
    std::uint64_t m_sequence = 0;
    int m_startCount = 0;
    bool m_isFrozen = false;
    bool m_isRunning = false;
    bool m_isStopping = false;
};

} // namespace kaomon::testing
