// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "support/camera/picture_composer.h"

namespace kaomon::testing {

// The scene of the virtual camera and its protocol of commands, one per line with fields divided by tabs:
//   ID show PERSON FILE...     ID blank     ID quit
// Every picture that comes before the camera is written to the log as a JSON line, and so is the end of a
// command:
// {"time":..,"event":"picture","person":..,"file":..} and {"time":..,"event":"done","id":..}. A command is
// done when enough frames of the new scene have been written that none of the old ones can still be on its
// way.
class PicturePlayer {
public:
    PicturePlayer(std::FILE* log, std::chrono::milliseconds hold)
        : m_log(log)
        , m_hold(hold) {}

    // False for `quit`. Thread-safe.
    bool command(std::string_view line);
    // The next frame, `elapsed` after the previous one. One thread.
    [[nodiscard]] vision::Frame next(std::chrono::milliseconds elapsed);

private:
    struct Scene {
        std::string person;
        std::vector<std::string> files;
        std::vector<PictureComposer> photographs;
        std::string commandId;
    };
    void install(Scene scene);
    void logPicture(const std::string& person, const std::string& file);
    void logCommand(std::string_view event, const std::string& id, const std::string& detail);

    std::FILE* m_log;
    const std::chrono::milliseconds m_hold;
    std::mutex m_mutex;
    Scene m_scene;
    std::chrono::milliseconds m_moment{0};
    long m_shown = -1; // index of the picture logged last, -1 before the first
    int m_framesOfScene = 0;
    const PictureComposer m_background{vision::Frame{}};
};

} // namespace kaomon::testing
